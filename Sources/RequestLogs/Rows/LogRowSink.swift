/// Decides which rows of a log are requests that a model answered, and counts them.
struct LogRowSink: Sendable {
  let conditions: [LogSelection.Condition]
  private let modelName: String?
  private let isNamed: Bool
  /// Where requests go that have been counted once.
  private(set) var requests: LogSink
  var part: LogPart {
    get { requests.part }
    _modify { yield &requests.part }
  }

  /// How rows that repeat others are told apart, found out from the log's beginning.
  var repeats = LogRepeats()
  private(set) var groups: [LogGroup] = []
  private(set) var buckets = LogBuckets()
  private(set) var models = LogModels()
  private(set) var sessions: Set<UInt64> = []

  // What was seen and is no request.
  private(set) var others = 0
  /// How many rows there were of any kind.
  private(set) var taken = 0
  private(set) var unmatched = 0
  private(set) var cacheHits = 0
  private(set) var noGenerations = 0
  /// The first word that said so of a row.
  private(set) var wordOfNoGeneration: String?
  private(set) var sumsWithoutCount = 0
  /// Rows that count completion tokens and no prompt.
  private(set) var promptless = 0
  var sums = 0
  var hasMorePages = false
  /// Which named columns and conditions were ever there, as bits.
  var seenParts: UInt32 = 0
  var seenConditions: UInt32 = 0
  private(set) var unreadTime: UnreadTime?
  private(set) var rowsWithUnreadTime = 0
  private(set) var dayNumbers = DayNumbers()
  private var words: [UInt64: Bool] = [:]
  /// A streamed answer whose end has not come.
  private var begun: LogRow?

  /// What the log's beginning told of its columns.
  var sumColumns = SumColumns()
  /// Whether a row whose time is not understood is lost, as it is where those of most rows are.
  var dropsUnreadTimes = false
  /// Of a table, whose last row may sum the others.
  private var totals = TableTotals()
  /// Whether the line of a row is counted before the row is taken.
  var countsLines = false
  /// Rows one by one, where a log's beginning is looked at.
  var keepsRows = false
  private(set) var rows: [LogRow] = []

  static let mostSessions = 1 << 22

  init(_ names: LogNames, keepsRecords: Bool) {
    conditions = Array(names.selection.conditions.prefix(32))
    modelName = names.selection.model?.lowercased()
    isNamed = names.columns != nil
    requests = LogSink(
      LogLayout(encoding: .jsonLines, fields: []), keepsRecords: keepsRecords)
    repeats.countsIDs = names.selection.id != nil
  }

  /// Takes a row; returns whether it was one of its own, so that what is around it is only their sum.
  mutating func take(_ row: LogRow) -> Bool {
    var row = row
    if sumColumns.countsMaybeRequests, !row.requests.isThere { row.requests = row.maybeRequests }
    row.joinTimes()
    taken += 1
    guard row.flags.isDisjoint(with: [.isBegun, .isEnd]), begun == nil || !row.countsTokens else {
      return takeStreamed(row)
    }
    return takeWhole(row)
  }

  /// Takes an event of an answer that Anthropic streams: the first one tells its prompt, and the last one
  /// how long it was.
  private mutating func takeStreamed(_ row: LogRow) -> Bool {
    let before = begun
    begun = nil
    guard var answer = before else {
      guard row.flags.contains(.isBegun), row.countsTokens else { return takeWhole(row) }
      begun = row
      return true
    }
    if row.flags.contains(.isEnd), row.countsTokens {
      if row.completion.isThere, row.completion.value > answer.completion.orZero {
        answer.completion.value = row.completion.value
      }
      return takeWhole(answer)
    }
    _ = takeWhole(answer)
    return takeStreamed(row)
  }

  private mutating func takeWhole(_ row: LogRow) -> Bool {
    guard row.countsTokens || row.requests.isThere || row.flags.contains(.isFailed) else {
      if row.endTime != LogRecord.noTime, row.time != LogRecord.noTime {
        buckets.cover(row.time, row.endTime)
      }
      others += 1
      return false
    }
    if countsLines, totals.isTotal(row) {
      sums += 1
      return true
    }
    if conditions.count > 0,
      row.conditions != UInt32(truncatingIfNeeded: (1 << UInt64(conditions.count)) - 1)
    {
      unmatched += 1
      return row.countsTokens
    }
    if keepsRows { rows.append(row) }
    if let modelName {
      guard row.model >= 0, models.isNamed(Int(row.model), modelName) else {
        if row.countsTokens {
          models.count(Int(row.model), row.requests.isThere ? row.requests.value : 1)
        }
        unmatched += 1
        return row.countsTokens
      }
    }
    if row.flags.contains(.isNoGeneration), !row.flags.contains(.isGeneration) {
      noGenerations += 1
      return false
    }
    if row.flags.contains(.isCacheHit) {
      cacheHits += 1
      return true
    }
    let isLost = dropsUnreadTimes && row.flags.contains(.isTimeUnread) && row.countsTokens
    if row.flags.contains(.isMalformed) || isLost {
      addMalformed()
      return true
    }
    if row.flags.contains(.isFailed), !row.requests.isThere {
      repeats.takeFailure(LogRecord(time: row.time), row, into: &requests)
      return row.countsTokens
    }
    return count(row)
  }

  private mutating func count(_ row: LogRow) -> Bool {
    var row = row
    if row.time == LogRecord.noTime, !row.requests.isThere { row.time = row.endTime }
    row.takeCachedFromProcessed()
    // A context holds what was read from a cache, and more, so it tells nothing beside a whole prompt.
    if !row.cached.isThere, row.context.isThere, row.context.value <= row.prompt.orZero,
      row.context.place == row.prompt.place, row.total.isThere || row.completion.isThere,
      !(row.context.value == row.prompt.orZero &+ row.completion.orZero)
    {
      row.cached = row.context
      row.cached.isBeside = false
    }
    if row.leavesCacheToReporting {
      row.placeCache(model: row.model >= 0 ? models.names[Int(row.model)] : "")
    }
    guard let lengths = row.lengths(isNamed: isNamed) else {
      if row.requests.isThere, !row.countsTokens { return false }
      if row.prompt.isThere, names(row, LogVocabulary.isEmbedding) {
        noGenerations += 1
        return true
      }
      if row.completion.isThere { promptless += 1 }
      addMalformed()
      return true
    }
    if row.flags.contains(.isSum) || sumColumns.areSums
      || sumColumns.hasTotals && row.hasTotalName, !row.requests.isThere
    {
      sumsWithoutCount += 1
      return true
    }
    if row.flags.contains(.isResult), row.turns > 0 {
      // The result of a session sums its answers, which have been counted or are not told one by one.
      if sessions.contains(row.session) {
        sums += 1
        return true
      }
      guard row.turns == 1 else {
        sumsWithoutCount += 1
        return true
      }
    }
    let isSingle =
      !row.requests.isThere
      || row.requests.value == 1 && (row.endTime == LogRecord.noTime || row.link != 0)
        && !row.flags.contains(.isDateOnly)
    guard isSingle else { return countGroup(row, lengths) }
    guard lengths.completion > 0 else {
      // A row of zeros that does not say it failed is a part of another, such as a message.
      if lengths.prompt == 0 {
        others += 1
        return false
      }
      if row.completion.isThere, !names(row, LogVocabulary.isEmbedding) {
        let record = LogRecord(
          time: row.time, promptTokens: UInt32(clamping: lengths.prompt),
          cachedTokens: UInt32(clamping: lengths.cached))
        repeats.takeFailure(record, row, into: &requests)
      } else {
        noGenerations += 1
      }
      return true
    }
    guard lengths.prompt <= LogRecord.maximumTokens, lengths.completion <= LogRecord.maximumTokens
    else {
      if row.flags.contains(.isDateOnly) { sumsWithoutCount += 1 } else { addMalformed() }
      return true
    }
    if row.flags.contains(.isTimeUnread) { rowsWithUnreadTime += 1 }
    if row.session != 0, sessions.count < Self.mostSessions { sessions.insert(row.session) }
    let record = LogRecord(
      time: row.time, promptTokens: UInt32(lengths.prompt),
      completionTokens: UInt32(lengths.completion), cachedTokens: UInt32(lengths.cached),
      session: UInt32(truncatingIfNeeded: row.session ^ row.session >> 32))
    let isNew = repeats.take(record, row, into: &requests)
    if isNew { models.count(Int(row.model), 1) }
    return true
  }

  private mutating func countGroup(_ row: LogRow, _ lengths: LogRow.Lengths) -> Bool {
    let count = row.requests.value
    requests.addFailures(row.failedRequests)
    guard count > 0 else {
      if row.time != LogRecord.noTime { buckets.cover(row.time, max(row.time, row.endTime)) }
      if lengths.prompt > 0 || lengths.completion > 0 { addMalformed() }
      return true
    }
    let limit = Double(count) * Double(LogRecord.maximumTokens)
    guard count <= 1_000_000_000_000, Double(lengths.prompt) <= limit,
      Double(lengths.completion) <= limit
    else {
      addMalformed()
      return true
    }
    models.count(Int(row.model), count)
    buckets.add(row, LogGroup(count, lengths))
    return true
  }

  /// Counts the line that has just begun as one that could not be read.
  mutating func addMalformedLine() { requests.addMalformed() }

  /// Counts a row of JSON that could not be read; its line has not been counted yet.
  mutating func addMalformed() {
    part.lines &+= countsLines ? 0 : 1
    requests.addMalformed()
    part.lines &-= countsLines ? 0 : 1
  }

  // MARK: What values say

  /// Whether a row's model has a name of which something is true.
  private func names(_ row: LogRow, _ isTrue: (String) -> Bool) -> Bool {
    row.model >= 0 && isTrue(models.names[Int(row.model)])
  }

  /// The number of a model's name.
  mutating func model(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    models.index(bytes, range)
  }

  /// The answer to a question about a word, which is asked once.
  mutating func isTrue(
    of bytes: Span<UInt8>, _ range: Range<Int>, _ figure: LogFigure, _ ask: (String) -> Bool
  ) -> Bool {
    let hash = LogText.hash(bytes, range) ^ UInt64(figure.rawValue) &* 0x9E37_79B9_7F4A_7C15
    if let known = words[hash] { return known }
    let answer = ask(LogText.string(bytes, range))
    if words.count < 1 << 14 { words[hash] = answer }
    return answer
  }

  mutating func noteNoGeneration(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    if wordOfNoGeneration == nil { wordOfNoGeneration = LogText.string(bytes, range) }
  }

  mutating func noteUnreadTime(_ text: String, key: String) {
    if unreadTime == nil { unreadTime = UnreadTime(text: text, key: key) }
  }

  mutating func noteTime(_ value: Double) { if keepsRows { dayNumbers.add(value) } }

  /// Hands over what was held back.
  mutating func finish() {
    if let answer = begun {
      begun = nil
      _ = takeWhole(answer)
    }
    repeats.finish(into: &requests)
    requests.flush()
    groups = buckets.groups()
  }
}

/// A time that was not understood, and the key that it stood under.
package struct UnreadTime: Hashable, Sendable {
  /// What stood there.
  package var text: String
  /// Where.
  package var key: String
}

/// Whether numbers for times are the days since 1900 of a spreadsheet.
struct DayNumbers: Sendable {
  private var days = 0
  private var others = 0

  mutating func add(_ value: Double) {
    if value >= 36_526, value < 73_050, value != value.rounded() { days += 1 } else { others += 1 }
  }

  /// Whether nearly all are fractions of days between 2000 and 2100.
  var areLikely: Bool { days >= 3 && days > 9 * others }
}
