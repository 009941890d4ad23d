/// An input that is not known exactly.
public enum UncertainInput: String, Sendable, Hashable, CaseIterable {
  case throughput
  case gpuPrice
  case apiPrice
  case volume
  case overhead

  /// The input in words.
  public var title: String {
    switch self {
    case .throughput: "throughput of a replica"
    case .gpuPrice: "price of the machines"
    case .apiPrice: "price of the API"
    case .volume: "volume"
    case .overhead: "people and tools"
    }
  }
}

/// What the uncertain inputs together do to the saving.
public struct Uncertainty: Sendable, Hashable {
  /// The saving when one input is at the ends of its 80 % range and the others at their best guess.
  public struct Swing: Sendable, Hashable {
    /// The input.
    public let input: UncertainInput
    /// The factor of the low end.
    public let lowFactor: Double
    /// The factor of the high end.
    public let highFactor: Double
    /// The saving at the low end, in US dollars in the period.
    public let savingAtLow: Double
    /// The saving at the high end.
    public let savingAtHigh: Double

    /// How far the input moves the saving.
    public var size: Double { abs(savingAtHigh - savingAtLow) }
  }

  /// The share of draws in which self-hosting is cheaper.
  public let probabilitySelfHostCheaper: Double
  /// The 80 % interval of what self-hosting saves, in US dollars in the period; negative is a loss.
  public let saving: Interval
  /// The 80 % interval of what self-hosting costs.
  public let selfHostUSD: Interval
  /// The 80 % interval of what the API costs.
  public let apiUSD: Interval
  /// The inputs, largest swing first.
  public let swings: [Swing]
  /// How many draws were made, and from which seed.
  public let draws: Int
  /// The seed.
  public let seed: UInt64
}

/// Factors on the inputs, and their 80 % ranges.
struct InputRanges: Sendable, Hashable {
  private var ranges: [UncertainInput: (low: Double, high: Double)] = [:]

  static func == (first: InputRanges, second: InputRanges) -> Bool {
    UncertainInput.allCases.allSatisfy { first[$0] == second[$0] }
  }

  func hash(into hasher: inout Hasher) {
    for input in UncertainInput.allCases {
      hasher.combine(self[input].low)
      hasher.combine(self[input].high)
    }
  }

  subscript(input: UncertainInput) -> (low: Double, high: Double) { ranges[input] ?? (1, 1) }

  /// What the workload declares, else the estimate's own spread for throughput, −15 % … +30 % for
  /// machines (rents rose by a fifth in two months of 2026), list prices as they are, and ±20 % volume.
  init(_ workload: Workload, option: SelfHostOption) throws(InputError) {
    let declared = workload.ranges
    func range(_ factor: UncertaintyRanges.Factor?, _ low: Double, _ high: Double) -> (
      low: Double, high: Double
    ) { factor.map { ($0.low, $0.high) } ?? (low, high) }
    ranges[.throughput] = range(
      declared.throughput, 1 / option.throughputFactor, option.throughputFactor)
    ranges[.gpuPrice] = range(declared.gpuPrice, 0.85, 1.3)
    ranges[.apiPrice] = range(declared.apiPrice, 1, 1)
    ranges[.volume] = range(declared.volume, 0.8, 1.25)
    let overhead = try OverheadCost(workload.costs).usd(in: .month)
    ranges[.overhead] =
      overhead.likely > 0
      ? (overhead.low / overhead.likely, overhead.high / overhead.likely) : (1, 1)
  }
}

extension Uncertainty {
  /// Draws all inputs together and counts; each factor is lognormal on either side of 1, with its range
  /// as the 80 % interval.
  init(
    option: SelfHostOption, api: APICandidate, demand: Demand, ranges: InputRanges,
    assumptions: DecisionAssumptions
  ) {
    func costs(_ factors: [UncertainInput: Double]) -> (own: Double, api: Double) {
      Self.costs(option, api, demand) { factors[$0] ?? 1 }
    }
    let here = costs([:])
    var generator = SplitMix64(seed: assumptions.seed)
    let logarithms = UncertainInput.allCases.map { input in
      let range = ranges[input]
      return (
        low: -naturalLogarithm(max(1e-6, range.low)) / 1.2816,
        high: naturalLogarithm(max(1e-6, range.high)) / 1.2816
      )
    }
    let draws = max(1, assumptions.draws)
    var wins = 0
    var savings: [Double] = []
    var own: [Double] = []
    var bills: [Double] = []
    savings.reserveCapacity(draws)
    var factors = [Double](repeating: 1, count: logarithms.count)
    for _ in 0..<draws {
      for (index, spread) in logarithms.enumerated() {
        let normal = generator.normal()
        factors[index] = exponential(normal * (normal < 0 ? spread.low : spread.high))
      }
      let drawn = Self.costs(option, api, demand) { factors[$0.index] }
      if drawn.own < drawn.api { wins += 1 }
      savings.append(drawn.api - drawn.own)
      own.append(drawn.own)
      bills.append(drawn.api)
    }
    probabilitySelfHostCheaper = Double(wins) / Double(draws)
    saving = Self.interval(here.api - here.own, &savings)
    selfHostUSD = Self.interval(here.own, &own)
    apiUSD = Self.interval(here.api, &bills)
    swings = UncertainInput.allCases.map { input in
      let range = ranges[input]
      let low = costs([input: range.low])
      let high = costs([input: range.high])
      return Swing(
        input: input, lowFactor: range.low, highFactor: range.high,
        savingAtLow: low.api - low.own, savingAtHigh: high.api - high.own)
    }
    .sorted { $0.size > $1.size }
    self.draws = draws
    seed = assumptions.seed
  }

  private static func costs(
    _ option: SelfHostOption, _ api: APICandidate, _ demand: Demand,
    _ factor: (UncertainInput) -> Double
  ) -> (own: Double, api: Double) {
    let requests = demand.requests * factor(.volume)
    let machines = option.machineUSD(
      requests: requests, throughputFactor: factor(.throughput), priceFactor: factor(.gpuPrice))
    return (
      machines + option.overheadUSD * factor(.overhead),
      api.usd(requests: requests, priceFactor: factor(.apiPrice))
    )
  }

  private static func interval(_ value: Double, _ draws: inout [Double]) -> Interval {
    draws.sort()
    func quantile(_ share: Double) -> Double {
      draws[min(draws.count - 1, Int(share * Double(draws.count)))]
    }
    return Interval(value: value, low: quantile(0.1), high: quantile(0.9))
  }
}

extension UncertainInput {
  fileprivate var index: Int {
    switch self {
    case .throughput: 0
    case .gpuPrice: 1
    case .apiPrice: 2
    case .volume: 3
    case .overhead: 4
    }
  }
}
