import Pricing

/// Leaves out options that another one beats at every volume.
///
/// Among options that pack and bill alike, one that serves no faster, costs no less an hour and starts no
/// sooner than another can never be the cheaper one.
enum Dominance {
  /// The options that no other dominates, by index in ascending order.
  static func undominated(_ options: [SelfHostOption]) -> [Int] {
    var groups: [PackingRule: [Candidate]] = [:]
    for index in options.indices {
      let candidate = Candidate(options[index], index: index)
      groups[PackingRule(options[index]), default: []].append(candidate)
    }
    return groups.values.flatMap(front).sorted()
  }

  private static func front(_ candidates: [Candidate]) -> [Int] {
    var kept: [Candidate] = []
    for candidate in candidates.sorted(by: { $0.precedes($1) })
    where !kept.contains(where: { $0.dominates(candidate) }) {
      kept.append(candidate)
    }
    return kept.map(\.index)
  }

  private struct Candidate {
    let index: Int
    let usdPerInstanceHour: Double
    let requestsPerSecond: Double
    let pooling: Pooling
    let setupSeconds: Double
    let expectedInterruptions: Double

    init(_ option: SelfHostOption, index: Int) {
      self.index = index
      usdPerInstanceHour = option.rental.usdPerInstanceHour
      expectedInterruptions = option.expectedInterruptions
      switch option.plan {
      case .fleet(let plan):
        requestsPerSecond = plan.replicaRequestsPerSecond
        pooling = plan.pooling
        setupSeconds = plan.coldStart?.loadSeconds ?? plan.workers?.loadSeconds ?? 0
      case .batch(let plan):
        requestsPerSecond = plan.replicaRequestsPerSecond
        pooling = .none
        setupSeconds = plan.loadSeconds + plan.drainSeconds
      }
    }

    /// Whether each replica serves at least as much in fleets of every size.
    private func servesAtLeast(_ other: Candidate) -> Bool {
      requestsPerSecond >= other.requestsPerSecond
        && (pooling == other.pooling
          || (0..<max(pooling.shares.count, other.pooling.shares.count)).allSatisfy {
            requestsPerSecond * pooling.share(replicas: 1 << $0)
              >= other.requestsPerSecond * other.pooling.share(replicas: 1 << $0)
          })
    }

    func precedes(_ other: Candidate) -> Bool {
      (usdPerInstanceHour, -requestsPerSecond, setupSeconds, index)
        < (other.usdPerInstanceHour, -other.requestsPerSecond, other.setupSeconds, other.index)
    }

    func dominates(_ other: Candidate) -> Bool {
      usdPerInstanceHour <= other.usdPerInstanceHour
        && servesAtLeast(other) && setupSeconds <= other.setupSeconds
        && expectedInterruptions <= other.expectedInterruptions
    }
  }

  /// How replicas are packed onto instances, and how instances are billed.
  private struct PackingRule: Hashable {
    let gpusPerReplica: Int
    let gpusPerInstance: Int
    let maximumGPUsPerNode: Int
    let terms: Rental.Terms
    let incrementSeconds: Double
    let minimumSeconds: Double
    let policy: FleetPlan.Policy?
    let egressUSDPerRequest: Double
    let maximumGPUs: Int?
    let spares: Int
    let service: ManagedService?
    /// Fleets of two kinds of replicas compare with none but those of the same two.
    let split: SplitPlan?

    init(_ option: SelfHostOption) {
      let rental = option.rental
      gpusPerReplica = option.deployment.layout.chips
      gpusPerInstance = rental.gpusPerInstance
      maximumGPUsPerNode = rental.maximumGPUsPerNode
      terms = rental.terms
      incrementSeconds = rental.billing.incrementSeconds
      minimumSeconds = rental.billing.minimumSeconds
      egressUSDPerRequest = option.egressUSDPerRequest
      maximumGPUs = rental.maximumGPUs
      switch option.plan {
      case .fleet(let plan):
        policy = plan.policy
        // Who runs the model matters only where it is the seller who starts and stops.
        service = plan.policy == .scaledByUse ? rental.service : nil
        spares = plan.spares
        split = plan.split
      case .batch:
        policy = nil
        service = nil
        spares = 0
        split = nil
      }
    }
  }
}
