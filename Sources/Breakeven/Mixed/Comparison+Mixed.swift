import CheckedJSON
import Workloads

extension Comparison {
  /// Options whose machines may carry a base load.
  private static let mostCandidates = 12
  /// Options that are looked at for each volume.
  private static let mostAtVolumes = 4

  /// The cheapest mix of the options with the API, its odds, and where it pays.
  ///
  /// What is left to an API is billed by the token, whatever is the cheapest API for all.
  ///
  /// - Parameters:
  ///   - simulation: The draws of the pure answer, which the mix shares.
  ///   - hosts: What the pure answer is with other hosts.
  func mixed(
    _ pair: ComparedPair, simulation: UncertaintySimulation, hosts: [HostAnswer]
  ) throws(InputError) -> MixedAnswer? {
    let search = mixedSearch(apis.first { $0.provisioned == nil } ?? pair.api)
    let candidates =
      MixedSearch.candidates(
        contenders.options + options.prefix(4 * Self.mostCandidates), most: Self.mostCandidates)
      + tooFew
    guard let plan = search.best(among: candidates, requests: demand.requests) else { return nil }
    let own = pair.option.totalUSD
    let bill = pair.api.usd(requests: demand.requests)
    let odds = simulation.odds(
      of: DrawnMix(
        plan, by: search, mode: workload.mode, requests: demand.requests, ranges: simulation.ranges),
      usd: plan.totalUSD, selfHostUSD: own, apiUSD: bill, draws: assumptions.draws,
      seed: assumptions.seed)
    let pure = min(own, bill)
    let isLikely =
      plan.totalUSD <= (1 - MixedAnswer.leastSavingShare) * pure
      && odds.probability >= assumptions.confidence
    return MixedAnswer(
      plan: plan, pureUSD: pure, curve: curve(plan, search), odds: odds,
      holdsAtHosts: isLikely
        ? try holds(at: hosts) { host, search in
          search.best(among: [host.option], requests: demand.requests)
        } : nil,
      volumes: mixedVolumes(search.coarse, among: candidates, against: pair.api),
      isAgainstAPIOnly: options.isEmpty)
  }

  /// The cheapest mix with machines that are owned and too few to serve everything; `nil` if there are none.
  ///
  /// Asked for where no other machines do. What they cost if they were enough is infinite, so that the API alone is
  /// what it is held against.
  func mixed(ofTooFewWith api: APICandidate) throws(InputError) -> MixedAnswer? {
    guard let option = tooFew.first else { return nil }
    let pair = ComparedPair(option: option, api: api, demand: demand, mode: workload.mode)
    let ranges = try InputRanges(
      workload, option: option, demand: demand, market: market.ranges(option, api))
    return try mixed(
      pair, simulation: UncertaintySimulation(pair, ranges: ranges, contenders: []), hosts: [])
  }

  /// The same seller's price by the token: units of throughput are bought for all requests, and not for what a base load
  /// leaves.
  func byTheToken(_ api: APICandidate) -> APICandidate {
    guard api.provisioned != nil else { return api }
    return apis.first {
      $0.provisioned == nil && $0.tariff.id == api.tariff.id && $0.model == api.model
    } ?? api
  }

  func mixedSearch(_ api: APICandidate, priceFactor: Double = 1) -> MixedSearch {
    MixedSearch(
      api: api,
      load: MixedLoad(
        workload, horizon: demand.horizon, availability: assumptions.replicaAvailability),
      priceFactor: priceFactor)
  }

  /// The plan's machines with other base loads, some thirty of them.
  func curve(
    _ plan: MixedPlan, _ search: MixedSearch, requests: Double? = nil
  ) -> [MixedPlan] {
    let requests = requests ?? demand.requests
    guard case .fleet(let fleet) = plan.option.plan else { return [] }
    let best = plan.baseReplicas / fleet.regions
    let most = max(best, MixedSearch.mostReplicas(fleet, requests: requests))
    let step = max(1, (most + 29) / 30)
    return Set(Array(stride(from: 1, through: most, by: step)) + [best, most]).sorted()
      .compactMap { search.plan(plan.option, replicas: $0, requests: requests) }
  }

  /// Whether a mix pays with the median host and with each class of host as well.
  ///
  /// - Parameter best: The cheapest mix of a host, by what searches at its prices.
  func holds(
    at hosts: [HostAnswer], _ best: (HostAnswer, MixedSearch) -> MixedPlan?
  ) throws(InputError) -> Bool {
    for host in hosts where host.counts && host.kind != .cheapest {
      let factor =
        1 + (host.selfHostUSD - host.option.totalUSD) / max(1e-9, host.option.machineUSD)
      let search = mixedSearch(byTheToken(host.api), priceFactor: factor)
      guard let plan = best(host, search) else { return false }
      let pair = ComparedPair(
        option: host.option, api: host.api, demand: demand, mode: workload.mode,
        machinePriceFactor: factor)
      let ranges = try InputRanges(
        workload, option: host.option, demand: demand,
        market: factor == 1
          ? market.ranges(host.option, host.api) : market.middleRanges(host.option, host.api))
      let odds = UncertaintySimulation(pair, ranges: ranges, contenders: [], points: 17).odds(
        of: DrawnMix(
          plan, by: search, mode: workload.mode, requests: demand.requests, ranges: ranges),
        usd: plan.totalUSD, selfHostUSD: host.selfHostUSD, apiUSD: host.apiUSD,
        draws: assumptions.sideDraws, seed: assumptions.seed)
      if odds.probability < assumptions.confidence { return false }
    }
    return true
  }

  /// Where a mix saves enough, at six volumes to a decade.
  private func mixedVolumes(
    _ search: MixedSearch, among candidates: [SelfHostOption], against api: APICandidate
  ) -> [BreakEven.VolumeInterval] {
    let few = Array(candidates.prefix(Self.mostAtVolumes))
    var found: [BreakEven.VolumeInterval] = []
    var start: Double?
    var last: Double?
    for step in -6...12 {
      let requests = demand.requests * powerOfTen(Double(step) / 6)
      guard requests <= search.api.mostRequests() else { break }
      let pure = min(contenders.usd(requests: requests), api.usd(requests: requests))
      let usd = search.best(among: few, requests: requests)?.totalUSD ?? .infinity
      if usd <= (1 - MixedAnswer.leastSavingShare) * pure {
        start = start ?? requests
        last = requests
      } else if let from = start {
        found.append(BreakEven.VolumeInterval(from: from, to: last))
        start = nil
      }
    }
    if let start { found.append(BreakEven.VolumeInterval(from: start, to: nil)) }
    return found
  }

  /// Whether the answer stays a mix with other costs of people.
  func isMixed(
    _ mixed: MixedPlan, _ option: SelfHostOption, _ api: APICandidate, workload other: Workload
  ) throws(InputError) -> Bool {
    let own = try OverheadCost(ofSelfHosting: other.costs, in: demand.period).likelyUSD
    let their = try OverheadCost(ofAPI: other.costs, in: demand.period).likelyUSD
    let usd = mixed.totalUSD - mixed.overheadUSD + own + their
    let (ownUSD, apiUSD) = (
      option.totalUSD - option.overheadUSD + own, api.billUSD(requests: demand.requests) + their
    )
    guard usd <= (1 - MixedAnswer.leastSavingShare) * min(ownUSD, apiUSD) else { return false }
    let search = mixedSearch(api)
    let ranges = try InputRanges(
      other, option: option, demand: demand, market: market.ranges(option, api))
    let pair = ComparedPair(option: option, api: api, demand: demand, mode: workload.mode)
    return UncertaintySimulation(pair, ranges: ranges, contenders: [], points: 17).odds(
      of: DrawnMix(
        mixed, by: search, mode: workload.mode, requests: demand.requests, ranges: ranges),
      usd: usd, selfHostUSD: ownUSD, apiUSD: apiUSD, draws: assumptions.sideDraws,
      seed: assumptions.seed
    ).probability >= assumptions.confidence
  }
}
