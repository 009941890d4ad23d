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

  /// Adds the first `count` of `records` that have times.
  mutating func add(_ records: [LogRecord], _ count: Int) {
    let records = records.span
    var gaps = self
    for index in 0..<count {
      let time = records[index].time
      if time != LogRecord.noTime { gaps.add(time) }
    }
    self = gaps
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
    // Nearly every gap of a long log is a multiple of what is known.
    if resolution != 1, resolution == 0 || gap % resolution != 0 { narrowResolution(to: gap) }
  }

  /// Euclid's greatest common divisor of the resolution and another step.
  private mutating func narrowResolution(to step: UInt64) {
    var (rest, divisor) = (resolution, step)
    while divisor != 0 { (rest, divisor) = (divisor, rest % divisor) }
    resolution = rest
  }

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
