/// Rows that say again what others said: blocks of one streamed answer, and spans that sum those below
/// them.
///
/// Of several rows of one id the one with the longest completion counts, at the time of the first. A row
/// that another one names as its parent is a sum and does not count. Rows are held back until they can
/// no longer repeat, which for ids is a window of a million rows; only hashes are kept after that.
struct LogRepeats: Sendable {
  /// Whether rows of one id are one request.
  var countsIDs = false
  /// Whether rows are left out that others name as their parents.
  var dropsParents = false
  private(set) var duplicates = 0
  private(set) var parents = 0

  private struct Held: Sendable {
    var record: LogRecord
    var link: UInt64
  }
  private var held: [Held] = []
  private var places: [UInt64: Int] = [:]
  private var gone: Set<UInt64> = []
  private var named: Set<UInt64> = []
  private var lastRunning: UInt64 = 0

  static let window = 1 << 20
  static let mostIDs = 1 << 24

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
    guard countsIDs && row.id != 0 || dropsParents else {
      sink.take(record)
      return true
    }
    if dropsParents, row.parent != 0, named.count < Self.mostIDs { named.insert(row.parent) }
    if countsIDs, row.id != 0 {
      if let place = places[row.id] {
        duplicates += 1
        if record.completionTokens > held[place].record.completionTokens {
          let time = held[place].record.time
          held[place].record = record
          held[place].record.time = time
        }
        return false
      }
      if gone.contains(row.id) {
        duplicates += 1
        return false
      }
      places[row.id] = held.count
    }
    held.append(Held(record: record, link: row.link))
    if held.count >= (dropsParents ? Self.mostIDs : Self.window) { release(into: &sink) }
    return true
  }

  private mutating func release(into sink: inout LogSink) {
    for one in held {
      if dropsParents, one.link != 0, named.contains(one.link) {
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

  mutating func finish(into sink: inout LogSink) { release(into: &sink) }
}
