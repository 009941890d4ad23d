import Breakeven
import RequestLogs

extension Arguments {
  /// The options that say how request logs are to be read.
  static let logOptions: [Option] =
    [.value("--format")] + columnNames.map { .value($0) }
    + repeatedNames.map { .repeated($0) } + [.flag(inside), .flag(beside), .flag(losses)]

  /// Their names.
  static let logOptionNames = ["--format"] + columnNames + repeatedNames + [inside, beside, losses]

  private static let columnNames = [
    "--time", "--time-unit", "--cached", "--cache-written", "--status", "--id", "--session",
  ]
  private static let repeatedNames = ["--prompt", "--completion", "--where"]
  private static let (inside, beside) = ("--cached-inside", "--cached-beside")
  static let losses = "--allow-losses"

  /// What the options of columns mean, for the help of a verb.
  static let logHelp = """
      --format FORMAT     \(TraceFormat.allCases.map(\.rawValue).joined(separator: ", "))
      --prompt COLUMN     for any other CSV or JSON: the column or dotted key of prompt tokens,
      --completion COLUMN   of completion tokens; several are added up,
      --time COLUMN         of the arrival time,
      --time-unit UNIT      its unit: \(TimeUnit.allCases.map(\.rawValue).joined(separator: ", ")),
      --cached COLUMN       of cached prompt tokens,
      --cache-written COLUMN  of prompt tokens written to a cache,
      --cached-inside       which the prompt tokens include (the default),
      --cached-beside       or do not
      --where KEY=VALUE   only rows that have it; may be repeated
      --status COLUMN     the outcome: 2xx, success and ok were answered, all else failed
      --id COLUMN         count rows of one id once
      --session COLUMN    the session of a request
    """

  /// A reader of logs as the options say.
  ///
  /// - Parameter model: the option that names one model of the log.
  func traceReader(model: String) throws -> TraceReader {
    var reader = TraceReader(
      format: try choice("--format", among: TraceFormat.self), columns: try columns())
    reader.selection = LogSelection(
      conditions: try conditions(), model: value(model), status: value("--status"),
      id: value("--id"), session: value("--session"))
    return reader
  }

  private func conditions() throws -> [LogSelection.Condition] {
    let words = values("--where")
    guard words.count <= 32 else { throw CommandFailure.usage("--where may be given 32 times") }
    return try words.map { word in
      guard let place = word.firstIndex(of: "="), place > word.startIndex else {
        throw CommandFailure.usage("--where: found \"\(word)\", expected KEY=VALUE")
      }
      return LogSelection.Condition(
        key: String(word[..<place]), value: String(word[word.index(after: place)...]))
    }
  }

  private func columns() throws -> TraceColumns? {
    let (prompts, completions) = (values("--prompt"), values("--completion"))
    if has(Self.inside), has(Self.beside) {
      throw CommandFailure.usage("\(Self.inside) and \(Self.beside) exclude each other")
    }
    guard !prompts.isEmpty, !completions.isEmpty else {
      let names = [
        "--prompt", "--completion", "--time", "--time-unit", "--cached", "--cache-written",
      ]
      for name in names where value(name) != nil || !values(name).isEmpty {
        throw CommandFailure.usage("\(name) goes with both --prompt and --completion")
      }
      for name in [Self.inside, Self.beside] where has(name) {
        throw CommandFailure.usage("\(name) goes with both --prompt and --completion")
      }
      return nil
    }
    guard prompts.count + completions.count <= 16 else {
      throw CommandFailure.usage("--prompt and --completion may be given 16 times together")
    }
    for name in [Self.inside, Self.beside]
    where has(name) && value("--cached") == nil && value("--cache-written") == nil {
      throw CommandFailure.usage("\(name) goes with --cached or --cache-written")
    }
    return TraceColumns(
      prompts: prompts, completions: completions, time: value("--time"),
      timeUnit: try choice("--time-unit", among: TimeUnit.self), cached: value("--cached"),
      written: value("--cache-written"), cachedIsInside: !has(Self.beside))
  }

  /// Refuses a log of which more could not be read than a fiftieth, unless that is allowed.
  func requireFewLosses(_ profile: TraceProfile, file: String) throws {
    var place = profile.firstMalformedLines.first.map { "line \($0.line)" }
    if let time = profile.findings.unreadTime, profile.findings.unreadTimes > 0 {
      place = "the time \"\(time.text.prefix(40))\" under \(time.key)"
    }
    try requireFewLosses(profile.lossShare, file: file, such: place)
  }

  /// The same for requests that were read one by one.
  func requireFewLosses(_ share: Double, file: String, such place: String? = nil) throws {
    guard !has(Self.losses), share > TraceProfile.bearableLoss else { return }
    let percent = (share * 1000).rounded() / 10
    throw CommandFailure(
      code: .badData,
      message: "\(file): found \(percent) % of lines that could not be read"
        + (place.map { ", such as \($0)" } ?? "")
        + ", expected at most 2 %, or \(Self.losses) to leave them out")
  }
}
