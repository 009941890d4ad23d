import Numerics
import Workloads

extension BreakEven {
  init(_ comparison: Comparison, best: SelfHostOption, api: APICandidate) {
    let demand = comparison.demand
    let contenders = comparison.contenders
    let costs = comparison.workload.costs
    let total = api.usd(requests: demand.requests)
    let curve = APICurve(
      comparison.apis + comparison.limitedAPIs,
      range: demand.requests / Contenders.reach...demand.requests * Contenders.reach)
    volumes = contenders.volumesCheaper(than: curve, lookingAgainAmong: comparison.options)
    searchedVolumes = curve.range
    neverReason =
      volumes.isEmpty
      ? Self.neverReason(contenders, curve.stretches.last?.api ?? api, demand) : nil
    let others = best.overheadUSD + best.egressUSD
    gpuPrice = Self.factor(
      total - others, over: best.machineUSD,
      or: "even free machines would leave people and tools dearer than the API")
    gpuPriceAlone = Self.machineAlone(comparison, best, api)
    apiPrice = Self.apiPrice(comparison, best, api)
    apiPriceAlone = Self.apiAlone(comparison, best, api)
    throughput = Self.throughput(comparison, best, total)
    // Machines whose use is u cost machines · (now / u) for the same requests.
    let affordable = total - others
    let needed = affordable > 0 ? best.utilization * best.machineUSD / affordable : .infinity
    utilization =
      needed <= 1
      ? .at(needed)
      : .never(
        affordable > 0
          ? "even in full use these machines cost more a request than the API leaves for them"
          : "people and tools alone cost more than the API")
    let machines = best.machineUSD + best.egressUSD
    overhead =
      total >= machines
      ? .at(total - machines) : .never("the machines alone cost more than the API")
    engineers = Self.engineers(costs, best, total: total)
    let variation = LengthVariation(
      contenders: contenders, apis: comparison.apis, demand: demand)
    promptToCompletion = variation.breakEvenRatio()
    cacheHitRate = variation.breakEvenHitRate(
      batch: comparison.workload.mode.batchTerms, taxRate: costs.taxRate)
    payback = Payback(
      options: comparison.options, otherUSD: total, period: demand.period)
  }

  private static func factor(_ affordable: Double, over usd: Double, or reason: String) -> Point {
    guard affordable > 0 else { return .never(reason) }
    return usd > 0 ? .at(affordable / usd) : .never("it costs nothing now")
  }

  private static func neverReason(
    _ contenders: Contenders, _ api: APICandidate, _ demand: Demand
  ) -> String {
    let far = demand.requests * Contenders.reach
    return contenders.usd(requests: far, overheadFactor: 0) >= api.usd(requests: far)
      ? "even at a thousand times the volume the machines alone cost more than the API"
      : "people and tools are not spread over enough requests within a thousand times the volume"
  }

  /// The factor on the chosen machines' price at which another side takes over as the cheapest.
  ///
  /// Where self-hosting is cheaper, other machines take over first, and their cost decides. Where it is
  /// dearer, these machines becoming cheaper decide alone.
  private static func machineAlone(
    _ comparison: Comparison, _ best: SelfHostOption, _ api: APICandidate
  ) -> Point {
    let total = api.usd(requests: comparison.demand.requests)
    let all = factor(
      total - best.overheadUSD - best.egressUSD, over: best.machineUSD,
      or: "even free machines would leave people and tools dearer than the API")
    guard best.totalUSD < total,
      let next = comparison.options.first(where: { $0.rental.id != best.rental.id }),
      next.totalUSD < total
    else { return all }
    return .never("\(next.rental.id) takes over and is still cheaper than the API")
  }

  /// The factor on all APIs' prices.
  ///
  /// An API whose bill is `b` is the cheaper side up to `min(S, limit) / b`, where `S` is what self-hosting costs
  /// without the API's people, and `limit` what it may bill: the last of them gives way at the greatest of these.
  private static func apiPrice(
    _ comparison: Comparison, _ best: SelfHostOption, _ api: APICandidate
  ) -> Point {
    let left = best.totalUSD - api.overheadUSD
    let requests = comparison.demand.requests
    guard left > 0 else {
      return .never("even a free API would leave its people dearer than self-hosting")
    }
    let factors = (comparison.apis + comparison.limitedAPIs).compactMap { other -> Double? in
      let bill = other.billUSD(requests: requests)
      guard bill > 0, other.reach.requests >= requests else { return nil }
      return min(left, other.reach.usdPerMonth) / bill
    }
    return factors.max().map { .at($0) } ?? .never("it costs nothing now")
  }

  /// The factor on the best API's price at which self-hosting takes over.
  private static func apiAlone(
    _ comparison: Comparison, _ best: SelfHostOption, _ api: APICandidate
  ) -> Point {
    let requests = comparison.demand.requests
    let all = factor(
      best.totalUSD - api.overheadUSD, over: api.billUSD(requests: requests),
      or: "even a free API would leave its people dearer than self-hosting")
    guard api.usd(requests: requests) < best.totalUSD,
      let next = comparison.apis.first(where: { !$0.hasPrice(of: api) }),
      next.usd(requests: requests) < best.totalUSD
    else { return all }
    let name = next.tariff.id + (next.provisioned.map { " with \($0.name)" } ?? "")
    return .never("\(name) takes over and is still cheaper than self-hosting")
  }

  /// The factor on speed, with the targets kept: a replica that is twice as slow serves less than half.
  private static func throughput(
    _ comparison: Comparison, _ best: SelfHostOption, _ total: Double
  ) -> Point {
    let response = StepResponse(
      best, demand: best.demand, mode: comparison.workload.mode, points: 33)
    let requests = comparison.demand.requests
    func usd(_ speed: Double) -> Double {
      let factor = response.factor(steps: 1 / speed)
      return factor > 0 ? best.totalUSD(requests: requests, throughputFactor: factor) : .infinity
    }
    let found = Crossing.first(from: 0.01, to: 100) { usd($0) <= total }
    if let found { return .at(found) }
    return usd(0.01) <= total
      ? .never("even at a hundredth of the speed self-hosting is cheaper")
      : .never("even at a hundred times the speed people and one replica are dearer")
  }

  private static func engineers(
    _ costs: DeclaredCosts, _ best: SelfHostOption, total: Double
  ) -> Point? {
    guard costs.lens == .full, case .engineers(let count, let usd) = costs.staff, usd.likely > 0
    else { return nil }
    let others =
      best.machineUSD + best.egressUSD + best.overheadUSD - count.likely * usd.likely
    return total >= others
      ? .at((total - others) / usd.likely)
      : .never("without any engineer the API is still cheaper")
  }
}
