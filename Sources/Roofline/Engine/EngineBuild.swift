/// The software of a run, by when it was built and how well that is known.
package struct EngineBuild: Sendable, Hashable {
  /// When it was built.
  package let date: BuildDate
  /// Whether the date is that of a released version or of a nightly build, and not the day of a run or the beginning
  /// of a range.
  package let isExact: Bool

  package init(_ date: BuildDate, isExact: Bool) {
    self.date = date
    self.isExact = isExact
  }
}

extension EngineCatalog {
  /// The build that a run was made on; `nil` if nothing tells.
  ///
  /// A version tells it better than the day on which somebody ran or published it. `0.5.8+` is some build after 0.5.8,
  /// so that its date is only the earliest.
  package func build(engine: EngineProfile, version text: String, date: String) -> EngineBuild? {
    let released = EngineVersion(text).flatMap { version in
      contents.releases[engine.engine]?.date(of: version)
    }
    if let released { return EngineBuild(released, isExact: !text.hasSuffix("+")) }
    if let nightly = BuildDate(ofNightlyBuild: text) { return EngineBuild(nightly, isExact: true) }
    return BuildDate(date).map { EngineBuild($0, isExact: false) }
  }
}
