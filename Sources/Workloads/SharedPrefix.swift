package import CheckedJSON

/// The part of a prompt that many requests begin with, and how often a cache still holds it.
public struct SharedPrefix: Hashable, Sendable {
  /// The length of the part, in tokens.
  package let tokens: Double
  /// The share of requests that find it in the cache, from 0 to 1.
  package let hitRate: Double
  /// The hours for which a cache keeps the part after it was written; `nil` for as long as it does by
  /// itself, some minutes as a rule.
  package let keptHours: Double?

  /// A cache keeps what it was given for this long unless it is asked to keep it longer: five minutes.
  package static let defaultKeptHours = 1.0 / 12

  /// Makes a shared prefix.
  package init(tokens: Double, hitRate: Double, keptHours: Double? = nil) throws(InputError) {
    guard (0...Bounds.maximumTokens).contains(tokens) else {
      throw InputError(found: "a prefix of \(tokens) tokens", expected: "from 0 to 10000000 tokens")
    }
    guard (0...1).contains(hitRate) else {
      throw InputError(found: "the hit rate \(hitRate)", expected: "a share from 0 to 1")
    }
    if let keptHours, !(0...Bounds.maximumKeptHours).contains(keptHours) {
      throw InputError(
        found: "a prefix that is kept for \(keptHours) hours", expected: "from 0 to 8760 hours")
    }
    self.keptHours = keptHours
    self.tokens = tokens
    self.hitRate = hitRate
  }

  /// Prompt tokens that the cache serves, on average: `hitRate · min(tokens, P)`.
  package func cachedPromptTokens(of promptTokens: Double) -> Double {
    hitRate * min(tokens, promptTokens)
  }

  /// Prompt tokens that must be computed, on average: `P′ = P − hitRate · min(tokens, P)`.
  ///
  /// Of a prompt of 3,000 tokens with a prefix of 1,000 that hits 90 % of the time, 2,100 remain.
  package func uncachedPromptTokens(of promptTokens: Double) -> Double {
    promptTokens - cachedPromptTokens(of: promptTokens)
  }
}
