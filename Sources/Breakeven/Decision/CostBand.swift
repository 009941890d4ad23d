import CheckedJSON
package import Numerics

/// What both sides cost at one volume, with their 80 % intervals.
package struct CostBand: Sendable, Hashable {
  /// Requests in the period.
  package let requests: Double
  /// US dollars of the self-hosting that is the cheapest there.
  package let selfHostUSD: Interval
  /// US dollars of the best API.
  package let apiUSD: Interval
}

extension Decision {
  /// Both sides from a hundredth to a hundred times the workload's volume, each at a known volume: what is drawn are
  /// prices, people and speed.
  ///
  /// - Parameters:
  ///   - count: Volumes, in even ratios.
  ///   - draws: Draws at each.
  package func costBands(count: Int = 33, draws: Int = 400) throws(InputError) -> [CostBand] {
    guard let api = bestAPI, bestSelfHost != nil, let first = costCurve.first,
      let last = costCurve.last, first.requests < last.requests
    else { return [] }
    var simulations: [ObjectIdentifier: UncertaintySimulation] = [:]
    var bands: [CostBand] = []
    for index in 0..<count {
      let logarithm =
        naturalLogarithm(first.requests / demand.requests)
        + naturalLogarithm(last.requests / first.requests) * Double(index) / Double(count - 1)
      let requests = demand.requests * exponential(logarithm)
      let cheapest = contenders.options.min {
        $0.totalUSD(requests: requests) < $1.totalUSD(requests: requests)
      }
      guard let option = cheapest else { continue }
      let simulation: UncertaintySimulation
      if let known = simulations[ObjectIdentifier(option)] {
        simulation = known
      } else {
        simulation = try comparison.simulation(
          option, api, reach: naturalLogarithm(Contenders.reach) + 3)
        simulations[ObjectIdentifier(option)] = simulation
      }
      let costs = simulation.costs(draws: draws, seed: assumptions.seed, at: logarithm)
      bands.append(
        CostBand(
          requests: requests,
          selfHostUSD: Self.interval(
            option.totalUSD(requests: requests), costs.map(\.selfHostUSD).sorted()),
          apiUSD: Self.interval(api.usd(requests: requests), costs.map(\.apiUSD).sorted())))
    }
    return bands
  }

  private static func interval(_ value: Double, _ sorted: [Double]) -> Interval {
    let count = sorted.count
    return Interval(
      value: value, low: sorted[count / 10], high: sorted[min(count - 1, count * 9 / 10)])
  }
}

extension Comparison {
  /// The draws of one fleet and one API, for volumes up to `exp(reach)` times the workload's and down to its inverse.
  func simulation(
    _ option: SelfHostOption, _ api: APICandidate, reach: Double
  ) throws(InputError) -> UncertaintySimulation {
    let pair = ComparedPair(option: option, api: api, demand: demand, mode: workload.mode)
    let ranges = try InputRanges(
      workload, option: option, demand: demand, market: market.ranges(option, api))
    return UncertaintySimulation(
      pair, ranges: ranges, contenders: [], points: 17, reach: reach)
  }
}
