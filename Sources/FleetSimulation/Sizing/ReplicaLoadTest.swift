package import CheckedJSON
package import Roofline
package import Workloads

/// One replica under random arrivals at any rate, by simulation, with its step times tabulated once.
///
/// A replica of a fleet that takes requests in turn sees every `n`th of them. The gaps between those are
/// sums of `n` gaps: so gamma-distributed gaps of burstiness `b` come to it as gamma-distributed ones of
/// burstiness `b/√n`, and one replica stands for all exactly.
package struct ReplicaLoadTest: Sendable {
  private let deployment: Deployment
  private let mix: RequestMix
  private let sharedPrefix: SharedPrefix?
  private let level: ServiceLevel
  private let requests: Int
  private let seed: UInt64
  private let simulation: Simulation
  private let setup: ReplicaSetup
  private let shape: RequestShape
  /// Requests per second with everything queued, by closed form.
  package let saturationRequestsPerSecond: Double

  /// The share of requests that may be refused as too long.
  private static let refusedShare = 0.001
  /// Requests for each one that is in flight, so that the start and the end weigh little.
  private static let turnovers = 30.0
  /// The share of the requests, from the start, that is not measured.
  private static let warmUpShare = 0.2

  /// Prepares the simulation of a replica.
  ///
  /// - Parameters:
  ///   - deployment: What one replica is.
  ///   - mix: The lengths of its requests.
  ///   - sharedPrefix: What their prompts begin with alike.
  ///   - level: The targets.
  ///   - requests: Requests of a run, of which the first fifth is not measured; up to four times as many where very
  ///     many are in flight.
  ///   - seed: The same seed gives the same requests.
  /// - Throws: `InputError` for weights that leave no room to serve with.
  package init(
    of deployment: Deployment, serving mix: RequestMix, sharedPrefix: SharedPrefix? = nil,
    within level: ServiceLevel, requests: Int = 5000, seed: UInt64 = 1
  ) throws(InputError) {
    self.deployment = deployment
    self.mix = mix
    self.sharedPrefix = sharedPrefix
    self.level = level
    self.requests = min(max(100, requests), 10_000_000)
    self.seed = seed
    simulation = try Simulation(of: deployment, serviceLevel: level)
    setup = simulation.replicaSetup(for: try .queued(mix, count: 1, sharedPrefix: sharedPrefix))
    shape = RequestShape(mix, sharedPrefix: sharedPrefix)
    saturationRequestsPerSecond = deployment.saturation(of: shape).requestsPerSecond
  }

  /// What the replica delivers at a rate of requests.
  package func run(
    requestsPerSecond rate: Double, burstiness: Double
  ) throws(InputError) -> ReplicaUnderLoad {
    let limit = deployment.runningLimit(for: shape)
    let open = deployment.openArrivals(of: shape, requestsPerSecond: rate)
    let turnovers = Int(min(1e7, Self.turnovers * (open?.concurrency ?? limit)))
    let count = min(max(requests, turnovers), 4 * requests)
    let arrivals = try Arrivals.drawn(
      from: mix, requestsPerSecond: rate, burstiness: burstiness, count: count, seed: seed,
      sharedPrefix: sharedPrefix)
    var measured = setup
    measured.goal.warmUp = Self.warmUpShare * Double(count) / rate
    let share = RoundRobinShare(measured, arrivals, worker: 0, of: 1, replicas: 1)
    let result = SimulationResult(of: share.replicas, measured, clamped: 0)
    let first = result.timeToFirstTokenSpread.percentile(level.percentile)
    let each = result.timePerOutputTokenSpread.percentile(level.percentile)
    let refused = Double(result.arrived - result.finished)
    return ReplicaUnderLoad(
      requestsPerSecond: rate, burstiness: burstiness, timeToFirstTokenSeconds: first,
      timePerOutputTokenSeconds: each,
      endToEndSeconds: result.endToEndSpread.percentile(level.percentile),
      timeToFirstToken: result.timeToFirstToken, timePerOutputToken: result.timePerOutputToken,
      endToEnd: result.endToEnd, concurrency: result.meanRunning + result.meanWaiting,
      step: open?.step ?? deployment.saturated(at: limit, shape: shape).step,
      shareWithinLevel: result.shareWithinLevel, isStable: result.isStable,
      keepsLevel: result.isStable && refused <= Self.refusedShare * Double(count)
        && first <= level.timeToFirstTokenSeconds ?? .infinity
        && each <= level.timePerOutputTokenSeconds ?? .infinity,
      simulatedRequests: count)
  }

  /// The highest rate at which the replica keeps its level, to `tolerance`; `nil` if there is none above a
  /// hundredth of saturation.
  ///
  /// - Parameters:
  ///   - burstiness: That of the requests which come to this replica.
  ///   - guess: The rate that is tried first.
  ///   - tolerance: How near the rate is found, as a share of it.
  ///   - budget: Simulated requests that may be spent; what was spent is taken off.
  package func capacity(
    burstiness: Double, startingAt guess: Double, tolerance: Double = 0.03, budget: inout Int
  ) throws(InputError) -> ReplicaUnderLoad? {
    let ceiling = 1.05 * saturationRequestsPerSecond
    guard ceiling > 0 else { return nil }
    var rate = min(max(guess, 0.02 * ceiling), ceiling)
    var stride = 1.1
    var kept: ReplicaUnderLoad?
    var failing: Double?
    while budget > 0 {
      let trial = try run(requestsPerSecond: rate, burstiness: burstiness)
      budget -= trial.simulatedRequests
      if trial.keepsLevel { kept = trial } else { failing = rate }
      switch (kept?.requestsPerSecond, failing) {
      case (let low?, let high?):
        if high <= low * (1 + tolerance) { return kept }
        rate = (low * high).squareRoot()
      case (let low?, nil):
        if low >= ceiling { return kept }
        rate = min(ceiling, stride * low)
      case (nil, let high):
        if rate <= 0.01 * ceiling { return nil }
        rate = max(0.01 * ceiling, (high ?? rate) / stride)
      }
      stride *= 1.1
    }
    return kept
  }
}

/// What one replica delivers at a rate of requests, by simulation.
package struct ReplicaUnderLoad: Sendable, Hashable {
  /// Requests per second that come to it.
  package let requestsPerSecond: Double
  /// The standard deviation of the gaps between those over their mean.
  package let burstiness: Double
  /// Seconds to the first token, at the level's percentile.
  package let timeToFirstTokenSeconds: Double
  /// Seconds between tokens, at the level's percentile.
  package let timePerOutputTokenSeconds: Double
  /// Seconds from arrival to last token, at the level's percentile.
  package let endToEndSeconds: Double
  /// The usual figures of seconds to the first token.
  package let timeToFirstToken: LatencySummary
  /// The usual figures of seconds between tokens.
  package let timePerOutputToken: LatencySummary
  /// The usual figures of seconds from arrival to last token.
  package let endToEnd: LatencySummary
  /// Mean requests in flight, waiting ones included.
  package let concurrency: Double
  /// The mean step at that rate, by closed form.
  package let step: StepTime
  /// The share of requests that kept both targets.
  package let shareWithinLevel: Double
  /// Whether the queue does not grow.
  package let isStable: Bool
  /// Whether both percentiles are within their targets and the queue does not grow.
  package let keepsLevel: Bool
  /// Requests that were simulated.
  package let simulatedRequests: Int
}
