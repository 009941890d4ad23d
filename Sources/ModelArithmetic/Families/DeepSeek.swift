import CheckedJSON

extension ArchitectureFamily {
  /// DeepSeek MoE of 2024: plain attention, a dense layer, then experts with shared ones.
  static let deepSeek1 = ArchitectureFamily(
    "deepseek", classes: ["DeepseekForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: nil)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size"))
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: nil, expertsPerToken: nil,
      width: config.count("moe_intermediate_size"))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 0, in: .experts) * mixture.width
    let dense = try config.count("first_k_dense_replace", default: 0, in: .layerIndex)
    let period = try config.count("moe_layer_freq", default: 1, in: 1...10_000)
    return try .someSparse(config, shape, attention, mixture, network: network) {
      $0 >= dense && $0 % period == 0
    }
  }

  /// DeepSeek V2 and V2-Lite: the first latent attention.
  package static let deepSeek2 = ArchitectureFamily(
    "deepseek_v2", classes: ["DeepseekV2ForCausalLM"]
  ) { config throws(InputError) in
    // The text model of DeepSeek-OCR has the attention of the first.
    if try !config.flag("use_mla", default: true) { return try deepSeek1.parts(config) }
    var defaults = DeepSeekDecoder()
    defaults.hidden = 4096
    defaults.vocabulary = 102_400
    defaults.layers = 32
    defaults.heads = 32
    defaults.width = 11_008
    defaults.expertWidth = 1407
    defaults.experts = 64
    defaults.sharedExperts = 2
    defaults.expertsPerToken = nil
    defaults.denseLayers = 0
    defaults.readsFeedForwardBias = true
    return try defaults.parts(config)
  }

  /// DeepSeek V3 and R1, Kimi K2.
  package static let deepSeek3 = ArchitectureFamily(
    "deepseek_v3", "kimi_k2", classes: ["DeepseekV3ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.predictedTokens = 1
    return try defaults.parts(config)
  }

  /// DeepSeek V3.2: V3 with an indexer in each layer that picks the tokens to attend to.
  package static let deepSeek32 = ArchitectureFamily(
    "deepseek_v32", classes: ["DeepseekV32ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hasIndexer = true
    return try defaults.parts(config)
  }
}

/// The class defaults in which DeepSeek's decoders and their kin differ.
struct DeepSeekDecoder: Sendable {
  var hidden = 7168
  var vocabulary = 129_280
  var layers = 61
  var heads = 128
  var queryRank: Int? = 1536
  var rank = 512
  var rotaryWidth = 64
  var plainWidth = 128
  var valueWidth = 128
  var width = 18_432
  var expertWidth = 2048
  var experts = 256
  var sharedExperts = 1
  var expertsPerToken: Int? = 8
  var denseLayers = 3
  var hasIndexer = false
  var readsFeedForwardBias = false
  var predictedTokens = 0
  var indexerHeads = 64

  /// Reads layers of latent attention, dense at first and with experts after.
  func parts(_ config: ConfigReader) throws(InputError) -> ModelParts {
    let shape = try DecoderShape(
      config, hidden: hidden, vocabulary: vocabulary, layers: layers, tied: false)
    let attention = try LatentAttention(
      config, hidden: shape.hidden, heads: heads, queryRank: queryRank, rank: rank,
      plainWidth: plainWidth, rotaryWidth: rotaryWidth, valueWidth: valueWidth)
    let indexer =
      hasIndexer ? try SparseIndexer(config, attention, heads: indexerHeads) : nil
    let hasOwnIndexer = try indexerLayers(config, layers: shape.layerCount)
    let hasBias =
      readsFeedForwardBias ? try config.flag("mlp_bias", default: false) : false
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: width),
      bias: hasBias)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: experts, expertsPerToken: expertsPerToken,
      width: config.count("moe_intermediate_size", default: expertWidth))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: sharedExperts, in: .experts) * mixture.width
    mixture.sharedBias = hasBias
    let isSparse = try sparseLayers(config, layers: shape.layerCount)
    let experts = mixture.operators
    return try ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let owned = hasOwnIndexer[index] ? indexer : nil
        let shapeOfAttention = attention.shape(
          span: indexer.map { .selected(tokens: $0.selectedTokens) } ?? .full,
          indexerElementsPerToken: owned?.width ?? 0)
        return PreNormLayer(hidden: shape.hidden).layer(
          .attention(shapeOfAttention), mixing: attention.operators + (owned?.operators ?? []),
          feedForward: isSparse[index] && mixture.experts > 0 ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)]
    ).withMultiTokenPrediction(
      config, default: predictedTokens, ownsTables: true)
  }

  /// Which layers have experts: those that `mlp_layer_types` says, else all but the first few.
  private func sparseLayers(
    _ config: ConfigReader, layers: Int
  ) throws(InputError) -> [Bool] {
    if let types = try LayerTypes(config, layers: layers, key: "mlp_layer_types") {
      return types.names.map { $0 == "sparse" }
    }
    let dense = try config.count("first_k_dense_replace", default: denseLayers, in: .layerIndex)
    return (0..<layers).map { $0 >= dense }
  }

  /// Which layers run an indexer of their own; the others reuse the choice of the last that did.
  private func indexerLayers(
    _ config: ConfigReader, layers: Int
  ) throws(InputError) -> [Bool] {
    if let types = try LayerTypes(config, layers: layers, key: "indexer_types") {
      return types.names.map { $0 == "full" }
    }
    if let pattern = try config.text("index_topk_pattern") {
      guard pattern.count >= layers else {
        throw config.place.error(expected: "\(layers) letters in \"index_topk_pattern\"")
      }
      return pattern.prefix(layers).map { $0 == "F" }
    }
    let period = try config.count("index_topk_freq", default: 1, in: 1...10_000)
    let offset = try config.count("index_skip_topk_offset", default: 2, in: .layerIndex)
    return (0..<layers).map { max($0 - offset + 1, 0) % period == 0 }
  }
}
