/// Finds every way to serve a workload oneself: candidate models × precisions × accelerators × layouts
/// × machines.
struct SelfHostSearch {
  let workload: Workload
  let demand: Demand
  let catalog: Catalog
  let assumptions: DecisionAssumptions
  let asOf: CalendarDate

  private(set) var options: [SelfHostOption] = []
  private(set) var exclusions: [Exclusion] = []

  init(
    workload: Workload, demand: Demand, models: [ModelArchitecture], catalog: Catalog,
    assumptions: DecisionAssumptions, asOf: CalendarDate
  ) throws(InputError) {
    self.workload = workload
    self.demand = demand
    self.catalog = catalog
    self.assumptions = assumptions
    self.asOf = asOf
    let rentals = try candidateRentals()
    let engines = try candidateEngines()
    let byGPU = Dictionary(grouping: rentals, by: \.gpu)
    let overhead = try OverheadCost(workload.costs).usd(in: demand.period).likely
    for model in models {
      if let exclusion = contextExclusion(model) {
        exclusions.append(exclusion)
        continue
      }
      for accelerator in try candidateAccelerators(engines) {
        let machines = byGPU[accelerator.id] ?? []
        guard !machines.isEmpty else { continue }
        for precision in try candidatePrecisions(model, accelerator) {
          for engine in engines {
            search(
              model, accelerator, precision, engine, machines: machines, overheadUSD: overhead)
          }
        }
      }
    }
    options.sort { ($0.totalUSD, $0.name) < ($1.totalUSD, $1.name) }
  }

  private mutating func search(
    _ model: ModelArchitecture, _ accelerator: Accelerator, _ precision: Precision,
    _ engine: EngineProfile, machines: [Rental], overheadUSD: Double
  ) {
    let largest = machines.map(\.maximumGPUsPerNode).max() ?? 1
    var reason: String?
    var hasFound = false
    for tensor in [1, 2, 4, 8] where tensor <= largest && model.canSplit(into: tensor) {
      let deployment = Deployment(
        model: model, accelerator: accelerator, parallelism: Parallelism(tensor: tensor),
        precision: precision, engine: engine)
      do {
        try deployment.checkFit(of: demand.shape)
      } catch {
        reason = error.description
        continue
      }
      let found = plans(for: deployment, on: machines.filter { $0.maximumGPUsPerNode >= tensor })
      if found.isEmpty { reason = assumptions.unmetServiceReason(workload.mode) }
      hasFound = hasFound || !found.isEmpty
      options += found.map { $0.option(demand: demand, overheadUSD: overheadUSD) }
    }
    if !hasFound, let reason {
      exclusions.append(
        Exclusion(name: "\(model.name) (\(precision.name)) on \(accelerator.id)", reason: reason))
    }
  }

  private func plans(for deployment: Deployment, on machines: [Rental]) -> [PlannedDeployment] {
    switch workload.mode {
    case .interactive(let level, let traffic):
      guard
        let capacity = deployment.capacity(
          for: demand.mix, sharedPrefix: demand.sharedPrefix, within: level)
      else { return [] }
      let weights = traffic.hourOfWeekWeights
      return machines.filter { $0.terms != .spot }.flatMap { rental in
        let policies: [FleetPlan.Policy] =
          rental.terms == .onDemand ? [.fixedAtPeak, .autoscaledHourly] : [.fixedAtPeak]
        return policies.map { policy in
          PlannedDeployment(
            deployment: deployment,
            plan: .fleet(
              FleetPlan(
                policy: policy, spares: assumptions.spareReplicas,
                replicaRequestsPerSecond: capacity.requestsPerSecond,
                gpusPerReplica: deployment.parallelism.chips, rental: rental,
                hourOfWeekWeights: weights)),
            requestsPerSecond: capacity.requestsPerSecond, concurrency: capacity.concurrency,
            step: capacity.step, serviceCapacity: capacity)
        }
      }
    case .batch(let terms):
      let state = deployment.saturation(of: demand.shape)
      let jobs = workload.batchJobs?.jobsPerMonth ?? 1
      return machines.filter { $0.terms != .spot || terms.spotAllowed }.compactMap { rental in
        let plan = BatchPlan(
          jobs: jobs, replicaRequestsPerSecond: state.requestsPerSecond,
          loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
          drainSeconds: state.concurrency / state.requestsPerSecond / 2,
          deadlineSeconds: terms.deadlineHours * 3600,
          interruptionShare: rental.terms == .spot ? assumptions.spotInterruptionShare : 0,
          gpusPerReplica: deployment.parallelism.chips, rental: rental)
        guard plan.isFeasible else { return nil }
        return PlannedDeployment(
          deployment: deployment, plan: .batch(plan), requestsPerSecond: state.requestsPerSecond,
          concurrency: state.concurrency, step: state.step, serviceCapacity: nil)
      }
    }
  }
}

/// A deployment with a plan, before its costs are summed.
private struct PlannedDeployment {
  let deployment: Deployment
  let plan: SelfHostOption.Plan
  let requestsPerSecond: Double
  let concurrency: Double
  let step: StepTime
  let serviceCapacity: ServiceCapacity?

  func option(demand: Demand, overheadUSD: Double) -> SelfHostOption {
    let machineUSD: Double
    let replicas: Int
    let utilization: Double
    let rental: Rental
    switch plan {
    case .fleet(let plan):
      machineUSD = plan.usdPerMonth(requests: demand.requests)
      replicas = plan.peakReplicas(requestsPerMonth: demand.requests)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
    case .batch(let plan):
      machineUSD = plan.usd(requests: demand.requests)
      replicas = plan.replicas(requestsPerJob: demand.requests / plan.jobs)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
    }
    let chips = deployment.parallelism.chips
    return SelfHostOption(
      deployment: deployment, plan: plan, replicaRequestsPerSecond: requestsPerSecond,
      concurrency: concurrency, step: step,
      promptShare: deployment.promptShare(of: demand.shape, concurrency: concurrency),
      serviceCapacity: serviceCapacity, throughputFactor: deployment.throughputErrorFactor,
      machineUSD: machineUSD, overheadUSD: overheadUSD,
      gpus: rental.instances(replicas: replicas, gpusEach: chips) * rental.gpusPerInstance,
      replicas: replicas, utilization: utilization)
  }
}

extension ModelArchitecture {
  /// Whether every layer's query heads divide evenly among so many ranks.
  func canSplit(into ranks: Int) -> Bool {
    layers.allSatisfy { layer in
      if case .attention(let shape) = layer.mixer {
        shape.queryHeads.isMultiple(of: ranks)
      } else {
        true
      }
    }
  }
}
