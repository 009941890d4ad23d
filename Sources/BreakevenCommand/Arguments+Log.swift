import Breakeven
import RequestLogs

extension Arguments {
  /// The options that say how request logs are to be read.
  static let logOptions: [Option] = logOptionNames.map { .value($0) }

  /// Their names.
  static let logOptionNames = ["--format"] + columnNames

  private static let columnNames = [
    "--prompt", "--completion", "--time", "--time-unit", "--cached",
  ]

  /// A reader of logs as the options say.
  func traceReader() throws -> TraceReader {
    TraceReader(format: try choice("--format", among: TraceFormat.self), columns: try columns())
  }

  private func columns() throws -> TraceColumns? {
    guard let prompt = value("--prompt"), let completion = value("--completion") else {
      for name in Self.columnNames where value(name) != nil {
        throw CommandFailure.usage("\(name) goes with both --prompt and --completion")
      }
      return nil
    }
    return TraceColumns(
      prompt: prompt, completion: completion, time: value("--time"),
      timeUnit: try choice("--time-unit", among: TimeUnit.self) ?? .seconds,
      cached: value("--cached"))
  }
}
