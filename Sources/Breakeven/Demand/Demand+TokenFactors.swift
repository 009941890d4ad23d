import CheckedJSON
import Workloads

extension Demand {
  /// What a candidate with other token counts is asked for: its prompts, shared prefix and completions are
  /// longer by its factors.
  func scaled(by factors: TokenFactors) throws(InputError) -> Demand {
    guard !factors.isAsStated else {
      return factors.thinking == tokenFactors.thinking
        ? self : with(sharedPrefix: sharedPrefix, factors: factors)
    }
    var prefix = sharedPrefix
    if let shared = sharedPrefix {
      prefix = try SharedPrefix(
        tokens: shared.tokens * factors.prompt, hitRate: shared.hitRate,
        keptHours: shared.keptHours, sessionHitRate: shared.sessionHitRate)
    }
    return with(
      mix: try mix.scaled(prompt: factors.prompt, completion: factors.completion),
      billedMix: try billedMix.scaled(prompt: factors.prompt, completion: factors.completion),
      sharedPrefix: prefix, factors: factors)
  }
}
