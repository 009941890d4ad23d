/// A stretch of volume over which a cost is a straight line.
struct CostSegment: Sendable, Hashable {
  /// Requests in the period above which it holds.
  let from: Double
  /// Requests in the period up to which it holds, included.
  let to: Double
  /// US dollars in the period, whatever the volume.
  let fixedUSD: Double
  /// US dollars for each request.
  let usdPerRequest: Double

  func usd(requests: Double) -> Double { fixedUSD + usdPerRequest * requests }
}
