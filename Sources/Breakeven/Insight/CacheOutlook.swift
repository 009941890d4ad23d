import Workloads

/// What the caches of a fleet find, by its replicas and by how requests come to them.
public struct CacheOutlook: Sendable, Hashable {
  /// One number of replicas at the busiest hour's load.
  public struct Row: Sendable, Hashable {
    /// How many.
    public let replicas: Int
    /// The share of prompt tokens that are found where requests come in turn.
    public let spread: Double
    /// The same where each session stays with its replica.
    public let sessions: Double
    /// The same where requests go to the replica that holds most of the prompt.
    public let prefixes: Double
  }

  /// By rising replicas.
  public let rows: [Row]
  /// What the fleet costs as it is, in US dollars.
  public let usd: Double
  /// What it would cost if each session stayed with its replica; `nil` if the targets were missed.
  public let usdWithSessions: Double?
}

extension Decision {
  /// What the best fleet's caches find and what routing would save; `nil` where nothing is known of prompts that
  /// come back.
  public var cacheOutlook: CacheOutlook? {
    guard let best = bestSelfHost, case .interactive(let level, _) = workload.mode,
      let capacity = best.serviceCapacity,
      let spread = OwnCaches(best.demand, mode: workload.mode),
      let sessions = OwnCaches(best.demand, mode: workload.mode, routing: .sessions),
      let prefixes = OwnCaches(best.demand, mode: workload.mode, routing: .prefixes)
    else { return nil }
    var counts = [1, 2, 4, 8, 16, 32, 64].filter { $0 <= 4 * best.replicas }
    if !counts.contains(best.replicas) { counts.append(best.replicas) }
    func hits(_ caches: OwnCaches, _ replicas: Int) -> Double {
      caches.demand(
        finding: caches.share(
          of: best.deployment, concurrency: best.concurrency, at: best.replicaRequestsPerSecond,
          replicas: replicas))?.hitRate ?? 0
    }
    let affine = sessions.capacity(of: best.deployment, within: level)?.capacity
    return CacheOutlook(
      rows: counts.sorted().map {
        CacheOutlook.Row(
          replicas: $0, spread: hits(spread, $0), sessions: hits(sessions, $0),
          prefixes: hits(prefixes, $0))
      }, usd: best.totalUSD,
      usdWithSessions: affine.map {
        best.totalUSD(
          requests: best.demand.requests,
          throughputFactor: max(1, $0.requestsPerSecond / max(1e-12, capacity.requestsPerSecond)))
      })
  }
}
