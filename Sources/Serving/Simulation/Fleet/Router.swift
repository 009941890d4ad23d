/// How a fleet shares requests out among its replicas.
public enum Router: String, Sendable, Hashable, CaseIterable {
  /// In turn. Replicas then do not depend on each other and are simulated in parallel.
  case roundRobin
  /// To the replica with the fewest requests in flight, the first of them where several are alike.
  case leastLoaded
}
