import CheckedJSON
import Pricing
import Workloads

/// The best of both sides, compared: the odds, and what they would be with other sellers, costs or models.
struct Comparison: Sendable {
  let workload: Workload
  let demand: Demand
  let assumptions: DecisionAssumptions
  /// Cheapest first.
  let options: [SelfHostOption]
  /// Deployments on machines that are owned and too few to serve everything.
  let tooFew: [SelfHostOption]
  let contenders: Contenders
  /// Cheapest first.
  let apis: [APICandidate]
  /// APIs that would do but for limits that the volume exceeds.
  let limitedAPIs: [APICandidate]
  let market: MarketView

  /// Options among which hindsight may choose.
  private static let maximumHindsight = 8

  /// The answer for the cheapest of each side.
  func answer(whyNoAPI: String, whyNoFleet: String) throws(InputError) -> Answer {
    var answer = Answer()
    switch (options.first, apis.first) {
    case (let option?, let api?):
      let breakEven = BreakEven(self, best: option, api: api)
      let pair = ComparedPair(option: option, api: api, demand: demand, mode: workload.mode)
      let ranges = try InputRanges(
        workload, option: option, demand: demand, market: market.ranges(option, api))
      let simulation = UncertaintySimulation(
        pair, ranges: ranges, contenders: Array(contenders.options.prefix(Self.maximumHindsight)))
      let uncertainty = simulation.run(
        draws: assumptions.draws, seed: assumptions.seed, breakEven: breakEven.firstVolume)
      answer.breakEven = breakEven
      answer.uncertainty = uncertainty
      answer.hosts = try hosts(pair, probability: uncertainty.probabilitySelfHostCheaper)
      answer.mixed = try mixed(pair, simulation: simulation, hosts: answer.hosts)
      if let split = try lengthSplit(
        pair, mixed: answer.mixed, simulation: simulation, hosts: answer.hosts)
      {
        answer.lengthSplit = split
        if split.isAnswer {
          answer.mixed = mixed(
            split, at: api, pureUSD: min(option.totalUSD, api.usd(requests: demand.requests)))
        }
      }
      answer.otherLens = try otherLens(option, api, mixed: answer.mixed?.plan)
      answer.verdict = Verdict(
        uncertainty: uncertainty, confidence: assumptions.confidence, hosts: answer.hosts,
        mixed: answer.mixed)
    case (nil, let api?):
      answer.mixed = try mixed(ofTooFewWith: api)
      answer.verdict =
        Verdict(mixed: answer.mixed, confidence: assumptions.confidence)
        ?? Verdict(nothingBecause: "no deployment serves this workload" + whyNoFleet)
    case (_?, nil):
      answer.verdict = Verdict(nothingBecause: "no comparable API is known" + whyNoAPI)
    case (nil, nil):
      answer.verdict = Verdict(
        nothingBecause:
          "neither a deployment\(whyNoFleet) nor a comparable API\(whyNoAPI) keeps what the "
          + "workload asks for")
    }
    return answer
  }

  /// - Parameter isMedian: Whether a factor on the price of machines makes them those of the median seller.
  func probability(
    _ option: SelfHostOption, _ api: APICandidate, machinePriceFactor: Double = 1,
    isMedian: Bool = true, workload other: Workload? = nil
  ) throws(InputError) -> Double {
    let pair = ComparedPair(
      option: option, api: api, demand: demand, mode: workload.mode,
      machinePriceFactor: machinePriceFactor)
    let ranges = try InputRanges(
      other ?? workload, option: option, demand: demand,
      market: machinePriceFactor == 1 || !isMedian
        ? market.ranges(option, api) : market.middleRanges(option, api))
    return UncertaintySimulation(pair, ranges: ranges, contenders: [], points: 17)
      .probability(draws: assumptions.sideDraws, seed: assumptions.seed)
  }

  func choice(_ probability: Double) -> Verdict.Choice {
    Verdict.Choice(probability: probability, confidence: assumptions.confidence)
  }

  /// What the answer would be with the cheapest, the median, and each class of host.
  private func hosts(
    _ pair: ComparedPair, probability: Double
  ) throws(InputError) -> [HostAnswer] {
    let requests = demand.requests
    func answer(
      _ kind: HostAnswer.Kind, _ option: SelfHostOption, _ api: APICandidate, usd: Double,
      _ probability: Double
    ) -> HostAnswer {
      HostAnswer(
        kind: kind, option: option, selfHostUSD: usd, api: api, apiUSD: api.usd(requests: requests),
        probability: probability, choice: choice(probability))
    }
    var answers = [
      answer(.cheapest, pair.option, pair.api, usd: pair.option.totalUSD, probability)
    ]
    if let middle = cheapestAtMedian(pair.api) {
      answers.append(
        answer(
          .median, middle.option, middle.api, usd: middle.usd,
          try self.probability(
            middle.option, middle.api, machinePriceFactor: middle.priceFactor)))
    }
    for hostClass in HostClass.allCases {
      guard let option = options.first(where: { $0.hostClass == hostClass }) else { continue }
      let chance =
        option === pair.option ? probability : try self.probability(option, pair.api)
      answers.append(
        answer(.hostClass(hostClass), option, pair.api, usd: option.totalUSD, chance))
    }
    return answers
  }

  private struct Middle {
    let option: SelfHostOption
    let api: APICandidate
    let usd: Double
    let priceFactor: Double
  }

  /// The cheapest fleet if every machine cost the median of its sellers, and the median host of the best API's
  /// model; `nil` where neither side has three sellers.
  private func cheapestAtMedian(_ api: APICandidate) -> Middle? {
    let host = market.medianHost(api)
    var best: Middle?
    for option in options where option.rental.terms != .owned {
      guard let median = market.medianRent(option.rental) else { continue }
      let factor = median / option.rental.usdPerGPUHour
      let usd = option.totalUSD + option.machineUSD * (factor - 1)
      if usd < best?.usd ?? .infinity {
        best = Middle(option: option, api: host ?? api, usd: usd, priceFactor: factor)
      }
    }
    if best == nil, let host, let option = options.first {
      best = Middle(option: option, api: host, usd: option.totalUSD, priceFactor: 1)
    }
    return best
  }

  /// What the answer would be with all costs, or only with those that the decision adds.
  private func otherLens(
    _ option: SelfHostOption, _ api: APICandidate, mixed: MixedPlan?
  ) throws(InputError) -> LensAnswer {
    let lens: CostLens = workload.costs.lens == .full ? .marginal : .full
    let other = try workload.with(costs: workload.costs.with(lens: lens))
    let own = try OverheadCost(ofSelfHosting: other.costs, in: demand.period).likelyUSD
    let their = try OverheadCost(ofAPI: other.costs, in: demand.period).likelyUSD
    let chance = try probability(option, api, workload: other)
    return LensAnswer(
      lens: lens, selfHostUSD: option.totalUSD - option.overheadUSD + own,
      apiUSD: api.billUSD(requests: demand.requests) + their,
      mixedUSD: mixed.map { $0.totalUSD - $0.overheadUSD + own + their }, probability: chance,
      choice: try choice(chance, option, api, mixed: mixed, workload: other))
  }

  private func choice(
    _ probability: Double, _ option: SelfHostOption, _ api: APICandidate, mixed: MixedPlan?,
    workload other: Workload
  ) throws(InputError) -> Verdict.Choice {
    if let mixed, try isMixed(mixed, option, api, workload: other) { return .mixed }
    return choice(probability)
  }

  /// What the answer would be without some of the costs that were assumed; `nil` for what is no cost.
  func without(
    _ what: AssumedValue.What, mixed: MixedPlan?
  ) throws(InputError) -> AssumedValue.Without? {
    guard let option = options.first, let api = apis.first else { return nil }
    let costs = workload.costs
    let nothing = StaffCost.usdPerMonth(try DeclaredValue(0))
    let changed: DeclaredCosts
    switch what {
    case .staff: changed = try costs.with(staff: nothing)
    case .tools: changed = try costs.with(fixedUSDPerMonth: DeclaredValue(0))
    case .apiStaff:
      changed = try costs.with(
        api: APICosts(
          staff: nothing, fixedUSDPerMonth: costs.api?.fixedUSDPerMonth,
          setupUSD: costs.api?.setupUSD))
    case .peak, .promptLengths, .completionLengths, .requestLengths: return nil
    }
    let other = try workload.with(costs: changed)
    let own = try OverheadCost(ofSelfHosting: changed, in: demand.period).likelyUSD
    let their = try OverheadCost(ofAPI: changed, in: demand.period).likelyUSD
    let chance = try probability(option, api, workload: other)
    return AssumedValue.Without(
      selfHostUSD: option.totalUSD - option.overheadUSD + own,
      apiUSD: api.billUSD(requests: demand.requests) + their, probability: chance,
      choice: try choice(chance, option, api, mixed: mixed, workload: other))
  }

  /// What the answer would be for each model, where there are several; of those that nobody named, for each that
  /// can be had.
  func models(
    _ names: [String], scope: CandidateModels.Scope
  ) throws(InputError) -> [ModelAnswer] {
    guard names.count > 1 || scope == .each else { return [] }
    let best = Dictionary(
      options.map { ($0.modelName, $0) }, uniquingKeysWith: { cheapest, _ in cheapest })
    var answers: [ModelAnswer] = []
    for name in names {
      let option = best[name]
      let api = apis.first { $0.model == name }
      guard option != nil || api != nil || scope == .anyOf else { continue }
      var chance: Double?
      if let option, let api { chance = try probability(option, api) }
      answers.append(
        ModelAnswer(
          model: name, selfHost: option, api: api, choice: chance.map(choice) ?? .nothingToCompare,
          probability: chance))
    }
    return answers
  }

  /// What is paid today; in a job, what the API would ask for it.
  func today(_ api: APICandidate?) -> TodayAnswer? {
    let stated = demand.period == .month ? workload.today?.usdPerMonth : nil
    let overhead = api?.overheadUSD ?? apis.first?.overheadUSD ?? 0
    let bill = api?.billUSD(requests: demand.requests)
    guard let usd = stated ?? bill else { return nil }
    return TodayAnswer(
      api: api, usd: usd + overhead, overheadUSD: overhead,
      billByTariffUSD: stated == nil ? nil : bill,
      isStated: stated != nil)
  }
}
