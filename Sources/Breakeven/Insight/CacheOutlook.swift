import Roofline
package import Workloads

/// What the caches of a fleet find, by its replicas and by how requests come to them.
package struct CacheOutlook: Sendable, Hashable {
  /// One number of replicas at the busiest hour's load.
  package struct Row: Sendable, Hashable {
    /// How many.
    package let replicas: Int
    /// The share of prompt tokens that are found where requests come in turn.
    package let spread: Double
    /// The same where each session stays with its replica.
    package let sessions: Double
    /// The same where requests go to the replica that holds most of the prompt.
    package let prefixes: Double
    /// The share where they come in turn and a tier beside the memory of accelerators keeps what these drop; `nil`
    /// where none is known.
    package let tier: Double?
  }

  /// By rising replicas.
  package let rows: [Row]
  /// What the fleet costs as it is, in US dollars.
  package let usd: Double
  /// What it would cost if each session stayed with its replica; `nil` if the targets were missed.
  package let usdWithSessions: Double?
  /// A tier beside the memory of accelerators; `nil` where none is known of the machines.
  package let tier: Tier?

  /// What a tier beside the memory of accelerators does for the fleet.
  package struct Tier: Sendable, Hashable {
    /// Which one.
    package let kind: CacheOffload.Kind
    /// Gigabytes of it for each accelerator.
    package let gigabytes: Double
    /// Gigabytes per second from it into one accelerator.
    package let gigabytesPerSecond: Double
    /// Where size and speed come from.
    package let source: String
    /// Whether the fleet has it; else the rest tells what it would be with it.
    package let isInUse: Bool
    /// The share of prompt tokens that caches serve with it, if the fleet has none, and without it, if it has.
    package let hitRate: Double
    /// Replicas then.
    package let replicas: Int
    /// US dollars then: for rented machines their memory is part of the rent.
    package let usd: Double
  }
}

extension Decision {
  /// What the best fleet's caches find and what routing would save; `nil` where nothing is known of prompts that
  /// come back.
  package var cacheOutlook: CacheOutlook? {
    guard let best = bestSelfHost, case .interactive(let level, _) = workload.mode,
      let capacity = best.serviceCapacity,
      let spread = best.ownCaches(workload.mode),
      let sessions = best.ownCaches(workload.mode, routing: .sessions),
      let prefixes = best.ownCaches(workload.mode, routing: .prefixes)
    else { return nil }
    var counts = [1, 2, 4, 8, 16, 32, 64].filter { $0 <= 4 * best.replicas }
    if !counts.contains(best.replicas) { counts.append(best.replicas) }
    let known = best.deployment.tier ?? Self.hostTier(of: best.deployment.accelerator)
    let (plain, tiered) = (
      best.deployment.offloading(to: nil), best.deployment.offloading(to: known)
    )
    func hits(_ caches: OwnCaches, _ replicas: Int, on deployment: Deployment? = nil) -> Double {
      caches.demand(
        finding: caches.found(
          of: deployment ?? plain, concurrency: best.concurrency, at: best.replicaRequestsPerSecond,
          replicas: best.largestFleet(of: replicas)))?.hitRate ?? 0
    }
    let affine = sessions.capacity(of: best.deployment, within: level)?.capacity
    return CacheOutlook(
      rows: counts.sorted().map {
        CacheOutlook.Row(
          replicas: $0, spread: hits(spread, $0), sessions: hits(sessions, $0),
          prefixes: hits(prefixes, $0),
          tier: known == nil ? nil : hits(spread, $0, on: tiered))
      }, usd: best.totalUSD,
      usdWithSessions: affine.map {
        best.totalUSD(
          requests: best.demand.requests,
          throughputFactor: max(1, $0.requestsPerSecond / max(1e-12, capacity.requestsPerSecond)))
      },
      tier: known.flatMap {
        Self.otherwise(
          best, $0, spread, than: capacity, on: best.deployment.tier == nil ? tiered : plain, level)
      })
  }

  private static func hostTier(of accelerator: Accelerator) -> CacheTier? {
    guard let host = try? CacheOffload(.host) else { return nil }
    return try? CacheTier(host, on: accelerator)
  }

  /// What the fleet would be with a tier that it has not, or without the one that it has.
  private static func otherwise(
    _ best: SelfHostOption, _ tier: CacheTier, _ caches: OwnCaches, than capacity: ServiceCapacity,
    on deployment: Deployment, _ level: ServiceLevel
  ) -> CacheOutlook.Tier? {
    guard let other = caches.capacity(of: deployment, within: level) else { return nil }
    let isInUse = best.deployment.tier != nil
    var factor = other.capacity.requestsPerSecond / max(1e-12, capacity.requestsPerSecond)
    // An engine computes what it would wait longer for: a tier never makes a fleet slower.
    factor = isInUse ? min(1, factor) : max(1, factor)
    let requests = best.demand.requests
    var replicas = best.replicas
    if case .fleet(let plan) = best.plan {
      replicas = plan.peakReplicas(requestsPerMonth: requests / max(1e-9, factor))
    }
    return CacheOutlook.Tier(
      kind: tier.kind, gigabytes: tier.bytesPerChip / 1e9,
      gigabytesPerSecond: tier.bytesPerSecond / 1e9, source: tier.source, isInUse: isInUse,
      hitRate: other.demand.hitRate, replicas: replicas,
      usd: best.totalUSD(requests: requests, throughputFactor: factor))
  }
}

extension SelfHostOption {
  fileprivate func ownCaches(
    _ mode: Mode, routing: WorkingSet.Routing = .spread
  ) -> OwnCaches? {
    OwnCaches(demand, mode: mode, routing: routing, spares: sparesOfItsCaches)
  }
}
