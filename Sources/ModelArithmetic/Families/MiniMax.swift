import CheckedJSON

extension ArchitectureFamily {
  /// MiniMax M2: experts in every layer, norms on all queries and keys.
  package static let miniMax2 = ArchitectureFamily(
    "minimax_m2", classes: ["MiniMaxM2ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 3072, vocabulary: 200_064, layers: 62, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 48, keyValueHeads: 8, headWidth: 128)
    attention.norm = .wide
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 256, expertsPerToken: 8,
      width: config.count("intermediate_size", default: 1536))
    mixture.prefix = "block_sparse_moe."
    let layer = PreNormLayer(hidden: shape.hidden).layer(
      .attention(attention.shape()), mixing: attention.operators, feedForward: mixture.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// The text model of MiniMax M3: dense layers at first, then experts and block-sparse attention.
  package static let miniMax3Text = ArchitectureFamily(
    "minimax_m3_vl_text", "minimax_m3",
    classes: ["MiniMaxM3SparseForCausalLM", "MiniMaxM3ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 6144, vocabulary: 200_064, layers: 60, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 64, keyValueHeads: 4, headWidth: 128)
    attention.norm = .shared
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 128, expertsPerToken: 4,
      width: config.count("intermediate_size", default: 3072))
    mixture.sharedWidth = try config.count("shared_intermediate_size", default: 3072)
    mixture.prefix = "block_sparse_moe."
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("dense_intermediate_size", default: 12_288))
    let sparse = try config.sectionOrDefaults("sparse_attention_config")
    let indexer = try BlockIndexer(config, sparse, hidden: shape.hidden)
    let layers = shape.layerCount
    var isIndexed = try config.layers(layers, named: "minimax_m3_sparse")
    if isIndexed == nil { isIndexed = try sparse.switches("sparse_attention_freq", layers: layers) }
    var hasExperts = try config.layers(layers, named: "sparse", in: "mlp_layer_types")
    if hasExperts == nil { hasExperts = try config.switches("moe_layer_freq", layers: layers) }
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let isIndexed = isIndexed?[index] ?? false
        let shapeOfAttention = attention.shape(
          span: isIndexed ? .selected(tokens: indexer.selectedTokens) : .full,
          indexerElementsPerToken: isIndexed ? indexer.width : 0)
        return PreNormLayer(hidden: shape.hidden).layer(
          .attention(shapeOfAttention),
          mixing: attention.operators + (isIndexed ? indexer.operators : []),
          feedForward: hasExperts?[index] ?? true ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}

/// MiniMax M3's indexer, which chooses blocks of tokens by a small attention of its own.
private struct BlockIndexer {
  let hidden: Int
  let heads: Int
  let width: Int
  let selectedTokens: Int

  init(_ config: ConfigReader, _ sparse: ConfigReader, hidden: Int) throws(InputError) {
    self.hidden = hidden
    heads =
      try sparse.optionalCount("sparse_num_index_heads", in: .heads).orElse(
        config.count("index_n_heads", default: 4, in: .heads))
    width =
      try sparse.optionalCount("sparse_index_dim", in: .headWidth).orElse(
        config.count("index_head_dim", default: 128, in: .headWidth))
    let blocks =
      try sparse.optionalCount("sparse_topk_blocks", in: 1...1 << 20).orElse(
        config.count("index_topk_blocks", default: 16, in: 1...1 << 20))
    let size =
      try sparse.optionalCount("sparse_block_size", in: 1...1 << 20).orElse(
        config.count("index_block_size", default: 128, in: 1...1 << 20))
    selectedTokens = blocks * size
  }

  var operators: [Operator] {
    [
      .linear(.sparseIndexer, "self_attn.index_q_proj", hidden, heads * width),
      .linear(.sparseIndexer, "self_attn.index_k_proj", hidden, width),
      .norm("self_attn.index_q_norm", width),
      .norm("self_attn.index_k_norm", width),
    ]
  }
}
