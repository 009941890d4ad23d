/// The gaps between successive requests of an ordered stretch of a log, in whole microseconds.
///
/// Stretches that follow each other join exactly, because the sums are integers and the gap between
/// the last request of one and the first of the next is counted when they are joined.
struct ArrivalGaps: Hashable, Sendable {
  var first: Int64?
  var last: Int64?
  var count: UInt64 = 0
  var sum: UInt128 = 0
  var sumOfSquares: UInt128 = 0
  /// Requests that came earlier than the one before them in the log.
  var outOfOrder: UInt64 = 0
  /// The largest step that all gaps are multiples of: how finely the log tells time; 0 of no gap.
  var resolution: UInt64 = 0

  @inline(__always)
  mutating func add(_ time: Int64) {
    if let last { addGap(from: last, to: time) } else { first = time }
    last = time
  }

  /// A gap below which a thousand squares fit 64 bits: 134 seconds.
  private static let short: UInt64 = 1 << 27

  /// Adds the first `count` of `records` that have times; they are at most ``LogRun/longest``.
  mutating func add(_ records: [LogRecord], _ count: Int) {
    let records = records.span.extracting(first: count)
    var gaps = self
    var last = gaps.last ?? LogRecord.noTime
    var (shortGaps, sum, squares) = (UInt64(0), UInt64(0), UInt64(0))
    for index in records.indices {
      let time = records[index].time
      guard time != LogRecord.noTime else { continue }
      // One that goes back, or follows nothing, is as great as no other here.
      let gap = UInt64(bitPattern: time &- last)
      if gap < Self.short, gaps.isMultiple(gap) {
        shortGaps &+= 1
        sum &+= gap
        squares &+= gap &* gap
      } else {
        gaps.last = last == LogRecord.noTime ? nil : last
        gaps.add(time)
      }
      last = time
    }
    gaps.last = last == LogRecord.noTime ? nil : last
    gaps.count &+= shortGaps
    gaps.sum &+= UInt128(sum)
    gaps.sumOfSquares &+= UInt128(squares)
    self = gaps
  }

  /// Whether the resolution stays as it is with such a gap, as nearly every gap of a long log lets it.
  @inline(__always)
  private func isMultiple(_ gap: UInt64) -> Bool {
    resolution == 1 || gap == 0 || resolution != 0 && gap % resolution == 0
  }

  mutating func append(_ later: ArrivalGaps) {
    guard let start = later.first, let end = later.last else { return }
    if let last { addGap(from: last, to: start) } else { first = start }
    last = end
    count &+= later.count
    sum &+= later.sum
    sumOfSquares &+= later.sumOfSquares
    outOfOrder &+= later.outOfOrder
    narrowResolution(to: later.resolution)
  }

  @inline(__always)
  private mutating func addGap(from earlier: Int64, to later: Int64) {
    guard later >= earlier else {
      outOfOrder &+= 1
      return
    }
    let gap = UInt64(truncatingIfNeeded: later &- earlier)
    count &+= 1
    sum &+= UInt128(gap)
    sumOfSquares &+= UInt128(gap) &* UInt128(gap)
    if !isMultiple(gap) { narrowResolution(to: gap) }
  }

  /// Euclid's greatest common divisor of the resolution and another step.
  private mutating func narrowResolution(to step: UInt64) {
    var (rest, divisor) = (resolution, step)
    while divisor != 0 { (rest, divisor) = (divisor, rest % divisor) }
    resolution = rest
  }

  /// Whether more than one step in a hundred goes back in time, so that gaps between the others say nothing.
  var isOutOfOrder: Bool { 100 * Double(outOfOrder) > Double(count) + Double(outOfOrder) }

  /// Whether times are too coarse for gaps to say anything: a step is a fifth of the mean gap or more.
  var isCoarse: Bool { Double(resolution) * Double(count) >= 0.2 * Double(sum) }

  /// The standard deviation of the gaps over their mean: 1 for Poisson arrivals, more in bursts.
  var coefficientOfVariation: Double? {
    guard count > 1, sum > 0 else { return nil }
    let mean = Double(sum) / Double(count)
    let variance = Double(sumOfSquares) / Double(count) - mean * mean
    return max(0, variance).squareRoot() / mean
  }
}

extension ArrivalGaps: Comparable {
  /// By the first request; stretches that begin together, by the last and then by all that is known, so
  /// that the order never depends on that in which they were read.
  static func < (one: ArrivalGaps, other: ArrivalGaps) -> Bool {
    one.key.lexicographicallyPrecedes(other.key)
  }

  private var key: [Int128] {
    [
      Int128(first ?? .max), Int128(last ?? .max), Int128(count), Int128(truncatingIfNeeded: sum),
      Int128(truncatingIfNeeded: sumOfSquares), Int128(outOfOrder), Int128(resolution),
    ]
  }
}
