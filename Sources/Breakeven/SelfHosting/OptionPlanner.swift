import CheckedJSON
import FleetSimulation
import Numerics
import Pricing
import Roofline
import Workloads

/// Plans how a deployment serves a demand on each kind of machine, and what that costs.
struct OptionPlanner {
  /// What a model is asked for, in its own tokens.
  let demand: Demand
  let mode: Mode
  /// Jobs in the accounting period, in batch.
  let jobs: Double
  let costs: DeclaredCosts
  /// US dollars of a request for calls of tools that whoever serves the model makes himself.
  let toolUSDPerRequest: Double
  let overheadUSD: Double
  /// Whether machines come and go with the traffic.
  let allowsAutoscaling: Bool
  let assumptions: DecisionAssumptions
  /// What is the same for all deployments that serve interactive traffic.
  let traffic: PlannedTraffic?

  init(_ workload: Workload, demand: Demand, assumptions: DecisionAssumptions) throws(InputError) {
    self.demand = demand
    mode = workload.mode
    jobs = workload.batchJobs?.jobsPerMonth ?? 1
    costs = workload.costs
    toolUSDPerRequest = ToolUse(workload).ownUSDPerRequest
    overheadUSD = try OverheadCost(ofSelfHosting: workload.costs, in: demand.period).likelyUSD
    allowsAutoscaling = workload.candidates.allowsAutoscaling
    self.assumptions = assumptions
    traffic = PlannedTraffic(mode, costs.regions, demand.horizon)
  }

  /// Plans for another mode, with the same demand; a batch is one job a day unless stated otherwise.
  init(_ other: OptionPlanner, mode: Mode) {
    demand = other.demand
    self.mode = mode
    jobs =
      demand.period == .month ? mode.batchTerms?.jobsPerMonth ?? Volume.daysPerMonth : 1
    costs = other.costs
    toolUSDPerRequest = other.toolUSDPerRequest
    overheadUSD = other.overheadUSD
    allowsAutoscaling = other.allowsAutoscaling
    assumptions = other.assumptions
    traffic = PlannedTraffic(mode, costs.regions, demand.horizon)
  }

  /// The same plans for a model that counts tokens otherwise.
  func with(demand: Demand) -> OptionPlanner { OptionPlanner(self, demand: demand) }

  private init(_ other: OptionPlanner, demand: Demand) {
    self.demand = demand
    mode = other.mode
    jobs = other.jobs
    costs = other.costs
    toolUSDPerRequest = other.toolUSDPerRequest
    overheadUSD = other.overheadUSD
    allowsAutoscaling = other.allowsAutoscaling
    assumptions = other.assumptions
    traffic = other.traffic
  }

  /// The options of a deployment that a search found; none if no machines suit it.
  ///
  /// - Parameter limit: Where only the cheapest counts, US dollars of machines that it must stay below; fleets that
  ///   certainly cost more than this, or than those before, are passed over.
  /// - Parameter servingAll: Whether machines that are too few for all requests are left out.
  func options(
    for found: DeploymentSearch.Found, on machines: [Rental], below limit: Double? = nil,
    servingAll: Bool = true
  ) -> [SelfHostOption] {
    if found.deployment.tier != nil, machines.contains(where: { $0.service != nil }) {
      let own = machines.filter { $0.service == nil }
      let sold = machines.filter { $0.service != nil }
      return options(for: found, on: own, below: limit, servingAll: servingAll)
        + (withoutTier(found).map {
          options(for: $0, on: sold, below: limit, servingAll: servingAll)
        } ?? [])
    }
    if found.demand != nil, case .interactive(let level, _) = mode {
      return spareCounts(level, on: machines).flatMap { spares in
        self.found(found, sparing: spares, level).map {
          with(demand: $0.demand ?? demand).fleets(
            for: $0, on: machines, sparing: spares, below: limit, servingAll: servingAll)
        } ?? []
      }
    }
    if let own = found.demand {
      var found = found
      found.demand = nil
      return with(demand: own).options(
        for: found, on: machines, below: limit, servingAll: servingAll)
    }
    switch mode {
    case .interactive:
      return fleets(
        for: found, on: machines, sparing: nil, below: limit, servingAll: servingAll)
    case .batch(let terms):
      let replica = PlannedReplica(found)
      let state = found.deployment.saturation(of: demand.shape)
      let promptShare = found.deployment.promptShare(
        of: demand.shape, concurrency: state.concurrency)
      return machines.filter { $0.terms != .spot || terms.spotAllowed }.compactMap { rental in
        let plan = batch(
          found.deployment, state, terms: terms,
          throughputFactor: replica.throughputFactor, rental)
        guard plan.isFeasible else { return nil }
        let option = option(
          replica, .batch(plan), requestsPerSecond: state.requestsPerSecond,
          concurrency: state.concurrency, step: state.step, promptShare: promptShare, capacity: nil,
          sizing: .closedForm(.noTarget))
        return !servingAll || option.machineUSD < .infinity ? option : nil
      }
    }
  }

  private func fleets(
    for found: DeploymentSearch.Found, on machines: [Rental], sparing: Int?, below limit: Double?,
    servingAll: Bool
  ) -> [SelfHostOption] {
    guard case .interactive(let level, let arrivals) = mode, let capacity = found.capacity else {
      return []
    }
    let trust = Self.trust(
      in: capacity, within: level, burstiness: arrivals.burstiness,
      isPrefillOnly: demand.shape.completion < Self.fewestDecodedTokens)
    return fleets(
      PlannedReplica(found), capacity, PlannedReplicaSize(capacity, nil, nil), machines,
      trust: trust, sparing: sparing, below: limit, servingAll: servingAll)
  }

  /// A deployment with what its caches find in a fleet with so many spares; `nil` where it does not keep the targets
  /// so.
  private func found(
    _ found: DeploymentSearch.Found, sparing spares: Int, _ level: ServiceLevel
  ) -> DeploymentSearch.Found? {
    guard let usual = OwnCaches(demand, mode: mode), usual.spares != spares,
      let caches = OwnCaches(demand, mode: mode, spares: spares)
    else { return found }
    return caches.capacity(of: found.deployment, within: level).map {
      DeploymentSearch.Found(
        deployment: found.deployment, capacity: $0.capacity, engineSpread: found.engineSpread,
        isStepInQuality: found.isStepInQuality, demand: $0.demand)
    }
  }

  /// The same on machines whose memory the seller keeps for themselves: those of serverless workers and endpoints; `nil`
  /// where it does not keep the targets without it.
  private func withoutTier(_ found: DeploymentSearch.Found) -> DeploymentSearch.Found? {
    guard let caches = OwnCaches(demand, mode: mode) else { return nil }
    let deployment = found.deployment.offloading(to: nil)
    func alone(_ capacity: ServiceCapacity?, _ demand: Demand?) -> DeploymentSearch.Found {
      DeploymentSearch.Found(
        deployment: deployment, capacity: capacity, engineSpread: found.engineSpread,
        isStepInQuality: found.isStepInQuality, demand: demand)
    }
    guard case .interactive(let level, _) = mode else {
      return alone(nil, caches.inBatch(deployment))
    }
    return caches.capacity(of: deployment, within: level).map { alone($0.capacity, $0.demand) }
  }

  /// The options of a deployment whose fleets were sized by simulation; of those whose caches find what was simulated.
  func options(
    like known: SelfHostOption, on machines: [Rental], sizedBy simulated: SimulatedSizes,
    servingAll: Bool = true
  ) -> [SelfHostOption] {
    fleets(
      PlannedReplica(known), simulated.closedForm,
      PlannedReplicaSize(simulated.closedForm, simulated, nil),
      machines, trust: .untrusted, simulated: simulated, sparing: known.sparesOfItsCaches,
      servingAll: servingAll)
  }

  /// The options of a deployment that was not simulated, with what simulation left of the closed form of others.
  func options(
    like known: SelfHostOption, on machines: [Rental], scaling scale: ClosedFormScale
  ) -> [SelfHostOption] {
    guard let capacity = known.serviceCapacity else { return [] }
    return fleets(
      PlannedReplica(known), capacity, PlannedReplicaSize(capacity, nil, scale), machines,
      trust: .scaled, sparing: known.sparesOfItsCaches)
  }

  /// The options of a deployment under other terms than it was found for.
  func options(replanning known: SelfHostOption, on machines: [Rental]) -> [SelfHostOption] {
    if let split = known.split { return splitOptions(replanning: split, like: known, on: machines) }
    var capacity: ServiceCapacity?
    var own: Demand?
    if case .interactive(let level, _) = mode, let caches = OwnCaches(demand, mode: mode) {
      let found = caches.capacity(of: known.deployment, within: level)
      (capacity, own) = (found?.capacity, found?.demand)
    } else if case .interactive(let level, _) = mode {
      capacity = known.deployment.capacity(
        for: demand.mix, sharedPrefix: demand.sharedPrefix, within: level)
    }
    return options(
      for: DeploymentSearch.Found(
        deployment: known.deployment, capacity: capacity, engineSpread: 0,
        isStepInQuality: known.isStepInQuality, demand: own), on: machines)
  }

  /// Requests per second that come to the largest region at its busiest hour.
  var peakRequestsPerSecond: Double {
    let peak = traffic?.hourOfWeekWeights.max() ?? 1
    let month = demand.horizon.months.reduce(0) { max($0, $1.volume) }
    return demand.largestRegionShare * peak * month * demand.requests / FleetPlan.secondsPerMonth
  }

  func option(
    _ replica: PlannedReplica, _ plan: SelfHostOption.Plan, requestsPerSecond: Double,
    concurrency: Double, step: StepTime, promptShare: Double, capacity: ServiceCapacity?,
    sizing: SelfHostOption.Sizing
  ) -> SelfHostOption {
    let replicas: Int
    let machineUSD = plan.machineUSD(requests: demand.requests)
    let utilization: Double
    let rental: Rental
    let fleets: [Int]
    var readers: [Int] = []
    switch plan {
    case .fleet(let plan):
      if plan.split != nil { readers = plan.peakReadersByRegion(requestsPerMonth: demand.requests) }
      replicas = plan.peakReplicas(requestsPerMonth: demand.requests)
      utilization = plan.utilization(requests: demand.requests, usdPerMonth: machineUSD)
      rental = plan.rental
      fleets = plan.peakReplicasByRegion(requestsPerMonth: demand.requests)
    case .batch(let plan):
      replicas = plan.replicas(requestsPerJob: demand.requests / plan.jobs)
      utilization = plan.utilization(requests: demand.requests)
      rental = plan.rental
      fleets = [replicas]
    }
    let chips = replica.deployment.layout.chips
    let egress = costs.egressUSDPerThousandRequests / 1000 + toolUSDPerRequest
    func instances(_ place: Int) -> Int {
      guard case .fleet(let plan) = plan, let split = plan.split else {
        return rental.instances(replicas: fleets[place], gpusEach: chips)
      }
      return SplitPacking(on: rental).instances(
        (readers[place], split.gpusPerReader), (fleets[place], chips))
    }
    return SelfHostOption(
      deployment: replica.deployment, demand: demand, isStepInQuality: replica.isStepInQuality,
      plan: plan, replicaRequestsPerSecond: requestsPerSecond, concurrency: concurrency,
      step: step,
      promptShare: promptShare,
      serviceCapacity: capacity, sizing: sizing, throughputFactor: replica.throughputFactor,
      machineUSD: machineUSD * (1 + costs.taxRate),
      overheadUSD: overheadUSD, egressUSD: egress * demand.requests,
      egressUSDPerRequest: egress, taxRate: costs.taxRate,
      gpus: fleets.indices.reduce(0) { $0 + instances($1) } * rental.gpusPerInstance,
      replicas: replicas, utilization: utilization)
  }
}
