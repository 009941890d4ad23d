import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Mistral Large 4: latent attention without compressed queries, whose tokens an indexer chooses,
  /// and no positions in every fourth layer.
  static let mistralLarge4Text = ArchitectureFamily(
    "mistral_large4_text", classes: ["MistralLarge4ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 6144, vocabulary: 204_800, layers: 72, tied: false)
    let (hidden, layers) = (shape.hidden, shape.layerCount)
    let placed = try LatentAttention(
      config, hidden: hidden, heads: 64, queryRank: nil, plainWidth: 64)
    var unplaced = placed
    unplaced.plainWidth += placed.rotaryWidth
    unplaced.rotaryWidth = 0
    let indexer = try SparseIndexer(config, placed, heads: 32)
    let scoring =
      indexer.operators + [
        .norm("self_attn.indexer.q_input_norm", hidden, bias: true),
        .vector(.sparseIndexer, "self_attn.indexer.softmax_scaling", 2 * indexer.heads),
      ]
    try config.refuseSharedCaches(layers)
    let hasPositions =
      try config.switches("no_rope_layers", layers: layers)
      ?? (0..<layers).map { ($0 + 1) % 4 != 0 }
    let ownsIndexer =
      try config.layers(layers, named: "full", in: "indexer_types")
      ?? Array(repeating: true, count: layers)
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 128, expertsPerToken: 4,
      width: config.count("moe_intermediate_size", default: 6144))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 24_576))
    let dense = try config.count("first_k_dense_replace", default: 1, in: .layerIndex)
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= dense }
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let attention = hasPositions[index] ? placed : unplaced
        let scaling = Operator.vector(
          .attentionProjection, "self_attn.softmax_scaling", 2 * attention.heads)
        return PreNormLayer(hidden: hidden).layer(
          .attention(
            attention.shape(
              span: .selected(tokens: indexer.selectedTokens),
              indexerElementsPerToken: ownsIndexer[index] ? indexer.width : 0)),
          mixing: attention.operators + [scaling] + (ownsIndexer[index] ? scoring : []),
          feedForward: isSparse[index] ? experts : network.operators)
      },
      finalNorm: [.norm("norm", hidden)],
      embeddings: [.vector(.positionEmbedding, "rotary_emb.alpha", placed.rotaryWidth / 2)])
  }

  /// Mistral Large 4 behind Pixtral's encoder of images.
  static let mistralLarge4 = ArchitectureFamily(
    "mistral_large4", classes: ["MistralLarge4ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.mistralLarge4Text, tied: false)
    parts.towers = try config.pixtralVision(textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  /// Refuses layers that read the cache of others: what they then have is not known.
  fileprivate func refuseSharedCaches(_ layers: Int) throws(InputError) {
    for (index, place) in try (list("kv_source_layers") ?? []).prefix(layers).enumerated()
    where try place.wholeNumber(in: .layerIndex) != index {
      throw place.error(expected: "\(index), as each layer is known to keep a cache of its own")
    }
  }
}
