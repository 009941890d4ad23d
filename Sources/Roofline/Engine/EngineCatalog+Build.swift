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
