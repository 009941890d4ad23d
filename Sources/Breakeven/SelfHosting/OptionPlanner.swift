/// Plans how a deployment serves a demand on each kind of machine, and what that costs.
struct OptionPlanner {
  let demand: Demand
  let mode: Mode
  /// Jobs in the accounting period, in batch.
  let jobs: Double
  let costs: DeclaredCosts
  let overheadUSD: Double
  let assumptions: DecisionAssumptions

  init(_ workload: Workload, demand: Demand, assumptions: DecisionAssumptions) throws(InputError) {
    self.demand = demand
    mode = workload.mode
    jobs = workload.batchJobs?.jobsPerMonth ?? 1
    costs = workload.costs
    overheadUSD = try OverheadCost(workload.costs).usd(in: demand.period).likely
    self.assumptions = assumptions
  }

  /// Plans for another mode, with the same demand; a batch is one job a day.
  init(_ other: OptionPlanner, mode: Mode) {
    demand = other.demand
    self.mode = mode
    jobs = demand.period == .month ? Volume.daysPerMonth : 1
    costs = other.costs
    overheadUSD = other.overheadUSD
    assumptions = other.assumptions
  }

  /// The options of one deployment; none if it cannot keep the targets.
  func options(for deployment: Deployment, on machines: [Rental]) -> [SelfHostOption] {
    switch mode {
    case .interactive(let level, let traffic):
      guard
        let capacity = deployment.capacity(
          for: demand.mix, sharedPrefix: demand.sharedPrefix, within: level)
      else { return [] }
      let weights = traffic.hourOfWeekWeights
      return machines.filter { $0.terms != .spot }.flatMap { rental in
        fleets(deployment, capacity, level, weights, rental).map { plan in
          option(
            deployment, .fleet(plan), requestsPerSecond: capacity.requestsPerSecond,
            concurrency: capacity.concurrency, step: capacity.step, capacity: capacity)
        }
      }
    case .batch(let terms):
      let state = deployment.saturation(of: demand.shape)
      return machines.filter { $0.terms != .spot || terms.spotAllowed }.compactMap { rental in
        let plan = batch(deployment, state, deadlineSeconds: terms.deadlineHours * 3600, rental)
        guard plan.isFeasible else { return nil }
        return option(
          deployment, .batch(plan), requestsPerSecond: state.requestsPerSecond,
          concurrency: state.concurrency, step: state.step, capacity: nil)
      }
    }
  }

  private func fleets(
    _ deployment: Deployment, _ capacity: ServiceCapacity, _ level: ServiceLevel,
    _ weights: [Double], _ rental: Rental
  ) -> [FleetPlan] {
    func fleet(_ policy: FleetPlan.Policy, spares: Int, coldStart: ColdStart? = nil) -> FleetPlan {
      FleetPlan(
        policy: policy, spares: spares, replicaRequestsPerSecond: capacity.requestsPerSecond,
        gpusPerReplica: deployment.parallelism.chips, rental: rental, hourOfWeekWeights: weights,
        horizon: demand.horizon, regions: costs.regions, coldStart: coldStart)
    }
    let fixed = fleet(.fixedAtPeak, spares: assumptions.spareReplicas)
    guard rental.terms == .onDemand else { return [fixed] }
    let autoscaled = fleet(.autoscaledHourly, spares: assumptions.spareReplicas)
    guard fixed.peakReplicas(requestsPerMonth: demand.requests) == assumptions.spareReplicas + 1
    else { return [fixed, autoscaled] }
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient =
      level.timeToFirstTokenSeconds.map { $0 > load + capacity.timeToFirstTokenSeconds } ?? true
    let coldStart = ColdStart(
      loadSeconds: load, toleratedShare: isPatient ? 1 : 1 - level.percentile / 100)
    return [
      fixed, autoscaled,
      fleet(.scaledToZero, spares: assumptions.spareReplicas, coldStart: coldStart),
    ]
  }

  func batch(
    _ deployment: Deployment, _ state: SteadyState, deadlineSeconds: Double, _ rental: Rental
  ) -> BatchPlan {
    BatchPlan(
      jobs: jobs, isSingleJob: demand.period == .job,
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: state.concurrency / state.requestsPerSecond / 2,
      deadlineSeconds: deadlineSeconds,
      interruptionShare: rental.terms == .spot ? assumptions.spotInterruptionShare : 0,
      failedShare: assumptions.failedShare, gpusPerReplica: deployment.parallelism.chips,
      rental: rental, horizon: demand.horizon)
  }

  private func option(
    _ deployment: Deployment, _ plan: SelfHostOption.Plan, requestsPerSecond: Double,
    concurrency: Double, step: StepTime, capacity: ServiceCapacity?
  ) -> SelfHostOption {
    let replicas: Int
    let utilization: Double
    let rental: Rental
    var regions = 1
    switch plan {
    case .fleet(let plan):
      replicas = plan.peakReplicas(requestsPerMonth: demand.requests)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
      regions = plan.regions
    case .batch(let plan):
      replicas = plan.replicas(requestsPerJob: demand.requests / plan.jobs)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
    }
    let chips = deployment.parallelism.chips
    let egress = costs.egressUSDPerThousandRequests / 1000
    return SelfHostOption(
      deployment: deployment, plan: plan, replicaRequestsPerSecond: requestsPerSecond,
      concurrency: concurrency, step: step,
      promptShare: deployment.promptShare(of: demand.shape, concurrency: concurrency),
      serviceCapacity: capacity, throughputFactor: deployment.throughputErrorFactor,
      machineUSD: plan.machineUSD(requests: demand.requests) * (1 + costs.taxRate),
      overheadUSD: overheadUSD, egressUSD: egress * demand.requests,
      egressUSDPerRequest: egress, taxRate: costs.taxRate,
      gpus: regions * rental.instances(replicas: replicas, gpusEach: chips)
        * rental.gpusPerInstance,
      replicas: replicas, utilization: utilization)
  }
}
