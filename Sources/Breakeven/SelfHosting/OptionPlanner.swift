/// Plans how a deployment serves a demand on each kind of machine, and what that costs.
struct OptionPlanner {
  let demand: Demand
  let mode: Mode
  /// Jobs in the accounting period, in batch.
  let jobs: Double
  let costs: DeclaredCosts
  let overheadUSD: Double
  /// Offers and owned machines that the workload names.
  let namedMachines: Set<String>
  let assumptions: DecisionAssumptions
  /// What is the same for all deployments that serve interactive traffic.
  private let traffic: PlannedTraffic?

  init(_ workload: Workload, demand: Demand, assumptions: DecisionAssumptions) throws(InputError) {
    self.demand = demand
    mode = workload.mode
    jobs = workload.batchJobs?.jobsPerMonth ?? 1
    costs = workload.costs
    overheadUSD = try OverheadCost(workload.costs).usd(in: demand.period).likely
    namedMachines = Set(workload.candidates.offers)
    self.assumptions = assumptions
    traffic = PlannedTraffic(mode, costs.regions, demand.horizon)
  }

  /// Plans for another mode, with the same demand; a batch is one job a day.
  init(_ other: OptionPlanner, mode: Mode) {
    demand = other.demand
    self.mode = mode
    jobs = demand.period == .month ? Volume.daysPerMonth : 1
    costs = other.costs
    overheadUSD = other.overheadUSD
    namedMachines = other.namedMachines
    assumptions = other.assumptions
    traffic = PlannedTraffic(mode, costs.regions, demand.horizon)
  }

  /// The options of one deployment; none if it cannot keep the targets.
  ///
  /// - Parameters:
  ///   - simulated: What simulation found, if it did; else the closed form is taken.
  ///   - scale: What is left of the closed form where it is not trusted and was not simulated.
  func options(
    for deployment: Deployment, on machines: [Rental], sizedBy simulated: SimulatedSizes? = nil,
    scaling scale: ClosedFormScale? = nil
  ) -> [SelfHostOption] {
    switch mode {
    case .interactive(let level, let arrivals):
      guard let traffic,
        let capacity = simulated?.closedForm
          ?? deployment.capacity(
            for: demand.mix, sharedPrefix: demand.sharedPrefix, within: level)
      else { return [] }
      var trust = Self.trust(in: capacity, within: level, burstiness: arrivals.burstiness)
      let isScaled = trust == .untrusted && scale != nil
      if isScaled { trust = .scaled }
      let size = ReplicaSize(capacity, simulated, isScaled ? scale : nil)
      let replica = PlannedReplica(
        deployment, demand.shape, concurrency: capacity.concurrency, step: capacity.step)
      return machines.filter { $0.terms != .spot }.flatMap { rental in
        fleets(deployment, size, level, traffic, rental).map { plan in
          let replicas = max(1, plan.peakReplicas(requestsPerMonth: demand.requests) - plan.spares)
          let rate = plan.replicaRequestsPerSecond * plan.pooling.share(replicas: replicas)
          guard let simulated else {
            return option(
              replica, .fleet(plan), requestsPerSecond: rate, capacity: capacity,
              sizing: .closedForm(trust))
          }
          let sizing = simulated.sizing(replicas: replicas)
          return option(
            PlannedReplica(
              deployment, demand.shape, concurrency: sizing.replica.concurrency,
              step: sizing.replica.step),
            .fleet(plan), requestsPerSecond: rate, capacity: capacity, sizing: .simulated(sizing))
        }
      }
    case .batch(let terms):
      let state = deployment.saturation(of: demand.shape)
      let replica = PlannedReplica(
        deployment, demand.shape, concurrency: state.concurrency, step: state.step)
      return machines.filter { $0.terms != .spot || terms.spotAllowed }.compactMap { rental in
        let plan = batch(deployment, state, deadlineSeconds: terms.deadlineHours * 3600, rental)
        guard plan.isFeasible else { return nil }
        return option(
          replica, .batch(plan), requestsPerSecond: state.requestsPerSecond, capacity: nil,
          sizing: .closedForm(.noTarget))
      }
    }
  }

  /// Why the closed form may be taken, or that it may not.
  private static func trust(
    in capacity: ServiceCapacity, within level: ServiceLevel, burstiness: Double
  ) -> SelfHostOption.ClosedFormTrust {
    guard level.timeToFirstTokenSeconds != nil || level.timePerOutputTokenSeconds != nil else {
      return .noTarget
    }
    let utilization =
      capacity.requestsPerSecond / max(1e-12, capacity.saturationRequestsPerSecond)
    return Deployment.shouldSimulate(
      burstiness: burstiness, utilization: utilization,
      promptInterference: capacity.promptInterference)
      ? .untrusted : .trusted
  }

  private func fleets(
    _ deployment: Deployment, _ size: ReplicaSize, _ level: ServiceLevel,
    _ traffic: PlannedTraffic, _ rental: Rental
  ) -> [FleetPlan] {
    func fleet(_ policy: FleetPlan.Policy, spares: Int, coldStart: ColdStart? = nil) -> FleetPlan {
      FleetPlan(
        policy: policy, spares: spares, replicaRequestsPerSecond: size.requestsPerSecond,
        pooling: size.pooling, gpusPerReplica: deployment.parallelism.chips, rental: rental,
        hourOfWeekWeights: traffic.hourOfWeekWeights,
        horizon: demand.horizon, regions: costs.regions, coldStart: coldStart,
        levels: traffic.levels(policy, rental.terms))
    }
    let fixed = fleet(.fixedAtPeak, spares: assumptions.spareReplicas)
    guard rental.terms == .onDemand else { return [fixed] }
    let autoscaled = fleet(.autoscaledHourly, spares: assumptions.spareReplicas)
    guard fixed.peakReplicas(requestsPerMonth: demand.requests) == assumptions.spareReplicas + 1
    else { return [fixed, autoscaled] }
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient =
      level.timeToFirstTokenSeconds.map { $0 > load + size.timeToFirstTokenSeconds } ?? true
    let coldStart = ColdStart(
      loadSeconds: load, toleratedShare: isPatient ? 1 : 1 - level.percentile / 100)
    return [
      fixed, autoscaled,
      fleet(.scaledToZero, spares: assumptions.spareReplicas, coldStart: coldStart),
    ]
  }

  /// A month; for a job that is run once all that must be paid, unless the workload names the machines,
  /// which then are there anyway.
  private func committedHours(_ rental: Rental) -> Double {
    demand.period == .job && !namedMachines.contains(rental.id)
      ? max(Volume.hoursPerMonth, rental.committedYears * 8760) : Volume.hoursPerMonth
  }

  func batch(
    _ deployment: Deployment, _ state: SteadyState, deadlineSeconds: Double, _ rental: Rental
  ) -> BatchPlan {
    BatchPlan(
      jobs: jobs, committedHours: committedHours(rental),
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: state.concurrency / state.requestsPerSecond / 2,
      deadlineSeconds: deadlineSeconds,
      interruptions: SpotInterruptions(
        of: rental, terms: mode.batchTerms, assumptions: assumptions,
        restartSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes)
          + state.concurrency / state.requestsPerSecond / 2),
      failedShare: assumptions.repeatedShare(mode.batchTerms),
      gpusPerReplica: deployment.parallelism.chips,
      rental: rental, horizon: demand.horizon)
  }

  private func option(
    _ replica: PlannedReplica, _ plan: SelfHostOption.Plan, requestsPerSecond: Double,
    capacity: ServiceCapacity?, sizing: SelfHostOption.Sizing
  ) -> SelfHostOption {
    let replicas: Int
    let utilization: Double
    let rental: Rental
    let fleets: [Int]
    switch plan {
    case .fleet(let plan):
      replicas = plan.peakReplicas(requestsPerMonth: demand.requests)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
      fleets = plan.peakReplicasByRegion(requestsPerMonth: demand.requests)
    case .batch(let plan):
      replicas = plan.replicas(requestsPerJob: demand.requests / plan.jobs)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
      fleets = [replicas]
    }
    let chips = replica.deployment.parallelism.chips
    let egress = costs.egressUSDPerThousandRequests / 1000
    return SelfHostOption(
      deployment: replica.deployment, plan: plan, replicaRequestsPerSecond: requestsPerSecond,
      concurrency: replica.concurrency, step: replica.step, promptShare: replica.promptShare,
      serviceCapacity: capacity, sizing: sizing, throughputFactor: replica.throughputFactor,
      machineUSD: plan.machineUSD(requests: demand.requests) * (1 + costs.taxRate),
      overheadUSD: overheadUSD, egressUSD: egress * demand.requests,
      egressUSDPerRequest: egress, taxRate: costs.taxRate,
      gpus: fleets.reduce(0) { $0 + rental.instances(replicas: $1, gpusEach: chips) }
        * rental.gpusPerInstance,
      replicas: replicas, utilization: utilization)
  }
}

/// What is the same of a replica on all machines.
private struct PlannedReplica {
  let deployment: Deployment
  let concurrency: Double
  let step: StepTime
  let promptShare: Double
  let throughputFactor: Double

  init(_ deployment: Deployment, _ shape: RequestShape, concurrency: Double, step: StepTime) {
    self.deployment = deployment
    self.concurrency = concurrency
    self.step = step
    promptShare = deployment.promptShare(of: shape, concurrency: concurrency)
    throughputFactor = deployment.throughputErrorFactor
  }
}

/// What one replica serves, by closed form or by simulation.
private struct ReplicaSize {
  let requestsPerSecond: Double
  let pooling: Pooling
  let timeToFirstTokenSeconds: Double

  init(_ capacity: ServiceCapacity, _ simulated: SimulatedSizes?, _ scale: ClosedFormScale?) {
    requestsPerSecond =
      simulated?.requestsPerSecond ?? capacity.requestsPerSecond * (scale?.most ?? 1)
    pooling = simulated?.pooling ?? scale?.pooling ?? .none
    timeToFirstTokenSeconds =
      simulated?.sizing(replicas: 1).replica.timeToFirstTokenSeconds
      ?? capacity.timeToFirstTokenSeconds
  }
}

/// The traffic that all fleets of one demand share, by hour and by level.
private struct PlannedTraffic {
  let hourOfWeekWeights: [Double]
  private let held: TrafficLevels
  private let heldCommitted: TrafficLevels
  private let hourly: TrafficLevels

  /// `nil` in batch.
  init?(_ mode: Mode, _ regions: [Double], _ horizon: Horizon) {
    guard case .interactive(_, let traffic) = mode else { return nil }
    let weights = traffic.hourOfWeekWeights
    func levels(holdsPeak: Bool, isCommitted: Bool) -> TrafficLevels {
      TrafficLevels(
        weights: weights, regions: regions, horizon: horizon, holdsPeak: holdsPeak,
        isCommitted: isCommitted)
    }
    hourOfWeekWeights = weights
    held = levels(holdsPeak: true, isCommitted: false)
    heldCommitted = levels(holdsPeak: true, isCommitted: true)
    hourly = levels(holdsPeak: false, isCommitted: false)
  }

  /// The levels under a policy; only machines billed by use follow the hours.
  func levels(_ policy: FleetPlan.Policy, _ terms: Rental.Terms) -> TrafficLevels {
    policy != .fixedAtPeak ? hourly : terms.isBilledByUse ? held : heldCommitted
  }
}
