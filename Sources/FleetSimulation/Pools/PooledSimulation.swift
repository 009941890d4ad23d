package import CheckedJSON
import ModelArithmetic
package import Roofline
package import Workloads

/// Two pools to which requests come: one reads their prompts, the other writes their tokens.
///
/// Nothing flows back, so the pools are played one after the other: when the first has read a prompt, its cache
/// moves over, and the request comes to the second, whose workers have no prompts to compute. Each pool sends a
/// request to its worker with the fewest in flight.
///
///     let result = try PooledSimulation(of: pools).run(arrivals)
///     print(result.timeToFirstToken.p95)
package struct PooledSimulation: Sendable {
  /// The pools.
  package let pools: PooledDeployment
  private let reading: Simulation
  package let writing: Simulation

  /// Describes two pools.
  ///
  /// - Parameter serviceLevel: The targets by which goodput is counted.
  /// - Throws: `InputError` for weights that leave no room to serve with.
  package init(
    of pools: PooledDeployment, serviceLevel: ServiceLevel? = nil, deadlineSeconds: Double? = nil
  ) throws(InputError) {
    self.pools = pools
    reading = try Simulation(
      of: pools.prefill.worker, replicas: pools.prefill.workers, router: .leastLoaded)
    writing = try Simulation(
      of: pools.decode.worker, replicas: pools.decode.workers, router: .leastLoaded,
      serviceLevel: serviceLevel, deadlineSeconds: deadlineSeconds,
      requestLatencySeconds: pools.decode.worker.parameters.requestLatency
        + pools.effects.handoverSeconds)
  }

  /// Plays the requests until every one is finished or refused.
  ///
  /// Latencies are those of requests from their own arrival to their last token; what is counted of steps, of the
  /// cache and of utilisation is of the pool that writes.
  package func run(_ arrivals: Arrivals) -> SimulationResult {
    Self.run(arrivals, on: pools, setups(for: arrivals))
  }

  /// What all workers of each pool have in common, whatever their number: made once for many runs.
  struct Setups: Sendable {
    let reading: ReplicaSetup
    var writing: ReplicaSetup
  }

  func setups(for arrivals: Arrivals) -> Setups {
    Setups(
      reading: reading.replicaSetup(for: arrivals).reading(
        groups: pools.prefill.worker.layout.attentionData),
      writing: writing.replicaSetup(for: arrivals).writing)
  }

  /// Plays requests on as many workers as pools have.
  static func run(
    _ arrivals: Arrivals, on pools: PooledDeployment, _ setups: Setups
  ) -> SimulationResult {
    var first = RoutedFleet(
      setups.reading, replicas: pools.prefill.workers, router: .leastLoaded, autoscaling: nil)
    first.run(arrivals)
    let reads = first.replicas.flatMap(\.reads)
    let ready = reads.map { read in
      var request = read.request
      request.completion = read.completion
      request.waited =
        read.time - request.arrival + pools.transfer.seconds(tokens: Double(request.prompt))
      request.arrival += request.waited
      request.isRead = true
      request.blocks = 0
      request.answerBlocks = 0
      request.cached = 0
      return request
    }
    var second = RoutedFleet(
      setups.writing, replicas: pools.decode.workers, router: .leastLoaded, autoscaling: nil)
    second.run(ready.sorted { ($0.arrival, $0.waited) < ($1.arrival, $1.waited) })
    return SimulationResult(
      of: second.replicas, setups.writing, clamped: first.clamped,
      refused: first.replicas.map(\.tally), replicaSeconds: second.replicaSeconds)
  }
}

extension ReplicaSetup {
  /// The same for workers that only read prompts, each group of attention a token budget at a time.
  func reading(groups: Int) -> ReplicaSetup {
    var setup = self
    setup.role = .reads
    setup.policy = .growing
    let budget = tokenBudget.multipliedReportingOverflow(by: groups)
    if !budget.overflow { setup.tokenBudget = budget.partialValue }
    return setup
  }

  /// The same for workers to which prompts come with their caches.
  var writing: ReplicaSetup {
    var setup = self
    setup.role = .writes
    return setup
  }
}
