/// The decision between serving an open model oneself and paying an API, for one workload.
///
/// ```swift
/// let decision = try Decision(workload, catalog: try .builtIn(), asOf: today)
/// print(decision.verdict.choice, decision.bestSelfHost?.totalUSD ?? 0, decision.bestAPI?.usdPerRequest ?? 0)
/// ```
public struct Decision: Sendable {
  /// The workload.
  public let workload: Workload
  /// What it asks for in a period.
  public let demand: Demand
  /// The day for which prices are judged.
  public let asOf: CalendarDate
  /// What was assumed.
  public let assumptions: DecisionAssumptions
  /// The answer.
  public let verdict: Verdict
  /// Every way to serve it oneself that keeps the targets, cheapest first.
  public let selfHosting: [SelfHostOption]
  /// Every comparable API offering, cheapest first.
  public let apis: [APICandidate]
  /// What was left out, and why.
  public let exclusions: [Exclusion]
  /// Where both cost the same; `nil` if there is nothing to compare.
  public let breakEven: BreakEven?
  /// What uncertain inputs do; `nil` if there is nothing to compare.
  public let uncertainty: Uncertainty?

  /// The options that are cheapest at some volume.
  let contenders: Contenders
  /// The machines that were considered.
  let rentals: [Rental]

  /// The cheapest way to serve it oneself.
  public var bestSelfHost: SelfHostOption? { selfHosting.first }
  /// The cheapest API.
  public var bestAPI: APICandidate? { apis.first }

  /// Compares every candidate of the workload.
  ///
  /// - Throws: `InputError` for a name that no catalog knows, or if neither a deployment nor an API is
  ///   left.
  public init(
    _ workload: Workload, catalog: Catalog, asOf: CalendarDate,
    assumptions: DecisionAssumptions = DecisionAssumptions()
  ) throws(InputError) {
    let demand = Demand(workload)
    let models = try Self.candidateModels(workload, catalog)
    let apiSearch = try APISearch(
      workload: workload, demand: demand, models: models, prices: catalog.prices,
      assumptions: assumptions, asOf: asOf)
    let search = try SelfHostSearch(
      workload: workload, demand: demand, models: models, catalog: catalog,
      assumptions: assumptions, asOf: asOf)
    self.workload = workload
    self.demand = demand
    self.asOf = asOf
    self.assumptions = assumptions
    selfHosting = search.options
    apis = apiSearch.candidates
    exclusions = search.exclusions + apiSearch.exclusions
    let contenders = search.contenders
    self.contenders = contenders
    rentals = search.rentals
    switch (selfHosting.first, apis.first) {
    case (let option?, let api?):
      let breakEven = BreakEven(
        contenders: contenders, best: option, apis: apis, api: api, demand: demand,
        costs: workload.costs, batch: workload.mode.batchTerms, options: selfHosting)
      let uncertainty = UncertaintySimulation(
        contenders: contenders, usdPerRequest: api.usdPerRequest, requests: demand.requests,
        ranges: try InputRanges(workload, option: option),
        declaresThroughput: workload.ranges.throughput != nil
      ).run(
        draws: assumptions.draws, seed: assumptions.seed,
        here: (own: option.totalUSD, api: api.usd(requests: demand.requests)),
        breakEven: breakEven.firstVolume)
      self.breakEven = breakEven
      self.uncertainty = uncertainty
      verdict = Verdict(uncertainty: uncertainty, confidence: assumptions.confidence)
    case (nil, _?):
      (uncertainty, breakEven) = (nil, nil)
      verdict = Verdict(only: .api, because: "no deployment serves this workload")
    case (_?, nil):
      (uncertainty, breakEven) = (nil, nil)
      verdict = Verdict(
        only: .selfHost,
        because: "no comparable API is known"
          + (apiSearch.commonObstacle.map {
            " (\(apiSearch.exclusions.count) left out, most because \($0))"
          } ?? ""))
    case (nil, nil):
      throw InputError(
        found: "no candidate that serves the workload"
          + (exclusions.first.map { ": \($0.name): \($0.reason)" } ?? ""),
        expected: "at least one deployment that fits, or one comparable API")
    }
  }

  /// The models that the workload names, or every model that somebody hosts.
  private static func candidateModels(
    _ workload: Workload, _ catalog: Catalog
  ) throws(InputError) -> [ModelArchitecture] {
    var names = workload.candidates.models
    for equivalence in workload.equivalences where !names.contains(equivalence.model) {
      names.append(equivalence.model)
    }
    if names.isEmpty { names = Set(catalog.prices.tariffs.compactMap(\.openModel)).sorted() }
    var models: [ModelArchitecture] = []
    for name in names {
      if workload.candidates.models.isEmpty && !catalog.models.identifiers.contains(name) {
        continue
      }
      models.append(try catalog.models.architecture(named: name))
    }
    return models
  }

  /// What the best options cost at each speed, one for each accelerator, at most `count`.
  public func latencyCurves(count: Int = 4) -> [LatencyCurve] {
    var seen: Set<String> = []
    var curves: [LatencyCurve] = []
    for option in selfHosting where curves.count < count {
      let key = option.deployment.model.name + option.deployment.accelerator.id
      if seen.insert(key).inserted {
        curves.append(LatencyCurve(option: option, demand: demand))
      }
    }
    return curves
  }

  /// The cost of the cheapest self-hosting at a volume, in US dollars in the period.
  public func selfHostUSD(requests: Double) -> Double? {
    selfHosting.isEmpty ? nil : contenders.usd(requests: requests)
  }
}
