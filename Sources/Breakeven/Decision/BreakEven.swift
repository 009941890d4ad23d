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
  /// Why there are none.
  public let neverReason: String?
  /// The factor on the chosen machines' price at which both cost the same.
  public let gpuPrice: Point
  /// The factor on the best API's price.
  public let apiPrice: Point
  /// The factor on throughput.
  public let throughput: Point
  /// The share of the paid machines' capacity that would have to be used.
  public let utilization: Point
  /// US dollars of people and tools in the period.
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
  init(
    contenders: Contenders, best: SelfHostOption, apis: [APICandidate], api: APICandidate,
    demand: Demand, costs: DeclaredCosts, batch: BatchTerms?, options: [SelfHostOption]
  ) {
    let bill = api.usd(requests: demand.requests)
    let machines = best.machineUSD + best.egressUSD
    volumes = contenders.volumesCheaper(than: api.usdPerRequest)
    let far = demand.requests * Contenders.reach
    neverReason =
      volumes.isEmpty
      ? contenders.usd(requests: far, overheadFactor: 0) >= api.usd(requests: far)
        ? "even at a thousand times the volume the machines alone cost more than the API"
        : "people and tools are not spread over enough requests within a thousand times the volume"
      : nil
    gpuPrice =
      bill > best.overheadUSD + best.egressUSD
      ? .at((bill - best.overheadUSD - best.egressUSD) / best.machineUSD)
      : .never("even free machines would leave people and tools dearer than the API")
    apiPrice = bill > 0 ? .at(best.totalUSD / bill) : .never("the API is free")
    throughput = Self.throughput(contenders, demand, bill)
    let needed = bill > 0 ? best.utilization * best.totalUSD / bill : .infinity
    utilization =
      needed <= 1
      ? .at(needed)
      : .never("even in full use these machines and their people cost more a request than the API")
    overhead =
      bill >= machines
      ? .at(bill - machines) : .never("the machines alone cost more than the API")
    if case .engineers(let count, let usd) = costs.staff, usd.likely > 0 {
      let others = best.overheadUSD - count.likely * usd.likely
      engineers =
        bill >= machines + others
        ? .at((bill - machines - others) / usd.likely)
        : .never("without any engineer the API is still cheaper")
    } else {
      engineers = nil
    }
    let variation = LengthVariation(contenders: contenders, apis: apis, demand: demand)
    promptToCompletion = variation.breakEvenRatio()
    cacheHitRate = variation.breakEvenHitRate(batch: batch, taxRate: costs.taxRate)
    payback = Payback(options: options, bill: bill)
  }

  private static func throughput(
    _ contenders: Contenders, _ demand: Demand, _ bill: Double
  ) -> Point {
    let factor = Crossing.first(from: 0.01, to: 100) { factor in
      contenders.usd(requests: demand.requests, throughputFactor: factor) <= bill
    }
    if let factor { return .at(factor) }
    return contenders.usd(requests: demand.requests, throughputFactor: 0.01) <= bill
      ? .never("even a hundredth of the throughput leaves self-hosting cheaper")
      : .never("even a hundred times the throughput leaves people and one replica dearer")
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
