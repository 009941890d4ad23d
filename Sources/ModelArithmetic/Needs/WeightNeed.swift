/// The weights of like operators: what they occupy, what a pass reads of them, what a token multiplies.
package struct WeightNeed: Sendable, Hashable {
  /// Which tokens of a pass go through the weights.
  package enum Tokens: Sendable, Hashable {
    /// None: a table of which single rows are looked up, or an encoder that is not part of the pass.
    case none
    /// Those of the chip's attention group.
    case attentionGroup
    /// All tokens of the replica.
    case all
    /// One for each sequence that samples.
    case sampled
  }

  /// How many experts there are, and how many of them a token passes through.
  package struct Experts: Sendable, Hashable {
    /// All experts of a layer.
    package let instances: Int
    /// Those that one token passes through.
    package let active: Int
  }

  private struct Stored: Sendable, Hashable {
    var bytes: Double
    var numbers: Double
  }

  /// What the operators do.
  package let role: Operator.Role
  /// The datatype of the matrices in the published checkpoint; `nil` for that of the rest.
  package let publishedFormat: NumberFormat?
  /// Which tokens go through.
  package let tokens: Tokens
  /// How the weights are split among chips.
  package let sharding: Sharding
  /// Whether pipeline stages share them out; embeddings, head and encoders stay whole on one.
  package let isLayered: Bool
  /// Of routed experts, of which a pass reads only those that a token reaches.
  package let experts: Experts?
  /// Parameters of the matrices.
  package private(set) var matrixParameters: Double
  /// Bytes of the matrices in the published checkpoint with their scales, and of how many numbers.
  private var stored: Stored
  /// Parameters beside the matrices: biases, scales, tables.
  package private(set) var otherParameters: Double
  /// Numbers of the matrices that a pass over all of them reads; a tied head reads the embeddings.
  package private(set) var matrixReads: Double
  /// Multiplications, each with an addition, of one token.
  package private(set) var multiplications: Double

  /// Reads an operator; `nil` for heads that guess further tokens, which are not served.
  init?(_ item: Operator, isLayered: Bool, isOutput: Bool = false) {
    let tokens: Tokens
    switch item.role {
    case .attentionProjection, .recurrentMixer:
      (tokens, sharding) = (.attentionGroup, .attentionRanks)
    // Engines hold the whole indexer on every rank (`ReplicatedLinear` in vLLM's and SGLang's
    // deepseek_v2.py), so that each rank chooses the same tokens without talking to the others.
    case .router, .norm, .sparseIndexer: (tokens, sharding) = (.attentionGroup, .replicated)
    case .denseFeedForward, .sharedExpert, .routedExpert: (tokens, sharding) = (.all, .tensorRanks)
    case .outputHead: (tokens, sharding) = (.sampled, .tensorRanks)
    case .inputEmbedding, .perLayerEmbedding, .tower: (tokens, sharding) = (.none, .tensorRanks)
    case .positionEmbedding: (tokens, sharding) = (.none, .replicated)
    case .multiTokenPrediction: return nil
    }
    self.tokens = isOutput ? .sampled : tokens
    role = item.role
    publishedFormat = item.publishedFormat
    self.isLayered = isLayered
    experts =
      item.role == .routedExpert
      ? Experts(instances: item.instances, active: item.activeInstances) : nil
    let matrices = item.published == nil ? item.matrixParameters : item.storedParameters
    matrixParameters = Double(matrices)
    otherParameters = Double(item.parameters - matrices)
    let matrix = Double(item.inputWidth) * Double(item.outputWidth)
    matrixReads = matrix * Double(item.instances)
    stored = Stored(
      bytes: item.storedBytes,
      numbers: item.rowWidth > 0 ? Double(item.parameters) : matrixReads)
    multiplications = Double(item.multiplyAccumulatesPerToken)
  }

  /// Takes in the weights of another need of the same kind; `false`, and nothing happens, for others.
  mutating func absorb(_ other: WeightNeed) -> Bool {
    guard role == other.role, publishedFormat == other.publishedFormat, tokens == other.tokens,
      sharding == other.sharding, isLayered == other.isLayered, experts == other.experts
    else { return false }
    matrixParameters += other.matrixParameters
    otherParameters += other.otherParameters
    stored.bytes += other.stored.bytes
    stored.numbers += other.stored.numbers
    matrixReads += other.matrixReads
    multiplications += other.multiplications
    return true
  }

  /// Bytes of each number of the matrices in the published checkpoint, scales included; `nil` where
  /// they are stored like the rest.
  package var publishedBytesPerNumber: Double? {
    publishedFormat == nil ? nil : stored.bytes / max(1, stored.numbers)
  }

  /// All parameters.
  package var parameters: Double { matrixParameters + otherParameters }
  /// Floating-point operations of one token: 2 for each multiplication.
  package var flopsPerToken: Double { 2 * multiplications }

  /// The share of the weights that a pass over some tokens reads: `1 − (1 − k/E)^T` of routed experts.
  ///
  /// 8 of 256 experts and 32 tokens: 64 %.
  package func shareRead(tokens: Double) -> Double {
    guard let experts, experts.active < experts.instances else { return 1 }
    let missing = 1 - Double(experts.active) / Double(experts.instances)
    return 1 - fractionalPower(missing, tokens)
  }
}
