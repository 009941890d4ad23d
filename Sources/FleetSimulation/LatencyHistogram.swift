/// How latencies are spread, in buckets of equal ratio: 1024 to each doubling, from 1 µs to 100 days.
///
/// Percentiles are interpolated within a bucket, whose width is 0.1 %; histograms of parts add up to
/// that of the whole. Memory depends on how far apart the values lie, not on how many were added.
package struct LatencyHistogram: Sendable, Hashable {
  private static let bitsOfMantissa = 10
  private static let shift = 52 - bitsOfMantissa
  private static let lowest = Int(0x1p-20.bitPattern >> UInt64(shift))
  private static let buckets = 43 << bitsOfMantissa

  /// Buckets of the doublings from the least value to the largest.
  private var counts: [UInt32] = []
  /// The bucket that is counted first.
  private var first = 0
  /// How many values were added.
  package private(set) var count = 0
  /// Their sum, in seconds.
  package private(set) var sumSeconds = 0.0
  /// The largest of them, in seconds.
  package private(set) var maximumSeconds = 0.0
  private var minimumSeconds = Double.infinity

  /// Makes an empty histogram.
  package init() {}

  /// Adds one value of 0 or more, in seconds.
  mutating func add(_ seconds: Double) {
    let bucket = Self.bucket(of: seconds)
    if bucket < first || bucket >= first + counts.count { widen(to: bucket...bucket) }
    Self.add(1, to: &counts[bucket - first])
    count += 1
    sumSeconds += seconds
    maximumSeconds = max(maximumSeconds, seconds)
    minimumSeconds = min(minimumSeconds, seconds)
  }

  /// Adds all values of another histogram.
  mutating func add(_ other: LatencyHistogram) {
    guard other.count > 0 else { return }
    let occupied = other.occupied
    widen(to: occupied)
    for bucket in occupied {
      Self.add(other.counts[bucket - other.first], to: &counts[bucket - first])
    }
    count += other.count
    sumSeconds += other.sumSeconds
    maximumSeconds = max(maximumSeconds, other.maximumSeconds)
    minimumSeconds = min(minimumSeconds, other.minimumSeconds)
  }

  /// Makes room for buckets, by whole doublings.
  private mutating func widen(to range: ClosedRange<Int>) {
    let doubling = 1 << Self.bitsOfMantissa
    let low = range.lowerBound / doubling * doubling
    let high = (range.upperBound / doubling + 1) * doubling
    guard !counts.isEmpty else {
      first = low
      counts = [UInt32](repeating: 0, count: high - low)
      return
    }
    let (start, end) = (min(low, first), max(high, first + counts.count))
    guard start < first || end > first + counts.count else { return }
    // As long as it must be: an array that grows by itself takes twice that.
    var wider = [UInt32](repeating: 0, count: end - start)
    wider.replaceSubrange(first - start..<first - start + counts.count, with: counts)
    (counts, first) = (wider, start)
  }

  /// A bucket that is full stays full, at four thousand million values.
  private static func add(_ more: UInt32, to bucket: inout UInt32) {
    bucket += min(more, .max - bucket)
  }

  private static func bucket(of seconds: Double) -> Int {
    let index = Int(truncatingIfNeeded: seconds.bitPattern >> UInt64(shift)) - lowest
    return min(max(0, index), buckets - 1)
  }

  private static func start(of bucket: Int) -> Double {
    Double(bitPattern: UInt64(bucket + lowest) << UInt64(shift))
  }

  /// The buckets between the least and the largest value.
  private var occupied: ClosedRange<Int> {
    let last = Self.bucket(of: maximumSeconds)
    return min(last, Self.bucket(of: minimumSeconds))...last
  }

  /// The mean in seconds; 0 of nothing.
  package var meanSeconds: Double { count > 0 ? sumSeconds / Double(count) : 0 }

  /// The value in seconds that `percent` of all values do not exceed; 0 of nothing.
  package func percentile(_ percent: Double) -> Double { percentiles([percent])[0] }

  /// The values in seconds that each of `percents`, which rise, do not exceed.
  func percentiles(_ percents: [Double]) -> [Double] {
    guard count > 0 else { return percents.map { _ in 0 } }
    var values: [Double] = []
    var below = 0.0
    var index = occupied.lowerBound
    for percent in percents {
      let rank = max(1, (min(1, max(0, percent / 100)) * Double(count)).rounded(.up))
      while index < occupied.upperBound, below + Double(counts[index - first]) < rank {
        below += Double(counts[index - first])
        index += 1
      }
      let (low, high) = (Self.start(of: index), Self.start(of: index + 1))
      let share = (rank - below - 0.5) / Double(max(1, counts[index - first]))
      values.append(min(maximumSeconds, max(minimumSeconds, low + (high - low) * share)))
    }
    return values
  }

  /// The usual figures.
  package var summary: LatencySummary {
    let values = percentiles([50, 90, 95, 99])
    return LatencySummary(
      mean: meanSeconds, p50: values[0], p90: values[1], p95: values[2], p99: values[3])
  }
}

/// The usual figures of a spread of latencies, in seconds.
package struct LatencySummary: Sendable, Hashable {
  /// The mean.
  package let mean: Double
  /// The median.
  package let p50: Double
  /// What 90 % do not exceed.
  package let p90: Double
  /// What 95 % do not exceed.
  package let p95: Double
  /// What 99 % do not exceed.
  package let p99: Double
}
