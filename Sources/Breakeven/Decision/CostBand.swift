package import CheckedJSON
package import Numerics

/// What both sides cost at one volume, with their 80 % intervals.
package struct CostBand: Sendable, Hashable {
  /// Requests in the period.
  package let requests: Double
  /// US dollars of the self-hosting that is the cheapest there.
  package let selfHostUSD: Interval
  /// US dollars of the best API.
  package let apiUSD: Interval
}

extension Decision {
  /// Both sides from a hundredth to a hundred times the workload's volume, as if each were the one that is expected: an
  /// API's price may move among the hosts that serve so much.
  ///
  /// At the workload's own volume, which is always one of them, they are the decision's intervals.
  ///
  /// - Parameter count: Volumes, in even ratios but for the one that is nearest to the workload's.
  package func costBands(count: Int = 33) throws(InputError) -> [CostBand] {
    guard let api = bestAPI, let uncertainty, let first = costCurve.first,
      let last = costCurve.last, first.requests < last.requests, count > 1
    else { return [] }
    let start = naturalLogarithm(first.requests / demand.requests)
    let step = naturalLogarithm(last.requests / first.requests) / Double(count - 1)
    let here = Int((-start / step).rounded())
    var costs = CostsOverVolume(comparison)
    var bands: [CostBand] = []
    for index in 0..<count {
      guard index != here else {
        bands.append(
          CostBand(
            requests: demand.requests, selfHostUSD: uncertainty.selfHostUSD,
            apiUSD: uncertainty.apiUSD))
        continue
      }
      let logarithm = start + step * Double(index)
      let requests = demand.requests * exponential(logarithm)
      let cheapest = contenders.options.min {
        $0.totalUSD(requests: requests) < $1.totalUSD(requests: requests)
      }
      guard let option = cheapest else { continue }
      let drawn = try costs.costs(
        option, api, among: comparison.market(requests: requests, priceFactor: 1),
        expecting: logarithm)
      bands.append(
        CostBand(
          requests: requests,
          selfHostUSD: Self.interval(
            option.totalUSD(requests: requests), drawn.map(\.selfHostUSD)),
          apiUSD: Self.interval(api.usd(requests: requests), drawn.map(\.apiUSD))))
    }
    return bands
  }

  private static func interval(_ value: Double, _ draws: [Double]) -> Interval {
    var draws = draws
    return Interval(
      value: value, low: selected(&draws, at: draws.count / 10) ?? .nan,
      high: selected(&draws, at: draws.count * 9 / 10) ?? .nan)
  }
}
