import Breakeven
import RequestLogs

/// The options that say how request logs are to be read.
struct LogOptions: OptionGroup {
  static let title: String? = "Reading logs"

  @Option("--format", "FORMAT", .choice, help: "the format, where it is not detected")
  var format: TraceFormat?
  @Option(
    "--prompt", "COLUMN", repeating: .text,
    help:
      "for any other CSV or JSON lines: the column or dotted key of prompt tokens; several are added up"
  )
  var prompts: [String]
  @Option("--completion", "COLUMN", repeating: .text, help: "those of completion tokens")
  var completions: [String]
  @Option("--time", "COLUMN", .text, help: "the one of the arrival time")
  var time: String?
  @Option("--time-unit", "UNIT", .choice, help: "the unit of that time (default seconds)")
  var timeUnit: TimeUnit?
  @Option("--cached", "COLUMN", .text, help: "the one of cached prompt tokens")
  var cached: String?
  @Option(
    "--cache-written", "COLUMN", .text, help: "the one of prompt tokens written to a cache")
  var written: String?
  @Flag("--cached-inside", help: "which the prompt tokens include (the default)")
  var cachedIsInside
  @Flag("--cached-beside", help: "or do not")
  var cachedIsBeside
  @Option(
    "--where", "KEY=VALUE", repeating: .text, help: "only rows that have it; may be repeated")
  var conditions: [String]
  @Option(
    "--status", "COLUMN", .text,
    help:
      "the outcome: 2xx, success, ok, and why an answer ended, such as stop, were answered, all else failed"
  )
  var status: String?
  @Option("--id", "COLUMN", .text, help: "count rows of one id once")
  var id: String?
  @Option("--session", "COLUMN", .text, help: "the session of a request")
  var session: String?
  @Flag("--allow-losses", help: "go on where more than 2 % of lines cannot be read")
  var allowsLosses

  /// Those that need both a column of prompt tokens and one of completion tokens.
  private var beside: [any DeclaredOption] {
    [$prompts, $completions, $time, $timeUnit, $cached, $written, $cachedIsInside, $cachedIsBeside]
  }

  /// All of them.
  var all: [any DeclaredOption] {
    beside + [$format, $conditions, $status, $id, $session, $allowsLosses]
  }

  /// A reader of logs as the options say.
  ///
  /// - Parameter model: One model of several that a log holds; `nil` for all.
  func traceReader(model: String?) throws -> TraceReader {
    var reader = TraceReader(format: format, columns: try columns())
    reader.selection = LogSelection(
      conditions: try selected(), model: model, status: status, id: id, session: session)
    return reader
  }

  private func selected() throws -> [LogSelection.Condition] {
    guard conditions.count <= 32 else {
      throw CommandFailure.usage("--where may be given 32 times")
    }
    return try conditions.map { word in
      guard let place = word.firstIndex(of: "="), place > word.startIndex else {
        throw CommandFailure.usage("--where: found \"\(word.shortened())\", expected KEY=VALUE")
      }
      return LogSelection.Condition(
        key: String(word[..<place]), value: String(word[word.index(after: place)...]))
    }
  }

  private func columns() throws -> TraceColumns? {
    guard !prompts.isEmpty, !completions.isEmpty else {
      if let given = beside.first(where: \.isGiven) {
        throw CommandFailure.usage("\(given.name) goes with both --prompt and --completion")
      }
      return nil
    }
    guard prompts.count + completions.count <= 16 else {
      throw CommandFailure.usage("--prompt and --completion may be given 16 times together")
    }
    if cachedIsInside, cachedIsBeside {
      throw CommandFailure.usage("--cached-inside and --cached-beside exclude each other")
    }
    if cachedIsInside || cachedIsBeside, cached == nil, written == nil {
      let name = cachedIsInside ? "--cached-inside" : "--cached-beside"
      throw CommandFailure.usage("\(name) goes with --cached or --cache-written")
    }
    return TraceColumns(
      prompts: prompts, completions: completions, time: time, timeUnit: timeUnit, cached: cached,
      written: written, cachedIsInside: !cachedIsBeside)
  }

  /// Refuses a log of which more could not be read than a fiftieth, unless that is allowed.
  func requireFewLosses(_ profile: TraceProfile, file: String) throws {
    var place = profile.firstMalformedLines.first.map { "line \($0.line)" }
    if let time = profile.findings.unreadTime, profile.findings.unreadTimes > 0 {
      place = "the time \"\(time.text.prefix(40))\" under \(time.key)"
    }
    if let reason = profile.findings.lossReason {
      place = [place, reason].compactMap { $0 }.joined(separator: ", and ")
    }
    try requireFewLosses(profile.lossShare, file: file, such: place)
  }

  /// The same for requests that were read one by one.
  func requireFewLosses(_ share: Double, file: String, such place: String? = nil) throws {
    guard !allowsLosses, share > TraceProfile.bearableLoss else { return }
    let percent = (share * 1000).rounded() / 10
    throw CommandFailure(
      code: .badData,
      message: "\(file): found \(percent) % of lines that could not be read"
        + (place.map { ", such as \($0)" } ?? "")
        + ", expected at most 2 %, or \($allowsLosses.name) to leave them out")
  }
}
