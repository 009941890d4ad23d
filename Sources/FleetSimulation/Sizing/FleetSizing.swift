package import CheckedJSON
package import Roofline
package import Workloads

/// The smallest fleet whose simulated percentiles keep a service level.
package struct FleetSizing: Sendable, Hashable {
  /// Its replicas.
  package let replicas: Int
  /// What it delivers.
  ///
  /// Of a large fleet with requests in turn, a few replicas stand for all, and
  /// figures of the whole fleet are those of the few.
  package let result: SimulationResult
  /// How many replicas were simulated.
  package let simulatedReplicas: Int
  /// Whether a fleet with one replica less was simulated and found too small; false where time ran out.
  package let isSmallest: Bool
  /// How many simulations it took.
  package let simulations: Int
}

extension Deployment {
  /// Whether a fleet should be sized by simulation, because the closed form is not to be trusted.
  ///
  /// ``capacity(for:sharedPrefix:within:)`` supposes Poisson arrivals and full batches that vary little.
  /// For Llama 3.1 8B on one H100 with the lengths of the Azure conversation trace it gives, relative to
  /// the simulated 95th percentiles:
  ///
  /// | burstiness | load | time per output token | time to first token |
  /// |---|---|---|---|
  /// | 1 | 0.5 | 0.98 | 1.65 |
  /// | 1 | 0.7 | 0.93 | 1.85 |
  /// | 1 | 0.9 | 1.01 | 8.92 |
  /// | 2 | 0.5 | 0.83 | 0.87 |
  /// | 2 | 0.9 | 0.96 | 5.32 |
  /// | 4 | 0.7 | 0.47 | 0.39 |
  ///
  /// So it is trusted up to a burstiness of 1.2 and 70 % of saturation. Completions of a few dozen tokens
  /// meet the prompts of others so unevenly that it fails there too (0.3 to 0.9 for the lengths of the
  /// Azure code trace): it is not trusted where they lengthen the time per token by more than 0.3 of the
  /// mean. ``closedFormCheck(for:sharedPrefix:utilizations:burstinesses:percentile:requests:)`` makes such a
  /// table for any deployment and mix.
  ///
  /// - Parameters:
  ///   - burstiness: Standard deviation over mean of the gaps between arrivals; 1 is Poisson.
  ///   - utilization: The load as a share of saturation.
  ///   - promptInterference: ``ServiceCapacity/promptInterference``.
  package static func shouldSimulate(
    burstiness: Double, utilization: Double, promptInterference: Double
  ) -> Bool {
    !(burstiness <= 1.2 && utilization <= 0.7 && promptInterference <= 0.3)
  }

  /// Finds the smallest fleet that keeps a service level, by simulation.
  ///
  /// It starts from what saturation asks for, doubles until the level is kept, and bisects. A fleet keeps
  /// the level if the percentiles of both latencies are within their targets and the queue does not
  /// grow.
  ///
  /// - Parameters:
  ///   - mix: Lengths of requests.
  ///   - rate: Mean requests per second of the whole fleet.
  ///   - burstiness: Standard deviation over mean of the gaps between arrivals; 1 is Poisson.
  ///   - sharedPrefix: The prefix that they share.
  ///   - level: The targets and their percentile.
  ///   - router: How requests are shared out.
  ///   - requests: Requests of each simulation; the first fifth is not measured.
  ///   - maximumReplicas: The largest fleet that is tried.
  ///   - timeBudget: No simulation begins later than this; the smallest fleet found so far is returned.
  ///   - seed: The same seed gives the same requests.
  /// - Returns: `nil` if no fleet that was tried keeps the level.
  package func fleetSize(
    for mix: RequestMix, requestsPerSecond rate: Double, burstiness: Double = 1,
    sharedPrefix: SharedPrefix? = nil, within level: ServiceLevel, router: Router = .roundRobin,
    requests: Int = 60_000, maximumReplicas: Int = 1024, timeBudget: Duration = .seconds(5),
    seed: UInt64 = 1
  ) throws(InputError) -> FleetSizing? {
    let most = min(max(1, maximumReplicas), Simulation.maximumReplicas)
    let deadline = ContinuousClock.now + timeBudget
    let saturated = saturation(of: RequestShape(mix, sharedPrefix: sharedPrefix)).requestsPerSecond
    var tooSmall = 0
    var best: FleetTrial?
    var trials = 0
    var candidate = min(most, max(1, Int(min(1e6, (rate / max(1e-9, saturated)).rounded(.up)))))
    while candidate > tooSmall, trials == 0 || ContinuousClock.now < deadline {
      let trial = try FleetTrial(
        simulation: Simulation(
          of: self, replicas: candidate, router: router, serviceLevel: level),
        mix: mix, rate: rate, burstiness: burstiness,
        sharedPrefix: sharedPrefix, level: level, requests: max(100, requests), seed: seed)
      trials += 1
      if trial.keepsLevel {
        best = trial
        candidate = (tooSmall + candidate) / 2
      } else {
        tooSmall = candidate
        if let best {
          candidate = (tooSmall + best.replicas) / 2
        } else if candidate == most {
          break
        } else {
          candidate = min(most, 2 * candidate)
        }
      }
    }
    return best.map {
      FleetSizing(
        replicas: $0.replicas, result: $0.result, simulatedReplicas: $0.simulatedReplicas,
        isSmallest: tooSmall == $0.replicas - 1, simulations: trials)
    }
  }
}

/// One fleet of a search.
private struct FleetTrial {
  /// Replicas that stand for a larger fleet whose replicas take requests in turn.
  private static let sample = 8

  let replicas: Int
  let simulatedReplicas: Int
  let result: SimulationResult
  let keepsLevel: Bool

  init(
    simulation: Simulation, mix: RequestMix, rate: Double, burstiness: Double,
    sharedPrefix: SharedPrefix?, level: ServiceLevel, requests: Int, seed: UInt64
  ) throws(InputError) {
    replicas = simulation.replicas
    let workers = simulation.router == .roundRobin ? (replicas + Self.sample - 1) / Self.sample : 1
    let count = requests * workers
    let measured = simulation.measuring(after: 0.2 * Double(count) / rate)
    let arrivals = try Arrivals.drawn(
      from: mix, requestsPerSecond: rate, burstiness: burstiness, count: count, seed: seed,
      sharedPrefix: sharedPrefix)
    if workers > 1 {
      let setup = measured.replicaSetup(for: arrivals)
      let share = RoundRobinShare(
        setup, arrivals, worker: 0, of: workers, replicas: simulation.replicas)
      simulatedReplicas = share.replicas.count
      result = SimulationResult(of: share.replicas, setup, clamped: 0)
    } else {
      simulatedReplicas = replicas
      result = measured.run(arrivals)
    }
    let first = result.timeToFirstTokenSpread.percentile(level.percentile)
    let each = result.timePerOutputTokenSpread.percentile(level.percentile)
    keepsLevel =
      result.finished == result.arrived && result.isStable
      && first <= level.timeToFirstTokenSeconds ?? .infinity
      && each <= level.timePerOutputTokenSeconds ?? .infinity
  }
}
