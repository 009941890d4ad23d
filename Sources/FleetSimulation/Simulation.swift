package import CheckedJSON
import ModelArithmetic
package import Roofline
package import Workloads

/// A fleet of like replicas behind a router, to which requests come.
///
/// Time advances from event to event, with closed forms between them; a million requests take about a
/// second. The same arrivals give the same result on every machine, whatever the number of threads.
package struct Simulation: Sendable {
  /// The most replicas of one fleet.
  package static let maximumReplicas = Autoscaling.largestFleet

  /// What each replica is.
  package let deployment: Deployment
  /// How many there are; at first, where they are scaled.
  package let replicas: Int
  /// How requests are shared out.
  package let router: Router
  /// How a replica chooses what runs.
  package let policy: BatchingPolicy
  /// How replicas are started and stopped; `nil` if their number is fixed.
  package let autoscaling: Autoscaling?
  private(set) var goal: LatencyGoal

  /// The targets by which goodput is counted, in seconds.
  package var targetSeconds: (firstToken: Double?, perToken: Double?) {
    (
      goal.timeToFirstToken.isFinite ? goal.timeToFirstToken : nil,
      goal.timePerOutputToken.isFinite ? goal.timePerOutputToken : nil
    )
  }
  /// By when a batch job is to be finished; `nil` if there is no deadline.
  package var deadlineSeconds: Double? { goal.deadline.isFinite ? goal.deadline : nil }

  /// Describes a fleet.
  ///
  /// - Parameters:
  ///   - deployment: What each replica is.
  ///   - replicas: How many there are, from 1 to ``maximumReplicas``.
  ///   - router: How requests are shared out.
  ///   - policy: How a replica chooses what runs; by default as its engine does.
  ///   - serviceLevel: The targets by which goodput is counted; the percentile plays no part in it.
  ///   - warmUpSeconds: Requests that arrive before are simulated but not measured.
  ///   - deadlineSeconds: By when a batch job is to be finished.
  ///   - requestLatencySeconds: What every request takes beside its steps, before its first token; by
  ///     default what was fitted for the engine.
  ///   - autoscaling: How replicas are started and stopped; `roundRobin` is then `leastLoaded`.
  /// - Throws: `InputError` for numbers out of range, and for weights that leave no room to serve with.
  package init(
    of deployment: Deployment, replicas: Int = 1, router: Router = .roundRobin,
    policy: BatchingPolicy? = nil, serviceLevel: ServiceLevel? = nil, warmUpSeconds: Double = 0,
    deadlineSeconds: Double? = nil, requestLatencySeconds: Double? = nil,
    autoscaling: Autoscaling? = nil
  ) throws(InputError) {
    guard (1...Self.maximumReplicas).contains(replicas) else {
      throw InputError(
        found: "\(replicas) replicas", expected: "from 1 to \(Self.maximumReplicas)")
    }
    for (name, seconds) in [
      ("warm-up", warmUpSeconds), ("deadline", deadlineSeconds ?? 0),
      ("request latency", requestLatencySeconds ?? 0),
    ] where !(0...1e12).contains(seconds) {
      throw InputError(found: "a \(name) of \(seconds) s", expected: "from 0 to 1e12 s")
    }
    if case .staticBatches(let size) = policy, !(1...1_000_000).contains(size) {
      throw InputError(found: "batches of \(size) requests", expected: "from 1 to 1000000")
    }
    guard deployment.memory.fits else {
      let obstacle = Infeasibility.weightsDoNotFit(
        neededBytes: deployment.memory.taken,
        visibleBytes: deployment.memory.visible)
      throw InputError(found: obstacle.description, expected: "room for a KV cache")
    }
    self.deployment = deployment
    self.replicas = min(
      max(replicas, autoscaling?.minimum ?? 1), autoscaling?.maximum ?? replicas)
    self.router = autoscaling != nil && router == .roundRobin ? .leastLoaded : router
    self.policy = policy ?? BatchingPolicy(of: deployment.engine)
    self.autoscaling = autoscaling
    goal = LatencyGoal(
      timeToFirstToken: serviceLevel?.timeToFirstTokenSeconds ?? .infinity,
      timePerOutputToken: serviceLevel?.timePerOutputTokenSeconds ?? .infinity,
      warmUp: warmUpSeconds, deadline: deadlineSeconds ?? .infinity,
      requestLatency: requestLatencySeconds ?? deployment.parameters.requestLatency,
      adapterSwap: deployment.adapterSwap)
  }

  /// The same, leaving out requests that arrive before.
  func measuring(after seconds: Double) -> Simulation {
    var simulation = self
    simulation.goal.warmUp = seconds
    return simulation
  }

  /// Simulates until every request is finished or refused.
  package func run(_ arrivals: Arrivals) -> SimulationResult {
    let setup = replicaSetup(for: arrivals)
    switch router {
    case .roundRobin:
      let share = RoundRobinShare(setup, arrivals, worker: 0, of: 1, replicas: replicas)
      return SimulationResult(of: share.replicas, setup, clamped: share.clamped)
    case .leastLoaded, .prefixAware:
      var fleet = RoutedFleet(
        setup, replicas: replicas, router: router, autoscaling: autoscaling)
      fleet.run(arrivals)
      return SimulationResult(
        of: fleet.replicas, setup, clamped: fleet.clamped, replicaSeconds: fleet.replicaSeconds,
        peakReplicas: fleet.peakReplicas)
    }
  }

  /// The same on several threads, where the router lets replicas run apart.
  package func run(_ arrivals: Arrivals, threads: Int) async -> SimulationResult {
    let workers = min(max(1, threads), replicas)
    guard router == .roundRobin, workers > 1 else { return run(arrivals) }
    let setup = replicaSetup(for: arrivals)
    let total = replicas
    let shares = await withTaskGroup(of: (Int, RoundRobinShare).self) { group in
      for worker in 0..<workers {
        group.addTask {
          (worker, RoundRobinShare(setup, arrivals, worker: worker, of: workers, replicas: total))
        }
      }
      var shares: [Int: RoundRobinShare] = [:]
      for await (worker, share) in group { shares[worker] = share }
      return shares
    }
    let ordered = (0..<total).compactMap { shares[$0 % workers]?.replicas[$0 / workers] }
    return SimulationResult(of: ordered, setup, clamped: shares[0]?.clamped ?? 0)
  }

  private func paces(for arrivals: Arrivals, atMost limit: Int) -> [Double] {
    guard let shape = arrivals.shape else { return [1] }
    let pace = deployment.pace(of: shape)
    return (0...min(limit, StepClock.longestTable)).map { pace.factor(running: Double($0)) }
  }

  private func tierSetup(for arrivals: Arrivals) -> TierSetup? {
    guard let tier = deployment.tier else { return nil }
    if case .staticBatches = policy { return nil }
    let groups = Double(deployment.layout.attentionData)
    let usual = RequestShape(prompt: 4000, completion: 1)
    return TierSetup(
      bytes: tier.bytesPerChip * groups, bytesPerSecond: tier.bytesPerSecond, lanes: groups,
      secondsPerComputedToken: deployment.secondsPerComputedToken(of: arrivals.shape ?? usual),
      hitRate: arrivals.tierHitRate)
  }

  func replicaSetup(for arrivals: Arrivals) -> ReplicaSetup {
    let memory = deployment.engine.memory
    let groups = deployment.layout.attentionData
    var limit = max(1, Int(min(memory.sequenceLimit * Double(groups), 1e6)))
    if let most = deployment.mostSequencesOfAdapters { limit = min(limit, max(1, Int(most))) }
    if case .staticBatches(let size) = policy { limit = size }
    // As in vLLM, a step has room for a token of every sequence.
    let budget = max(limit, Int(min(memory.tokenBudget, 1e7)))
    let clock = StepClock(deployment, tokens: budget + limit, sequences: limit)
    let blocks = KeyValueBlocks(
      deployment.memory, attentionGroups: groups, curve: clock.context)
    var trace: RequestTrace?
    if case .trace(let replayed, _, _) = arrivals.source { trace = replayed }
    return ReplicaSetup(
      clock: clock, paces: paces(for: arrivals, atMost: limit), blocks: blocks, policy: policy,
      sequenceLimit: limit,
      tokenBudget: budget, contextLimit: deployment.model.maximumContextTokens ?? .max,
      goal: goal,
      sharedPrefixTokens: arrivals.sharedPrefixTokens,
      sharedPrefixBytes: groups
        * blocks.bytes(
          holding: arrivals.sharedPrefixTokens / KeyValueBlocks.tokens * KeyValueBlocks.tokens),
      namedBlocks: trace?.blocks ?? [], distinctBlocks: trace?.distinctBlocks ?? 0,
      tokensPerNamedBlock: trace?.tokensPerBlock ?? KeyValueBlocks.tokens,
      tier: tierSetup(for: arrivals), fill: StageFill(stages: deployment.layout.pipeline))
  }
}
