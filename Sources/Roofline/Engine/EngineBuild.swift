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
