/// Requests that were read in one go, without anything unusual among them.
struct LogRun: Sendable {
  /// Room for the requests of one run; the first ``count`` hold some.
  var records = [LogRecord](repeating: LogRecord(), count: Self.longest)
  var count = 0
  /// Lines of requests that were not answered.
  var failures = 0

  /// The most requests of a run, so that no 64-bit sum of their squares overflows.
  static let longest = 1024
}
