/// Finds the API offerings that may do a workload.
struct APISearch {
  private(set) var candidates: [APICandidate] = []
  private(set) var exclusions: [Exclusion] = []

  /// Every hosted offering of a candidate model is comparable, listed or not; any other offering needs
  /// the author's word that it is.
  init(
    workload: Workload, demand: Demand, models: [ModelArchitecture], prices: PriceCatalog,
    assumptions: DecisionAssumptions, asOf: CalendarDate
  ) throws(InputError) {
    if let region = workload.dataResidency {
      let known = Set(prices.tariffs.flatMap(\.regionalMultipliers.keys)).sorted()
      guard known.contains(region) else {
        throw InputError.unknown(
          "region of API prices", region, among: known, place: "$.dataResidency")
      }
    }
    var bases: [(tariff: Tariff, basis: APICandidate.Basis)] = []
    var taken: Set<String> = []
    for equivalence in workload.equivalences {
      let tariff = try prices.tariff(equivalence.api)
      if taken.insert(tariff.id).inserted { bases.append((tariff, .declared(equivalence))) }
    }
    for model in models {
      for tariff in prices.tariffs(servingOpenModel: model.name)
      where taken.insert(tariff.id).inserted {
        bases.append((tariff, .sameModel(model.name)))
      }
    }
    for name in workload.candidates.apis where !taken.contains(name) {
      let tariff = try prices.tariff(name)
      exclusions.append(
        Exclusion(
          name: tariff.id,
          reason: "no equivalence declares it interchangeable with a candidate model"))
    }
    for (tariff, basis) in bases {
      if let reason = Self.obstacle(tariff, demand, assumptions, asOf) {
        exclusions.append(Exclusion(name: tariff.id, reason: reason))
      } else {
        candidates.append(
          APICandidate(
            tariff: tariff, basis: basis, demand: demand, batch: workload.mode.batchTerms,
            taxRate: workload.costs.taxRate))
      }
    }
    candidates.sort {
      ($0.usdPerRequest, $0.tariff.id) < ($1.usdPerRequest, $1.tariff.id)
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

  private static func obstacle(
    _ tariff: Tariff, _ demand: Demand, _ assumptions: DecisionAssumptions, _ asOf: CalendarDate
  ) -> String? {
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
    if let limit = tariff.contextTokens {
      let share = demand.share(longerThan: limit)
      if share > assumptions.truncatedShare {
        return
          "\((share * 1000).rounded() / 10) % of requests exceed its context of \(limit) tokens"
      }
    }
    return nil
  }
}
