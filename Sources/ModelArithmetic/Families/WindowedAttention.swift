import CheckedJSON

/// The attention of DeepSeek V4 and V4.1: queries of low rank, one key-value head read in full within a window, and
/// outputs joined in groups.
///
/// Beyond the window each model keeps compressed entries by a rule of its own.
struct WindowedAttention: Sendable {
  let hidden: Int
  let heads: Int
  let headWidth: Int
  let queryRank: Int
  let outputRank: Int
  let outputGroups: Int
  let window: Int
  let indexerHeads: Int
  let indexerWidth: Int
  let selectedEntries: Int

  /// What stands in for keys that a config leaves out.
  struct Defaults: Sendable {
    let heads: Int
    let headWidth: Int
    let rank: Int
    let outputGroups: Int
    let window: Int
    let indexerHeads: Int
    let indexerWidth: Int
    let selectedEntries: Int
  }

  /// - Parameter defaults: Those of the config class; `nil` where it has none.
  init(
    _ config: ConfigReader, hidden: Int, defaults: Defaults? = nil
  ) throws(InputError) {
    self.hidden = hidden
    heads = try config.count("num_attention_heads", default: defaults?.heads, in: .heads)
    headWidth = try config.count("head_dim", default: defaults?.headWidth, in: .headWidth)
    queryRank = try config.count("q_lora_rank", default: defaults?.rank)
    outputRank = try config.count("o_lora_rank", default: defaults?.rank)
    outputGroups = try config.count("o_groups", default: defaults?.outputGroups, in: .heads)
    window = try config.count("sliding_window", default: defaults?.window, in: .tokens)
    indexerHeads = try config.count("index_n_heads", default: defaults?.indexerHeads, in: .heads)
    indexerWidth = try config.count(
      "index_head_dim", default: defaults?.indexerWidth, in: .headWidth)
    selectedEntries = try config.count(
      "index_topk", default: defaults?.selectedEntries, in: 1...1 << 24)
    guard heads * headWidth % outputGroups == 0 else {
      throw config.place.error(expected: "output groups that divide the heads' width")
    }
  }

  /// What a layer looks at: its window, and what is kept of tokens before it.
  func shape(_ beyond: Attention.Compression?) -> Attention {
    Attention(
      queryHeads: heads, keyValueHeads: 1, queryKeyDimension: headWidth,
      valueDimension: headWidth, span: .window(tokens: window), cache: .sharedKeyValue,
      compression: beyond)
  }

  /// What every layer has, whatever lies beyond its window.
  var operators: [Operator] {
    let inner = heads * headWidth
    return [
      .vector(.attentionProjection, "attn.attn_sink", heads),
      .linear(.attentionProjection, "attn.wq_a", hidden, queryRank),
      .norm("attn.q_norm", queryRank),
      .linear(.attentionProjection, "attn.wq_b", queryRank, inner),
      .linear(.attentionProjection, "attn.wkv", hidden, headWidth),
      .norm("attn.kv_norm", headWidth),
      .linear(
        .attentionProjection, "attn.wo_a", inner / outputGroups, outputGroups * outputRank),
      .linear(.attentionProjection, "attn.wo_b", outputGroups * outputRank, hidden),
    ]
  }

  /// The queries of an indexer, and what each of its heads counts.
  var indexerQueries: [Operator] {
    [
      .linear(.sparseIndexer, "attn.indexer.wq_b", queryRank, indexerHeads * indexerWidth),
      .linear(.sparseIndexer, "attn.indexer.weights_proj", hidden, indexerHeads),
    ]
  }
}
