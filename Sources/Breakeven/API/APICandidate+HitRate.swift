import Pricing

extension APICandidate {
  /// The share of prompt tokens that are billed as read from a cache.
  public var hitRate: Double {
    func tokens(_ classes: [Bill.TokenClass]) -> Double {
      charges.reduce(0) { $0 + (classes.contains($1.tokenClass) ? $1.tokens : 0) }
    }
    let all = tokens([.uncachedInput, .cachedInput, .cacheWrite, .cacheWrite1h])
    return all > 0 ? tokens([.cachedInput]) / all : 0
  }
}
