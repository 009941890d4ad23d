import Roofline

extension SelfHostOption {
  /// Another deployment in the place of an option's, for planning it anew, or with what is known of it.
  ///
  /// - Parameters:
  ///   - capacity: What it does there, where that is known.
  ///   - demand: What it is asked for there.
  ///   - plan: The fleet, of other replicas.
  ///   - requestsPerSecond: What one of them serves.
  ///   - concurrency: Requests in flight on one of them.
  convenience init(
    like other: SelfHostOption, deployment: Deployment, capacity: ServiceCapacity? = nil,
    demand: Demand? = nil, plan: Plan? = nil, requestsPerSecond: Double? = nil,
    concurrency: Double? = nil
  ) {
    self.init(
      deployment: deployment, demand: demand ?? other.demand,
      isStepInQuality: other.isStepInQuality, plan: plan ?? other.plan,
      replicaRequestsPerSecond: requestsPerSecond ?? other.replicaRequestsPerSecond,
      concurrency: concurrency ?? other.concurrency, step: other.step,
      promptShare: other.promptShare, serviceCapacity: capacity ?? other.serviceCapacity,
      sizing: other.sizing, throughputFactor: max(1, deployment.throughputErrorFactor),
      machineUSD: other.machineUSD, overheadUSD: other.overheadUSD, egressUSD: other.egressUSD,
      egressUSDPerRequest: other.egressUSDPerRequest, taxRate: other.taxRate, gpus: other.gpus,
      replicas: other.replicas, utilization: other.utilization)
  }
}
