/// The time of one step of a replica, by what it is spent on, in seconds.
public struct StepTime: Sendable, Hashable {
  /// Reading weights.
  package var weights = 0.0
  /// Multiplying matrices.
  package var compute = 0.0
  /// Reading the KV cache, or recurrent states, in decode.
  package var keyValue = 0.0
  /// Attention among prompt tokens.
  package var promptAttention = 0.0
  /// Talking between chips.
  package var link = 0.0
  /// What remains fixed per layer, step and sequence.
  package var overhead = 0.0
  /// What adapters add: reading them, multiplying with them, and the kernels of both.
  package var adapters = 0.0

  /// All of it.
  package var total: Double {
    weights + compute + keyValue + promptAttention + link + overhead + adapters
  }

  static func + (first: StepTime, second: StepTime) -> StepTime {
    StepTime(
      weights: first.weights + second.weights, compute: first.compute + second.compute,
      keyValue: first.keyValue + second.keyValue,
      promptAttention: first.promptAttention + second.promptAttention,
      link: first.link + second.link, overhead: first.overhead + second.overhead,
      adapters: first.adapters + second.adapters)
  }

  static func * (step: StepTime, factor: Double) -> StepTime {
    StepTime(
      weights: step.weights * factor, compute: step.compute * factor,
      keyValue: step.keyValue * factor, promptAttention: step.promptAttention * factor,
      link: step.link * factor, overhead: step.overhead * factor,
      adapters: step.adapters * factor)
  }

  /// What takes the largest part.
  package var bound: Bound {
    let parts: [(Bound, Double)] = [
      (.weights, weights), (.compute, compute + promptAttention), (.keyValue, keyValue),
      (.link, link), (.overhead, overhead + adapters),
    ]
    return parts.max { $0.1 < $1.1 }?.0 ?? .overhead
  }
}

/// What a deployment's speed is limited by.
public enum Bound: String, Sendable, Hashable, CaseIterable {
  /// Bandwidth, spent on weights.
  case weights
  /// Matrix units.
  case compute
  /// Bandwidth, spent on the KV cache.
  case keyValue = "kv"
  /// The link between chips.
  case link
  /// Fixed costs of layers, steps and sequences.
  case overhead
}

/// What one step works on.
package struct StepLoad: Sendable, Hashable {
  /// Sequences that each decode one token.
  package var decoding = 0.0
  /// Tokens of each decoding sequence that pass through: more than 1 where a draft guessed some.
  package var tokensPerSequence = 1.0
  /// Tokens of each decoding sequence that the output head sees; `nil` for all of them.
  var sampledPerSequence: Double?
  /// Mean tokens in the cache of a decoding sequence.
  package var context = 0.0
  /// Prompt tokens that are prefilled.
  package var promptTokens = 0.0
  /// Mean tokens that a prompt token sees before it.
  package var promptKeys = 0.0
  /// Prompts that end in this step and sample their first token.
  package var endingPrompts = 0.0
  /// Whether all sequences are copies of one, so that all tokens go to the experts of one.
  package var decodesCopies = false

  /// A step of the given work and nothing else.
  package init(
    decoding: Double = 0, context: Double = 0, promptTokens: Double = 0, promptKeys: Double = 0,
    endingPrompts: Double = 0, decodesCopies: Bool = false
  ) {
    self.decoding = decoding
    self.context = context
    self.promptTokens = promptTokens
    self.promptKeys = promptKeys
    self.endingPrompts = endingPrompts
    self.decodesCopies = decodesCopies
  }
}
