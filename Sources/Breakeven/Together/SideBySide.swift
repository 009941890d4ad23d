import Roofline
import Workloads

/// Several models in the memory of the same accelerators.
///
/// Memory is divided: what all models' weights and overheads leave is shared out to their caches. Time is divided too:
/// the models' steps take turns, and with a fixed share `φ` of the time each step takes `1/φ` as long. So a model keeps a
/// target where it alone would keep `φ` of it, and then serves `φ` times what it alone would:
/// `rate(φ) = φ · capacity(φ · targets)`. With one step of each by turns, `φ` is one step's share of all, and the time
/// between tokens the sum of all steps. Time that one leaves idle the others do not get, which errs on the safe side.
struct SideBySide {
  /// A workload, and its model on the machines.
  typealias Side = (member: JointMember, option: SelfHostOption)

  /// What each side has, in their order.
  struct Shares {
    /// Of the time; they add up to one.
    let times: [Double]
    /// What each serves over what it does alone.
    let factors: [Double]
    /// The deployments and capacities with what they have.
    let deployments: [Deployment]
    let capacities: [ServiceCapacity]
  }

  /// What a model serves in a share of the time over what it does alone.
  private typealias Served = (factor: Double, capacity: ServiceCapacity)

  let sides: [Side]
  let rental: Rental
  let policy: FleetPlan.Policy

  /// Parts of the cache that one side has to one of each other, where they are not alike.
  private static let cacheParts = 3.0
  /// Times that the time is shared out anew.
  private static let rounds = 6
  /// Replicas at the busiest hour below which one does in any case, so that no better shares are looked for.
  private static let fewReplicas = 0.5
  /// Halvings that find the least time within which targets are kept.
  private static let halvings = 5

  init(_ sides: [Side], rental: Rental, policy: FleetPlan.Policy) {
    self.sides = sides
    self.rental = rental
    self.policy = policy
  }

  /// Whether each has some cache beside all weights.
  var fits: Bool { sides.indices.allSatisfy { memory($0, share: 1) != nil } }

  /// The machines if each model served as much as alone.
  var machines: SharedMachines { machines(factors: sides.map { _ in 1 }) }

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
    guard peaks.count == sides.count else { return nil }
    var best: (shares: Shares, replicas: Double)?
    for caches in cacheShares {
      let deployments = sides.indices.compactMap { beside($0, share: caches[$0]) }
      guard deployments.count == sides.count, let found = shares(of: deployments, peaks: peaks),
        found.replicas < best?.replicas ?? .infinity
      else { continue }
      best = found
      if found.replicas <= Self.fewReplicas { break }
    }
    return best?.shares
  }

  /// Alike, and with each in turn having ``cacheParts`` times what each other has.
  private var cacheShares: [[Double]] {
    let count = Double(sides.count)
    let alike = sides.map { _ in 1 / count }
    return [alike]
      + sides.indices.map { most in
        sides.indices.map { ($0 == most ? Self.cacheParts : 1) / (count - 1 + Self.cacheParts) }
      }
  }

  /// The shares of the time with which the fewest replicas do, and how many: each has time by its work, which is the
  /// replicas that it needs times the share of their time that it has.
  private func shares(
    of deployments: [Deployment], peaks: [Double]
  ) -> (shares: Shares, replicas: Double)? {
    var best: (shares: Shares, replicas: Double)?
    var least = peaks.map { _ in 0.0 }
    var enough = peaks.map { _ in 1.0 }
    var works = peaks
    for _ in 0..<Self.rounds {
      guard let times = Self.divided(by: works, least: least) else { break }
      let found = sides.indices.map { served($0, by: deployments[$0], time: times[$0]) }
      for index in sides.indices {
        if let one = found[index] {
          enough[index] = min(enough[index], times[index])
          works[index] = peaks[index] / one.factor * times[index]
        } else if let time = leastTime(
          index, by: deployments[index], from: times[index], to: enough[index])
        {
          least[index] = time
          enough[index] = time
        } else {
          return best
        }
      }
      let kept = found.compactMap(\.self)
      guard kept.count == sides.count else { continue }
      let replicas = sides.indices.map { works[$0] / times[$0] }.max() ?? .infinity
      if replicas < best?.replicas ?? .infinity {
        best = (
          Shares(
            times: times, factors: kept.map(\.factor), deployments: deployments,
            capacities: kept.map(\.capacity)), replicas
        )
      }
      if replicas <= Self.fewReplicas { break }
    }
    return best
  }

  /// The whole in parts as the works are to one another, none less than its least; `nil` where these are too much.
  static func divided(by works: [Double], least: [Double]) -> [Double]? {
    guard least.reduce(0, +) <= 1 else { return nil }
    var parts = least
    var open = Set(works.indices)
    while !open.isEmpty {
      let free = 1 - works.indices.filter { !open.contains($0) }.reduce(0) { $0 + parts[$1] }
      let sum = open.sorted().reduce(0) { $0 + works[$1] }
      guard sum > 0 else { return nil }
      for index in open { parts[index] = free * works[index] / sum }
      let short = open.filter { parts[$0] < least[$0] }
      guard !short.isEmpty else { return parts }
      for index in short { parts[index] = least[index] }
      open.subtract(short)
    }
    return parts
  }

  /// The least share of the time within which a model keeps its targets, from above one in which it does not.
  private func leastTime(
    _ index: Int, by deployment: Deployment, from few: Double, to enough: Double
  ) -> Double? {
    var (low, high) = (few, enough)
    guard low < high, served(index, by: deployment, time: high) != nil else { return nil }
    for _ in 0..<Self.halvings {
      let middle = (low + high) / 2
      if served(index, by: deployment, time: middle) == nil { low = middle } else { high = middle }
    }
    return high
  }

  /// The memory of a side that has a share of what all leave for caches; `nil` if that is nothing.
  private func memory(_ index: Int, share: Double) -> MemoryPlan? {
    let others = sides.indices.filter { $0 != index }.map { sides[$0].option.deployment.memory }
    return sides[index].option.deployment.memory.beside(others, share: share)
  }

  private func beside(_ index: Int, share: Double) -> Deployment? {
    guard let memory = memory(index, share: share) else { return nil }
    return try? sides[index].option.deployment.with(memory: memory)
  }

  /// What a model serves in a share of the time, by the closed form; `nil` where it misses its targets.
  private func served(_ index: Int, by deployment: Deployment, time: Double) -> Served? {
    let (member, option) = sides[index]
    guard case .interactive(let level, _) = member.workload.mode, time > 0,
      let alone = option.serviceCapacity?.requestsPerSecond, alone > 0,
      let capacity = deployment.capacity(
        for: ServiceDemand(
          option.demand.mix, sharedPrefix: option.demand.sharedPrefix,
          percentile: level.percentile), within: level.targets(dividedBy: 1 / time)),
      capacity.requestsPerSecond > 0
    else { return nil }
    return (time * min(1, capacity.requestsPerSecond / alone), capacity)
  }

  func fleet(_ shares: Shares, _ cost: SharedMachines.Cost, apartUSD: Double) -> SharedFleet {
    let machines = machines(shares)
    let borne = machines.load.shares
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
        timeShare: shares.times[index])
    }.sorted { $0.workload < $1.workload }
    fleet.apartUSD = apartUSD
    return fleet
  }
}
