import CheckedJSON
import Pricing
import Workloads

/// Finds the API offerings that may do a workload.
struct APISearch {
  private(set) var candidates: [APICandidate] = []
  /// Those that would do but for limits that the volume exceeds.
  private(set) var limited: [APICandidate] = []
  private(set) var exclusions: [Exclusion] = []
  /// What is used today, whether it is comparable or not; `nil` if nothing was said.
  private(set) var today: APICandidate?

  private let workload: Workload
  private let demand: Demand
  private let overheadUSD: Double
  private let assumptions: DecisionAssumptions
  private let multipliers: CompletionMultipliers
  private let asOf: CalendarDate
  /// Who serves adapters; `nil` where the workload has none.
  private let sellers: AdapterSellers?

  /// Every hosted offering of a candidate model is comparable, unless a list restricts them; any other needs
  /// the author's word that it is, or is what the workload is sent to today.
  init(
    workload: Workload, demand: Demand, models: CandidateModels, catalog: Catalog,
    counting: TokenCounts, assumptions: DecisionAssumptions, asOf: CalendarDate
  ) throws(InputError) {
    self.workload = workload
    self.demand = demand
    self.assumptions = assumptions
    multipliers = counting.multipliers
    self.asOf = asOf
    sellers = try workload.adapters.map { _ throws(InputError) in try Catalog.adapterSellers() }
    overheadUSD = try OverheadCost(ofAPI: workload.costs, in: demand.period).likelyUSD
    try checkResidency(catalog.prices)
    let named = try catalog.namedTariffs(workload.candidates)
    let excluded = try catalog.excluded(workload.candidates.exclude).tariffs
    today = try today(catalog, counting)
    var found: [APICandidate] = []
    for model in models.models {
      for (tariff, basis) in try bases(of: model, catalog) {
        if excluded.contains(tariff.id) {
          exclude(tariff, "the workload excludes it")
        } else if let named, !named.contains(tariff.id) {
          exclude(tariff, "the workload names other APIs")
        } else {
          let own = try ownFactors(of: tariff, basis: basis, counting: counting)
          found += candidate(
            tariff, basis: basis, model: model.name, factors: own ?? .asStated,
            demand: own == nil ? model.demand : demand)
        }
      }
    }
    if let today, models.scope == .anyOf, models.origin != .everyHosted,
      !found.contains(where: { $0.tariff.id == today.tariff.id })
    {
      // What it was left out for as another's stand-in does not tell why it is left out as what is used.
      exclusions.removeAll { $0.name == today.tariff.id }
      if excluded.contains(today.tariff.id) {
        exclude(today.tariff, "the workload excludes it")
      } else {
        found += candidate(
          today.tariff, basis: .today, model: nil, factors: today.factors, demand: demand)
      }
    }
    for id in named?.sorted() ?? []
    where !found.contains(where: { $0.tariff.id == id })
      && !exclusions.contains(where: { $0.name == id })
    {
      exclusions.append(
        Exclusion(
          name: id, reason: "no equivalence declares it interchangeable with a candidate model"))
    }
    candidates = found.sorted {
      ($0.usdPerRequest, $0.tariff.id) < ($1.usdPerRequest, $1.tariff.id)
    }
  }

  /// The tariffs that serve a model or are declared to stand for it, each once.
  private func bases(
    of model: CandidateModels.Model, _ catalog: Catalog
  ) throws(InputError) -> [(tariff: Tariff, basis: APIBasis)] {
    var bases: [(tariff: Tariff, basis: APIBasis)] = []
    var taken: Set<String> = []
    for (index, equivalence) in workload.equivalences.enumerated() {
      let place = "$.equivalence[\(index)]"
      let name = try catalog.canonicalModel(equivalence.model, place: place + ".model")
      let tariff = try catalog.tariff(named: equivalence.api, place: place + ".api")
      guard name == model.canonical, taken.insert(tariff.id).inserted else { continue }
      bases.append((tariff, .declared(equivalence)))
    }
    for tariff in catalog.tariffs(serving: model.canonical) where taken.insert(tariff.id).inserted {
      bases.append((tariff, .sameModel(model.name)))
    }
    return bases
  }

  /// How an API's tokens differ from the lengths, where that does not follow from the open model that it
  /// serves or stands for; else `nil`.
  ///
  /// An author who says how a declared API counts is believed. Else, where the kind of task is known, an API of
  /// another model has figures of its own.
  private func ownFactors(
    of tariff: Tariff, basis: APIBasis, counting: TokenCounts
  ) throws(InputError) -> TokenFactors? {
    if let stated = workload.candidates.tokens[tariff.id] {
      return try counting.factors(of: tariff.id, stated: stated, workload: workload)
    }
    guard case .declared(let equivalence) = basis, workload.tokens.task != nil,
      equivalence.tokenRatio == 1, equivalence.reasoningMultiplier == 1
    else { return nil }
    return try counting.factors(of: tariff.id, stated: nil, workload: workload)
  }

  private mutating func exclude(_ tariff: Tariff, _ reason: String) {
    let exclusion = Exclusion(name: tariff.id, reason: reason)
    if !exclusions.contains(exclusion) { exclusions.append(exclusion) }
  }

  /// An offering billed for a demand, if nothing that is known keeps it from serving the workload.
  private mutating func candidate(
    _ tariff: Tariff, basis: APIBasis, model: String?, factors: TokenFactors,
    demand: Demand
  ) -> [APICandidate] {
    if let reason = obstacle(tariff, demand) {
      exclude(tariff, reason)
      return []
    }
    var adapters: AdapterOffer?
    if let declared = workload.adapters, case .sameModel = basis, let sellers {
      let offer = sellers.offer(
        of: declared, on: tariff.openModel ?? model ?? "", by: tariff.provider)
      switch offer {
      case .success(let offer): adapters = offer
      case .failure(let obstacle):
        exclude(tariff, obstacle.reason)
        return []
      }
    }
    let batch = workload.mode.batchTerms
    var terms = self.terms(demand)
    terms.thinks = multipliers.thinks(tariff.openModel ?? tariff.id) ?? false
    let services = batch == nil ? nil : tariff.services(keeping: terms)
    if let services, services.isEmpty {
      let obstacle = tariff.obstacle(to: terms.with(service: .standard))
      exclude(tariff, obstacle?.reason(in: workload) ?? "no service keeps the deadline")
      return []
    }
    var found = APICandidate(
      tariff: tariff, basis: basis, model: model, factors: factors, demand: demand, batch: batch,
      taxRate: workload.costs.taxRate, services: services)
    terms.service = found.service
    terms.usdPerMonth = found.billUSD(requests: demand.requests)
    found.overheadUSD = overheadUSD
    found.reach = APIReach(tariff, terms: terms, requests: demand.requests)
    if let obstacle = tariff.obstacle(to: terms) {
      exclude(tariff, obstacle.reason(in: workload))
      if case .limit = obstacle { limited.append(found) }
      return []
    }
    found.limitsToRaise = tariff.limitsToRaise(for: terms)
    found.unchecked = tariff.unchecked(terms)
    found.adapters = adapters
    if adapters?.price == .notChecked { found.unchecked.append(.adapters) }
    guard case .interactive(_, let traffic) = workload.mode,
      let reserved = found.provisioned(traffic: traffic, taxRate: workload.costs.taxRate)
    else { return [found] }
    return [found, reserved]
  }

  /// What the workload asks of an API.
  private func terms(_ demand: Demand) -> ServiceTerms {
    var terms = ServiceTerms(
      meanPromptTokens: demand.mix.meanPromptTokens,
      meanCachedPromptTokens: demand.mix.meanPromptTokens - demand.shape.uncachedPrompt,
      meanCompletionTokens: demand.mix.meanCompletionTokens, service: demand.apiService)
    switch workload.mode {
    case .interactive(let level, let traffic):
      terms.timeToFirstTokenSeconds = level.timeToFirstTokenSeconds
      terms.timePerOutputTokenSeconds = level.timePerOutputTokenSeconds
      terms.percentile = level.percentile
      terms.peakRequestsPerSecond =
        demand.requests / (Volume.hoursPerMonth * 3600) * traffic.peakToAverage
    case .batch(let batch):
      terms.deadlineHours = batch.deadlineHours
      let jobs = workload.batchJobs?.jobsPerMonth ?? 1
      terms.peakRequestsPerSecond = demand.requests / jobs / (batch.deadlineHours * 3600)
    }
    return terms
  }

  /// What is used today, billed for the workload as it is.
  private func today(_ catalog: Catalog, _ counting: TokenCounts) throws(InputError)
    -> APICandidate?
  {
    guard let api = workload.today?.api else { return nil }
    let tariff = try catalog.tariff(named: api, place: "$.today.api")
    if let reason = otherPurpose(tariff) {
      throw InputError(
        place: "$.today.api", found: "\(tariff.id): \(reason)",
        expected: workload.isPrefillOnly
          ? "an API that embeds or ranks, as completions are 0"
          : "an API that writes, or completions of 0 tokens, as nothing is written")
    }
    if tariff.fees?.search != nil, workload.documentsPerSearch == nil {
      throw InputError(
        place: "$.today.api", found: "\(tariff.id), which is priced by the search",
        expected: "documentsPerSearch beside it: how many requests, of a query with one document "
          + "each, are one search")
    }
    var found = APICandidate(
      tariff: tariff, basis: .today, demand: demand, batch: workload.mode.batchTerms,
      taxRate: workload.costs.taxRate)
    found.overheadUSD = overheadUSD
    return found
  }

  private func checkResidency(_ prices: PriceCatalog) throws(InputError) {
    guard let region = workload.dataResidency else { return }
    let known = Set(prices.tariffs.flatMap(\.regionalMultipliers.keys)).sorted()
    guard known.contains(region) else {
      throw InputError.unknown(
        "region of API prices", region, among: known, place: "$.dataResidency")
    }
  }

  /// The reason for which most offerings were left out; of equals, the one met first.
  var commonObstacle: String? {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for exclusion in exclusions {
      if counts[exclusion.reason] == nil { order.append(exclusion.reason) }
      counts[exclusion.reason, default: 0] += 1
    }
    let most = counts.values.max()
    return order.first { counts[$0] == most }
  }

  /// Why an offering does not do what the workload asks for; `nil` where it does.
  private func otherPurpose(_ tariff: Tariff) -> String? {
    guard tariff.purpose.isPrefillOnly != workload.isPrefillOnly else { return nil }
    return tariff.purpose.isPrefillOnly
      ? "it \(tariff.purpose.verb) and writes no text"
      : "it writes text, where the requests are only read"
  }

  private func obstacle(_ tariff: Tariff, _ demand: Demand) -> String? {
    if let reason = otherPurpose(tariff) { return reason }
    if tariff.fees?.search != nil, workload.documentsPerSearch == nil {
      return
        "it is priced by the search, and documentsPerSearch does not say how many documents one ranks"
    }
    if tariff.isDeprecated(at: asOf) { return "its provider has retired it" }
    if let region = demand.dataResidency, tariff.regionalMultipliers[region] == nil {
      return "no price for processing in the region \(region) is known"
    }
    if tariff.schedules[demand.apiService] == nil {
      return "it has no price for the service \(demand.apiService.rawValue)"
    }
    let age = tariff.provenance.age(at: asOf)
    if let maximum = assumptions.maximumPriceAgeDays, age > maximum {
      return "its price is \(age) days old"
    }
    return demand.obstacle(
      ofContext: tariff.contextTokens, truncatedShare: assumptions.truncatedShare)
  }
}
