/// How a log is read row by row, found out from its beginning.
struct LogRows: Sendable {
  let names: LogNames
  /// The header and the columns of a table; `nil` for JSON.
  private(set) var table: LogTable?
  private let timeUnit: TimeUnit?
  /// Where the first row begins, and how many lines come before it.
  private(set) var bodyStart: Int
  private(set) var headerLines: Int
  /// Whether each line is a document of its own.
  private(set) var isLines = true
  /// Whether other text comes before the document on each line, as in `data: {…}` and in programs' logs.
  private let startsLate: Bool
  /// How names stand beside values, if each line is pairs of them.
  private let pairs: LogPairs.Style?
  /// The engine that printed a text without tokens.
  private var engine: EngineLog?

  // What the beginning has told.
  private var order = WrittenTime.DayOrder.unknown
  private var countsDays = false
  private var countsIDs = false
  private var watchesIDs = false
  private var dropsParents = false
  private var watchesParents = false
  private var dropsUnreadTimes = false
  private var pointsAreDecimal = false
  private var commasAreDecimal = false
  private var unclear: CommaSigns.Unclear?
  private var sumColumns = SumColumns()
  /// What was read of the beginning.
  private(set) var survey: LogRowReader

  /// Looks at the beginning of a log.
  ///
  /// - Parameter isWhole: whether it is all of the log.
  init(sample: [UInt8], isWhole: Bool, columns: TraceColumns?, selection: LogSelection) {
    names = LogNames(columns: columns, selection: selection)
    timeUnit = columns?.timeUnit
    var start =
      sample.indices.first { sample[$0] > 32 && sample[$0] < 0xBB || sample[$0] > 0xEF }
      ?? sample.count
    // A spreadsheet may say in a line of its own what separates the columns.
    if sample[start...].starts(with: "sep=".utf8) {
      start = sample[start...].firstIndex(of: LogBytes.newline).map { $0 + 1 } ?? sample.count
    }
    start = Self.headerStart(sample, from: start)
    let mayStartLate =
      Self.startsLate(sample, from: start) || Self.hasDocuments(sample, from: start)
    let isJSON = mayStartLate || Self.isJSON(sample, from: start)
    startsLate = mayStartLate
    pairs = isJSON ? nil : LogPairs.style(sample, from: start)
    bodyStart = start
    if !isJSON, pairs == nil {
      let lineEnd = sample[start...].firstIndex(of: LogBytes.newline) ?? sample.count
      var header = Array(sample[start..<lineEnd])
      while let last = header.last, last <= 32 { header.removeLast() }
      table = LogTable(header: header)
      bodyStart = min(lineEnd + 1, sample.count)
      if header.starts(with: "--".utf8) || header.starts(with: "COPY ".utf8),
        let dumped = LogTable.dumped(sample, from: start)
      {
        (table, bodyStart) = dumped
      }
    }
    headerLines = sample[..<bodyStart].count { $0 == LogBytes.newline }
    survey = LogRowReader(
      names, timeUnit: timeUnit, sink: LogRowSink(names, keepsRecords: false))
    let body =
      isWhole ? sample.count : sample.lastIndex(of: LogBytes.newline).map { $0 + 1 } ?? sample.count
    if isJSON {
      isLines = startsLate || Self.isLine(sample, from: start)
    }
    look(sample, bodyStart..<max(bodyStart, isLines ? body : sample.count))
    if survey.sink.requests.tally.requests == 0 { engine = EngineLog.of(sample) }
  }

  /// Whether an object begins, or a list of objects or lists, and not what a program wrote in brackets.
  private static func isJSON(_ sample: [UInt8], from start: Int) -> Bool {
    guard start < sample.count else { return false }
    if sample[start] == UInt8(ascii: "{") { return true }
    guard sample[start] == UInt8(ascii: "[") else { return false }
    let next = JSONBytes.skipWhite(sample.span, from: start + 1, to: sample.count)
    return next == sample.count
      || ["{", "[", "]"].contains(Character(UnicodeScalar(sample[next])))
  }

  /// Where the header of a table begins, or the first document: comments may come before it.
  private static func headerStart(_ sample: [UInt8], from start: Int) -> Int {
    var position = start
    while position < sample.count, sample[position] == UInt8(ascii: "#"),
      let end = sample[position...].firstIndex(of: LogBytes.newline),
      !countsTokens(Array(sample[position..<end]))
    {
      position = end + 1
    }
    return position < sample.count ? position : start
  }

  /// Whether a header names both lengths.
  private static func countsTokens(_ header: [UInt8]) -> Bool {
    let figures = LogTable(header: header).names.map {
      LogVocabulary.meaning(of: LogVocabulary.words(of: $0)).figure
    }
    return figures.contains(.prompt) && figures.contains(.completion)
  }

  /// Whether the first line ends with an object, or is a word after which others do.
  private static func startsLate(_ sample: [UInt8], from start: Int) -> Bool {
    let bytes = sample.span
    var position = start
    guard start < sample.count, sample[start] != UInt8(ascii: "{") else { return false }
    if sample[start] == UInt8(ascii: "[") {
      // A time may stand in brackets, with which a list of objects begins too.
      let next = JSONBytes.skipWhite(bytes, from: start + 1, to: sample.count)
      guard next < sample.count, LogBytes.digit(sample[next]) != nil else { return false }
    }
    for _ in 0..<20 where position < sample.count {
      let end = LogBytes.lineEnd(in: bytes, from: position, to: sample.count)
      let line = sample[position..<end]
      if let place = LogRowReader.documentStart(bytes, from: position, to: end) {
        let next = JSONBytes.skipNested(bytes, from: place, to: end)
        return next >= 0 && JSONBytes.skipSpace(bytes, from: next, to: end) == end
      }
      // What has columns is a table, or the beginning of a dump of one.
      let hasColumns = line.contains {
        $0 == LogBytes.comma || $0 == UInt8(ascii: ";") || $0 == 9 || $0 == UInt8(ascii: "|")
      }
      guard !hasColumns, !line.starts(with: "--".utf8), !line.starts(with: "COPY ".utf8) else {
        return false
      }
      position = end + 1
    }
    return false
  }

  /// Whether documents that count tokens stand on lines of their own among others, which are no table.
  private static func hasDocuments(_ sample: [UInt8], from start: Int) -> Bool {
    let bytes = sample.span
    guard start < sample.count, sample[start] != UInt8(ascii: "{") else { return false }
    if sample[start] == UInt8(ascii: "[") {
      let next = JSONBytes.skipWhite(bytes, from: start + 1, to: sample.count)
      guard next < sample.count, LogBytes.digit(sample[next]) != nil else { return false }
    }
    var (position, isFirst) = (start, true)
    while position < sample.count {
      let end = LogBytes.lineEnd(in: bytes, from: position, to: sample.count)
      let line = position..<end
      if isFirst {
        let header = Array(sample[line])
        guard !countsTokens(header), !header.starts(with: "--".utf8),
          !header.starts(with: "COPY ".utf8)
        else { return false }
      } else if documentStart(bytes, line) == position,
        LogText.find("_tokens\"", in: bytes, line) != nil
      {
        return true
      }
      (position, isFirst) = (end + 1, false)
    }
    return false
  }

  /// Where a document begins that ends with its line; `nil` if none does.
  private static func documentStart(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
    let end = line.upperBound
    guard let start = LogRowReader.documentStart(bytes, from: line.lowerBound, to: end) else {
      return nil
    }
    let next = JSONBytes.skipNested(bytes, from: start, to: end)
    return next >= 0 && JSONBytes.skipSpace(bytes, from: next, to: end) == end ? start : nil
  }

  /// Whether the first line is a document.
  private static func isLine(_ sample: [UInt8], from start: Int) -> Bool {
    guard sample[start] == UInt8(ascii: "{"),
      let end = sample[start...].firstIndex(of: LogBytes.newline)
    else { return false }
    let next = JSONBytes.skipNested(sample.span, from: start, to: end)
    return next >= 0 && JSONBytes.skipSpace(sample.span, from: next, to: end) == end
  }

  private mutating func look(_ sample: [UInt8], _ range: Range<Int>) {
    let first = read(sample, range)
    countsDays = first.sink.dayNumbers.areLikely
    pointsAreDecimal = first.showsDecimals
    let isSemicolons = table?.separator == UInt8(ascii: ";")
    let signs = first.commas.values
    let hasGroups = signs.contains(where: \.hasGroups)
    commasAreDecimal = !hasGroups && signs.contains { $0.areDecimal(isSemicolons: isSemicolons) }
    unclear =
      commasAreDecimal || hasGroups
      ? nil : signs.first { $0.areUnclear(isSemicolons: isSemicolons) }?.unclear
    order = first.written.order
    let rows = first.sink.rows
    let repeatsIDs = Self.repeatsIDs(rows)
    (countsIDs, watchesIDs) = (repeatsIDs == true, repeatsIDs == nil)
    let links = Set(rows.filter { $0.countsTokens }.map(\.link)).subtracting([0])
    dropsParents = rows.contains { $0.countsTokens && links.contains($0.parent) }
    watchesParents = !dropsParents
    sumColumns = SumColumns(rows)
    let unread = first.sink.rowsWithUnreadTime
    dropsUnreadTimes = unread > 0 && UInt64(unread) * 2 <= first.sink.requests.counted
    survey = first
    if order == .unknown, first.written.supposed {
      // The order in which the days lie closer together is the right one.
      order = .dayFirst
      let other = read(sample, range)
      order = Self.span(other) < Self.span(first) ? .dayFirst : .monthFirst
    }
    if countsDays || countsIDs || watchesIDs || dropsParents || sumColumns.areThere
      || dropsUnreadTimes || order != .unknown || pointsAreDecimal || commasAreDecimal
    {
      survey = read(sample, range)
    }
    survey.sink.finish()
  }

  private func read(_ sample: [UInt8], _ range: Range<Int>) -> LogRowReader {
    var reader = reader(keepsRecords: false)
    reader.sink.keepsRows = true
    read(sample.span, range, into: &reader)
    return reader
  }

  private static func span(_ reader: LogRowReader) -> Int64 {
    let times = reader.sink.rows.map(\.time).filter { $0 != LogRecord.noTime }
    return (times.max() ?? 0) - (times.min() ?? 0)
  }

  /// Whether rows of one id are one answer that was logged in parts.
  ///
  /// They are if the same id always comes with the same prompt, and ids are many: the id of a session or
  /// of a trace comes with prompts that differ, and one that is always the same names nothing. `nil` where
  /// no id came twice, or only one of a few rows, as at the beginning of a log of long ones.
  private static func repeatsIDs(_ rows: [LogRow]) -> Bool? {
    var prompts: [UInt64: UInt64] = [:]
    var (repeated, all) = (0, 0)
    for row in rows where row.id != 0 && row.countsTokens && !row.requests.isThere {
      all += 1
      let prompt = row.prompt.orZero &+ row.cached.orZero &* 31
      if let known = prompts[row.id] {
        guard known == prompt else { return false }
        repeated += 1
      } else {
        prompts[row.id] = prompt
      }
    }
    guard repeated > 0, prompts.count > 1 || all >= 10 else { return nil }
    return prompts.count > 1 && prompts.count * 10 >= all
  }

  /// A reader as the beginning has told.
  func reader(keepsRecords: Bool) -> LogRowReader {
    var reader = LogRowReader(
      names, timeUnit: timeUnit, sink: LogRowSink(names, keepsRecords: keepsRecords))
    reader.written.order = order
    reader.countsDays = countsDays
    reader.pointsAreDecimal = pointsAreDecimal
    reader.commasAreDecimal = commasAreDecimal
    reader.unclear = unclear
    reader.startsLate = startsLate
    reader.sink.repeats.countsIDs = countsIDs || names.selection.id != nil
    reader.sink.repeats.watchesIDs = watchesIDs
    reader.sink.repeats.dropsParents = dropsParents
    reader.sink.repeats.watchesParents = watchesParents
    reader.isLines = isLines && table == nil
    reader.sink.dropsUnreadTimes = dropsUnreadTimes
    reader.sink.sumColumns = sumColumns
    reader.engine = engine
    reader.sink.countsLines = table != nil || pairs != nil
    reader.sink.part.lines = headerLines
    return reader
  }

  /// Reads the rows that begin in a range; returns where the last one ends.
  @discardableResult
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into reader: inout LogRowReader) -> Int {
    if let table { return table.read(bytes, range, into: &reader) }
    if let pairs { return LogPairs.read(bytes, range, pairs, into: &reader) }
    reader.read(bytes, range)
    return range.upperBound
  }
}

extension LogRows {
  /// Whether rows of the beginning have ids of requests or answers.
  var haveAnswerIDs: Bool {
    survey.sink.rows.contains {
      $0.id != 0 && ($0.hasAnswerID || $0.flags.contains(.hasGlobalID))
    }
  }

  /// Whether a plan reads the beginning as rows do, so that its speed costs nothing.
  ///
  /// A plan counts no models, so a log that is whole and names several is left to rows.
  func agrees(with plan: LogPlan, on sample: [UInt8], isWhole: Bool) -> Bool {
    let (fast, rows) = (plan.tally(sample), survey.sink)
    let tally = rows.requests.tally
    let isAlike =
      !sumColumns.mayBeOwners && rows.buckets.isEmpty && rows.cacheHits == 0
      && rows.noGenerations == 0
      && rows.repeats.duplicates == 0 && rows.repeats.parents == 0 && rows.sumsWithoutCount == 0
      && (rows.sums == 0 || table == nil)
      && (!isWhole || rows.models.counted.count < 2) && survey.missingNames.isEmpty
      && fast.tally.failures == tally.failures && rows.rowsWithUnreadTime == 0
    // A line that is broken off costs a plan no other; a time that is not read must not cost all times.
    if isAlike, rows.part.malformed > fast.malformed, fast.tally.requests >= tally.requests,
      fast.tally.cachedTokens >= tally.cachedTokens, fast.tally.timed >= tally.timed
    {
      return true
    }
    return isAlike && fast.malformed == rows.part.malformed
      && fast.tally.requests == tally.requests && fast.tally.promptTokens == tally.promptTokens
      && fast.tally.completionTokens == tally.completionTokens
      && fast.tally.cachedTokens == tally.cachedTokens
      && fast.tally.minutes.first == tally.minutes.first
      && fast.tally.minutes.last == tally.minutes.last
  }

  /// Whether rows found nothing at the beginning, and nothing that a plan passes over.
  func areEmpty(beside plan: LogPlan, on sample: [UInt8]) -> Bool {
    let sink = survey.sink
    guard sink.requests.tally.requests == 0, sink.requests.tally.failures == 0,
      sink.buckets.isEmpty, sink.sumsWithoutCount == 0, sink.noGenerations == 0
    else { return false }
    let fast = plan.tally(sample).tally
    return (fast.timed > 0 || sink.rows.allSatisfy { $0.time == LogRecord.noTime })
      && (fast.cachedTokens > 0 || sink.rows.allSatisfy { $0.cached.orZero == 0 })
  }

  /// Whether a plan reads hardly fewer requests of the beginning than rows do.
  func isHardlyBetter(than plan: LogPlan, on sample: [UInt8]) -> Bool {
    let read = plan.tally(sample).tally.requests
    return Double(read) >= 0.98 * Double(survey.sink.requests.tally.requests)
  }
}

extension LogPlan {
  /// What the plan reads of a beginning.
  fileprivate func tally(_ sample: [UInt8]) -> (tally: TraceTally, malformed: UInt64) {
    var sink = LogSink(layout)
    _ = scan(sample.span, bodyStart..<max(bodyStart, sample.count), into: &sink)
    sink.flush()
    return (sink.tally, sink.part.malformed)
  }

  /// Whether the plan reads every line of a beginning.
  func readsAll(of sample: [UInt8]) -> Bool {
    let (tally, malformed) = tally(sample)
    return malformed == 0 && tally.requests > 0
  }
}

extension LogRowReader {
  /// The names that a person gave and that no key had.
  var missingNames: [String] { tree.names.missing(seen: sink.seenParts) }
}
