package import CheckedJSON

/// The small attention that chooses which tokens the large one reads (DeepSeek sparse attention).
///
/// DeepSeek-AI, "DeepSeek-V3.2-Exp", 2025, section 2.1.
package struct SparseIndexer: Sendable {
  package var hidden: Int
  package var queryRank: Int
  package var heads: Int
  package var width: Int
  package var selectedTokens: Int
  package var prefix = "self_attn.indexer."
  package var normBias = true

  /// Reads the `index_…` keys of a config with latent attention.
  package init(
    _ config: ConfigReader, _ attention: LatentAttention, heads: Int = 64
  ) throws(InputError) {
    hidden = attention.hidden
    queryRank = attention.queryRank ?? attention.hidden
    self.heads = try config.count("index_n_heads", default: heads, in: .heads)
    width = try config.count("index_head_dim", default: 128, in: .headWidth)
    selectedTokens = try config.count("index_topk", default: 2048, in: .tokens)
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    [
      .linear(.sparseIndexer, prefix + "wq_b", queryRank, heads * width),
      .linear(.sparseIndexer, prefix + "wk", hidden, width),
      .norm(prefix + "k_norm", width, bias: normBias),
      .linear(.sparseIndexer, prefix + "weights_proj", hidden, heads),
    ]
  }
}
