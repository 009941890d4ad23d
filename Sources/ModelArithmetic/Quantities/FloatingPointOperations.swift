/// Which earlier tokens a token of a prompt is compared with.
package enum AttentionMask: Sendable, Hashable {
  /// Only those before it and itself: half the pairs.
  case causal
  /// All of the prompt, as some published formulas count.
  case full
}

extension ModelArchitecture {
  /// Floating-point operations of all matrices for one token, the output head apart.
  ///
  /// 2 FLOPs × inputs × outputs × active instances, summed over the layers: 2 × the active parameters
  /// that are matrices. Llama-3.3-70B: 2 · 80 · 855,638,016 = 136.9 GFLOPs
  /// (kipply, "Transformer Inference Arithmetic", 2022; Scaling Book, chapter 4).
  package var matrixFlopsPerToken: Double {
    needs.weights.reduce(0) {
      switch $1.tokens {
      case .attentionGroup, .all: $0 + $1.flopsPerToken
      case .none, .sampled: $0
      }
    }
  }

  /// Floating-point operations of the output head for one token: 2 × hidden × vocabulary.
  ///
  /// Llama-3.3-70B: 2 · 8192 · 128,256 = 2.1 GFLOPs.
  package var headFlopsPerToken: Double {
    needs.weights.reduce(0) { $0 + ($1.tokens == .sampled ? $1.flopsPerToken : 0) }
  }

  /// Floating-point operations of attention scores and recurrent states for one decoded token that
  /// sees `context` tokens.
  ///
  /// Σ over layers of 2 · heads · (key width + value width) FLOPs for each token seen. Llama-3.3-70B at
  /// 2,048 tokens: 80 · 2 · 64 · 256 · 2048 = 5.4 GFLOPs (Scaling Book, chapter 7).
  package func decodeAttentionFlops(context: Int) -> Double {
    needs.mixingFlops(tokens: 1, cached: max(0, context - 1), .causal, isDecoding: true)
  }

  /// Floating-point operations of decoding one token that sees `context` tokens, head included.
  package func decodeFlops(context: Int) -> Double {
    matrixFlopsPerToken + headFlopsPerToken + decodeAttentionFlops(context: context)
  }

  /// Floating-point operations of reading a prompt.
  ///
  /// tokens · matrices + pairs · 2 · heads · (key width + value width) + head. Llama-3.3-70B, 2,048
  /// tokens, every pair counted and the head run on all: 2.957 × 10¹⁴
  /// (tensoreconomics.com, "LLM inference economics from first principles", 2025).
  ///
  /// - Parameters:
  ///   - tokens: tokens to compute.
  ///   - cached: tokens before them whose keys and values are there already.
  ///   - mask: which pairs count.
  ///   - headTokens: tokens for which the output head runs; an engine needs it for the last only.
  package func prefillFlops(
    tokens: Int, cached: Int = 0, mask: AttentionMask = .causal, headTokens: Int = 1
  ) -> Double {
    let mixing = needs.mixingFlops(
      tokens: max(0, tokens), cached: max(0, cached), mask, isDecoding: false)
    return Double(max(0, tokens)) * matrixFlopsPerToken + mixing
      + Double(max(0, headTokens)) * headFlopsPerToken
  }
}

extension LayerNeeds {
  /// Operations that mix tokens: scores and weighted sums of attention, updates of a recurrent state.
  func mixingFlops(
    tokens: Int, cached: Int, _ mask: AttentionMask, isDecoding: Bool
  ) -> Double {
    caches.reduce(stateFlopsPerToken * Double(tokens)) { sum, cache in
      let pairs = Self.pairs(tokens, cached, limit: cache.tokensRead, mask)
      let flops = isDecoding ? cache.decodeFlops : cache.promptFlops
      return sum + pairs / Double(cache.tokensPerEntry) * flops
    }
  }

  /// Pairs of a new token and one that it looks at: with `limit` at most so many for each.
  private static func pairs(
    _ tokens: Int, _ cached: Int, limit: Double?, _ mask: AttentionMask
  ) -> Double {
    let (new, old) = (Double(tokens), Double(cached))
    let limit = limit ?? .infinity
    guard mask == .causal else { return new * min(old + new, limit) }
    // Token i of the new ones sees old + i, up to the limit.
    let growing = max(0, min(new, limit - old))
    return growing * old + growing * (growing + 1) / 2 + (new - growing) * min(limit, old + new)
  }
}

extension Attention {
  /// Operations for one pair of a token and an earlier one: a score and a weighted sum in each head.
  ///
  /// 2 · heads · (key width + value width). Latent attention decodes in its compressed width instead:
  /// 2 · heads · (2 · rank + rotary) (DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1).
  package func flopsPerPair(isDecoding: Bool) -> Double {
    if isDecoding, case .latent(let rank, let rotary) = cache {
      return 2 * Double(queryHeads) * Double(2 * rank + rotary)
    }
    return 2 * Double(queryHeads) * Double(queryKeyDimension + valueDimension)
  }
}
