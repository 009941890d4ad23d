import Numerics
import Roofline
import Workloads

/// Draws all uncertain inputs together and compares the recommended fleet with the best API in each draw.
///
/// Both are chosen before anything is drawn: nobody can pick a fleet by a price that is not known yet. What
/// hindsight would be worth is counted apart. A draw is common to all options: it moves every speed, every
/// machine price and every API price alike, each speed by its own spread and with the tails of ``ErrorLaw``.
struct UncertaintySimulation {
  let pair: ComparedPair
  let ranges: InputRanges
  private let recommended: DrawnOption
  private let contenders: [DrawnOption]
  let requests: Double
  private let spreads: Spreads
  private let commitsAnew: Bool

  /// The logarithm of the farthest volume that draws are likely to reach.
  private static let drawnReach = 3.5
  /// Draws for which the break-even volume is sought.
  private static let volumeDraws = 200

  /// Spreads of the inputs that are common to all options.
  private struct Spreads {
    let machinePrice: (below: Double, above: Double)
    let apiPrice: (below: Double, above: Double)
    let volume: (below: Double, above: Double)
    let interruptions: (below: Double, above: Double)
    let machineTrend: FactorRange
    let apiTrend: FactorRange
  }

  /// One draw.
  struct Draw {
    /// By how many standard deviations steps are longer than predicted.
    var steps = 0.0
    var machinePrice = 1.0
    var apiPrice = 1.0
    /// Logarithm of the factor on volume.
    var volume = 0.0
    var overhead = 0.0
    var apiOverhead = 0.0
    /// Factor on the rate of interruptions.
    var interruptions = 1.0
    var machineTrend = 1.0
    var apiTrend = 1.0
  }

  /// - Parameters:
  ///   - contenders: Options among which hindsight would choose.
  ///   - points: Speeds at which what the recommended fleet serves is worked out.
  ///   - reach: The logarithm of the farthest volume, relative to the workload's, that is asked for.
  ///   - commitsAnew: Whether machines that are paid for, used or not, are chosen for each volume that is expected.
  init(
    _ pair: ComparedPair, ranges: InputRanges, contenders: [SelfHostOption], points: Int = 33,
    reach: Double = Self.drawnReach, commitsAnew: Bool = false
  ) {
    self.pair = pair
    self.ranges = ranges
    self.commitsAnew = commitsAnew
    requests = pair.requests
    recommended = DrawnOption(
      pair.option, pair: pair, ranges: ranges, points: points, reach: reach,
      committedUSD: commitsAnew ? 0 : nil)
    self.contenders = contenders.map {
      DrawnOption($0, pair: pair, ranges: ranges, points: 9, reach: 7.5)
    }
    spreads = Spreads(
      machinePrice: ranges[.gpuPrice].spread, apiPrice: ranges[.apiPrice].spread,
      volume: ranges[.volume].spread, interruptions: ranges[.interruptions].spread,
      machineTrend: ranges[.machinePriceTrend], apiTrend: ranges[.apiPriceTrend])
  }

  func draw(_ generator: inout SplitMix64) -> Draw {
    func factor(_ spread: (below: Double, above: Double)) -> Double {
      let normal = generator.normal()
      return normal * (normal < 0 ? spread.below : spread.above)
    }
    func trend(_ range: FactorRange) -> Double {
      guard range != .none else { return 1 }
      let middle = (range.low + range.high) / 2
      let deviation = (range.high - range.low) / 2 / ErrorSpread.normalQuantile90
      return max(0.01, middle + deviation * generator.normal())
    }
    var draw = Draw()
    draw.steps =
      ranges.declaresThroughput ? generator.normal() : ErrorLaw.quantile(generator.uniform())
    draw.machinePrice = exponential(factor(spreads.machinePrice))
    draw.apiPrice = exponential(factor(spreads.apiPrice))
    draw.volume = factor(spreads.volume)
    draw.overhead = ranges.overhead.drawn(&generator)
    draw.apiOverhead = ranges.apiOverhead.drawn(&generator)
    draw.interruptions = exponential(factor(spreads.interruptions))
    draw.machineTrend = trend(spreads.machineTrend)
    draw.apiTrend = trend(spreads.apiTrend)
    return draw
  }

  /// What the recommended fleet costs.
  func ownUSD(_ draw: Draw) -> Double { usd(recommended, draw, volume: draw.volume) }

  private func usd(_ option: DrawnOption, _ draw: Draw, volume: Double) -> Double {
    machineUSD(option, draw, volume: volume) + draw.overhead
      + option.egressUSDPerRequest * requests * exponential(volume)
  }

  private func machineUSD(
    _ option: DrawnOption, _ draw: Draw, volume: Double, atLeast committedUSD: Double = 0
  ) -> Double {
    max(
      committedUSD,
      option.machineUSD(
        volume: volume, steps: draw.steps, interruptionFactor: draw.interruptions))
      * draw.machinePrice * pair.machinePriceFactor * (option.isBilledByUse ? draw.machineTrend : 1)
  }

  func apiUSD(_ draw: Draw, volume: Double) -> Double {
    pair.api.billUSD(requests: requests * exponential(volume)) * draw.apiPrice * draw.apiTrend
      + draw.apiOverhead
  }

  /// The logarithm of the lowest volume relative to the workload's at which some contender wins.
  private func breakEven(_ draw: Draw) -> Double? {
    func wins(_ volume: Double) -> Bool {
      let api = apiUSD(draw, volume: volume)
      return contenders.contains { usd($0, draw, volume: volume) < api }
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

  /// Draws of everything that is uncertain.
  func draws(_ count: Int, seed: UInt64) -> [Draw] {
    var generator = SplitMix64(seed: seed)
    return (0..<max(1, count)).map { _ in draw(&generator) }
  }

  /// What draws cost, in parts that follow prices apart.
  ///
  /// - Parameter logarithm: That of the volume that is expected, over the workload's; draws vary around it.
  func costs(_ draws: [Draw], expecting logarithm: Double = 0) -> [DrawnCost] {
    let committedUSD =
      commitsAnew && !pair.option.plan.isPaidByTheHour
      ? pair.option.machineUSD(requests: requests * exponential(logarithm)) : 0
    return draws.map { draw in
      let volume = logarithm + draw.volume
      return DrawnCost(
        machineUSD: machineUSD(recommended, draw, volume: volume, atLeast: committedUSD),
        egressUSD: recommended.egressUSDPerRequest * requests * exponential(volume),
        overheadUSD: draw.overhead, billUSD: apiUSD(draw, volume: volume) - draw.apiOverhead,
        apiOverheadUSD: draw.apiOverhead)
    }
  }

  /// Only the chance that self-hosting is cheaper.
  func probability(draws: Int, seed: UInt64) -> Double {
    var generator = SplitMix64(seed: seed)
    let draws = max(1, draws)
    var wins = 0
    for _ in 0..<draws {
      let draw = draw(&generator)
      if usd(recommended, draw, volume: draw.volume) < apiUSD(draw, volume: draw.volume) {
        wins += 1
      }
    }
    return Double(wins) / Double(draws)
  }

  /// All draws, counted and sorted.
  func run(draws: Int, seed: UInt64, breakEven: Double?) -> Uncertainty {
    var generator = SplitMix64(seed: seed)
    let draws = max(1, draws)
    var (wins, hindsightWins, missed) = (0, 0, 0)
    var savings: [Double] = []
    var own: [Double] = []
    var bills: [Double] = []
    var chosen: [Double] = []
    var best: [Double] = []
    var volumes: [Double] = []
    savings.reserveCapacity(draws)
    own.reserveCapacity(draws)
    bills.reserveCapacity(draws)
    let choosesOwn = pair.option.totalUSD <= pair.api.usd(requests: requests)
    for number in 0..<draws {
      let draw = draw(&generator)
      let usd = usd(recommended, draw, volume: draw.volume)
      let bill = apiUSD(draw, volume: draw.volume)
      let least = contenders.reduce(usd) { min($0, self.usd($1, draw, volume: draw.volume)) }
      if usd < bill { wins += 1 }
      if least < bill { hindsightWins += 1 }
      if usd == .infinity { missed += 1 }
      savings.append(bill - usd)
      own.append(usd)
      bills.append(bill)
      chosen.append(choosesOwn ? usd : bill)
      best.append(min(least, bill))
      if number < Self.volumeDraws, let found = self.breakEven(draw) {
        volumes.append(requests * exponential(found))
      }
    }
    let sought = min(draws, Self.volumeDraws)
    let here = (own: pair.option.totalUSD, api: pair.api.usd(requests: requests))
    return Uncertainty(
      probabilitySelfHostCheaper: Double(wins) / Double(draws),
      saving: Self.interval(here.api - here.own, &savings),
      selfHostUSD: Self.interval(here.own, &own), apiUSD: Self.interval(here.api, &bills),
      expectedSelfHostUSD: Self.mean(own), expectedAPIUSD: Self.mean(bills),
      probabilityOfMissingTargets: Double(missed) / Double(draws),
      probabilityWithHindsight: Double(hindsightWins) / Double(draws),
      valueOfHindsightUSD: max(0, Self.mean(chosen.sorted()) - Self.mean(best.sorted())),
      breakEvenVolume: breakEven.flatMap {
        volumes.isEmpty ? nil : Self.interval($0, &volumes)
      },
      probabilityOfBreakEven: Double(volumes.count) / Double(max(1, sought)),
      swings: swings { apiUSD($0, volume: $0.volume) - ownUSD($0) },
      draws: draws, seed: seed)
  }

  /// A saving at both ends of each input's range, with the same fleet and the same API.
  func swings(_ difference: (Draw) -> Double) -> [Uncertainty.Swing] {
    var likely = Draw()
    likely.overhead = ranges.overhead.likelyUSD
    likely.apiOverhead = ranges.apiOverhead.likelyUSD
    func saving(_ change: (inout Draw) -> Void) -> Double {
      var draw = likely
      change(&draw)
      return difference(draw)
    }
    let z = ErrorSpread.normalQuantile90
    return UncertainInput.allCases.compactMap { input in
      let range = ranges[input]
      guard range != .none, input != .interruptions || recommended.expectedInterruptions > 0
      else { return nil }
      func at(_ factor: Double, _ end: Double) -> Double {
        saving { draw in
          switch input {
          // A faster replica has shorter steps.
          case .throughput: draw.steps = -end * z
          case .gpuPrice: draw.machinePrice = factor
          case .apiPrice: draw.apiPrice = factor
          case .volume: draw.volume = naturalLogarithm(factor)
          case .overhead: draw.overhead *= factor
          case .apiOverhead: draw.apiOverhead *= factor
          case .interruptions: draw.interruptions = factor
          case .machinePriceTrend: draw.machineTrend = factor
          case .apiPriceTrend: draw.apiTrend = factor
          }
        }
      }
      return Uncertainty.Swing(
        input: input, lowFactor: range.low, highFactor: range.high,
        savingAtLow: at(range.low, -1), savingAtHigh: at(range.high, 1))
    }
    .sorted { ($0.size, $1.input.rawValue) > ($1.size, $0.input.rawValue) }
  }

  static func interval(_ value: Double, _ draws: inout [Double]) -> Interval {
    draws.sort()
    func quantile(_ share: Double) -> Double {
      draws[min(draws.count - 1, Int(share * Double(draws.count)))]
    }
    return Interval(value: value, low: quantile(0.1), high: quantile(0.9))
  }

  /// The mean of sorted draws whose highest and lowest twentieth count as their ends.
  ///
  /// The tails of the error law are so heavy that the mean of all would be that of the farthest draw. Draws
  /// that miss the targets have no cost.
  private static func mean(_ sorted: [Double]) -> Double {
    let finite = sorted.prefix { $0 < .infinity }
    guard !finite.isEmpty else { return .infinity }
    let cut = finite.count / 20
    let (low, high) = (finite[cut], finite[finite.count - 1 - cut])
    return finite.reduce(0) { $0 + min(max($1, low), high) } / Double(finite.count)
  }
}

/// What one draw costs on both sides, in US dollars in the period.
struct DrawnCost: Sendable {
  /// Machines, at what they cost in the draw.
  let machineUSD: Double
  let egressUSD: Double
  /// People and tools of self-hosting.
  let overheadUSD: Double
  /// What the API asks for.
  let billUSD: Double
  let apiOverheadUSD: Double

  var selfHostUSD: Double { machineUSD + egressUSD + overheadUSD }
  var apiUSD: Double { billUSD + apiOverheadUSD }
}

/// One fleet and one API that are compared, and what they are asked for.
struct ComparedPair: Sendable {
  let option: SelfHostOption
  let api: APICandidate
  let demand: Demand
  let mode: Mode
  /// What machines cost over the price of the option.
  var machinePriceFactor = 1.0
  /// The volume at which they are compared, over the workload's.
  var volumeFactor = 1.0

  /// Requests in the period.
  var requests: Double { demand.requests * volumeFactor }
}

/// An option whose cost follows draws.
private struct DrawnOption {
  private let table: CostTable
  private let response: StepResponse
  private let spread: (below: Double, above: Double)
  let expectedInterruptions: Double
  let egressUSDPerRequest: Double
  let isBilledByUse: Bool

  /// - Parameter committedUSD: What machines cost at least that are paid for, used or not; `nil` for those that the
  ///   pair's volume takes.
  init(
    _ option: SelfHostOption, pair: ComparedPair, ranges: InputRanges, points: Int, reach: Double,
    committedUSD: Double? = nil
  ) {
    table = CostTable(
      option, requests: pair.requests, reach: reach,
      committedUSD: committedUSD
        ?? (pair.volumeFactor == 1
          ? option.machineUSD : option.machineUSD(requests: pair.requests)))
    response = StepResponse(option, demand: option.demand, mode: pair.mode, points: points)
    expectedInterruptions = option.expectedInterruptions
    egressUSDPerRequest = option.egressUSDPerRequest
    isBilledByUse = option.rental.terms.isBilledByUse
    spread = ranges.stepSpread(of: option)
  }

  /// US dollars at `exp(volume)` times the workload's volume, with steps longer by so many standard deviations.
  func machineUSD(volume: Double, steps: Double, interruptionFactor: Double) -> Double {
    let longer = steps * (steps < 0 ? spread.below : spread.above)
    return table.usd(
      logarithm: volume - response.logarithm(steps: longer)
        + expectedInterruptions * (interruptionFactor - 1))
  }
}

extension InputRanges {
  /// The standard deviations of the logarithm of an option's steps, below and above the likely one.
  func stepSpread(of option: SelfHostOption) -> (below: Double, above: Double) {
    if declaresThroughput {
      // A slower replica has longer steps.
      let declared = self[.throughput].spread
      return (declared.above, declared.below)
    }
    let own = naturalLogarithm(max(1, option.throughputFactor)) / ErrorSpread.normalQuantile90
    return (own, own)
  }
}
