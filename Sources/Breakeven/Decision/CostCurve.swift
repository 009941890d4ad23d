import Numerics

/// A point of cost against volume.
public struct CostPoint: Sendable, Hashable {
  /// Requests in the period.
  public let requests: Double
  /// US dollars of the cheapest self-hosting at that volume.
  public let selfHostUSD: Double
  /// US dollars of the best API.
  public let apiUSD: Double
}

extension Decision {
  /// Cost against volume from a hundredth to a hundred times this workload, in even ratios; wider where
  /// the break-even lies beyond.
  public var costCurve: [CostPoint] {
    guard let api = bestAPI else { return [] }
    let reach = breakEven?.firstVolume.map { min(1e4, max(1e2, 3 * $0 / demand.requests)) } ?? 1e2
    let steps = 240
    return (0...steps).compactMap { step in
      let exponent =
        -4.605170185988092
        + (naturalLogarithm(reach) + 4.605170185988092) * Double(step) / Double(steps)
      let requests = demand.requests * exponential(exponent)
      guard let own = selfHostUSD(requests: requests) else { return nil }
      return CostPoint(
        requests: requests, selfHostUSD: own, apiUSD: api.usd(requests: requests))
    }
  }
}
