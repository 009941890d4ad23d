/// Rows that say again what others said: blocks of one streamed answer, and spans that sum those below
/// them.
///
/// Of several rows of one id the one with the longest completion counts, at the time of the first. A row
/// that another one names as its parent is a sum and does not count. Rows are held back until they can
/// no longer repeat, which for ids is a window of a million rows; only hashes are kept after that.
///
/// Where the beginning of a log does not tell whether ids repeat, an answer's id that comes again with the
/// same prompt is the same answer; with another prompt it is another.
struct LogRepeats: Sendable {
  /// Whether rows of one id are one request.
  var countsIDs = false
  /// Whether a row that has an answer's id and prompt once more is the same request.
  var watchesIDs = false
  /// Whether rows are left out that others name as their parents.
  var dropsParents = false
  /// Whether they are left out where no others came within a window of rows.
  var watchesParents = false
  /// The answers of the logs that were read before; `nil` for a log by itself.
  var answered: AnsweredIDs?
  private(set) var duplicates = 0
  private(set) var parents = 0

  private struct Held: Sendable {
    var record: LogRecord
    var link: UInt64
    /// What tells the answer from those of other logs; 0 for nothing.
    var answer: UInt64
  }
  private var held: [Held] = []
  private var places: [UInt64: Int] = [:]
  private var gone: Set<UInt64> = []
  private var named: Set<UInt64> = []
  private var lastRunning: UInt64 = 0
  /// The ids of failures that no answer has followed.
  private var failed: Set<UInt64> = []

  static let window = 1 << 20
  private static let mostIDs = AnsweredIDs.most

  /// Takes a request; returns whether it is none that was taken before.
  mutating func take(_ record: LogRecord, _ row: LogRow, into sink: inout LogSink) -> Bool {
    if row.running != 0 {
      // A running total that stands still is the same answer once more.
      guard row.running != lastRunning else {
        duplicates += 1
        return false
      }
      lastRunning = row.running
    }
    let (key, link) = (key(record, row), dropsParents || watchesParents ? row.link : 0)
    if dropsParents || watchesParents, row.parent != 0, named.count < Self.mostIDs {
      named.insert(row.parent)
    }
    // A row's own id that is no other's tells it from those of other logs, and holds nothing back.
    if key == 0, let answered, row.flags.contains(.hasGlobalID), record.time != LogRecord.noTime,
      !answered.insert(Self.answer(record, row))
    {
      duplicates += 1
      return false
    }
    // What comes after a row that is held back waits too, so that the log keeps its order.
    guard key != 0 || link != 0 || !held.isEmpty else {
      sink.take(record)
      return true
    }
    let answer = key == 0 || answered == nil ? 0 : Self.answer(record, row)
    if key != 0 {
      if let place = places[key] {
        duplicates += 1
        // A span and the one within it may tell of one answer: then the inner one is held, which sums none.
        if link != 0, held[place].link != 0, row.parent == held[place].link {
          held[place].link = link
        }
        if record.completionTokens > held[place].record.completionTokens {
          let time = held[place].record.time
          held[place].record = record
          held[place].record.time = time
        }
        return false
      }
      if gone.contains(key) {
        duplicates += 1
        return false
      }
      if let answered, answered.contains(answer) {
        duplicates += 1
        gone.insert(key)
        return false
      }
      places[key] = held.count
      if !failed.isEmpty, failed.remove(key) != nil { duplicates += 1 }
    }
    held.append(Held(record: record, link: link, answer: answer))
    if held.count >= (dropsParents ? Self.mostIDs : Self.window) { release(into: &sink) }
    return true
  }

  /// Takes a request that failed: of several rows of one id the one that was answered counts, else one
  /// failure.
  mutating func takeFailure(_ record: LogRecord, _ row: LogRow, into sink: inout LogSink) {
    let key = key(record, row)
    guard key != 0 else { return sink.addFailure() }
    let answer = answered == nil ? 0 : Self.answer(record, row) ^ Self.ofFailures
    // What another log holds must not be kept as a failure of this one, so the logs before it are asked first.
    guard places[key] == nil, !gone.contains(key), !failed.contains(key),
      answer == 0 || answered?.insert(answer) != false
    else {
      duplicates += 1
      return
    }
    failed.insert(key)
    if failed.count >= Self.mostIDs { releaseFailures(into: &sink) }
  }

  /// What sets the keys of failures apart from those of answers.
  private static let ofFailures: UInt64 = 0x5851_F42D_4C95_7F2D

  private mutating func releaseFailures(into sink: inout LogSink) {
    sink.addFailures(UInt64(failed.count))
    failed = []
  }

  /// What tells a request from others of the same log; 0 for nothing.
  private func key(_ record: LogRecord, _ row: LogRow) -> UInt64 {
    if countsIDs { return row.id }
    guard watchesIDs, row.id != 0, row.hasAnswerID else { return 0 }
    return Self.hash(row.id, record)
  }

  /// What tells an answer from those of other logs: a maker's id and the prompt, or, of other ids, which
  /// each log may count from 1 on, these and the time.
  private static func answer(_ record: LogRecord, _ row: LogRow) -> UInt64 {
    guard !row.hasMakersID else { return hash(row.id, record) }
    return hash(row.id ^ UInt64(bitPattern: record.time) &* 0xFF51_AFD7_ED55_8CCD, record)
  }

  private static func hash(_ id: UInt64, _ record: LogRecord) -> UInt64 {
    let lengths = UInt64(record.promptTokens) << 32 | UInt64(record.cachedTokens)
    let hash = (id ^ lengths &* 0x9E37_79B9_7F4A_7C15) &* 0xC4CE_B9FE_1A85_EC53
    return max(1, hash ^ hash &>> 29)
  }

  private mutating func release(into sink: inout LogSink) {
    for one in held {
      if let answered, one.answer != 0 { answered.insert(one.answer) }
      if one.link != 0, named.contains(one.link) {
        parents += 1
      } else {
        sink.take(one.record)
      }
    }
    if gone.count + places.count > Self.mostIDs { gone = [] }
    gone.formUnion(places.keys)
    held.removeAll()
    places.removeAll()
  }

  mutating func finish(into sink: inout LogSink) {
    release(into: &sink)
    releaseFailures(into: &sink)
  }
}
