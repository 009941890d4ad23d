/// Draws all uncertain inputs together and compares the best option of each side in each draw.
///
/// A draw is common to all options: it moves every throughput, every machine price and every API price
/// alike, each throughput by its own spread and with the tails of ``ErrorLaw``. Independent draws for each option would let the cheapest of
/// many profit from noise that nobody can choose by.
struct UncertaintySimulation {
  private let contenders: Contenders
  private let tables: [CostTable]
  private let usdPerRequest: Double
  private let requests: Double
  private let ranges: InputRanges
  /// Spreads of the inputs that are common to all options: machine price, API price, volume, overhead,
  /// interruptions.
  private let spreads: [(below: Double, above: Double)]
  /// Spreads of each contender's throughput.
  private let throughputs: [(below: Double, above: Double)]
  /// Interruptions that each contender expects within the time that one costs.
  private let interruptions: [Double]
  private let hasInterruptions: Bool
  /// Whether the range of throughput is the workload author's, and not that of our own errors.
  private let declaresThroughput: Bool

  /// Draws for which the break-even volume is sought.
  private static let volumeDraws = 200

  init(
    contenders: Contenders, usdPerRequest: Double, requests: Double, ranges: InputRanges,
    declaresThroughput: Bool
  ) {
    self.contenders = contenders
    self.usdPerRequest = usdPerRequest
    self.requests = requests
    self.ranges = ranges
    tables = contenders.options.map { CostTable($0, requests: requests) }
    spreads = [.gpuPrice, .apiPrice, .volume, .overhead, .interruptions].map(ranges.spread(of:))
    interruptions = contenders.options.map(\.expectedInterruptions)
    hasInterruptions = interruptions.contains { $0 > 0 }
    self.declaresThroughput = declaresThroughput
    throughputs = contenders.options.map { option in
      if declaresThroughput { return ranges.spread(of: .throughput) }
      let spread =
        naturalLogarithm(max(1, option.throughputFactor)) / ErrorSpread.normalQuantile90
      return (spread, spread)
    }
  }

  /// One draw.
  private struct Draw {
    /// Logarithms of the contenders' throughput factors.
    var throughputs: [Double]
    var machinePrice = 1.0
    var apiPrice = 1.0
    /// Logarithm of the factor on volume.
    var volume = 0.0
    var overhead = 1.0
    /// Factor on the rate of interruptions.
    var interruptions = 1.0
  }

  private func fill(_ draw: inout Draw, _ generator: inout SplitMix64) {
    let throughput =
      declaresThroughput ? generator.normal() : ErrorLaw.quantile(generator.uniform())
    for index in throughputs.indices {
      let spread = throughputs[index]
      draw.throughputs[index] = throughput * (throughput < 0 ? spread.below : spread.above)
    }
    func logarithm(_ index: Int) -> Double {
      let normal = generator.normal()
      return normal * (normal < 0 ? spreads[index].below : spreads[index].above)
    }
    draw.machinePrice = exponential(logarithm(0))
    draw.apiPrice = exponential(logarithm(1))
    draw.volume = logarithm(2)
    draw.overhead = exponential(logarithm(3))
    if hasInterruptions { draw.interruptions = exponential(logarithm(4)) }
  }

  /// US dollars of the cheapest contender at `exp(volume)` times the workload's volume.
  private func selfHostUSD(_ draw: Draw, volume: Double, requests: Double) -> Double {
    var least = Double.infinity
    for (index, option) in contenders.options.enumerated() {
      let usd =
        tables[index].usd(
          logarithm: volume - draw.throughputs[index]
            + interruptions[index] * (draw.interruptions - 1)) * draw.machinePrice
        + option.overheadUSD * draw.overhead + option.egressUSDPerRequest * requests
      least = min(least, usd)
    }
    return least
  }

  /// The logarithm of the lowest volume relative to the workload's at which self-hosting wins.
  private func breakEven(_ draw: Draw) -> Double? {
    let price = usdPerRequest * draw.apiPrice
    func wins(_ logarithm: Double) -> Bool {
      let there = requests * exponential(logarithm)
      return selfHostUSD(draw, volume: logarithm, requests: there) < price * there
    }
    let reach = naturalLogarithm(Contenders.reach)
    let steps = 120
    var low = -reach
    for step in 0...steps {
      let next = reach * (2 * Double(step) / Double(steps) - 1)
      if wins(next) {
        var high = next
        for _ in 0..<12 where step > 0 {
          let middle = (low + high) / 2
          if wins(middle) { high = middle } else { low = middle }
        }
        return high
      }
      low = next
    }
    return nil
  }

  /// All draws, counted and sorted.
  func run(draws: Int, seed: UInt64, here: (own: Double, api: Double), breakEven: Double?)
    -> Uncertainty
  {
    var generator = SplitMix64(seed: seed)
    let draws = max(1, draws)
    var wins = 0
    var savings: [Double] = []
    var own: [Double] = []
    var bills: [Double] = []
    var volumes: [Double] = []
    var sought = 0
    savings.reserveCapacity(draws)
    own.reserveCapacity(draws)
    bills.reserveCapacity(draws)
    var draw = Draw(throughputs: [Double](repeating: 0, count: tables.count))
    for number in 0..<draws {
      fill(&draw, &generator)
      let volume = requests * exponential(draw.volume)
      let usd = selfHostUSD(draw, volume: draw.volume, requests: volume)
      let bill = usdPerRequest * draw.apiPrice * volume
      if usd < bill { wins += 1 }
      savings.append(bill - usd)
      own.append(usd)
      bills.append(bill)
      if number < Self.volumeDraws {
        sought += 1
        if let found = self.breakEven(draw) { volumes.append(requests * exponential(found)) }
      }
    }
    return Uncertainty(
      probabilitySelfHostCheaper: Double(wins) / Double(draws),
      saving: Self.interval(here.api - here.own, &savings),
      selfHostUSD: Self.interval(here.own, &own), apiUSD: Self.interval(here.api, &bills),
      breakEvenVolume: breakEven.flatMap {
        volumes.isEmpty ? nil : Self.interval($0, &volumes)
      },
      probabilityOfBreakEven: Double(volumes.count) / Double(max(1, sought)), swings: swings,
      draws: draws, seed: seed)
  }

  /// The saving at both ends of each input's range, the cheapest option chosen anew at each.
  private var swings: [Uncertainty.Swing] {
    UncertainInput.allCases.filter { $0 != .interruptions || hasInterruptions }.map { input in
      let range = ranges[input]
      func saving(_ factor: Double) -> Double {
        func at(_ other: UncertainInput) -> Double { input == other ? factor : 1 }
        let volume = requests * at(.volume)
        return usdPerRequest * volume * at(.apiPrice)
          - contenders.usd(
            requests: volume, throughputFactor: at(.throughput), priceFactor: at(.gpuPrice),
            overheadFactor: at(.overhead), interruptionFactor: at(.interruptions))
      }
      return Uncertainty.Swing(
        input: input, lowFactor: range.low, highFactor: range.high,
        savingAtLow: saving(range.low), savingAtHigh: saving(range.high))
    }
    .sorted { ($0.size, $1.input.rawValue) > ($1.size, $0.input.rawValue) }
  }

  private static func interval(_ value: Double, _ draws: inout [Double]) -> Interval {
    draws.sort()
    func quantile(_ share: Double) -> Double {
      draws[min(draws.count - 1, Int(share * Double(draws.count)))]
    }
    return Interval(value: value, low: quantile(0.1), high: quantile(0.9))
  }
}
