import Pricing
import Roofline
import Workloads

extension OptionPlanner {
  /// The fleets of a replica on some machines.
  ///
  /// - Parameter sparing: The spares of those that are wanted, where caches find what a fleet with so many finds; `nil`
  ///   for all.
  func fleets(
    _ replica: PlannedReplica, _ capacity: ServiceCapacity, _ size: PlannedReplicaSize,
    _ machines: [Rental],
    trust: SelfHostOption.ClosedFormTrust, simulated: SimulatedSizes? = nil,
    sparing: Int? = nil, below limit: Double? = nil, servingAll: Bool = true
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
    let hasTier = replica.deployment.tier != nil
    let suited = machines.filter { $0.terms != .spot && !(hasTier && $0.service != nil) }
    return suited.flatMap { rental in
      fleets(replica.deployment, sized, level, traffic, rental).compactMap { plan in
        guard sparing == nil || plan.spares == sparing else { return nil }
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
  static let fewestDecodedTokens = 2.0

  /// The closed form takes the number of requests in flight for a normal one, which it is not where a replica is idle for
  /// much of the time: at 0.23 in flight it kept a 95th percentile at 0.31 requests a second, of which the simulation
  /// kept the 97th at 1.66 (Qwen3-235B on 8 RTX 4090, 148 + 25 tokens, 34 ms a token).
  private static let fewestInFlight = 1.0

  /// Why the closed form may be taken, or that it may not.
  static func trust(
    in capacity: ServiceCapacity, within level: ServiceLevel, burstiness: Double,
    isPrefillOnly: Bool
  ) -> SelfHostOption.ClosedFormTrust {
    guard level.hasTargets else { return .noTarget }
    if isPrefillOnly || capacity.concurrency < Self.fewestInFlight { return .untrusted }
    let utilization =
      capacity.requestsPerSecond / max(1e-12, capacity.saturationRequestsPerSecond)
    return Deployment.shouldSimulate(
      burstiness: burstiness, utilization: utilization,
      promptInterference: capacity.promptInterference)
      ? .untrusted : .trusted
  }

  /// What one replica costs at least in the period, whatever its speed; `nil` in batch.
  var leastReplicaHours: LeastReplicaHours? {
    guard case .interactive(let level, _) = mode, let traffic else { return nil }
    return LeastReplicaHours(
      traffic.levels(.scaledToZero, .onDemand), committed: traffic.committed,
      requestsPerSecond: demand.requests / FleetPlan.secondsPerMonth,
      startSeconds: assumptions.startSeconds,
      toleratedShare: isPatient(level, loadSeconds: assumptions.startSeconds)
        ? 1 : 1 - level.percentile / 100)
  }

  /// US dollars with taxes of any fleet of replicas of so many chips, at least: of one replica and its spares.
  func leastUSD(chips: Int, on machines: [Rental], _ hours: LeastReplicaHours) -> Double {
    guard case .interactive(let level, _) = mode else { return 0 }
    return machines.holding(chips: chips).reduce(.infinity) { least, rental in
      guard rental.terms != .spot else { return least }
      let usdPerHour = ReplicaPacking(gpusEach: chips, on: rental).leastUSDPerReplicaHour
      return min(least, usdPerHour * leastHours(level, hours, rental) * (1 + costs.taxRate))
    }
  }

  private func leastHours(
    _ level: ServiceLevel, _ hours: LeastReplicaHours, _ rental: Rental
  ) -> Double {
    func byUse(_ service: ManagedService) -> Double {
      hours.scaledByUse(spares: Self.sparesByUse(level), keptPriceShare: service.keptPriceShare)
    }
    if let service = rental.service, service.kind == .serverless { return byUse(service) }
    let spares = spares(level, on: rental)
    let staying = hours.staying(spares: spares, isBilledByUse: rental.terms.isBilledByUse)
    guard rental.terms == .onDemand, allowsAutoscaling else { return staying }
    guard let service = rental.service else {
      return min(staying, hours.scaledToZero(spares: spares))
    }
    return service.idleSeconds == nil ? staying : min(staying, byUse(service))
  }

  private func isPatient(_ level: ServiceLevel, loadSeconds: Double, firstToken: Double = 0) -> Bool
  {
    level.timeToFirstTokenSeconds.map { $0 > loadSeconds + firstToken } ?? true
  }

  private func fleets(
    _ deployment: Deployment, _ size: PlannedReplicaSize, _ level: ServiceLevel,
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
      return [
        byUse(
          deployment, size, level, traffic, rental, service, spares: Self.sparesByUse(level))
      ]
    }
    let spares = spares(level, on: rental)
    let fixed = fleet(.fixedAtPeak, spares: spares)
    guard rental.terms == .onDemand, allowsAutoscaling else { return [fixed] }
    if let service = rental.service {
      let hourly = [fixed, fleet(.autoscaledHourly, spares: spares)]
      guard service.idleSeconds != nil else { return hourly }
      return hourly
        + [
          byUse(
            deployment, size, level, traffic, rental, service, spares: Self.sparesByUse(level))
        ]
    }
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient = isPatient(
      level, loadSeconds: load, firstToken: size.timeToFirstTokenSeconds)
    let coldStart = ColdStart(
      loadSeconds: load, toleratedShare: isPatient ? 1 : 1 - level.percentile / 100)
    return [
      fixed, fleet(.autoscaledHourly, spares: spares),
      fleet(.scaledToZero, spares: spares, coldStart: coldStart),
    ]
  }

  /// Spares of machines that run whether requests come or not.
  private func spares(_ level: ServiceLevel, on rental: Rental) -> Int {
    rental.spareReplicas ?? level.spareReplicas ?? assumptions.spareReplicas
  }

  /// Spares of workers that come and go: one that fails is one of the starts that are tolerated, as the seller has
  /// others.
  private static func sparesByUse(_ level: ServiceLevel) -> Int { level.spareReplicas ?? 0 }

  /// The counts of spares with which machines are planned, those that stay first.
  func spareCounts(_ level: ServiceLevel, on machines: [Rental]) -> [Int] {
    var counts: [Int] = []
    func add(_ count: Int) { if !counts.contains(count) { counts.append(count) } }
    for rental in machines where rental.service?.kind != .serverless {
      add(spares(level, on: rental))
    }
    if machines.contains(where: { $0.service != nil }) { add(Self.sparesByUse(level)) }
    return counts
  }

  /// Workers that a seller starts with requests and takes back after an idle time.
  private func byUse(
    _ deployment: Deployment, _ size: PlannedReplicaSize, _ level: ServiceLevel,
    _ traffic: PlannedTraffic, _ rental: Rental, _ service: ManagedService, spares: Int
  ) -> FleetPlan {
    let load = assumptions.loadSeconds(weightBytes: deployment.weightBytes)
    let isPatient = isPatient(
      level, loadSeconds: load, firstToken: size.timeToFirstTokenSeconds)
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
}
