import Roofline
import Workloads

/// Finds the cheapest fleet that several workloads can share.
final class SharedFleetSearch {
  private let members: [JointMember]
  private var rates: [String: (option: SelfHostOption, rate: Double, pooling: Pooling)?] = [:]
  private var allowed: [String: Bool] = [:]
  let candidates: [[SelfHostOption]]
  private var efficiencies: [String: Double?] = [:]
  private var last: (group: [Int], unlimited: Bool, found: [LaidOut])?

  /// Ways to serve each workload that are looked at for the others too.
  private static let mostCandidates = 12

  init(_ members: [JointMember]) {
    self.members = members
    candidates = members.map { $0.shareable(most: Self.mostCandidates) }
  }

  /// The cheapest fleet of some workloads; `nil` where no deployment may serve them all, or none of them waits.
  ///
  /// - Parameter unlimited: Whether machines of which there are only so many are passed over.
  func best(_ group: [Int], unlimited: Bool = false) -> SharedFleet? {
    let regions = members[group[0]].workload.costs.regions
    guard group.allSatisfy({ members[$0].workload.costs.regions == regions }),
      group.contains(where: { members[$0].isInteractive }),
      group.allSatisfy({ members[$0].workload.adapters == nil })
    else { return nil }
    let plans = laidOut(group, unlimited: unlimited).map {
      (machines: $0.machines, option: $0.option, members: $0.members, least: $0.machines.leastUSD)
    }.sorted { $0.least < $1.least }
    var best: (usd: Double, fleet: SharedFleet)?
    for plan in plans where plan.least < best?.usd ?? .infinity {
      var (way, cost) = (
        SharedLoad.Way.byTurns,
        plan.machines.cost(.byTurns, below: best?.usd ?? .infinity)
      )
      // Without loss a mixture takes the fewest replicas; only where that pays, its loss is worked out.
      let limit = min(cost.usd, best?.usd ?? .infinity)
      if plan.machines.cost(.mixed(efficiency: 1), below: limit).usd < limit,
        let efficiency = efficiency(plan.option.deployment, plan.members)
      {
        let mixed = plan.machines.cost(.mixed(efficiency: efficiency), below: limit)
        if mixed.usd < cost.usd { (way, cost) = (.mixed(efficiency: efficiency), mixed) }
      }
      guard cost.usd < best?.usd ?? .infinity else { continue }
      best = (cost.usd, fleet(plan.option, plan.machines, plan.members, way, cost))
    }
    return best?.fleet
  }

  /// A deployment on machines that may serve a group.
  typealias LaidOut = (machines: SharedMachines, option: SelfHostOption, members: [Served])

  /// Every deployment on every machine that may serve a group.
  func laidOut(_ group: [Int], unlimited: Bool) -> [LaidOut] {
    if let last, last.group == group, last.unlimited == unlimited { return last.found }
    var seen: Set<String> = []
    let found = group.flatMap { candidates[$0] }.compactMap { option -> LaidOut? in
      guard case .fleet(let plan) = option.plan, !unlimited || option.rental.maximumGPUs == nil,
        seen.insert(
          "\(option.deployment.key)|\(option.rental.id)|\(option.rental.terms)|\(plan.policy)"
        ).inserted,
        let (machines, served) = machines(option, plan, group)
      else { return nil }
      return (machines, option, served)
    }
    last = (group, unlimited, found)
    return found
  }

  /// A workload on the replicas of a deployment.
  struct Served {
    let member: JointMember
    let option: SelfHostOption
    let requestsPerSecond: Double
    let pooling: Pooling
  }

  private func machines(
    _ base: SelfHostOption, _ plan: FleetPlan, _ group: [Int]
  ) -> (SharedMachines, [Served])? {
    let deployment = base.deployment
    var rental = base.rental
    var parts: [SharedLoad.Part] = []
    var batches: [SharedLoad.Batch] = []
    var served: [Served] = []
    var waiting: [Served] = []
    var prices = [1.0]
    var spares = 0
    for index in group {
      let member = members[index]
      guard let own = member.rental(like: base.rental), allows(deployment, member),
        let (option, rate, pooling) = rate(of: member, on: deployment, own)
      else { return nil }
      if own.usdPerInstanceHour > rental.usdPerInstanceHour { rental = own }
      let months = member.demand.horizon.months
      if months.count > prices.count
        || months.count == prices.count
          && months.reduce(0, { $0 + $1.machinePrice }) > prices.reduce(0, +)
      {
        prices = months.map(\.machinePrice)
      }
      let joined = Served(
        member: member, option: option, requestsPerSecond: rate, pooling: pooling)
      switch member.workload.mode {
      case .interactive(let level, let traffic):
        parts.append(
          SharedLoad.Part(
            load: HourlyLoad(
              requests: member.demand.requests, weights: traffic.hourOfWeekWeights,
              horizon: member.demand.horizon), requestsPerSecond: rate, pooling: pooling))
        spares = max(
          spares,
          own.spareReplicas ?? level.spareReplicas ?? member.decision.assumptions.spareReplicas)
        served.append(joined)
      case .batch(let terms):
        guard plan.policy == .fixedAtPeak, let batch = batch(member, option, terms, rate) else {
          return nil
        }
        batches.append(batch)
        waiting.append(joined)
      }
    }
    let regions = members[group[0]].workload.costs.regions
    let total = regions.reduce(0, +)
    return (
      SharedMachines(
        load: SharedLoad(
          parts: parts, batches: batches,
          regions: regions.isEmpty ? [1] : regions.map { $0 / total }
        ), rental: rental, gpusPerReplica: deployment.layout.chips, spares: spares,
        policy: plan.policy, monthPrices: prices), served + waiting
    )
  }

  private func allows(_ deployment: Deployment, _ member: JointMember) -> Bool {
    let key = "\(member.index)|\(deployment.key)"
    if let known = allowed[key] { return known }
    let found = member.allows(deployment)
    allowed[key] = found
    return found
  }

  /// What one replica serves of a workload, worked out once for all machines.
  private func rate(
    of member: JointMember, on deployment: Deployment, _ rental: Rental
  ) -> (option: SelfHostOption, rate: Double, pooling: Pooling)? {
    let key = "\(member.index)|\(deployment.key)"
    if let known = rates[key] { return known }
    var found: (option: SelfHostOption, rate: Double, pooling: Pooling)?
    if let option = member.option(on: deployment, rental) {
      if case .batch = option.plan {
        let rate = deployment.saturation(of: option.demand.shape).requestsPerSecond
        if rate > 0 { found = (option, rate, .none) }
      } else if let rate = member.rate(option), rate.requestsPerSecond > 0 {
        found = (option, rate.requestsPerSecond, rate.pooling)
      }
    }
    rates[key] = .some(found)
    return found
  }

  /// A batch as it runs on idle replicas: loaded already, and never taken away, but emptied each hour for those that
  /// wait.
  private func batch(
    _ member: JointMember, _ option: SelfHostOption, _ terms: BatchTerms, _ rate: Double
  ) -> SharedLoad.Batch? {
    guard case .batch(let plan) = option.plan else { return nil }
    let state = option.deployment.saturation(of: option.demand.shape)
    let usable = 1 - state.drainSeconds / 3600
    guard usable > 0.1 else { return nil }
    let jobs = member.workload.batchJobs?.jobsPerMonth ?? 1
    let likely =
      member.demand.requests / jobs / rate / 3600 / (1 - plan.failedShare) / usable
    return SharedLoad.Batch(
      job: TroughJob(
        replicaHours: likely / plan.reliedOnSpeed, deadlineHours: terms.deadlineHours,
        readyHour: terms.readyHourUTC, isDaily: jobs > Volume.daysPerMonth - 1),
      replicaHours: likely * jobs, months: member.demand.horizon.months.map(\.volume))
  }

  /// What a replica does of the mixture over what it does of each workload by turns, at the worst of the busiest hour and
  /// those in which one workload has its largest share; `nil` where some workload misses its targets.
  ///
  /// With shares `s` of the requests and rates `r` by turns, `1/Σ(s/r)` is what turns make; the closed form says what the
  /// mixture makes, with each workload within its own targets.
  func efficiency(_ deployment: Deployment, _ served: [Served]) -> Double? {
    let key = served.map { "\($0.member.index)" }.joined(separator: ",") + "|" + deployment.key
    if let known = efficiencies[key] { return known }
    let found = mixtureEfficiency(deployment, served)
    efficiencies[key] = .some(found)
    return found
  }

  private func mixtureEfficiency(_ deployment: Deployment, _ served: [Served]) -> Double? {
    let interactive = served.filter { $0.member.isInteractive }
    let weights = interactive.map { one -> [Double] in
      guard case .interactive(_, let traffic) = one.member.workload.mode else { return [] }
      return traffic.hourOfWeekWeights.map { $0 * one.member.demand.requests }
    }
    guard interactive.count > 1 else { return 1 }
    // Sessions of several workloads would push each other out of the same caches.
    guard interactive.allSatisfy({ $0.option.demand.workingSet == nil }) else { return nil }
    func busy(_ hour: Int) -> Double {
      interactive.indices.reduce(0) { $0 + weights[$1][hour] / interactive[$1].requestsPerSecond }
    }
    let hours = 0..<HourlyLoad.hours
    var chosen: Set<[Double]> = []
    func choose(_ value: (Int) -> Double) {
      guard let hour = hours.max(by: { value($0) < value($1) }) else { return }
      let sum = weights.reduce(0) { $0 + $1[hour] }
      chosen.insert(weights.map { ($0[hour] / sum * 100).rounded() / 100 })
    }
    choose(busy)
    for index in interactive.indices {
      choose { hour in
        let load = busy(hour)
        return load > 0 ? weights[index][hour] / interactive[index].requestsPerSecond / load : 0
      }
    }
    var worst = 1.0
    for shares in chosen {
      let total = shares.reduce(0, +)
      let parts = interactive.indices.map { index in
        RequestPart(
          share: shares[index] / total, mix: interactive[index].option.demand.mix,
          sharedPrefix: interactive[index].option.demand.sharedPrefix)
      }
      let present = parts.filter { $0.share > 0 }
      guard present.count > 1 else { continue }
      let turns =
        1
        / parts.indices.reduce(0) {
          $0 + parts[$1].share / (interactive[$1].closedForm ?? .infinity)
        }
      for (place, one) in interactive.indices.filter({ parts[$0].share > 0 }).enumerated() {
        guard case .interactive(let level, _) = interactive[one].member.workload.mode,
          let mixed = deployment.capacity(
            for: ServiceDemand(place, among: present, percentile: level.percentile), within: level)
        else { return nil }
        worst = min(worst, mixed.requestsPerSecond / turns)
      }
    }
    return worst
  }

  private func fleet(
    _ base: SelfHostOption, _ machines: SharedMachines, _ served: [Served], _ way: SharedLoad.Way,
    _ cost: SharedMachines.Cost
  ) -> SharedFleet {
    var efficiency = 1.0
    if case .mixed(let found) = way { efficiency = found }
    let shares = machines.load.shares
    return SharedFleet(
      deployment: base.deployment, rental: machines.rental, policy: machines.policy,
      replicas: cost.replicas, spares: machines.spares, gpus: cost.gpus,
      isMixed: way != .byTurns, efficiency: efficiency, batchStartHour: cost.batchStart,
      shares: zip(served, shares).map { one, share in
        SharedFleet.Share(
          workload: one.member.index, share: share,
          machineUSD: cost.usd * share * (1 + one.member.workload.costs.taxRate),
          replicaRequestsPerSecond: one.requestsPerSecond, isInTroughs: !one.member.isInteractive)
      }.sorted { $0.workload < $1.workload }, machines: machines, way: way,
      options: served.map { ($0.member.index, $0.option) })
  }
}

extension SharedFleetSearch.Served {
  /// Requests per second by the closed form, which the mixture is held against.
  fileprivate var closedForm: Double? { option.serviceCapacity?.requestsPerSecond }
}
