import ModelArithmetic
import Numerics

/// Matrices that are multiplied with every token of a pass, on one chip at full efficiency.
struct MatrixWork: Sendable, Hashable {
  /// Which tokens pass through.
  enum Tokens: Sendable, Hashable {
    /// Those of this chip's attention group.
    case attentionGroup
    /// All tokens of the replica.
    case all
    /// One for each sequence that samples.
    case sampled
  }

  let tokens: Tokens
  let storage: NumberFormat
  let compute: NumberFormat
  /// Seconds at the datatype's peak for one token.
  var secondsPerToken: Double
  /// Seconds at peak bandwidth to read the weights once.
  var secondsPerRead: Double

  var isWeightOnly: Bool { storage == .int4 }
}

/// The routed experts of all layers that have the same number of them.
struct ExpertWork: Sendable, Hashable {
  let experts: Double
  let activeExperts: Double
  /// Ranks that each hold whole experts; 1 where every expert is split among all chips.
  let ranks: Double
  /// ln(1 − k/E): of the chance that one token misses an expert.
  let logarithmOfMissing: Double
  /// Standard deviations by which the fullest rank exceeds the mean.
  let deviationsOfFullest: Double
  let storage: NumberFormat
  let compute: NumberFormat
  /// Seconds at the datatype's peak for one token through its active experts, all layers.
  var secondsPerToken: Double
  /// Seconds at peak bandwidth to read every expert of all layers once.
  var secondsPerRead: Double

  init(
    experts: Double, activeExperts: Double, ranks: Double, storage: NumberFormat,
    compute: NumberFormat, secondsPerToken: Double, secondsPerRead: Double
  ) {
    self.experts = experts
    self.activeExperts = activeExperts
    self.ranks = ranks
    deviationsOfFullest =
      ranks > 1 ? StandardNormal.quantile((ranks - 0.375) / (ranks + 0.25)) ?? 0 : 0
    logarithmOfMissing =
      activeExperts < experts ? naturalLogarithm(1 - activeExperts / experts) : 0
    self.storage = storage
    self.compute = compute
    self.secondsPerToken = secondsPerToken
    self.secondsPerRead = secondsPerRead
  }

  var isWeightOnly: Bool { storage == .int4 }

  /// Whether 8-bit kernels run; a chip without them widens 8-bit weights on the way to 16.
  var multipliesEightBits: Bool {
    storage == compute && (storage == .fp8 || storage == .int8)
  }

  /// Whether 8-bit weights have a scale for each block, by what their makers publish.
  ///
  /// Those who send a token to many small experts (DeepSeek, Qwen, MiniMax, GLM) publish FP8 with a scale
  /// for each 128 × 128; Mixtral and Llama 4, which send it to one or two, are run with one for each matrix.
  var scalesByBlocks: Bool { storage == .fp8 && compute == .fp8 && activeExperts > 2 }

  /// Whether four-bit floats are multiplied without being widened to 16 bits.
  var multipliesFourBits: Bool { storage.isFourBitFloat && compute != .bf16 }

  /// The share of experts that at least one of `tokens` reaches: `1 − (1 − k/E)^T`.
  ///
  /// Each token reaches `k` of `E` experts, all alike. For 8 of 256 experts, 32 tokens reach 64 %.
  func touchedShare(tokens: Double) -> Double {
    guard activeExperts < experts else { return 1 }
    return 1 - exponential(tokens * logarithmOfMissing)
  }

  /// The share of its experts that the fullest rank reads, for which all others wait.
  ///
  /// Of `n = E/R` experts a rank reads `n·p` on average, with a variance of `n·p·(1−p)·(E−n)/(E−1)`; the largest
  /// of `R` normal numbers is `Φ⁻¹((R − 0.375)/(R + 0.25))` deviations above their mean (Blom 1958). One token for 8
  /// of 256 experts on eight ranks: 2.3 experts, where the mean rank reads one.
  func touchedShareOfFullestRank(tokens: Double) -> Double {
    let share = touchedShare(tokens: tokens)
    guard ranks > 1, experts > ranks else { return share }
    let held = experts / ranks
    let variance = share * (1 - share) / held * (experts - held) / (experts - 1)
    return min(1, share + deviationsOfFullest * variance.squareRoot())
  }

  /// How much more the fullest rank multiplies than the mean one.
  ///
  /// `T·k` visits fall on `R` ranks, `√((R−1)/(T·k))` of the mean apart. 64 tokens for 8 experts each on eight ranks: 1.17.
  func unevenness(tokens: Double) -> Double {
    guard ranks > 1, tokens > 0 else { return 1 }
    return min(
      ranks, 1 + deviationsOfFullest * ((ranks - 1) / (tokens * activeExperts)).squareRoot())
  }
}

/// The attention of all layers of one shape to one kind of cache, on one chip at full efficiency.
package struct AttentionWork: Sendable, Hashable {
  /// Tokens for which one cached key stands: 1, or more in a compressed cache.
  let tokensPerKey: Double
  /// The most keys that a query looks at.
  let visibleKeys: Double
  /// Seconds at peak bandwidth to read one cached key of all these layers.
  let secondsPerKeyRead: Double
  /// Seconds at the datatype's peak for one query against one cached key in decode.
  let secondsPerKeyCompute: Double
  /// Seconds at the datatype's peak for one query–key pair in prefill.
  let secondsPerPair: Double
  /// Query heads for each key-value head; 1 for latent attention.
  let groupSize: Double
  /// Its natural logarithm.
  let logarithmOfGroupSize: Double
  let isLatent: Bool

  /// Keys that a query looks at which sees so many tokens.
  func visible(context: Double) -> Double { min(context / tokensPerKey, visibleKeys) }

  /// Mean number of keys that a prompt token sees, of `meanTokens` tokens without a limit.
  ///
  /// Keys grow evenly from 0 to `2·m`; clamped at `w` their mean is `w − w²/(4·m)`.
  func visibleInPrefill(meanTokens: Double) -> Double {
    let meanKeys = meanTokens / tokensPerKey
    guard visibleKeys < 2 * meanKeys else { return meanKeys }
    return visibleKeys - visibleKeys * visibleKeys / (4 * meanKeys)
  }

  /// The context beyond which a query looks at no more keys; infinite where there is none.
  package var knee: Double { visibleKeys * tokensPerKey }
}
