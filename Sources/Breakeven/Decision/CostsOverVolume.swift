import CheckedJSON
import Numerics

/// What fleets and APIs cost in the same draws at any volume.
///
/// Each pair is drawn once and read at every volume: what differs between two volumes is never the luck of the draws.
/// The volume is drawn around the one that is expected, as for the workload itself.
struct CostsOverVolume {
  private struct Key: Hashable {
    let option: ObjectIdentifier
    let api: APICandidate.Offer
    let hosts: Int
  }

  private struct Pair {
    let simulation: UncertaintySimulation
    let draws: [UncertaintySimulation.Draw]
  }

  private let comparison: Comparison
  private var pairs: [Key: Pair] = [:]

  init(_ comparison: Comparison) { self.comparison = comparison }

  /// - Parameters:
  ///   - market: The hosts among which the API's price may move; `nil` for those that serve the workload.
  ///   - logarithm: That of the volume that is expected, over the workload's.
  mutating func costs(
    _ option: SelfHostOption, _ api: APICandidate, among market: MarketView? = nil,
    expecting logarithm: Double
  ) throws(InputError) -> [DrawnCost] {
    let pair = try pair(option, api, market ?? comparison.market)
    return pair.simulation.costs(pair.draws, expecting: logarithm)
  }

  private mutating func pair(
    _ option: SelfHostOption, _ api: APICandidate, _ market: MarketView
  ) throws(InputError) -> Pair {
    let key = Key(option: ObjectIdentifier(option), api: api.offer, hosts: market.hosts(api))
    if let known = pairs[key] { return known }
    let assumptions = comparison.assumptions
    let simulation = UncertaintySimulation(
      ComparedPair(
        option: option, api: api, demand: comparison.demand, mode: comparison.workload.mode),
      ranges: try InputRanges(
        comparison.workload, option: option, demand: comparison.demand,
        market: market.ranges(option, api)),
      contenders: [], reach: naturalLogarithm(Contenders.reach) + 3, commitsAnew: true)
    let pair = Pair(
      simulation: simulation,
      draws: simulation.draws(assumptions.draws, seed: assumptions.seed))
    pairs[key] = pair
    return pair
  }
}
