import Breakeven

/// The options that say how request logs are to be read.
struct LogOptions: OptionGroup {
  static let title: String? = "Reading logs"

  @Option("--format", "FORMAT", .choice, help: "the format, where it is not detected")
  var format: TraceFormat?
  @Option(
    "--prompt", "COLUMN", .text,
    help: "for any other CSV or JSON lines: the column or key of prompt tokens")
  var prompt: String?
  @Option("--completion", "COLUMN", .text, help: "the one of completion tokens")
  var completion: String?
  @Option("--time", "COLUMN", .text, help: "the one of the arrival time")
  var time: String?
  @Option("--time-unit", "UNIT", .choice, help: "the unit of that time (default seconds)")
  var timeUnit: TimeUnit?
  @Option(
    "--cached", "COLUMN", .text, help: "the one of cached prompt tokens inside the prompt")
  var cached: String?

  /// All of them.
  var all: [any DeclaredOption] {
    [$format, $prompt, $completion, $time, $timeUnit, $cached]
  }

  /// A reader of logs as the options say.
  func traceReader() throws -> TraceReader {
    TraceReader(format: format, columns: try columns())
  }

  private func columns() throws -> TraceColumns? {
    guard let prompt, let completion else {
      let columns: [any DeclaredOption] = [$prompt, $completion, $time, $timeUnit, $cached]
      if let given = columns.first(where: \.isGiven) {
        throw CommandFailure.usage("\(given.name) goes with both --prompt and --completion")
      }
      return nil
    }
    return TraceColumns(
      prompt: prompt, completion: completion, time: time, timeUnit: timeUnit ?? .seconds,
      cached: cached)
  }
}
