import Pricing
import Roofline
import Workloads

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
    let (plain, modern) = stackFronts(beyond: front)
    return SpeedFrontier(
      points: front.reversed(), plain: plain, modern: modern,
      published: modern.isEmpty ? [] : published(), services: servicePrices)
  }

  private static let deploymentsOfStacks = 3

  /// What the cheapest deployments of a front reach with each stack; none where the answers of both are alike.
  private func stackFronts(
    beyond front: [SpeedFrontier.Point]
  ) -> (plain: [SpeedFrontier.Run], modern: [SpeedFrontier.Run]) {
    guard let stacks, stacks.headline == .modern || stacks.differ,
      let frontier = StackFrontier(demand)
    else { return ([], []) }
    var options: [SelfHostOption] = []
    for point in front.reversed()
    where options.count < Self.deploymentsOfStacks
      && !options.contains(where: { $0.deployment.identity == point.option.deployment.identity })
    {
      options.append(point.option)
    }
    let plain = frontier.runs(options, stack: .plain)
    let modern = frontier.runs(options, stack: .modern)
    return modern == plain ? ([], []) : (plain, modern)
  }

  private func published() -> [SpeedFrontier.Published] {
    guard let all = try? PublishedSpeed.builtIn(), let catalog = try? Catalog.hardware() else {
      return []
    }
    var identifiers: [String: String] = [:]
    func key(_ model: String, _ accelerator: String) -> String {
      let known = identifiers[model] ?? catalog.models.canonicalIdentifier(of: model) ?? model
      identifiers[model] = known
      return known + " " + accelerator
    }
    var cheapest: [String: SelfHostOption] = [:]
    for option in selfHosting {
      let key = key(option.deployment.model.name, option.deployment.accelerator.id)
      if option.rental.usdPerGPUHour < cheapest[key]?.rental.usdPerGPUHour ?? .infinity {
        cheapest[key] = option
      }
    }
    return all.compactMap { speed in
      guard speed.isAlike(demand.shape), let option = cheapest[key(speed.model, speed.accelerator)]
      else { return nil }
      return SpeedFrontier.Published(
        speed: speed, option: option,
        usdPerMillionTokens: option.rental.usdPerGPUHour / 3600 / speed.tokensPerSecondPerChip * 1e6
      )
    }
  }

  private var servicePrices: [SpeedFrontier.ServicePrice] {
    var prices: [SpeedFrontier.ServicePrice] = []
    for api in apis {
      let tokens = RequestTokens(
        prompt: demand.mix.meanPromptTokens,
        cachedPrompt: demand.mix.meanPromptTokens - demand.shape.uncachedPrompt,
        completion: demand.mix.meanCompletionTokens,
        reasoning: demand.mix.meanCompletionTokens * api.reasoningShare)
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
