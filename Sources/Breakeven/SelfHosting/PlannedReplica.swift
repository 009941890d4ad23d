import Numerics
import Roofline

/// What is the same of a replica on all machines and under all plans.
struct PlannedReplica {
  let deployment: Deployment
  let throughputFactor: Double
  let isStepInQuality: Bool

  /// 80 % of true throughputs lie within the engine profile's own factor, widened by what engines differ.
  init(_ found: DeploymentSearch.Found) {
    deployment = found.deployment
    isStepInQuality = found.isStepInQuality
    throughputFactor = Self.widened(found.deployment.throughputErrorFactor, found.engineSpread)
  }

  init(_ split: SplitPlan, _ engineSpread: Double, isStepInQuality: Bool) {
    deployment = split.decode
    self.isStepInQuality = isStepInQuality
    throughputFactor = Self.widened(split.workers.throughputErrorFactor, engineSpread)
  }

  private static func widened(_ factor: Double, _ engineSpread: Double) -> Double {
    let own = naturalLogarithm(max(1, factor)) / ErrorSpread.normalQuantile90
    let spread = (own * own + engineSpread * engineSpread).squareRoot()
    return exponential(ErrorSpread.normalQuantile90 * spread)
  }

  init(_ known: SelfHostOption) {
    deployment = known.deployment
    throughputFactor = known.throughputFactor
    isStepInQuality = known.isStepInQuality
  }
}

/// What one replica serves, by closed form or by simulation.
struct PlannedReplicaSize {
  let requestsPerSecond: Double
  let pooling: Pooling
  let timeToFirstTokenSeconds: Double
  let concurrency: Double
  /// Seconds for which a request is in flight on a replica that has no other; 0 where nobody asked.
  var secondsAlone = 0.0

  init(_ capacity: ServiceCapacity, _ simulated: SimulatedSizes?, _ scale: ClosedFormScale?) {
    requestsPerSecond =
      simulated?.requestsPerSecond ?? capacity.requestsPerSecond * (scale?.most ?? 1)
    pooling = simulated?.pooling ?? scale?.pooling ?? .none
    concurrency = simulated?.sizing(replicas: 1).replica.concurrency ?? capacity.concurrency
    timeToFirstTokenSeconds =
      simulated?.sizing(replicas: 1).replica.timeToFirstTokenSeconds
      ?? capacity.timeToFirstTokenSeconds
  }
}
