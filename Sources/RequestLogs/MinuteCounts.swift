/// Requests by minute, over 104 weeks from a Monday; what is further apart than that shares slots.
///
/// The memory is the same however long the log is, and counts add up exactly in any order.
struct MinuteCounts: Hashable, Sendable {
  static let slots: Int64 = 104 * 7 * 24 * 60
  static let microseconds: Int64 = 60_000_000

  var counts: [UInt32] = []
  var first: Int64 = .max
  var last: Int64 = .min

  /// The slot of a time in microseconds since 1970, a Thursday; slot 0 begins a Monday.
  @inline(__always)
  static func slot(of time: Int64) -> Int {
    let minute = (time - ((time % microseconds) + microseconds) % microseconds) / microseconds
    let slot = (minute &+ 3 * 24 * 60) % slots
    return Int(slot < 0 ? slot + slots : slot)
  }

  mutating func allocate() {
    if counts.isEmpty { counts = [UInt32](repeating: 0, count: Int(Self.slots)) }
  }

  /// Counts requests by their times; those without one are not counted.
  mutating func add(_ records: Span<LogRecord>, _ timed: inout UInt64) {
    var (first, last) = (first, last)
    // Most requests share their minute with the one before, so they are counted together.
    var (minute, requests) = (Int64.max, UInt32(0))
    for index in records.indices {
      let time = records[index].time
      guard time != LogRecord.noTime else { continue }
      if time < minute || time &- minute >= Self.microseconds {
        timed &+= UInt64(requests)
        add(requests, inMinute: minute)
        let within = time % Self.microseconds
        minute = time &- (within < 0 ? within &+ Self.microseconds : within)
        requests = 0
      }
      requests &+= 1
      first = min(first, time)
      last = max(last, time)
    }
    timed &+= UInt64(requests)
    add(requests, inMinute: minute)
    (self.first, self.last) = (first, last)
  }

  private mutating func add(_ requests: UInt32, inMinute minute: Int64) {
    guard requests > 0 else { return }
    allocate()
    let slot = Self.slot(of: minute)
    let sum = counts[slot].addingReportingOverflow(requests)
    counts[slot] = sum.overflow ? .max : sum.partialValue
  }

  mutating func add(_ other: MinuteCounts) {
    first = min(first, other.first)
    last = max(last, other.last)
    guard !other.counts.isEmpty else { return }
    allocate()
    for slot in counts.indices where other.counts[slot] > 0 {
      let sum = counts[slot].addingReportingOverflow(other.counts[slot])
      counts[slot] = sum.overflow ? .max : sum.partialValue
    }
  }

  /// The slots from the first request's minute to the last one's, each once.
  private var covered: [Int] {
    guard first <= last, !counts.isEmpty else { return [] }
    let minutes = min((last - first) / Self.microseconds + 1, Self.slots)
    let start = Int64(Self.slot(of: first))
    return (0..<minutes).map { Int((start + $0) % Self.slots) }
  }

  /// The busiest minute over the mean of all from the first request to the last.
  var peakToMean: Double? {
    let covered = covered
    let sum = covered.reduce(0.0) { $0 + Double(counts[$1]) }
    guard covered.count > 1, sum > 0, let peak = covered.map({ counts[$0] }).max() else {
      return nil
    }
    return Double(peak) * Double(covered.count) / sum
  }

  /// Requests per minute of each stretch of an hour from the first request's minute on; what is left at
  /// the end counts with the hour before it.
  var hourlyRates: [Double] {
    let covered = covered
    let hours = max(1, covered.count / 60)
    guard !covered.isEmpty else { return [] }
    return (0..<hours).map { hour in
      let end = hour == hours - 1 ? covered.count : (hour + 1) * 60
      let minutes = covered[(hour * 60)..<end]
      return minutes.reduce(0.0) { $0 + Double(counts[$1]) } / Double(minutes.count)
    }
  }

  /// The mean requests per minute of each of the 168 hours of a week; `nil` for hours never seen.
  var hourOfWeekRates: [Double?] {
    var (sums, minutes) = ([Double](repeating: 0, count: 168), [Double](repeating: 0, count: 168))
    for slot in covered {
      let hour = (slot / 60) % 168
      sums[hour] += Double(counts[slot])
      minutes[hour] += 1
    }
    return zip(sums, minutes).map { $1 > 0 ? $0 / $1 : nil }
  }
}
