import Numerics
import Roofline

/// The draws by which the odds of one job are told: those of ``UncertaintySimulation``, made once for all jobs.
///
/// A job is judged as a decision about it would be, so that the two do not disagree: by its own machines' cost at each
/// drawn speed and volume, at drawn prices. People are there anyway and are not drawn.
struct JobOdds: Sendable {
  private struct Draw: Sendable {
    let steps: Double
    let machinePrice: Double
    let apiPrice: Double
    let volume: Double
    let interruptions: Double
  }

  private let draws: [Draw]

  init(draws count: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    draws = (0..<max(1, count)).map { _ in
      Draw(
        steps: ErrorLaw.quantile(generator.uniform()), machinePrice: generator.normal(),
        apiPrice: generator.normal(), volume: generator.normal(),
        interruptions: generator.normal())
    }
  }

  /// The chance that machines cost less than an API.
  ///
  /// - Parameters:
  ///   - plan: How the job is run.
  ///   - requests: Requests of the job.
  ///   - factor: What machines cost over the plan's price, tax included.
  ///   - usd: The API's bill for the job.
  ///   - ranges: The ranges of the prices.
  ///   - throughputFactor: 80 % of true throughputs lie within this factor.
  func probability(
    _ plan: BatchPlan, requests: Double, factor: Double, against usd: Double, ranges: MarketRanges,
    throughputFactor: Double
  ) -> Double {
    let deviation = naturalLogarithm(max(1, throughputFactor)) / ErrorSpread.normalQuantile90
    let volume = Self.volume.spread
    let interruptions = Self.interruptions.spread
    let (machinePrice, apiPrice) = (ranges.machinePrice.spread, ranges.apiPrice.spread)
    func drawn(_ normal: Double, _ spread: (below: Double, above: Double)) -> Double {
      exponential(normal * (normal < 0 ? spread.below : spread.above))
    }
    let wins = draws.count { draw in
      let amount = drawn(draw.volume, volume)
      let delay =
        (plan.interruptions?.expected ?? 0) * (drawn(draw.interruptions, interruptions) - 1)
      let speed = exponential(-draw.steps * deviation - delay)
      return plan.usd(requests: requests * amount, throughputFactor: speed) * factor
        * drawn(draw.machinePrice, machinePrice)
        < usd * amount * drawn(draw.apiPrice, apiPrice)
    }
    return Double(wins) / Double(draws.count)
  }

  /// As in ``InputRanges``, where nothing is declared.
  private static let volume = FactorRange(low: 0.8, high: 1.25)
  private static let interruptions = FactorRange(low: 0.01, high: 3.3)
}
