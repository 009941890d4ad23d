/// How a fleet shares requests out among its replicas.
public enum Router: String, Sendable, Hashable, CaseIterable {
  /// In turn. Replicas then do not depend on each other and are simulated in parallel.
  case roundRobin
  /// To the replica with the fewest requests in flight, the first of them where several are alike.
  case leastLoaded
  /// To the replica whose cache holds the longest part of the prompt, of those that are not overloaded:
  /// with at most 32 requests, or half as many again, more in flight than the least loaded.
  ///
  /// Where several hold as much, or none holds any, to the one with the fewest in flight. The bounds are
  /// those of SGLang's cache-aware router. Only requests of a log that names its prompt blocks differ
  /// from `leastLoaded`.
  case prefixAware

  /// The most requests in flight with which a replica still counts as not overloaded.
  static func mostInFlight(besides least: Int) -> Int { max(least + 32, least + least / 2) }
}
