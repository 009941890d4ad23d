package import Pricing

/// The deployments and batch sizes that no other beats in both price and speed.
package struct SpeedFrontier: Sendable, Hashable {
  /// One of them.
  package struct Point: Sendable, Hashable {
    /// The deployment on its cheapest machines.
    package let option: SelfHostOption
    /// The batch size and what follows from it.
    package let tier: LatencyTier
  }

  /// An API's service tier, and its price relative to its ordinary one.
  package struct ServicePrice: Sendable, Hashable {
    /// The offering.
    package let tariffID: String
    /// The service.
    package let service: ServiceTier
    /// Price of the workload's mean request relative to the ordinary service.
    package let factor: Double
  }

  /// From cheap and slow to dear and fast.
  package let points: [Point]
  /// What APIs ask for other speeds.
  package let services: [ServicePrice]

  /// The slowest speed within 5 % of the lowest price: slower than this saves nothing.
  package var slowestThatPays: Point? {
    guard let cheapest = points.first else { return nil }
    return points.last { $0.tier.usdPerMillionTokens <= 1.05 * cheapest.tier.usdPerMillionTokens }
  }
}

extension Decision {
  private static let maximumFrontierDeployments = 24

  /// The Pareto front of price against speed over all deployments, at full load and without people.
  package func speedFrontier() -> SpeedFrontier {
    var cheapest: [ObjectIdentifier: SelfHostOption] = [:]
    var order: [ObjectIdentifier] = []
    for option in selfHosting where option.split == nil {
      let key = option.deployment.identity
      if let known = cheapest[key] {
        if option.rental.usdPerGPUHour < known.rental.usdPerGPUHour { cheapest[key] = option }
      } else if order.count < Self.maximumFrontierDeployments {
        cheapest[key] = option
        order.append(key)
      }
    }
    let all = order.compactMap { cheapest[$0] }.flatMap { option in
      LatencyCurve(option: option, demand: demand).tiers.map {
        SpeedFrontier.Point(option: option, tier: $0)
      }
    }
    var front: [SpeedFrontier.Point] = []
    for point in all.sorted(by: {
      ($0.tier.tokensPerSecondPerUser, -$0.tier.usdPerMillionTokens)
        > ($1.tier.tokensPerSecondPerUser, -$1.tier.usdPerMillionTokens)
    }) where point.tier.usdPerMillionTokens < front.last?.tier.usdPerMillionTokens ?? .infinity {
      front.append(point)
    }
    return SpeedFrontier(points: front.reversed(), services: servicePrices)
  }

  private var servicePrices: [SpeedFrontier.ServicePrice] {
    let tokens = RequestTokens(
      prompt: demand.mix.meanPromptTokens,
      cachedPrompt: demand.mix.meanPromptTokens - demand.shape.uncachedPrompt,
      completion: demand.mix.meanCompletionTokens)
    var prices: [SpeedFrontier.ServicePrice] = []
    for api in apis {
      guard let ordinary = api.tariff.cost(of: tokens), ordinary > 0 else { continue }
      for service in api.tariff.services where service != .standard {
        guard let usd = api.tariff.cost(of: tokens, service: service) else { continue }
        prices.append(
          SpeedFrontier.ServicePrice(
            tariffID: api.tariff.id, service: service, factor: usd / ordinary))
      }
    }
    return prices
  }
}
