extension SupplyCosts {
  /// A plan, as far as another module needs it: what it costs, and how each layer begins.
  package struct Planned: Sendable {
    package let usd: Double
    /// The position of the first term of each layer.
    package let firstSteps: [Int]
  }

  /// The plan of a side that is expected to cost least.
  package static func planned(
    _ side: SupplySide, _ paths: [MarketPath], endsEarly: Bool = false
  ) -> Planned {
    let found = SupplyCosts(side, paths).cheapest(endsEarly: endsEarly)
    return Planned(usd: found.usd, firstSteps: found.plan.steps.map { $0.first?.term ?? 0 })
  }
}

/// What each layer costs in one month.
package struct MonthOfLayers: Sendable {
  private let costs: SupplyCosts

  package init(_ side: SupplySide, _ path: MarketPath) { costs = SupplyCosts(side, [path]) }

  /// Replicas of a layer that the busiest hour takes.
  package func neededReplicas(_ layer: Int) -> Int {
    guard let bounds = costs.side.layers?.layers[layer] else { return 0 }
    return max(0, min(bounds.upper, costs.peakReplicas(volume: 1)) - bounds.lower)
  }

  package var standingUSD: Double { costs.standingUSD(0..<costs.months) }

  package func flexibleUSD(term: Int, layer: Int) -> Double {
    costs.usd(term: term, layer: layer, month: 0)
  }

  /// US dollars of a layer that is bound, at so many times this month's price.
  package func boundUSD(_ layer: Int, priceFactor: Double = 1) -> Double {
    guard let term = costs.side.terms.first(where: { $0.months != nil }) else { return 0 }
    return costs.boundUSDPerMonth(term, layer: layer, over: 1) * priceFactor
      + costs.egressUSD(layer: layer, 0..<1)
  }
}
