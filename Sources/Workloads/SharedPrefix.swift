package import CheckedJSON
import Numerics

/// The part of a prompt that many requests begin with, and how often a cache still holds it.
public struct SharedPrefix: Hashable, Sendable {
  /// The length of the part, in tokens.
  package let tokens: Double
  /// The share of requests that find it in the cache, from 0 to 1.
  package let hitRate: Double
  /// The hours for which a cache keeps the part after it was written; `nil` for as long as it does by
  /// itself, some minutes as a rule.
  package let keptHours: Double?
  /// The share of the tokens behind the prefix that a cache still holds from earlier turns of a session, from 0
  /// to 1: what sessions own, and memory holds for each by itself.
  package let sessionHitRate: Double

  /// The part of ``sessionHitRate`` that does not lie with the accelerators but in a tier beside their memory.
  package let tierHitRate: Double

  /// A cache keeps what it was given for this long unless it is asked to keep it longer: five minutes.
  package static let defaultKeptHours = 1.0 / 12

  /// Makes a shared prefix.
  package init(
    tokens: Double, hitRate: Double, keptHours: Double? = nil, sessionHitRate: Double = 0,
    tierHitRate: Double = 0
  ) throws(InputError) {
    guard (0...Bounds.maximumTokens).contains(tokens) else {
      throw InputError(
        found: "a prefix of \(PlainDecimal.text(tokens)) tokens",
        expected: "from 0 to 10000000 tokens")
    }
    guard (0...1).contains(hitRate) else {
      throw InputError(
        found: "the hit rate \(PlainDecimal.text(hitRate))", expected: "a share from 0 to 1")
    }
    if let keptHours, !(0...Bounds.maximumKeptHours).contains(keptHours) {
      throw InputError(
        found: "a prefix that is kept for \(PlainDecimal.text(keptHours)) hours",
        expected: "from 0 to 8760 hours")
    }
    guard (0...1).contains(sessionHitRate) else {
      throw InputError(
        found: "a hit rate of sessions of \(PlainDecimal.text(sessionHitRate))",
        expected: "a share from 0 to 1")
    }
    self.keptHours = keptHours
    self.sessionHitRate = sessionHitRate
    self.tierHitRate = min(max(0, tierHitRate), sessionHitRate)
    self.tokens = tokens
    self.hitRate = hitRate
  }

  /// Prompt tokens that the cache serves, on average: `hitRate · min(tokens, P)` of the prefix, and of the rest
  /// the sessions' share.
  package func cachedPromptTokens(of promptTokens: Double) -> Double {
    let shared = min(tokens, promptTokens)
    return hitRate * shared + sessionHitRate * (promptTokens - shared)
  }

  /// Prompt tokens that must be computed, on average: `P′ = P − hitRate · min(tokens, P)`, less what sessions
  /// find.
  ///
  /// Of a prompt of 3,000 tokens with a prefix of 1,000 that hits 90 % of the time, 2,100 remain; if sessions
  /// find half of the other 2,000, 1,100.
  package func uncachedPromptTokens(of promptTokens: Double) -> Double {
    promptTokens - cachedPromptTokens(of: promptTokens)
  }

  /// Prompt tokens that come from a tier beside the accelerators' memory, on average.
  package func loadedPromptTokens(of promptTokens: Double) -> Double {
    tierHitRate * (promptTokens - min(tokens, promptTokens))
  }

  /// Tokens of whole blocks of 16 that memory holds once for all; 0 if nobody finds them.
  package var tokensHeldOnce: Double { hitRate > 0 ? Self.wholeBlocks(tokens) : 0 }

  /// Tokens of a prompt that lie in blocks which all share; its last token is always its own.
  ///
  /// A request that does not find the prefix computes it anew, and what it computed is then the one that all hold.
  package func sharedTokensHeld(of promptTokens: Double) -> Double {
    hitRate > 0 ? Self.wholeBlocks(min(tokens, max(0, promptTokens - 1))) : 0
  }

  private static func wholeBlocks(_ tokens: Double) -> Double {
    (tokens / 16).rounded(.down) * 16
  }

  /// The same prefix of which another share of requests finds it.
  package func with(hitRate: Double) throws(InputError) -> SharedPrefix {
    try SharedPrefix(
      tokens: tokens, hitRate: hitRate, keptHours: keptHours, sessionHitRate: sessionHitRate,
      tierHitRate: tierHitRate)
  }

  /// The same prefix before sessions that find another share of the rest, part of it in a tier.
  package func with(
    sessionHitRate: Double, tierHitRate: Double = 0
  ) throws(InputError) -> SharedPrefix {
    try SharedPrefix(
      tokens: tokens, hitRate: hitRate, keptHours: keptHours,
      sessionHitRate: min(1, max(0, sessionHitRate)), tierHitRate: tierHitRate)
  }
}
