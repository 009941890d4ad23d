/// How a fleet shares requests out among its replicas.
package enum Router: String, Sendable, Hashable, CaseIterable {
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

  /// Replicas among which `prefixAware` shares requests out whose prompts all begin alike.
  ///
  /// The replica that has the common beginning takes all of them until it is overloaded; then another gets it too,
  /// and from then on both share them. So `k` replicas are in use once `33·(k − 1)` requests were in flight at a
  /// time, and of a Poisson number around `N` some will have been `N + 3·√N`: with 12 in flight, one of four. Those in
  /// use serve all that comes, else requests would queue there until they are overloaded.
  ///
  /// - Parameters:
  ///   - replicas: How many there are.
  ///   - inFlight: Requests in flight on all of them.
  ///   - load: Requests that come, over those that one replica serves at most.
  package static func replicasInUse(of replicas: Int, inFlight: Double, load: Double) -> Int {
    let most = inFlight + 3 * max(0, inFlight).squareRoot()
    let needed = max((most / Double(mostInFlight(besides: 0) + 1)).rounded(.up), load.rounded(.up))
    return max(1, min(replicas, Int(min(1e6, needed))))
  }
}
