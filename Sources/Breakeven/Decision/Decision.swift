public import CheckedJSON
public import Pricing
public import Workloads

/// The decision between serving an open model oneself and paying an API, for one workload.
///
/// ```swift
/// let decision = try Decision(workload, catalog: try .builtIn(), asOf: today)
/// print(decision.verdict.choice, decision.bestSelfHost?.totalUSD ?? 0, decision.bestAPI?.usdPerRequest ?? 0)
/// for caution in decision.cautions { print(caution.kind) }
/// ```
public struct Decision: Sendable {
  /// The workload, with what is usual in the place of what was not said.
  public let workload: Workload
  /// What it asks for in a period, in the tokens that its lengths count.
  public let demand: Demand
  /// The day for which prices are judged.
  public let asOf: CalendarDate
  /// What was assumed of machines, prices and odds.
  public let assumptions: DecisionAssumptions
  /// The answer.
  public let verdict: Verdict
  /// Ways to serve it oneself that keep the targets, cheapest first; of deployments with as many chips and
  /// alike in quality, the one that serves most.
  public let selfHosting: [SelfHostOption]
  /// Every comparable API offering, cheapest first.
  public let apis: [APICandidate]
  /// What was left out, and why.
  public let exclusions: [Exclusion]
  /// What was not tried, and why.
  package let untried: [Exclusion]
  /// How many deployments were compared.
  package let triedDeployments: Int
  /// Where both cost the same; `nil` if there is nothing to compare.
  public let breakEven: BreakEven?
  /// What uncertain inputs do; `nil` if there is nothing to compare.
  public let uncertainty: Uncertainty?
  /// The cheapest mix of both sides; `nil` if there is nothing to compare.
  public let mixed: MixedAnswer?
  /// A mix by the length of prompts; `nil` unless it saves a twentieth over the other answers.
  package let lengthSplit: LengthSplit?
  /// Whether any of the models would do, or each has an answer of its own.
  package let scope: CandidateModels.Scope
  /// What the answer would be for each model, if there are several.
  public let models: [ModelAnswer]
  /// What it would be with the cheapest, the median, and each class of host.
  public let hosts: [HostAnswer]
  /// What it would be with the other costs counted; `nil` if there is nothing to compare.
  public let otherLens: LensAnswer?
  /// What it would be with a plain stack and with a modern one; `nil` where there is nothing to compare, or
  /// where each model has an answer of its own.
  package let stacks: StackAnswers?
  /// What is paid today; `nil` if nothing was said.
  public let today: TodayAnswer?
  /// What was assumed for the author of the workload.
  public let assumed: [AssumedValue]
  /// What a reader must know before relying on the verdict.
  public let cautions: [Caution]

  /// What was compared, to be asked again with other volumes and prices.
  let comparison: Comparison
  /// The options that are cheapest at some volume.
  var contenders: Contenders { comparison.contenders }
  /// The machines that were considered.
  let rentals: [Rental]
  /// Those that were left out as they bind longer than the workload looks ahead.
  let rentalsBeyondHorizon: [Rental]

  /// The cheapest way to serve it oneself; `nil` also where each model has an answer of its own.
  public var bestSelfHost: SelfHostOption? { scope == .each ? nil : selfHosting.first }
  /// The cheapest API; `nil` also where each model has an answer of its own.
  public var bestAPI: APICandidate? { scope == .each ? nil : apis.first }

  /// Compares every candidate of the workload.
  ///
  /// Targets that nobody keeps, or volumes for which there are not enough machines, are no error: then there is
  /// nothing to compare, and ``exclusions`` says why.
  ///
  /// - Parameters:
  ///   - workload: What is to be served, how soon, and which candidates are compared.
  ///   - catalog: What may be chosen from: models, machines, engines and prices.
  ///   - asOf: The day for which prices hold, and by which their age is judged.
  ///   - assumptions: What is assumed where the workload is silent, and how many draws tell how sure the answer is.
  /// - Throws: `InputError` with its JSON path for a name that no catalog knows, and where no model is left.
  public init(
    _ workload: Workload, catalog: Catalog, asOf: CalendarDate,
    assumptions: DecisionAssumptions = DecisionAssumptions()
  ) throws(InputError) {
    let discounts = workload.costs.discounts
    try self.init(
      workload.with(billFactor: catalog.apiPriceFactor),
      catalog: catalog.with(
        prices: catalog.prices.discounted(apis: discounts.apis, machines: discounts.machines)
          .serving(ToolUse(workload))),
      asOf: asOf, assumptions: assumptions, omitting: nil)
  }

  /// - Parameter omitted: Something that is not assumed for the author, to see what it makes.
  private init(
    _ stated: Workload, catalog: Catalog, asOf: CalendarDate, assumptions: DecisionAssumptions,
    omitting omitted: AssumedValue.What?
  ) throws(InputError) {
    var workload = stated
    if let lens = assumptions.lens {
      workload = try workload.with(costs: workload.costs.with(lens: lens))
    }
    var assumed: [(what: AssumedValue.What, value: UsualValue)] = []
    if assumptions.assumesUsual {
      let usual = try UsualWorkload(workload, usual: try .builtIn(), omitting: omitted)
      (workload, assumed) = (usual.workload, usual.assumed)
    }
    let counting = TokenCounts(multipliers: try .builtIn(), ratios: try .builtIn())
    workload = try workload.withVolumeFromBill(catalog, lengths: stated.mix)
    let demand = Demand(workload, billedMix: stated.mix)
    let models = try CandidateModels(workload, demand: demand, catalog: catalog, counting: counting)
    let apiSearch = try APISearch(
      workload: workload, demand: demand, models: models, catalog: catalog, counting: counting,
      assumptions: assumptions, asOf: asOf)
    let search = try SelfHostSearch(
      workload: workload, demand: demand, models: models, catalog: catalog,
      assumptions: assumptions, asOf: asOf)
    let comparison = Comparison(
      workload: workload, demand: demand, assumptions: assumptions, options: search.options,
      tooFew: search.tooFew, contenders: search.contenders, apis: apiSearch.candidates,
      limitedAPIs: apiSearch.limited,
      market: MarketView(
        catalog.prices.market, rentals: search.rentals, apis: apiSearch.candidates, asOf: asOf))
    self.workload = workload
    self.demand = demand
    self.asOf = asOf
    self.assumptions = assumptions
    selfHosting = search.options
    apis = apiSearch.candidates
    exclusions = models.exclusions + search.exclusions + apiSearch.exclusions
    untried = search.untried
    triedDeployments = search.tried
    self.comparison = comparison
    rentals = search.rentals
    rentalsBeyondHorizon = search.rentalsBeyondHorizon
    scope = models.scope
    self.models = try comparison.models(models.models.map(\.name), scope: models.scope)
    today = comparison.today(apiSearch.today)
    guard !models.models.isEmpty else {
      throw InputError(
        place: models.origin.place,
        found: "no candidate model"
          + (models.exclusions.first.map { ": \($0.name): \($0.reason)" } ?? ""),
        expected: "at least one under candidates.models that the other lists leave")
    }
    var answer = Answer()
    if models.scope == .each {
      answer.verdict = Verdict(of: self.models)
    } else {
      answer = try comparison.answer(
        whyNoAPI: apiSearch.commonObstacle.map {
          " (\(apiSearch.exclusions.count) left out, most because \($0))"
        } ?? "",
        whyNoFleet: search.commonObstacle.map { " (\($0))" } ?? "")
    }
    verdict = answer.verdict
    breakEven = answer.breakEven
    uncertainty = answer.uncertainty
    hosts = answer.hosts
    otherLens = answer.otherLens
    mixed = answer.mixed
    lengthSplit = answer.lengthSplit
    stacks = try search.stacks(comparison, answer.verdict)
    self.assumed =
      omitted == nil
      ? Self.withoutEach(
        assumed, stated, catalog: catalog, asOf: asOf, assumptions: assumptions,
        comparison: comparison, mixed: answer.mixed?.plan, isEach: models.scope == .each)
      : []
    cautions = try Caution.all(
      CautionFacts(
        workload: workload, demand: demand, asOf: asOf, assumptions: assumptions, models: models,
        catalog: catalog, rentals: search.rentals, comparison: comparison,
        exclusions: exclusions, answer: answer, today: today, modelAnswers: self.models))
  }

  /// What each assumption makes, by deciding without it.
  private static func withoutEach(
    _ assumed: [(what: AssumedValue.What, value: UsualValue)], _ stated: Workload,
    catalog: Catalog, asOf: CalendarDate, assumptions: DecisionAssumptions,
    comparison: Comparison, mixed: MixedPlan?, isEach: Bool
  ) -> [AssumedValue] {
    var quick = assumptions
    quick.draws = assumptions.sideDraws
    quick.simulatedRequests = 0
    return assumed.map { item in
      if !isEach, let without = try? comparison.without(item.what, mixed: mixed) {
        return AssumedValue(what: item.what, value: item.value, without: without)
      }
      guard !isEach,
        let other = try? Decision(
          stated, catalog: catalog, asOf: asOf, assumptions: quick, omitting: item.what)
      else { return AssumedValue(what: item.what, value: item.value, without: nil) }
      return AssumedValue(
        what: item.what, value: item.value,
        without: AssumedValue.Without(
          selfHostUSD: other.bestSelfHost?.totalUSD,
          apiUSD: other.bestAPI.map { $0.usd(requests: other.demand.requests) },
          probability: other.verdict.probabilitySelfHostCheaper, choice: other.verdict.choice))
    }
  }

  /// What the best options cost at each speed, one for each accelerator, at most `count`.
  package func latencyCurves(count: Int = 4) -> [LatencyCurve] {
    var seen: Set<String> = []
    var curves: [LatencyCurve] = []
    for option in selfHosting where curves.count < count && option.split == nil {
      let key = option.modelName + option.deployment.accelerator.id
      if seen.insert(key).inserted {
        curves.append(LatencyCurve(option: option, demand: option.demand))
      }
    }
    return curves
  }

  /// The cost of the cheapest self-hosting at a volume, in US dollars in the period.
  ///
  /// - Parameter requests: Requests in the period.
  public func selfHostUSD(requests: Double) -> Double? {
    selfHosting.isEmpty ? nil : contenders.usd(requests: requests)
  }
}

extension Workload {
  /// The same workload with today's bill at so many times what it states, as where all APIs cost that many times their
  /// price.
  fileprivate func with(billFactor factor: Double) throws(InputError) -> Workload {
    guard factor != 1, let today, let bill = today.usdPerMonth else { return self }
    return try located("$.today.usdPerMonth") { () throws(InputError) in
      try with(today: .some(try Today(api: today.api, usdPerMonth: bill * factor)))
    }
  }

  /// The same workload with as many requests as today's bill pays for, where it states no volume.
  fileprivate func withVolumeFromBill(
    _ catalog: Catalog, lengths: RequestMix
  ) throws(InputError) -> Workload {
    guard volumeFollowsFromBill, let api = today?.api, let bill = today?.usdPerMonth else {
      return self
    }
    let tariff = try catalog.tariff(named: api, place: "$.today.api")
    let request = APICandidate(
      tariff: tariff, basis: .today, demand: Demand(self, billedMix: lengths),
      batch: mode.batchTerms,
      taxRate: costs.taxRate
    ).usdPerRequest
    return try located("$.today.usdPerMonth") { () throws(InputError) in
      try with(volume: Volume(bill / request / (growth?.meanFactor ?? 1), .perMonth))
    }
  }
}
