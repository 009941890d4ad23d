import Numerics
import Workloads

/// Where self-hosting and the best API cost the same.
public struct BreakEven: Sendable, Hashable {
  /// A range of requests in the period.
  public struct VolumeInterval: Sendable, Hashable {
    /// Requests above which self-hosting wins.
    public let from: Double
    /// Requests up to which it wins; `nil` for as far as was looked.
    public let to: Double?
  }

  /// An input's value at which both cost the same, or why there is none.
  public enum Point: Sendable, Hashable {
    case at(Double)
    case never(String)

    /// The value, if there is one.
    public var value: Double? { if case .at(let value) = self { value } else { nil } }
    /// Why there is none.
    public var reason: String? { if case .never(let reason) = self { reason } else { nil } }
  }

  /// The volumes, from a thousandth to a thousand times the workload's, at which the cheapest
  /// self-hosting is cheaper than the best API.
  public let volumes: [VolumeInterval]
  /// The volumes that were looked at, in requests in the period.
  public let searchedVolumes: ClosedRange<Double>
  /// Why there are none.
  public let neverReason: String?
  /// The factor on the price of all machines at which both cost the same.
  public let gpuPrice: Point
  /// The same if only the chosen machines move, and the next best stay as they are.
  public let gpuPriceAlone: Point
  /// The factor on the price of all APIs.
  public let apiPrice: Point
  /// The same if only the best API moves, and the next best stay as they are.
  public let apiPriceAlone: Point
  /// The factor on the speed of a replica, with the targets kept.
  public let throughput: Point
  /// The share of the paid machines' capacity that would have to be used, with people as they are.
  public let utilization: Point
  /// US dollars of people and tools of self-hosting in the period.
  public let overhead: Point
  /// Engineers, where the workload counts them.
  public let engineers: Point?
  /// Prompt tokens for each completion token, with as many tokens in all.
  public let promptToCompletion: Point
  /// The share of requests that find the shared prefix cached, on both sides; `nil` without a prefix.
  public let cacheHitRate: Point?
  /// What owned machines pay back; `nil` where none is a candidate.
  public let payback: Payback?

  /// The lowest volume from which self-hosting wins.
  public var firstVolume: Double? { volumes.first?.from }
}

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
      let next = comparison.apis.first(where: { $0.tariff.id != api.tariff.id }),
      next.usd(requests: requests) < best.totalUSD
    else { return all }
    return .never("\(next.tariff.id) takes over and is still cheaper than self-hosting")
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

/// Finds where something begins to hold.
enum Crossing {
  /// The least value at which `holds`, by bisection on the logarithm; `nil` if it holds at neither end,
  /// or already at the lower.
  static func first(from low: Double, to high: Double, _ holds: (Double) -> Bool) -> Double? {
    var low = naturalLogarithm(low)
    var high = naturalLogarithm(high)
    guard !holds(exponential(low)), holds(exponential(high)) else { return nil }
    for _ in 0..<45 {
      let middle = (low + high) / 2
      if holds(exponential(middle)) { high = middle } else { low = middle }
    }
    return exponential(high)
  }
}
