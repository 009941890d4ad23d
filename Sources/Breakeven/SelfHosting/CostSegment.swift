/// A stretch of volume over which a cost is a straight line.
struct CostSegment: Sendable, Hashable {
  /// Requests in the period, from above this …
  let from: Double
  /// … up to and including this.
  let to: Double
  /// US dollars in the period, whatever the volume.
  let fixedUSD: Double
  /// US dollars for each request.
  let usdPerRequest: Double

  func usd(requests: Double) -> Double { fixedUSD + usdPerRequest * requests }
}
