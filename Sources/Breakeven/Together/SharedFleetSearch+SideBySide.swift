import Numerics
import Roofline
import Workloads

extension SharedFleetSearch {
  /// Pairs of deployments of which shares of memory and time are looked at, those first that may cost least.
  private static let mostPairs = 6

  /// The cheapest machines on which two models lie side by side, where that costs less than machines apart; `nil` where
  /// their weights and caches do not fit one replica's memory, or one of them misses its targets.
  ///
  /// - Parameters:
  ///   - group: Two workloads that wait, without sessions.
  ///   - unlimited: Whether machines of which there are only so many are passed over.
  func bestSideBySide(
    _ group: [Int], members: [JointMember], unlimited: Bool = false
  ) -> SharedFleet? {
    guard group.count == 2, group.allSatisfy({ members[$0].isInteractive }) else { return nil }
    let (first, second) = (members[group[0]], members[group[1]])
    guard first.workload.costs.regions == second.workload.costs.regions,
      let one = first.alone.first, let other = second.alone.first
    else { return nil }
    let apart = one.machineUSD + other.machineUSD
    let pairs = pairs(first, second, unlimited: unlimited).compactMap {
      pair -> (SideBySide, least: Double)? in
      let least = pair.machines.cost(.mixed(efficiency: 1), below: apart).usd
      return least < apart ? (pair, least) : nil
    }.sorted { $0.least < $1.least }
    var best: (pair: SideBySide, shares: SideBySide.Shares, cost: SharedMachines.Cost)?
    for (pair, least) in pairs.prefix(Self.mostPairs) {
      let limit = best?.cost.usd ?? apart
      guard least < limit, let shares = pair.shares() else { continue }
      let cost = pair.machines(shares).cost(.sideBySide, below: limit)
      if cost.usd < limit { best = (pair, shares, cost) }
    }
    return best.map { $0.pair.fleet($0.shares, $0.cost, apartUSD: apart) }
  }

  /// Deployments of two models on the same machines, spread over as many chips.
  private func pairs(
    _ first: JointMember, _ second: JointMember, unlimited: Bool
  ) -> [SideBySide] {
    var seen: Set<String> = []
    var pairs: [SideBySide] = []
    for (base, guest) in [(first, second), (second, first)] {
      for option in candidates[base.index] {
        guard case .fleet(let plan) = option.plan, !unlimited || option.rental.maximumGPUs == nil,
          let rental = guest.rental(like: option.rental), option.demand.workingSet == nil
        else { continue }
        for other in candidates[guest.index]
        where other.modelName != option.modelName && other.demand.workingSet == nil
          && other.deployment.accelerator.id == option.deployment.accelerator.id
          && other.deployment.layout.chips == option.deployment.layout.chips
        {
          let keys = [option, other].map(\.deployment.key).sorted().joined(separator: "|")
          guard case .fleet = other.plan,
            seen.insert("\(keys)|\(rental.id)|\(rental.terms)|\(plan.policy)").inserted
          else { continue }
          let dearer =
            rental.usdPerInstanceHour > option.rental.usdPerInstanceHour ? rental : option.rental
          pairs.append(
            SideBySide(
              [(base, option), (guest, other)], rental: dearer, policy: plan.policy))
        }
      }
    }
    return pairs
  }
}

/// Two models in the memory of the same accelerators.
///
/// Memory is divided: what both models' weights and overheads leave is shared out to their caches. Time is divided too:
/// the models' steps take turns, and with a fixed share `φ` of the time each step takes `1/φ` as long. So a model keeps a
/// target where it alone would keep `φ` of it, and then serves `φ` times what it alone would:
/// `rate(φ) = φ · capacity(φ · targets)`. With one step of each by turns, `φ` is one step's share of both, and the time
/// between tokens the sum of both steps. Time that one leaves idle the other does not get, which errs on the safe side.
private struct SideBySide {
  struct Shares {
    /// Of the time, and of what is left for caches, of the first.
    let time: Double
    let cache: Double
    /// What each serves over what it does alone, and the deployments and capacities with what they have.
    let factors: [Double]
    let deployments: [Deployment]
    let capacities: [ServiceCapacity]
  }

  let sides: [(member: JointMember, option: SelfHostOption)]
  let rental: Rental
  let policy: FleetPlan.Policy

  private static let cacheShares = [0.25, 0.5, 0.75]
  private static let tries = 6

  init(
    _ sides: [(member: JointMember, option: SelfHostOption)], rental: Rental,
    policy: FleetPlan.Policy
  ) {
    self.sides = sides
    self.rental = rental
    self.policy = policy
  }

  /// The machines if each model served as much as alone.
  var machines: SharedMachines { machines(factors: [1, 1]) }

  func machines(_ shares: Shares) -> SharedMachines { machines(factors: shares.factors) }

  private func machines(factors: [Double]) -> SharedMachines {
    var spares = 0
    var prices = [1.0]
    var parts: [SharedLoad.Part] = []
    for (index, side) in sides.enumerated() {
      guard case .interactive(let level, let traffic) = side.member.workload.mode,
        case .fleet(let plan) = side.option.plan
      else { continue }
      let horizon = side.member.demand.horizon
      if horizon.months.count > prices.count { prices = horizon.months.map(\.machinePrice) }
      spares = max(
        spares,
        rental.spareReplicas ?? level.spareReplicas
          ?? side.member.decision.assumptions.spareReplicas)
      parts.append(
        SharedLoad.Part(
          load: HourlyLoad(
            requests: side.member.demand.requests, weights: traffic.hourOfWeekWeights,
            horizon: horizon),
          requestsPerSecond: plan.replicaRequestsPerSecond * factors[index], pooling: plan.pooling))
    }
    let regions = sides[0].member.workload.costs.regions
    let total = regions.reduce(0, +)
    return SharedMachines(
      load: SharedLoad(
        parts: parts, regions: regions.isEmpty ? [1] : regions.map { $0 / total }),
      rental: rental, gpusPerReplica: sides[0].option.deployment.layout.chips, spares: spares,
      policy: policy, monthPrices: prices)
  }

  /// The shares of time and memory with which the fewest replicas do at each model's busiest hour.
  func shares() -> Shares? {
    let peaks = machines.load.parts.map { part in
      (part.load.requestsPerSecond.max() ?? 0) * (part.load.months.max() ?? 1)
        / part.requestsPerSecond
    }
    guard peaks.count == 2 else { return nil }
    var best: (shares: Shares, replicas: Double)?
    for cache in Self.cacheShares {
      guard let first = beside(0, share: cache), let second = beside(1, share: 1 - cache) else {
        continue
      }
      // The first needs fewer replicas the more time it has, the second more.
      var (low, high) = (0.0, 1.0)
      for _ in 0..<Self.tries {
        let time = (low + high) / 2
        let one = served(0, by: first, time: time)
        let other = served(1, by: second, time: 1 - time)
        let needs = [one, other].enumerated().map { index, found in
          found.map { peaks[index] / $0.factor } ?? .infinity
        }
        if let one, let other, max(needs[0], needs[1]) < best?.replicas ?? .infinity {
          best = (
            Shares(
              time: time, cache: cache, factors: [one.factor, other.factor],
              deployments: [first, second], capacities: [one.capacity, other.capacity]),
            max(needs[0], needs[1])
          )
        }
        if one == nil && other == nil { break }
        if needs[0] > needs[1] { low = time } else { high = time }
      }
    }
    return best?.shares
  }

  private func beside(_ index: Int, share: Double) -> Deployment? {
    let (own, other) = (sides[index].option.deployment, sides[1 - index].option.deployment)
    guard let memory = own.memory.beside(other.memory, share: share) else { return nil }
    return try? own.with(memory: memory)
  }

  /// What a model serves in a share of the time over what it does alone, by the closed form.
  private func served(
    _ index: Int, by deployment: Deployment, time: Double
  ) -> (factor: Double, capacity: ServiceCapacity)? {
    let (member, option) = sides[index]
    guard case .interactive(let level, _) = member.workload.mode,
      let alone = option.serviceCapacity?.requestsPerSecond, alone > 0,
      let capacity = deployment.capacity(
        for: ServiceDemand(
          option.demand.mix, sharedPrefix: option.demand.sharedPrefix,
          percentile: level.percentile), within: level.targets(dividedBy: 1 / time))
    else { return nil }
    return (time * min(1, capacity.requestsPerSecond / alone), capacity)
  }

  func fleet(_ shares: Shares, _ cost: SharedMachines.Cost, apartUSD: Double) -> SharedFleet {
    let machines = machines(shares)
    let borne = machines.load.shares
    let times = [shares.time, 1 - shares.time]
    var fleet = SharedFleet(
      deployment: shares.deployments[0], rental: rental, policy: policy, replicas: cost.replicas,
      spares: machines.spares, gpus: cost.gpus, isMixed: false, efficiency: 1,
      batchStartHour: nil,
      shares: sides.indices.map { index in
        let member = sides[index].member
        return SharedFleet.Share(
          workload: member.index, share: borne[index],
          machineUSD: cost.usd * borne[index] * (1 + member.workload.costs.taxRate),
          replicaRequestsPerSecond: machines.load.parts[index].requestsPerSecond,
          isInTroughs: false)
      }.sorted { $0.workload < $1.workload }, machines: machines, way: .sideBySide,
      options: sides.indices.map { index in
        (
          sides[index].member.index,
          SelfHostOption(
            like: sides[index].option, deployment: shares.deployments[index],
            capacity: shares.capacities[index])
        )
      })
    fleet.slices = sides.indices.map { index in
      let memory = shares.deployments[index].memory
      return SharedFleet.Slice(
        workload: sides[index].member.index, deployment: shares.deployments[index],
        memoryShare: (memory.weights + memory.overhead + memory.cache) / memory.visible,
        timeShare: times[index])
    }.sorted { $0.workload < $1.workload }
    fleet.apartUSD = apartUSD
    return fleet
  }
}

extension SharedFleet {
  /// How far steps of models side by side may be from what fixed shares of the time make of them: nobody published
  /// timings of two models that take turns on a chip, so four in five cases are assumed within a quarter.
  private static let interference = 1.25

  /// A workload's mode with the targets as steps must keep them that run all the time.
  func mode(of workload: Int, in mode: Mode) -> Mode {
    guard case .interactive(let level, let traffic) = mode,
      let slice = slices.first(where: { $0.workload == workload })
    else { return mode }
    return .interactive(level.targets(dividedBy: 1 / slice.timeShare), traffic)
  }

  /// The spread of the logarithm of step times, wider where models take turns.
  func spread(_ spread: (below: Double, above: Double)) -> (below: Double, above: Double) {
    guard !slices.isEmpty else { return spread }
    let more = naturalLogarithm(Self.interference) / ErrorSpread.normalQuantile90
    func wider(_ one: Double) -> Double { (one * one + more * more).squareRoot() }
    return (wider(spread.below), wider(spread.above))
  }
}
