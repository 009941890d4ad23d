import CheckedJSON

/// Hybrids of Kimi's delta attention and latent attention, beside Kimi's own.
extension ArchitectureFamily {
  /// The text model of GLM 5.3-Flash.
  package static let glm5NextText = ArchitectureFamily(
    "glm5_next_text", classes: ["Glm5NextForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 154_880, layers: 45, tied: false)
    let hidden = shape.hidden
    let attention = try LatentAttention(
      config, hidden: hidden, heads: 64, queryRank: 1536, plainWidth: 256, rotaryWidth: 0,
      valueWidth: 256)
    let indexer = try SparseIndexer(config, attention, heads: 32)
    // The indexer's keys of so many tokens are pooled into one.
    let pool = try config.count("index_kpool", default: 16, in: 1...1 << 16)
    let pooling: [Operator] = [
      .vector(.sparseIndexer, "self_attn.indexer.index_kpool_compress_ape", pool * indexer.width),
      .linear(.sparseIndexer, "self_attn.indexer.index_kpool_compress_gate", hidden, indexer.width),
    ]
    let delta = try KimiDeltaAttention(config, hidden: hidden)
    let streams = try config.count("hc_mult", default: 4, in: 1...64)
    let mixes = ["attn_hc", "ffn_hc"].flatMap { name -> [Operator] in
      [
        .linear(.norm, name + ".fn", streams * hidden, (2 + streams) * streams),
        .vector(.norm, name + ".base", (2 + streams) * streams),
        .vector(.norm, name + ".scale", 3),
      ]
    }
    let state = delta.state(try config.recurrentStateFormat())
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 288, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 2048))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 12_288))
    let layers = shape.layerCount
    let types = try LayerTypes(config, layers: layers)?.names
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= 3 }
    let owns =
      try LayerTypes(config, layers: layers, key: "indexer_types")?.names.map { $0 == "full" }
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let isLinear = types.map { $0[index] == "linear_attention" } ?? ((index + 1) % 4 != 0)
        let isOwner = owns?[index] ?? true
        let full = Layer.Mixer.attention(
          attention.shape(
            span: .selected(tokens: indexer.selectedTokens),
            indexerElementsPerToken: isOwner ? max(1, indexer.width / pool) : 0))
        return PreNormLayer(hidden: hidden).layer(
          isLinear ? .recurrent(state) : full,
          mixing: (isLinear
            ? delta.operators
            : attention.operators + (isOwner ? indexer.operators + pooling : [])) + mixes,
          feedForward: isSparse[index] ? mixture.operators : network.operators)
      },
      finalNorm: [.norm("norm", hidden)]
    )
  }

  /// Ling 2.5 and Ring 2.5: delta attention in five of six layers.
  package static let bailingHybrid = ArchitectureFamily(
    "bailing_hybrid", classes: ["BailingHybridForCausalLM", "BailingMoeV2_5ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2560, vocabulary: 157_184, layers: 42, tied: false)
    let hidden = shape.hidden
    var attention = try LatentAttention(config, hidden: hidden, heads: 32, queryRank: nil)
    attention.gateWidth = attention.heads
    var delta = try KimiDeltaAttention(config, hidden: hidden)
    delta.hasFullGate = true
    delta.hasFullDecay = true
    let state = delta.state(try config.recurrentStateFormat())
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 512, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 768))
    mixture.sharedWidth =
      try config.count("num_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 6144))
    let layers = shape.layerCount
    let period = try config.count("layer_group_size", default: 6, in: 1...10_000)
    let dense = try config.count("first_k_dense_replace", default: 2, in: .layerIndex)
    let types = try LayerTypes(config, layers: layers)?.names
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= dense }
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let isFull = types.map { $0[index] == "full_attention" } ?? ((index + 1) % period == 0)
        return PreNormLayer(hidden: hidden).layer(
          isFull ? .attention(attention.shape()) : .recurrent(state),
          mixing: isFull ? attention.operators : delta.operators,
          feedForward: isSparse[index] ? mixture.operators : network.operators)
      },
      finalNorm: [.norm("norm", hidden)])
  }
}
