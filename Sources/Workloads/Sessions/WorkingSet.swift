import Numerics

/// What requests leave in prefix caches and come back to: the hit rate as a consequence of memory, load and routing.
///
/// By Che's approximation, a cache that drops what was unused longest keeps everything for the same time `T` after
/// its last use, and what lies in it is `rate · area(T)`: the token-seconds that a request leaves behind. So each
/// `T` gives a size of cache and a share of prompt tokens that are found, and the size that is there gives `T`.
/// 100 tokens that each of 2 requests a second leaves for 50 s fill 10,000 tokens.
///
/// Source: Che, Tung and Wang, "Hierarchical Web caching systems: modeling, design and experimental results", IEEE
/// Journal on Selected Areas in Communications 20 (2002).
public struct WorkingSet: Hashable, Sendable {
  /// What a cache that keeps everything for `seconds` holds and finds.
  package struct Point: Hashable, Sendable {
    /// How long a block is kept after its last use.
    package let seconds: Double
    /// Tokens that lie in the cache for each request per second that comes to it.
    package let area: Double
    /// The share of prompt tokens behind the shared prefix that are found.
    package let share: Double

    /// Makes a point.
    package init(seconds: Double, area: Double, share: Double) {
      self.seconds = seconds
      self.area = area
      self.share = share
    }
  }

  /// Points by rising seconds, where 1, 2, 4, 8, … replicas take requests in turn.
  let byReplicas: [[Point]]
  /// The share of prompt tokens that a cache finds which keeps all for so long, whatever its size.
  private let byTime: [Point]
  /// Documents that many sessions share; `nil` if there are none.
  private let documents: PopularDocuments?
  /// Whether what lies in a cache counts the prompts of requests that are running.
  package let countsRunning: Bool

  /// Makes a working set of points for 1, 2, 4, 8, … replicas.
  package init(byReplicas: [[Point]], byTime: [Point]) {
    self.init(byReplicas: byReplicas, byTime: byTime, documents: nil, countsRunning: true)
  }

  init(
    byReplicas: [[Point]], byTime: [Point], documents: PopularDocuments?,
    countsRunning: Bool = false
  ) {
    self.countsRunning = countsRunning
    self.byReplicas = byReplicas
    self.byTime = byTime
    self.documents = documents
  }

  /// How requests of a session come to replicas.
  public enum Routing: String, Hashable, Sendable, CaseIterable {
    /// In turn, or to the least loaded: each request of a session to another replica.
    case spread
    /// All requests of a session to the same replica.
    case sessions
    /// To the replica that holds most of the prompt: sessions, and documents too.
    case prefixes
  }

  /// The share of prompt tokens behind the shared prefix that replicas find.
  ///
  /// - Parameters:
  ///   - cacheTokens: What a replica keeps of requests that are done, in tokens.
  ///   - rate: Requests per second of all replicas.
  ///   - replicas: How many there are.
  ///   - routing: To which of them a request goes.
  package func hitShare(
    cacheTokens: Double, requestsPerSecond rate: Double, replicas: Int, routing: Routing
  ) -> Double {
    guard cacheTokens > 0, rate > 0, replicas > 0 else { return 0 }
    let each = rate / Double(replicas)
    func share(_ curve: Int) -> Double {
      found(cacheTokens, each, byReplicas[curve], replicas, routing)
    }
    let last = byReplicas.count - 1
    guard last >= 0 else { return 0 }
    if routing != .spread || replicas == 1 { return share(0) }
    let place = min(Double(last), naturalLogarithm(Double(replicas)) / naturalLogarithm(2))
    let low = min(last, Int(place))
    let part = place - Double(low)
    let here = share(low)
    return part > 0 ? here + part * (share(min(last, low + 1)) - here) : here
  }

  /// What is found of the tokens behind the shared prefix, and which part of it in a tier.
  package struct Found: Hashable, Sendable {
    /// The share that is found at all.
    package var share: Double
    /// The part of it that lies in a tier beside the memory of accelerators.
    package var inTier: Double

    /// Makes what is found.
    package init(share: Double, inTier: Double = 0) {
      self.share = share
      self.inTier = inTier
    }
  }

  /// A tier that keeps what replicas drop.
  package struct Tier: Hashable, Sendable {
    /// Tokens that it keeps for each replica.
    package let tokens: Double
    /// Whether every replica finds what any of them left.
    package let isPool: Bool

    /// Makes a tier.
    package init(tokens: Double, isPool: Bool) {
      self.tokens = tokens
      self.isPool = isPool
    }
  }

  /// What replicas find that have a tier beside their memory.
  ///
  /// A block lies in one of both and leaves both together if it is the longest unused: what is found at all is what a
  /// cache as large as both finds, and the tier has what the memory alone does not find. A pool is one cache that
  /// sees all requests, however they come to replicas. With 100,000 tokens in memory and 900,000 in the tier, as much
  /// is found as a memory of a million finds.
  ///
  /// - Parameters:
  ///   - cacheTokens: What a replica keeps of requests that are done, in tokens.
  ///   - tier: Its tier; `nil` for none.
  ///   - rate: Requests per second of all replicas.
  ///   - replicas: How many there are.
  ///   - routing: How requests come to them.
  package func found(
    cacheTokens: Double, tier: Tier?, requestsPerSecond rate: Double, replicas: Int,
    routing: Routing
  ) -> Found {
    let near = hitShare(
      cacheTokens: cacheTokens, requestsPerSecond: rate, replicas: replicas, routing: routing)
    guard let tier, tier.tokens > 0 else { return Found(share: near) }
    let all =
      tier.isPool
      ? hitShare(
        cacheTokens: tier.tokens * Double(max(1, replicas)) + cacheTokens,
        requestsPerSecond: rate, replicas: 1, routing: routing)
      : hitShare(
        cacheTokens: cacheTokens + tier.tokens, requestsPerSecond: rate, replicas: replicas,
        routing: routing)
    return Found(share: max(near, all), inTier: max(0, all - near))
  }

  /// The share of prompt tokens behind the shared prefix that a cache of any size finds which drops what was not
  /// used for so long.
  ///
  /// - Parameters:
  ///   - keptSeconds: Seconds after its last use when a prompt is dropped.
  ///   - rate: Requests per second, which decide how soon a document is asked about again.
  package func hitShare(keptSeconds: Double, requestsPerSecond rate: Double) -> Double {
    let point = Self.point(byTime, at: keptSeconds)
    return min(1, point.share + (documents?.share(keptSeconds, rate: rate, point.share) ?? 0))
  }

  /// The share that an unlimited cache finds.
  package var unlimitedShare: Double {
    hitShare(keptSeconds: .infinity, requestsPerSecond: 1)
  }

  /// The same for tokens that are counted `factor` times as many.
  package func scaled(tokens factor: Double) -> WorkingSet {
    WorkingSet(
      byReplicas: byReplicas.map { curve in
        curve.map { Point(seconds: $0.seconds, area: $0.area * factor, share: $0.share) }
      }, byTime: byTime, documents: documents?.scaled(tokens: factor),
      countsRunning: countsRunning)
  }

  private func found(
    _ cacheTokens: Double, _ rate: Double, _ curve: [Point], _ replicas: Int, _ routing: Routing
  ) -> Double {
    guard let documents else {
      return Self.share(curve, area: cacheTokens / rate)
    }
    // Where requests follow what is cached, each replica sees its own documents, and all requests for them.
    let parts = routing == .prefixes ? Double(replicas) : 1
    var (low, high) = (1e-3, 1e9)
    for _ in 0..<50 {
      let middle = (low * high).squareRoot()
      let held =
        rate * Self.point(curve, at: middle).area
        + documents.heldTokens(middle, rate: rate * parts) / parts
      if held < cacheTokens { low = middle } else { high = middle }
    }
    let point = Self.point(curve, at: low)
    return min(1, point.share + documents.share(low, rate: rate * parts, point.share))
  }

  /// The share at an area, straight between points on a logarithmic scale.
  private static func share(_ curve: [Point], area: Double) -> Double {
    guard let first = curve.first, let last = curve.last else { return 0 }
    if area <= first.area { return first.area > 0 ? first.share * area / first.area : first.share }
    if area >= last.area { return last.share }
    var (low, high) = (0, curve.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if curve[middle].area <= area { low = middle } else { high = middle }
    }
    let (one, two) = (curve[low], curve[high])
    guard two.area > one.area else { return two.share }
    let part = naturalLogarithm(area / one.area) / naturalLogarithm(two.area / one.area)
    return one.share + part * (two.share - one.share)
  }

  private static func point(_ curve: [Point], at seconds: Double) -> Point {
    guard let first = curve.first, let last = curve.last else {
      return Point(seconds: seconds, area: 0, share: 0)
    }
    if seconds <= first.seconds {
      let part = first.seconds > 0 ? max(0, seconds) / first.seconds : 1
      return Point(seconds: seconds, area: first.area * part, share: first.share * part)
    }
    if seconds >= last.seconds {
      let growth = curve.count > 1 ? seconds / last.seconds : 1
      return Point(
        seconds: seconds, area: seconds < .infinity ? last.area * growth : .infinity,
        share: last.share)
    }
    var (low, high) = (0, curve.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if curve[middle].seconds <= seconds { low = middle } else { high = middle }
    }
    let (one, two) = (curve[low], curve[high])
    guard two.seconds > one.seconds else { return two }
    let part = (seconds - one.seconds) / (two.seconds - one.seconds)
    return Point(
      seconds: seconds, area: one.area + part * (two.area - one.area),
      share: one.share + part * (two.share - one.share))
  }
}
