import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How one log is to be read, found out from its beginning.
struct LogPlan: Sendable {
  enum Scanner: Sendable {
    case csv(CSVLogScanner)
    case json(JSONLogScanner)
  }

  var format: TraceFormat?
  var layout: LogLayout
  var scanner: Scanner
  /// Where the first record begins, and how many lines come before it.
  var bodyStart: Int
  var headerLines: Int
  /// Whether a quoted field may hold line ends, so that lines cannot be told apart from the middle.
  var mayQuoteLines: Bool
  /// The requests of each model at the log's beginning, which is all that a plan looks at models for.
  var models: [String: Int] = [:]
}

extension LogPlan {
  /// How much of a log is looked at.
  static let sampleBytes = 1 << 18

  /// Finds how a log is to be read.
  ///
  /// - Throws: `InputError` for a log that fits no known format, or not the one that was named.
  init(
    sample: [UInt8], format: TraceFormat?, columns: TraceColumns?, file: String?
  ) throws(InputError) {
    let marked = sample.starts(with: [0xEF, 0xBB, 0xBF])
    let start = sample.indices.first { $0 >= (marked ? 3 : 0) && sample[$0] > 32 } ?? sample.count
    let headerLines = sample[..<start].count { $0 == LogBytes.newline }
    guard start < sample.count else {
      throw InputError(file: file, found: "an empty log", expected: "at least one request")
    }
    if sample[start] == UInt8(ascii: "{") || sample[start] == UInt8(ascii: "[") {
      let layout = try Self.jsonLayout(sample[start...], format, columns, file)
      self.init(
        format: layout.format, layout: layout.layout, scanner: .json(JSONLogScanner(layout.layout)),
        bodyStart: start, headerLines: headerLines, mayQuoteLines: false)
      return
    }
    let lineEnd = sample[start...].firstIndex(of: LogBytes.newline) ?? sample.count
    var header = Array(sample[start..<lineEnd])
    while let last = header.last, last <= 32 { header.removeLast() }
    if columns == nil, let bare = Self.headerlessLayout(header, format) {
      self.init(
        format: bare.format, layout: bare.layout, scanner: .csv(bare.scanner), bodyStart: start,
        headerLines: headerLines, mayQuoteLines: sample[start...].contains(LogBytes.quote))
      return
    }
    let found = try Self.csvLayout(header, format, columns, file)
    self.init(
      format: found.format, layout: found.layout, scanner: .csv(found.scanner),
      bodyStart: min(lineEnd + 1, sample.count), headerLines: headerLines + 1,
      mayQuoteLines: sample[min(lineEnd + 1, sample.count)...].contains(LogBytes.quote))
  }

  private static func jsonLayout(
    _ sample: ArraySlice<UInt8>, _ format: TraceFormat?, _ columns: TraceColumns?, _ file: String?
  ) throws(InputError) -> (format: TraceFormat?, layout: LogLayout) {
    if let columns {
      return (
        nil,
        LogLayout(
          encoding: .jsonLines, fields: columns.fields(isJSON: true),
          timeUnit: columns.timeUnit ?? .seconds)
      )
    }
    if let format {
      guard let layout = format.jsonLayout else {
        throw InputError(
          file: file, found: "JSON lines", expected: "a log in the format \(format.rawValue)")
      }
      return (format, layout)
    }
    for line in sample.split(separator: LogBytes.newline, maxSplits: 100).prefix(100) {
      guard let document = try? JSONDocument(Data(line)), let members = try? document.root.object()
      else { continue }
      if let format = TraceFormat.ofJSON(members), var layout = format.jsonLayout {
        if format == .mooncake, Self.countsSeconds(sample) { layout.timeUnit = .seconds }
        return (format, layout)
      }
    }
    throw unknown(file, found: "JSON lines whose keys are not known")
  }

  /// Whether times that would be milliseconds have fractions, which no trace in milliseconds has.
  private static func countsSeconds(_ sample: ArraySlice<UInt8>) -> Bool {
    sample.split(separator: LogBytes.newline, maxSplits: 100).prefix(100).contains { line in
      guard let members = try? JSONDocument(Data(line)).root.object(),
        let time = try? members["timestamp"]?.number(in: -1e18...1e18)
      else { return false }
      return time != time.rounded()
    }
  }

  /// How a CSV log whose first line is a row already is read: one whose format is named, or whose three
  /// columns are a date and two whole numbers, which is Azure's.
  private static func headerlessLayout(
    _ row: [UInt8], _ format: TraceFormat?
  ) -> (format: TraceFormat, layout: LogLayout, scanner: CSVLogScanner)? {
    let fields = String(decoding: row, as: UTF8.self)
      .split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    guard let first = fields.first, first.first?.isASCIIDigit == true,
      let last = fields.last, last.allSatisfy(\.isASCIIDigit) || format == .burstGPT,
      let format = format ?? (fields.count == 3 && first.contains("-") ? .azure : nil),
      let layout = format.csvLayout, let roles = format.columnsInOrder, fields.count >= roles.count
    else { return nil }
    let scanner = CSVLogScanner(layout, roles: roles, separator: LogBytes.comma, header: [])
    return (format, layout, scanner)
  }

  /// The known format most of whose columns are there.
  private static func csvLayout(
    _ header: [UInt8], _ format: TraceFormat?, _ columns: TraceColumns?, _ file: String?
  ) throws(InputError) -> (format: TraceFormat?, layout: LogLayout, scanner: CSVLogScanner) {
    let text = String(decoding: header, as: UTF8.self)
    let separator: UInt8 =
      [LogBytes.comma, UInt8(ascii: ";"), 9].max { first, second in
        header.count { $0 == first } < header.count { $0 == second }
      } ?? LogBytes.comma
    let names = text.split(
      separator: Character(UnicodeScalar(separator)), omittingEmptySubsequences: false
    )
    .map { $0.filter { $0 != "\"" }.trimmed.lowercased() }
    var found: (format: TraceFormat?, layout: LogLayout)?
    if let columns {
      found = (
        nil,
        LogLayout(
          encoding: .csv(separator: separator), fields: columns.fields(isJSON: false),
          timeUnit: columns.timeUnit ?? .seconds)
      )
    } else {
      var most = 0
      for candidate in format.map({ [$0] }) ?? TraceFormat.allCases {
        guard let layout = candidate.csvLayout, layout.isIn(names) else { continue }
        let matches = layout.fields.count { names.contains($0.path[0].lowercased()) }
        if matches > most { (found, most) = ((candidate, layout), matches) }
      }
    }
    guard let found, found.layout.isIn(names) else {
      let wanted = format.map { "a log in the format \($0.rawValue)" }
      throw unknown(file, found: "the columns \(text.shortened(to: 120))", expected: wanted)
    }
    var roles: [LogRole] = []
    for name in names {
      let field = found.layout.fields.first { $0.path[0].lowercased() == name }
      roles.append(field.map(\.role) ?? .skip)
    }
    while roles.last == .skip { roles.removeLast() }
    let scanner = CSVLogScanner(
      found.layout, roles: roles, separator: separator, header: header)
    return (found.format, found.layout, scanner)
  }

  private static func unknown(_ file: String?, found: String, expected: String? = nil) -> InputError
  {
    InputError(
      file: file, place: "line 1", found: found,
      expected: expected
        ?? "one of the formats \(TraceFormat.allCases.map(\.rawValue).joined(separator: ", ")), "
        + "or the names of the columns")
  }
}

extension LogLayout {
  /// Whether the columns, in lower case, hold both lengths and, of a grouped log, the counts.
  fileprivate func isIn(_ names: [String]) -> Bool {
    let found = Set(fields.filter { names.contains($0.path[0].lowercased()) }.map(\.role))
    return (found.contains(.prompt) || found.contains(.promptTotal))
      && (found.contains(.completion) || found.contains(.completionTotal))
      && (!isGrouped
        || found.contains(.requests)
          && (found.contains(.hourOfWeek) || found.contains(.firstTime)))
  }
}

extension TraceFormat {
  /// The format of a line by its keys.
  fileprivate static func ofJSON(_ members: JSONMembers) -> TraceFormat? {
    func has(_ keys: String...) -> Bool { keys.allSatisfy(members.contains) }
    if has("input_length", "output_length") {
      return has("chat_id") || has("turn") || has("parent_chat_id") ? .bailian : .mooncake
    }
    if has("input_toks", "output_toks") { return .servingSim }
    if has("custom_id", "response") { return .openAIBatch }
    if has("custom_id", "result") { return .anthropicBatch }
    if has("usageDetails") || has("inputUsage") || has("promptTokens", "completionTokens")
      || has("traceId", "startTime") || has("usage", "startTime")
    {
      return .langfuse
    }
    if has("prompt_tokens", "completion_tokens") { return .liteLLM }
    return nil
  }
}

extension TraceFormat {
  /// What the columns mean where no header names them.
  fileprivate var columnsInOrder: [LogRole]? {
    switch self {
    case .azure, .vidur: [.time, .prompt, .completion]
    case .burstGPT: [.time, .skip, .prompt, .completion]
    case .splitwise: [.skip, .skip, .skip, .time, .skip, .prompt, .completion]
    default: nil
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension String {
  fileprivate var trimmed: String { String(Substring(self).trimmed) }
}
