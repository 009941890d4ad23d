import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the two queries of ``WarehouseQueries`` give, as CSV with a header, whatever its letters' case.
enum WarehouseResult {
  /// Which of the two a file is, by its first line; `nil` if neither.
  enum Kind {
    case lengths
    case hours

    init?(header sample: [UInt8]) {
      let line = sample.prefix { $0 != 10 && $0 != 13 }
      let columns = Set(
        String(decoding: line, as: UTF8.self).lowercased().split(whereSeparator: {
          $0 == "," || $0 == ";" || $0 == "\t"
        }).map { $0.filter { $0.isLetter || $0 == "_" } })
      if columns.isSuperset(of: ["prompt_bin", "completion_bin", "requests", "prompt_tokens"]),
        !columns.contains("hour_of_week")
      {
        self = .lengths
      } else if columns.isSuperset(of: ["hour_of_week", "gap_squares", "requests", "rate_sum"]) {
        self = .hours
      } else {
        return nil
      }
    }
  }

  /// Reads a result.
  ///
  /// - Throws: `InputError` for a count that is none, with its line and column.
  static func profile(
    _ kind: Kind, _ data: Data, name: String?
  ) throws(InputError) -> TraceProfile {
    let table = try CSVTable(try commaSeparated(data, file: name), file: name, requiring: [])
    let names = Dictionary(
      table.columns.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    var profile = TraceProfile()
    profile.formats = [.warehouse]
    for row in table.rows {
      let row = WarehouseRow(row: row, names: names, file: name)
      switch kind {
      case .lengths: profile.tally.add(try LogGroup(row))
      case .hours: try profile.add(row)
      }
    }
    if kind == .hours { profile.finishHours() }
    return profile
  }
}

extension WarehouseResult {
  /// A result without a mark of its encoding, and with commas between its cells where semicolons or tabs
  /// stand, as spreadsheets save it.
  private static func commaSeparated(_ data: Data, file: String?) throws(InputError) -> Data {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let data = data.starts(with: mark) ? Data(data.dropFirst(mark.count)) : data
    let header = data.prefix { $0 != LogBytes.newline }
    guard !header.contains(LogBytes.comma),
      let separator = [UInt8(ascii: ";"), 9].first(where: header.contains)
    else { return data }
    var result = Data(capacity: data.count)
    var (isQuoted, line) = (false, 1)
    for byte in data {
      if byte == LogBytes.quote { isQuoted.toggle() }
      if byte == LogBytes.newline { line += 1 }
      if byte == LogBytes.comma, !isQuoted {
        throw InputError(
          file: file, place: "line \(line)", found: "a comma within a number",
          expected: "a point before its decimals, or the result as the database itself saves it")
      }
      result.append(byte == separator && !isQuoted ? LogBytes.comma : byte)
    }
    return result
  }
}

/// One row of a warehouse's answer.
struct WarehouseRow {
  let row: CSVTable.Row
  let names: [String: String]
  let file: String?

  /// Whether the result has a column.
  func has(_ column: String) -> Bool { names[column] != nil }

  private func text(_ column: String) throws(InputError) -> String {
    guard let name = names[column] else {
      throw InputError(
        file: file, place: "line 1", found: "no column \(column)",
        expected: "all columns of the query, as profile --sql prints it",
        suggestion: nearest(to: column, among: names.keys.sorted()))
    }
    return row[name]
  }

  /// A figure that is not negative; 0 where the cell is empty.
  func figure(_ column: String) throws(InputError) -> Double {
    let text = try text(column)
    guard try !isEmpty(column) else { return 0 }
    guard let value = Double(text), value.isFinite, value >= 0, value < 1e30 else {
      throw InputError(
        file: file, place: "line \(row.line)", found: "\(column) \"\(text.shortened(to: 24))\"",
        expected: "a number that is not negative")
    }
    return value
  }

  /// Whether the cell of a column holds nothing.
  func isEmpty(_ column: String) throws(InputError) -> Bool {
    let text = try text(column)
    return text.isEmpty || text.lowercased() == "null" || text == "\\N"
  }

  func count(_ column: String) throws(InputError) -> UInt64 {
    try count(column, atMost: 9e15)
  }

  /// A count up to a limit.
  func count(_ column: String, atMost limit: Double) throws(InputError) -> UInt64 {
    let value = try figure(column)
    guard value <= limit else {
      throw InputError(
        file: file, place: "line \(row.line)",
        found: "\(column) \"\(try text(column).shortened(to: 24))\"",
        expected: "at most \(limit)")
    }
    return UInt64(value.rounded())
  }

  /// Tokens of so many requests: at most ten million of each.
  func tokens(_ column: String, of requests: UInt64) throws(InputError) -> UInt64 {
    try count(column, atMost: min(9e15, Double(requests) * Double(LogRecord.maximumTokens)))
  }

  func big(_ column: String) throws(InputError) -> UInt128 {
    UInt128(try figure(column).rounded())
  }
}

extension LogGroup {
  fileprivate init(_ row: WarehouseRow) throws(InputError) {
    let requests = try row.count("requests")
    let prompt = try row.tokens("prompt_tokens", of: requests)
    self.init(
      requests: requests, promptTokens: prompt,
      completionTokens: try row.tokens("completion_tokens", of: requests),
      cachedTokens: min(try row.count("cached_tokens"), prompt),
      promptSquares: try row.big("prompt_squares"),
      completionSquares: try row.big("completion_squares"), products: try row.big("products"))
  }
}

extension TraceProfile {
  fileprivate mutating func add(_ row: WarehouseRow) throws(InputError) {
    guard try !row.isEmpty("hour_of_week") else {
      throw InputError(
        file: row.file, place: "line \(row.row.line)",
        found: "\(try row.count("requests")) requests of no hour, as they have no time",
        expected: "the result of the query that profile --sql prints, which counts them apart")
    }
    let hour = try row.count("hour_of_week")
    guard hour < 168 else {
      throw InputError(
        file: row.file, place: "line \(row.row.line)", found: "hour_of_week \(hour)",
        expected: "0 to 167, from Monday")
    }
    hours.requests[Int(hour)] &+= try row.count("requests")
    hours.busiestMinute = max(hours.busiestMinute, try row.count("busiest_minute"))
    hours.stretches = try row.count("stretches")
    hours.rateSum = try row.figure("rate_sum")
    hours.inverseRateSum = try row.figure("inverse_rate_sum")
    tally.failures = try row.count("failures")
    // Queries that were printed earlier do not have it.
    if row.has("untimed") { hours.untimed = try row.count("untimed") }
    var gaps = arrivals.first ?? ArrivalGaps()
    func microseconds(_ column: String) throws(InputError) -> Int64 {
      Int64((min(9e9, try row.figure(column)) * 1e6).rounded())
    }
    let (first, last) = (try microseconds("first_time"), try microseconds("last_time"))
    guard first <= last else {
      throw InputError(
        file: row.file, place: "line \(row.row.line)", found: "a first_time after the last_time",
        expected: "one before it")
    }
    gaps.first = min(gaps.first ?? first, first)
    gaps.last = max(gaps.last ?? last, last)
    gaps.count &+= try row.count("gaps")
    gaps.sum &+= UInt128((try row.figure("gap_seconds") * 1e6).rounded())
    gaps.sumOfSquares &+= UInt128(min(1e37, try row.figure("gap_squares") * 1e12).rounded())
    let least = UInt64(max(0, try microseconds("least_gap")))
    if least > 0 { gaps.resolution = gaps.resolution == 0 ? least : min(gaps.resolution, least) }
    arrivals = [gaps]
    tally.minutes.first = min(tally.minutes.first, first)
    tally.minutes.last = max(tally.minutes.last, last)
  }

  fileprivate mutating func finishHours() {
    let minute = MinuteCounts.microseconds
    guard tally.minutes.first <= tally.minutes.last else { return }
    hours.minutes = UInt64(
      tally.minutes.last / minute - tally.minutes.first / minute + 1)
  }
}

extension TraceReader {
  /// Reads what a warehouse's query gave; `nil` if the log is no such result.
  func warehouse(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> TraceProfile? {
    guard columns == nil, format == nil || format == .warehouse,
      let kind = WarehouseResult.Kind(header: sample), bytes.count <= 64 << 20
    else { return nil }
    var data = Data(capacity: bytes.count)
    for index in bytes.indices { data.append(bytes[index]) }
    return try WarehouseResult.profile(kind, data, name: name)
  }
}
