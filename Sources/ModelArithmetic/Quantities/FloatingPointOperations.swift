/// Which earlier tokens a token of a prompt is compared with.
public enum AttentionMask: Sendable, Hashable {
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
  public var matrixFlopsPerToken: Double {
    (embeddings + layers.flatMap(\.operators)).reduce(0) {
      $0 + 2 * Double($1.multiplyAccumulatesPerToken)
    }
  }

  /// Floating-point operations of the output head for one token: 2 × hidden × vocabulary.
  ///
  /// Llama-3.3-70B: 2 · 8192 · 128,256 = 2.1 GFLOPs.
  public var headFlopsPerToken: Double {
    outputs.reduce(0) { $0 + 2 * Double($1.multiplyAccumulatesPerToken) }
  }

  /// Floating-point operations of attention scores and recurrent states for one decoded token that
  /// sees `context` tokens.
  ///
  /// Σ over layers of 2 · heads · (key width + value width) FLOPs for each token seen. Llama-3.3-70B at
  /// 2,048 tokens: 80 · 2 · 64 · 256 · 2048 = 5.4 GFLOPs (Scaling Book, chapter 7).
  public func decodeAttentionFlops(context: Int) -> Double {
    layers.reduce(0) { $0 + $1.mixingFlops(tokens: 1, cached: max(0, context - 1), .causal, true) }
  }

  /// Floating-point operations of decoding one token that sees `context` tokens, head included.
  public func decodeFlops(context: Int) -> Double {
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
  public func prefillFlops(
    tokens: Int, cached: Int = 0, mask: AttentionMask = .causal, headTokens: Int = 1
  ) -> Double {
    let mixing = layers.reduce(0) {
      $0 + $1.mixingFlops(tokens: max(0, tokens), cached: max(0, cached), mask, false)
    }
    return Double(max(0, tokens)) * matrixFlopsPerToken + mixing
      + Double(max(0, headTokens)) * headFlopsPerToken
  }
}

extension Layer {
  /// Operations that mix tokens: scores and weighted sums of attention, updates of a recurrent state.
  func mixingFlops(
    tokens: Int, cached: Int, _ mask: AttentionMask, _ isDecoding: Bool
  ) -> Double {
    switch mixer {
    case .none: return 0
    case .recurrent(let elements):
      // A decay, an update and a read of each number of the state, a multiplication and an addition each.
      return 6 * Double(elements) * Double(tokens)
    case .attention(let attention):
      let all = Self.pairs(tokens, cached, limit: nil, mask)
      let seen: Double
      switch attention.span {
      case .full: seen = all
      case .window(let limit), .selected(let limit):
        seen = Self.pairs(tokens, cached, limit: limit, mask)
      }
      var flops = seen * attention.flopsPerPair(isDecoding: isDecoding)
      if let compression = attention.compression {
        let entries = all / Double(compression.tokensPerEntry)
        let chosen = compression.selectedEntries.map { Double($0) * Double(tokens) } ?? entries
        flops += min(entries, chosen) * attention.flopsPerPair(isDecoding: isDecoding)
        flops += entries * indexerFlopsPerPair
      } else if attention.indexerElementsPerToken > 0 {
        flops += all * indexerFlopsPerPair
      }
      return flops
    }
  }

  /// Operations with which an indexer scores one earlier token: 2 × its heads × their width.
  private var indexerFlopsPerPair: Double {
    let query = operators.first {
      $0.role == .sparseIndexer && ($0.name.hasSuffix("wq_b") || $0.name.hasSuffix("q_proj"))
    }
    return 2 * Double(query?.outputWidth ?? 0)
  }

  /// Pairs of a new token and one that it looks at: with `limit` at most so many for each.
  private static func pairs(
    _ tokens: Int, _ cached: Int, limit: Int?, _ mask: AttentionMask
  ) -> Double {
    let (new, old) = (Double(tokens), Double(cached))
    let limit = limit.map(Double.init) ?? .infinity
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
  public func flopsPerPair(isDecoding: Bool) -> Double {
    if isDecoding, case .latent(let rank, let rotary) = cache {
      return 2 * Double(queryHeads) * Double(2 * rank + rotary)
    }
    return 2 * Double(queryHeads) * Double(queryKeyDimension + valueDimension)
  }
}
