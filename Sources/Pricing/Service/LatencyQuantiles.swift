import Numerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A measured latency by what is known of its distribution: its median, and perhaps its slow end.
package struct LatencyQuantiles: Sendable, Hashable {
  /// Half of the requests are faster, in seconds.
  package let median: Double
  /// 95 of 100 requests are faster, in seconds.
  package let p95: Double?
  /// 99 of 100 requests are faster, in seconds.
  package let p99: Double?

  /// Makes quantiles; `nil` unless all are finite and above 0, and none is below a lower one.
  package init?(median: Double, p95: Double? = nil, p99: Double? = nil) {
    let all = [median, p95, p99].compactMap(\.self)
    guard all.allSatisfy({ $0 > 0 && $0.isFinite }), all == all.sorted() else { return nil }
    self.median = median
    self.p95 = p95
    self.p99 = p99
  }

  /// The latency at a percentile, in seconds; `nil` unless it lies between 0 and 100.
  ///
  /// Between two known quantiles, and beyond the last two, the logarithm of the latency is linear in
  /// the normal quantile `z`: a log-normal law through both. `ln t = ln a + (z − za)/(zb − za) · ln(b/a)`.
  /// From 0.54 s at p50 and 1.59 s at p95, p90 (z = 1.2816) is 0.54 · (1.59/0.54)^0.779 = 1.25 s.
  ///
  /// - Parameter slowEnd: What p95 is as a multiple of the median where only the median is known.
  func seconds(atPercentile percentile: Double, slowEnd: Double) -> Double? {
    guard let z = StandardNormal.quantile(percentile / 100) else { return nil }
    let slow = p95 == nil && p99 == nil ? median * slowEnd : nil
    var points = [(z: 0.0, seconds: median)]
    if let p95 = p95 ?? slow { points.append((StandardNormal.at95, p95)) }
    if let p99 { points.append((StandardNormal.at99, p99)) }
    let upper = points.dropFirst().first { z <= $0.z } ?? points.last
    guard let upper, let lower = points.last(where: { $0.z < upper.z }) else { return median }
    let share = (z - lower.z) / (upper.z - lower.z)
    return lower.seconds * pow(upper.seconds / lower.seconds, share)
  }

  /// Whether a percentile is one of those that were measured.
  func states(percentile: Double) -> Bool {
    switch percentile {
    case 50: true
    case 95: p95 != nil
    case 99: p99 != nil
    default: false
    }
  }
}
