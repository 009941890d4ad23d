package import CheckedJSON

/// Multi-head latent attention: keys and values are rebuilt from one compressed vector per token.
///
/// DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.
package struct LatentAttention: Sendable {
  package var hidden: Int
  package var heads: Int
  /// Width of the compressed query; `nil` if queries are not compressed.
  package var queryRank: Int?
  package var rank: Int
  package var plainWidth: Int
  package var rotaryWidth: Int
  package var valueWidth: Int
  package var bias: Bool
  /// Numbers of a gate on the output for each token; 0 without one.
  package var gateWidth = 0
  package var prefix = "self_attn."

  /// Reads the usual keys; `queryRank` is the class default, for a config without the key.
  package init(
    _ config: ConfigReader, hidden: Int, heads: Int?, queryRank: Int?, rank: Int? = 512,
    plainWidth: Int? = 128, rotaryWidth: Int? = 64, valueWidth: Int? = 128
  ) throws(InputError) {
    self.hidden = hidden
    self.heads = try config.count("num_attention_heads", default: heads, in: .heads)
    let isUncompressed = config.members.members["q_lora_rank"] == .null
    self.queryRank = try config.optionalCount("q_lora_rank") ?? (isUncompressed ? nil : queryRank)
    self.rank = try config.count("kv_lora_rank", default: rank)
    self.plainWidth = try config.count("qk_nope_head_dim", default: plainWidth, in: .headWidth)
    self.rotaryWidth = try config.count(
      "qk_rope_head_dim", default: rotaryWidth, in: 0...1 << 14)
    self.valueWidth = try config.count("v_head_dim", default: valueWidth, in: .headWidth)
    self.bias = try config.flag("attention_bias", default: false)
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    let queries = heads * (plainWidth + rotaryWidth)
    var list: [Operator] = []
    if let queryRank {
      list = [
        .linear(.attentionProjection, prefix + "q_a_proj", hidden, queryRank, bias: bias),
        .norm(prefix + "q_a_layernorm", queryRank),
        .linear(.attentionProjection, prefix + "q_b_proj", queryRank, queries),
      ]
    } else {
      list = [.linear(.attentionProjection, prefix + "q_proj", hidden, queries)]
    }
    if gateWidth > 0 {
      list.append(.linear(.attentionProjection, prefix + "g_proj", hidden, gateWidth))
    }
    return list + [
      .linear(
        .attentionProjection, prefix + "kv_a_proj_with_mqa", hidden, rank + rotaryWidth, bias: bias),
      .norm(prefix + "kv_a_layernorm", rank),
      .linear(
        .attentionProjection, prefix + "kv_b_proj", rank, heads * (plainWidth + valueWidth)),
      .linear(.attentionProjection, prefix + "o_proj", heads * valueWidth, hidden, bias: bias),
    ]
  }

  /// The shape of the attention.
  package func shape(span: Attention.Span = .full, indexerElementsPerToken: Int = 0) -> Attention {
    Attention(
      queryHeads: heads, keyValueHeads: heads, queryKeyDimension: plainWidth + rotaryWidth,
      valueDimension: valueWidth, span: span, cache: .latent(rank: rank, rotary: rotaryWidth),
      indexerElementsPerToken: indexerElementsPerToken)
  }
}
