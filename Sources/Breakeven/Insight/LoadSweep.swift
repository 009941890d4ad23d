import CheckedJSON
package import FleetSimulation
package import Workloads

/// Latency of a replica of one fleet against its load, by simulation, with the closed form beside it.
package struct LoadSweep: Sendable {
  /// One load.
  package struct Point: Sendable {
    /// What the simulation found.
    package let simulated: ReplicaUnderLoad
    /// Seconds to the first token and between tokens at the level's percentile by closed form; `nil` where
    /// that has no answer.
    package let closedForm: (firstToken: Double, perToken: Double)?
  }

  /// The fleet.
  package let option: SelfHostOption
  /// The targets and their percentile.
  package let level: ServiceLevel
  /// The standard deviation over the mean of the gaps between requests of the whole fleet.
  package let burstiness: Double
  /// Replicas that are needed at the busiest hour, among which requests are shared out in turn.
  package let replicas: Int
  /// Loads up to saturation, rising, as far as the queue does not grow.
  package let points: [Point]
  /// The busiest hour with all replicas, spares included.
  package let busiest: Point
  /// The busiest hour after the spares have failed; `nil` if there are none.
  package let withoutSpares: Point?
  /// Requests per second at which a replica saturates, by closed form.
  package let saturationRequestsPerSecond: Double
  /// Requests that were simulated in all.
  package let simulatedRequests: Int
  /// The seed of the requests.
  package let seed: UInt64

  private static let requestsPerPoint = 3000
  /// Loads as shares of saturation.
  private static let shares = [0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97]
}

extension Decision {
  /// The best fleet's latency against load; `nil` for a batch job, or if there is no fleet.
  package func loadSweep() -> LoadSweep? {
    guard let option = bestSelfHost, option.split == nil else { return nil }
    return try? LoadSweep(option, workload: workload, demand: demand, seed: assumptions.seed)
  }
}

extension LoadSweep {
  fileprivate init?(
    _ option: SelfHostOption, workload: Workload, demand: Demand, seed: UInt64
  ) throws(InputError) {
    guard case .interactive(let level, let traffic) = workload.mode,
      case .fleet(let plan) = option.plan
    else { return nil }
    let deployment = option.deployment
    let test = try ReplicaLoadTest(
      of: deployment, serving: option.demand.mix, sharedPrefix: option.demand.sharedPrefix,
      within: level, requests: Self.requestsPerPoint, seed: seed)
    let peak = plan.peakRequestsPerSecond(requestsPerMonth: demand.requests)
    let needed = max(1, option.replicas - plan.spares)
    var simulated = 0
    func point(_ rate: Double, sharedAmong replicas: Int) throws(InputError) -> Point {
      let found = try test.run(
        requestsPerSecond: max(1e-6, rate),
        burstiness: traffic.burstiness / Double(replicas).squareRoot())
      simulated += found.simulatedRequests
      let closed = try deployment.closedFormLatency(
        at: max(1e-6, rate), for: option.demand.mix, sharedPrefix: option.demand.sharedPrefix,
        percentile: level.percentile)
      return Point(
        simulated: found,
        closedForm: closed.map { ($0.timeToFirstTokenSeconds, $0.timePerOutputTokenSeconds) })
    }
    let saturation = test.saturationRequestsPerSecond
    var points: [Point] = []
    for share in Self.shares {
      let next = try point(share * saturation, sharedAmong: needed)
      guard next.simulated.isStable else { break }
      points.append(next)
    }
    busiest = try point(
      peak / Double(max(1, option.replicas)), sharedAmong: max(1, option.replicas))
    withoutSpares =
      plan.spares > 0 ? try point(peak / Double(needed), sharedAmong: needed) : nil
    self.option = option
    self.level = level
    burstiness = traffic.burstiness
    replicas = needed
    self.points = points
    saturationRequestsPerSecond = saturation
    simulatedRequests = simulated
    self.seed = seed
  }
}
