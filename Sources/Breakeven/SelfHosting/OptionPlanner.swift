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
  let overheadUSD: Double
  /// Whether machines come and go with the traffic.
  let allowsAutoscaling: Bool
  let assumptions: DecisionAssumptions
  /// What is the same for all deployments that serve interactive traffic.
  private let traffic: PlannedTraffic?

  init(_ workload: Workload, demand: Demand, assumptions: DecisionAssumptions) throws(InputError) {
    self.demand = demand
    mode = workload.mode
    jobs = workload.batchJobs?.jobsPerMonth ?? 1
    costs = workload.costs
    overheadUSD = try OverheadCost(ofSelfHosting: workload.costs, in: demand.period).likelyUSD
    allowsAutoscaling = workload.candidates.allowsAutoscaling
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
    if let own = found.demand {
      var found = found
      found.demand = nil
      return with(demand: own).options(
        for: found, on: machines, below: limit, servingAll: servingAll)
    }
    let replica = Replica(found)
    switch mode {
    case .interactive(let level, let arrivals):
      guard let capacity = found.capacity else { return [] }
      let trust = Self.trust(
        in: capacity, within: level, burstiness: arrivals.burstiness,
        isPrefillOnly: demand.shape.completion < Self.fewestDecodedTokens)
      return fleets(
        replica, capacity, ReplicaSize(capacity, nil, nil), machines, trust: trust, below: limit,
        servingAll: servingAll)
    case .batch(let terms):
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

  /// The options of a deployment whose fleets were sized by simulation.
  func options(
    like known: SelfHostOption, on machines: [Rental], sizedBy simulated: SimulatedSizes,
    servingAll: Bool = true
  ) -> [SelfHostOption] {
    fleets(
      Replica(known), simulated.closedForm, ReplicaSize(simulated.closedForm, simulated, nil),
      machines, trust: .untrusted, simulated: simulated, servingAll: servingAll)
  }

  /// The options of a deployment that was not simulated, with what simulation left of the closed form of others.
  func options(
    like known: SelfHostOption, on machines: [Rental], scaling scale: ClosedFormScale
  ) -> [SelfHostOption] {
    guard let capacity = known.serviceCapacity else { return [] }
    return fleets(
      Replica(known), capacity, ReplicaSize(capacity, nil, scale), machines, trust: .scaled)
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

  /// The options of replicas of which some read prompts and the others write.
  ///
  /// Sellers that run models themselves have none, and machines of a marketplace are not joined by a network.
  ///
  /// - Parameters:
  ///   - writingFactor: What a writer writes over what the closed form says.
  ///   - trust: How far that is to be trusted.
  ///   - simulated: What a simulation found instead.
  func splitOptions(
    _ split: SplitPlan, engineSpread: Double, isStepInQuality: Bool, on machines: [Rental],
    writingFactor: Double = 1, trust: SelfHostOption.ClosedFormTrust = .untrusted,
    simulated: SplitSizes? = nil
  ) -> [SelfHostOption] {
    splitOptions(
      split, Replica(split, engineSpread, isStepInQuality: isStepInQuality), on: machines,
      writingFactor: writingFactor, trust: trust, simulated: simulated)
  }

  /// The same for an option that was planned before.
  func splitOptions(
    _ split: SplitPlan, like known: SelfHostOption, on machines: [Rental],
    writingFactor: Double = 1, trust: SelfHostOption.ClosedFormTrust = .untrusted,
    simulated: SplitSizes? = nil
  ) -> [SelfHostOption] {
    splitOptions(
      split, Replica(known), on: machines, writingFactor: writingFactor, trust: trust,
      simulated: simulated)
  }

  private func splitOptions(
    _ split: SplitPlan, _ replica: Replica, on machines: [Rental], writingFactor: Double,
    trust: SelfHostOption.ClosedFormTrust, simulated: SplitSizes?
  ) -> [SelfHostOption] {
    guard case .interactive(let level, _) = mode, let traffic else { return [] }
    let writing = split.workers.writing
    let capacity = split.workers.asReplica
    let rate = writing.requestsPerSecond * writingFactor
    return machines.filter { $0.holds(split) }.flatMap { rental in
      let follows = rental.terms == .onDemand && allowsAutoscaling
      return (follows ? [FleetPlan.Policy.fixedAtPeak, .autoscaledHourly] : [.fixedAtPeak])
        .map { policy in
          FleetPlan(
            policy: policy,
            spares: rental.spareReplicas ?? level.spareReplicas ?? assumptions.spareReplicas,
            replicaRequestsPerSecond: rate, gpusPerReplica: split.decode.layout.chips,
            rental: rental, hourOfWeekWeights: traffic.hourOfWeekWeights, horizon: demand.horizon,
            regions: costs.regions, split: split, levels: traffic.levels(policy, rental.terms))
        }
    }.map { plan in
      option(
        replica, .fleet(plan), requestsPerSecond: rate,
        concurrency: simulated?.outcome.writer.concurrency ?? writing.concurrency,
        step: simulated?.outcome.writer.step ?? writing.step,
        promptShare: split.workers.readingShare, capacity: capacity,
        sizing: simulated.map {
          .simulated(
            SelfHostOption.SimulatedSizing(
              replicas: $0.writers, burstiness: $0.outcome.writer.burstiness,
              replica: $0.outcome.writer,
              closedFormRequestsPerSecond: writing.requestsPerSecond,
              closedFormUtilization: writing.requestsPerSecond
                / max(1e-12, writing.saturationRequestsPerSecond), seed: assumptions.seed))
        } ?? .closedForm(trust))
    }
    .filter { $0.machineUSD < .infinity }
  }

  /// Both kinds of replicas under other terms; none in batch, where nobody waits for a first token.
  private func splitOptions(
    replanning split: SplitPlan, like known: SelfHostOption, on machines: [Rental]
  ) -> [SelfHostOption] {
    guard case .interactive(let level, _) = mode else { return [] }
    let served = ServiceDemand(
      demand.mix, sharedPrefix: demand.sharedPrefix, percentile: level.percentile)
    guard
      let workers = SplitWorkers(
        split.workers.reader, split.workers.writer, for: served, within: level)
    else { return [] }
    return splitOptions(SplitPlan(workers), like: known, on: machines)
  }

  /// Requests per second that come to the largest region at its busiest hour.
  var peakRequestsPerSecond: Double {
    let shares = costs.regions
    let largest = (shares.max() ?? 1) / (shares.isEmpty ? 1 : shares.reduce(0, +))
    let peak = traffic?.hourOfWeekWeights.max() ?? 1
    let month = demand.horizon.months.reduce(0) { max($0, $1.volume) }
    return largest * peak * month * demand.requests / FleetPlan.secondsPerMonth
  }

  private func fleets(
    _ replica: Replica, _ capacity: ServiceCapacity, _ size: ReplicaSize, _ machines: [Rental],
    trust: SelfHostOption.ClosedFormTrust, simulated: SimulatedSizes? = nil,
    below limit: Double? = nil, servingAll: Bool = true
  ) -> [SelfHostOption] {
    guard case .interactive(let level, _) = mode, let traffic else { return [] }
    func promptShare(_ concurrency: Double) -> Double {
      replica.deployment.promptShare(of: demand.shape, concurrency: concurrency)
    }
    let share = promptShare(capacity.concurrency)
    var size = size
    if machines.contains(where: { $0.service != nil }) {
      size.secondsAlone =
        1
        / max(
          1e-9,
          replica.deployment.steadyState(of: demand.shape, concurrency: 1).requestsPerSecond)
    }
    let sized = size
    var limit = limit
    return machines.filter { $0.terms != .spot }.flatMap { rental in
      fleets(replica.deployment, sized, level, traffic, rental).compactMap { plan in
        if let known = limit {
          let tax = 1 + costs.taxRate
          guard plan.costsLess(than: known / tax, requests: demand.requests) else { return nil }
          limit = min(known, plan.usdPerMonth(requests: demand.requests) * tax)
        }
        let replicas = max(1, plan.peakReplicas(requestsPerMonth: demand.requests) - plan.spares)
        let rate = plan.replicaRequestsPerSecond * plan.pooling.share(replicas: replicas)
        guard let sizing = simulated?.sizing(replicas: replicas) else {
          return option(
            replica, .fleet(plan), requestsPerSecond: rate, concurrency: capacity.concurrency,
            step: capacity.step, promptShare: share, capacity: capacity, sizing: .closedForm(trust))
        }
        return option(
          replica, .fleet(plan), requestsPerSecond: rate,
          concurrency: sizing.replica.concurrency, step: sizing.replica.step,
          promptShare: promptShare(sizing.replica.concurrency), capacity: capacity,
          sizing: .simulated(sizing))
      }
    }
    .filter { !servingAll || $0.machineUSD < .infinity }
  }

  /// Completions shorter than this are nearly all prefill, which the closed form takes one by one where an
  /// engine reads many prompts in a step.
  private static let fewestDecodedTokens = 2.0

  /// Why the closed form may be taken, or that it may not.
  private static func trust(
    in capacity: ServiceCapacity, within level: ServiceLevel, burstiness: Double,
    isPrefillOnly: Bool
  ) -> SelfHostOption.ClosedFormTrust {
    guard level.hasTargets else { return .noTarget }
    if isPrefillOnly { return .untrusted }
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
        pooling: size.pooling, gpusPerReplica: deployment.layout.chips, rental: rental,
        hourOfWeekWeights: traffic.hourOfWeekWeights,
        horizon: demand.horizon, regions: costs.regions, coldStart: coldStart,
        levels: traffic.levels(policy, rental.terms))
    }
    if let service = rental.service, service.kind == .serverless {
      guard allowsAutoscaling else { return [] }
      // A worker that fails is one of the starts that are tolerated: the seller has others.
      return [
        byUse(deployment, size, level, traffic, rental, service, spares: level.spareReplicas ?? 0)
      ]
    }
    let spares =
      rental.spareReplicas ?? level.spareReplicas ?? assumptions.spareReplicas
    let fixed = fleet(.fixedAtPeak, spares: spares)
    guard rental.terms == .onDemand, allowsAutoscaling else { return [fixed] }
    if let service = rental.service {
      let hourly = [fixed, fleet(.autoscaledHourly, spares: spares)]
      guard service.idleSeconds != nil else { return hourly }
      return hourly
        + [
          byUse(
            deployment, size, level, traffic, rental, service, spares: level.spareReplicas ?? 0)
        ]
    }
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient =
      level.timeToFirstTokenSeconds.map { $0 > load + size.timeToFirstTokenSeconds } ?? true
    let coldStart = ColdStart(
      loadSeconds: load, toleratedShare: isPatient ? 1 : 1 - level.percentile / 100)
    return [
      fixed, fleet(.autoscaledHourly, spares: spares),
      fleet(.scaledToZero, spares: spares, coldStart: coldStart),
    ]
  }

  /// Workers that a seller starts with requests and takes back after an idle time.
  private func byUse(
    _ deployment: Deployment, _ size: ReplicaSize, _ level: ServiceLevel,
    _ traffic: PlannedTraffic, _ rental: Rental, _ service: ManagedService, spares: Int
  ) -> FleetPlan {
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient =
      level.timeToFirstTokenSeconds.map { $0 > load + size.timeToFirstTokenSeconds } ?? true
    return FleetPlan(
      policy: .scaledByUse, spares: spares, replicaRequestsPerSecond: size.requestsPerSecond,
      pooling: size.pooling, gpusPerReplica: deployment.layout.chips, rental: rental,
      hourOfWeekWeights: traffic.hourOfWeekWeights, horizon: demand.horizon,
      regions: costs.regions,
      workers: ScaledWorkers(
        concurrency: size.concurrency,
        secondsAlone: size.secondsAlone,
        loadSeconds: load, service: service, billing: rental.billing,
        toleratedShare: isPatient ? 1 : 1 - level.percentile / 100),
      levels: traffic.levels(.scaledByUse, rental.terms))
  }

  /// A month; for a job that is run once all that must be paid, or where the machines are there anyway only its own
  /// hours.
  private func committedHours(_ rental: Rental) -> Double? {
    guard demand.period == .job else { return Volume.hoursPerMonth }
    return rental.isPaid ? nil : max(Volume.hoursPerMonth, rental.committedYears * 8760)
  }

  private func batch(
    _ deployment: Deployment, _ state: SteadyState, terms: BatchTerms, throughputFactor: Double,
    _ rental: Rental
  ) -> BatchPlan {
    BatchPlan(
      jobs: jobs, committedHours: committedHours(rental),
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: state.concurrency / state.requestsPerSecond / 2,
      deadlineSeconds: terms.deadlineHours * 3600,
      interruptions: SpotInterruptions(
        of: rental, terms: mode.batchTerms, assumptions: assumptions,
        restartSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes)
          + state.concurrency / state.requestsPerSecond / 2),
      failedShare: assumptions.repeatedShare(mode.batchTerms),
      gpusPerReplica: deployment.layout.chips,
      rental: rental, horizon: demand.horizon,
      reliedOnSpeed: ErrorLaw.slowSpeed(
        chance: terms.deadlineChance, throughputFactor: throughputFactor))
  }

  private func option(
    _ replica: Replica, _ plan: SelfHostOption.Plan, requestsPerSecond: Double,
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
    let egress = costs.egressUSDPerThousandRequests / 1000
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

/// What is the same of a replica on all machines and under all plans.
private struct Replica {
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
private struct ReplicaSize {
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
