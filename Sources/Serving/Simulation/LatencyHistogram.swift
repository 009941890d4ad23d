/// How latencies are spread, in buckets of equal ratio: 1024 to each doubling, from 1 µs to 100 days.
///
/// Percentiles are interpolated within a bucket, whose width is 0.1 %; histograms of parts add up to
/// that of the whole. Memory does not depend on how many values were added.
public struct LatencyHistogram: Sendable, Hashable {
  private static let bitsOfMantissa = 10
  private static let shift = 52 - bitsOfMantissa
  private static let lowest = Int(0x1p-20.bitPattern >> UInt64(shift))
  private static let buckets = 43 << bitsOfMantissa

  private var counts = [UInt64](repeating: 0, count: buckets)
  /// How many values were added.
  public private(set) var count = 0
  /// Their sum, in seconds.
  public private(set) var sumSeconds = 0.0
  /// The largest of them, in seconds.
  public private(set) var maximumSeconds = 0.0

  /// Makes an empty histogram.
  public init() {}

  /// Adds one value of 0 or more, in seconds.
  mutating func add(_ seconds: Double) {
    let index = Int(truncatingIfNeeded: seconds.bitPattern >> UInt64(Self.shift)) - Self.lowest
    counts[min(max(0, index), Self.buckets - 1)] += 1
    count += 1
    sumSeconds += seconds
    maximumSeconds = max(maximumSeconds, seconds)
  }

  /// Adds all values of another histogram.
  mutating func add(_ other: LatencyHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    count += other.count
    sumSeconds += other.sumSeconds
    maximumSeconds = max(maximumSeconds, other.maximumSeconds)
  }

  /// The mean in seconds; 0 of nothing.
  public var meanSeconds: Double { count > 0 ? sumSeconds / Double(count) : 0 }

  /// The value in seconds that `percent` of all values do not exceed; 0 of nothing.
  public func percentile(_ percent: Double) -> Double {
    guard count > 0 else { return 0 }
    let share = min(1, max(0, percent / 100))
    let rank = max(1, (share * Double(count)).rounded(.up))
    var below = 0.0
    for (index, bucket) in counts.enumerated() where bucket > 0 {
      let here = Double(bucket)
      if below + here >= rank {
        let low = Double(bitPattern: UInt64(index + Self.lowest) << UInt64(Self.shift))
        let high = Double(bitPattern: UInt64(index + 1 + Self.lowest) << UInt64(Self.shift))
        return min(maximumSeconds, low + (high - low) * (rank - below - 0.5) / here)
      }
      below += here
    }
    return maximumSeconds
  }

  /// The usual figures.
  public var summary: LatencySummary {
    LatencySummary(
      mean: meanSeconds, p50: percentile(50), p90: percentile(90), p95: percentile(95),
      p99: percentile(99))
  }
}

/// The usual figures of a spread of latencies, in seconds.
public struct LatencySummary: Sendable, Hashable {
  /// The mean.
  public let mean: Double
  /// The median.
  public let p50: Double
  /// What 90 % do not exceed.
  public let p90: Double
  /// What 95 % do not exceed.
  public let p95: Double
  /// What 99 % do not exceed.
  public let p99: Double
}
