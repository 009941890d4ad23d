import CheckedJSON
import Numerics
import Roofline
import Workloads

/// What is uncertain about one comparison, and by how much.
struct InputRanges: Sendable {
  private var ranges: [UncertainInput: FactorRange] = [:]
  /// What self-hosting costs besides machines.
  let overhead: OverheadCost
  /// What the API costs besides its bill.
  let apiOverhead: OverheadCost
  /// Whether the range of throughput is the workload author's, and not that of our own errors.
  let declaresThroughput: Bool
  /// Months for which the fleet is committed to; 0 where it can be given back.
  let committedMonths: Double

  subscript(input: UncertainInput) -> FactorRange { ranges[input] ?? .none }

  /// What the workload declares, else what measurements and the market say.
  ///
  /// - Throughput: the estimate's own spread, with that between engines.
  /// - Machine and API prices: ``MarketRanges``.
  /// - Volume: a fifth less to a quarter more.
  /// - Interruptions: from a hundredth to 3.3 times the rate, as the published ones are.
  init(_ workload: Workload, option: SelfHostOption, demand: Demand, market: MarketRanges)
    throws(InputError)
  {
    let declared = workload.ranges
    declaresThroughput = declared.throughput != nil
    // A job is over long before what it was bought for.
    committedMonths = demand.period == .job ? 0 : option.rental.committedYears * 12
    overhead = try OverheadCost(ofSelfHosting: workload.costs, in: demand.period)
    apiOverhead = try OverheadCost(ofAPI: workload.costs, in: demand.period)
    ranges[.throughput] =
      declared.throughput.map { FactorRange($0) }
      ?? FactorRange(low: 1 / option.throughputFactor, high: option.throughputFactor)
    ranges[.gpuPrice] = declared.gpuPrice.map { FactorRange($0) } ?? market.machinePrice
    ranges[.apiPrice] = declared.apiPrice.map { FactorRange($0) } ?? market.apiPrice
    ranges[.volume] = declared.volume.map { FactorRange($0) } ?? FactorRange(low: 0.8, high: 1.25)
    ranges[.interruptions] =
      declared.interruptions.map { FactorRange($0) } ?? FactorRange(low: 0.01, high: 3.3)
    ranges[.overhead] = overhead.range
    ranges[.apiOverhead] = apiOverhead.range
    let horizon = Double(demand.horizon.months.count)
    if horizon > 1, option.rental.terms.isBilledByUse {
      ranges[.machinePriceTrend] = market.trendRange(
        declared.machinePricePerMonth, usual: market.machineTrend, months: horizon)
    }
    let bound = max(committedMonths, horizon > 1 ? horizon : 0)
    if bound > 1 {
      ranges[.apiPriceTrend] = market.trendRange(
        declared.apiPricePerMonth, usual: market.apiTrend, months: bound)
    }
  }
}

extension OverheadCost {
  /// The 80 % range of the sum of its independent parts, over its likely value.
  ///
  /// The logarithm's variance on either side is the sum of those of the parts, each weighted by its share.
  var range: FactorRange {
    let likely = likelyUSD
    guard likely > 0, isUncertain else { return .none }
    var generator = SplitMix64(seed: 1)
    var draws = (0..<2000).map { _ in drawn(&generator) / likely }
    draws.sort()
    return FactorRange(low: min(1, draws[200]), high: max(1, draws[1800]))
  }
}
