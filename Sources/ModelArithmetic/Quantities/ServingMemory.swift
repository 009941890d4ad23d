/// How an engine sets memory aside for keys and values.
public enum CacheAllocation: Sendable, Hashable {
  /// In blocks of so many tokens, as sequences grow (vLLM's paged attention).
  case paged(blockTokens: Int)
  /// For the longest sequence that may come, at once.
  case preallocated(contextTokens: Int)
}

extension KeyValueCache {
  /// Bytes that one sequence of `context` tokens occupies under an allocation.
  ///
  /// Paged: the context rounded up to whole blocks. Pre-allocated: the longest context. Llama-3.1-8B
  /// in bf16, 1,001 tokens in blocks of 16: 1,008 · 131,072 B = 132 MB.
  public func bytes(forContext context: Int, _ allocation: CacheAllocation) -> Double {
    switch allocation {
    case .paged(let block):
      let size = max(1, block)
      let blocks = max(0, context) / size + (max(0, context) % size == 0 ? 0 : 1)
      return bytes(forContext: blocks.multipliedReportingOverflow(by: size).partialValue)
    case .preallocated(let longest): return bytes(forContext: max(context, longest))
    }
  }
}

/// What a model needs in memory to serve some sequences at once, in bytes.
package struct ServingMemory: Sendable, Hashable {
  /// Weights of text model and encoders.
  package let weights: Double
  /// Keys, values and states of all sequences.
  package let cache: Double
  /// The largest intermediate results.
  package let activations: Double
  /// All three.
  package var total: Double { weights + cache + activations }
}

extension ModelArchitecture {
  /// Memory for a batch of sequences of equal length.
  ///
  /// weights + batch · cache(context) + largest activation. Llama-2-13B in bf16 with one sequence of
  /// 8,192 tokens: 26 GB + 6.7 GB + activations (Scaling Book, chapter 7).
  package func servingMemory(
    batch: Int, context: Int, weights: CheckpointPrecision, cache: NumberFormat = .bf16,
    allocation: CacheAllocation = .paged(blockTokens: 16), tokensPerPass: Int = 1
  ) -> ServingMemory {
    ServingMemory(
      weights: weightBytes(weights),
      cache: Double(max(0, batch))
        * keyValueCache(cache, stateFormat: nil).bytes(forContext: context, allocation),
      activations: largestActivationBytes(tokens: tokensPerPass))
  }

  /// The most sequences of a length that fit beside the weights.
  ///
  /// floor((capacity − weights − activations) / cache(context)).
  package func maximumBatch(
    context: Int, capacityBytes: Double, weights: CheckpointPrecision,
    cache: NumberFormat = .bf16, allocation: CacheAllocation = .paged(blockTokens: 16)
  ) -> Int {
    let fixed = servingMemory(batch: 0, context: context, weights: weights).total
    let each = keyValueCache(cache, stateFormat: nil).bytes(forContext: context, allocation)
    guard capacityBytes > fixed, each > 0 else { return 0 }
    return Int(min(((capacityBytes - fixed) / each).rounded(.down), 0x1p40))
  }

  /// The longest sequences of which a batch fits beside the weights; the config's own limit applies.
  package func maximumContext(
    batch: Int, capacityBytes: Double, weights: CheckpointPrecision,
    cache: NumberFormat = .bf16, allocation: CacheAllocation = .paged(blockTokens: 16)
  ) -> Int {
    let profile = keyValueCache(cache, stateFormat: nil)
    let fixed = servingMemory(batch: 0, context: 1, weights: weights).total
    let share = (capacityBytes - fixed) / Double(max(1, batch))
    var (low, high) = (0, maximumContextTokens ?? 1 << 30)
    if profile.bytes(forContext: high, allocation) <= share { return high }
    while high - low > 1 {
      let middle = (low + high) / 2
      if profile.bytes(forContext: middle, allocation) <= share {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// Bytes of the largest intermediate result of one pass, inputs and outputs of one operator.
  ///
  /// max over operators of T · (in + out) · active instances · bytes, where the head runs on sampled
  /// tokens only. Llama-3.1-8B, 8,192 tokens in bf16: 8192 · (4096 + 14336) · 2 B = 302 MB.
  package func largestActivationBytes(
    tokens: Int, sampledTokens: Int = 1, _ format: NumberFormat = .bf16
  ) -> Double {
    let body =
      layers.lazy.flatMap(\.operators).map {
        Double(($0.inputWidth + $0.outputWidth) * $0.activeInstances)
      }.max() ?? 0
    let head = outputs.map { Double($0.inputWidth + $0.outputWidth) }.max() ?? 0
    return max(Double(max(0, tokens)) * body, Double(max(0, sampledTokens)) * head)
      * format.bytesPerElement
  }
}
