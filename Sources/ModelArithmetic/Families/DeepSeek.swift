import CheckedJSON

extension ArchitectureFamily {
  /// DeepSeek V2 and V2-Lite: the first latent attention.
  package static let deepSeek2 = ArchitectureFamily(
    "deepseek_v2", classes: ["DeepseekV2ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hidden = 4096
    defaults.vocabulary = 32_000
    defaults.layers = 32
    defaults.heads = 32
    defaults.width = 11_008
    defaults.expertWidth = 1407
    defaults.experts = 64
    defaults.sharedExperts = 2
    defaults.expertsPerToken = nil
    defaults.denseLayers = 0
    return try defaults.parts(config)
  }

  /// DeepSeek V3 and R1, Kimi K2.
  package static let deepSeek3 = ArchitectureFamily(
    "deepseek_v3", "kimi_k2", classes: ["DeepseekV3ForCausalLM"]
  ) { config throws(InputError) in try DeepSeekDecoder().parts(config) }

  /// DeepSeek V3.2: V3 with an indexer in each layer that picks the tokens to attend to.
  package static let deepSeek32 = ArchitectureFamily(
    "deepseek_v32", classes: ["DeepseekV32ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hasIndexer = true
    return try defaults.parts(config)
  }
}

/// The class defaults in which DeepSeek's decoders differ.
struct DeepSeekDecoder: Sendable {
  var hidden = 7168
  var vocabulary = 129_280
  var layers = 61
  var heads = 128
  var queryRank: Int? = 1536
  var width = 18_432
  var expertWidth = 2048
  var experts = 256
  var sharedExperts = 1
  var expertsPerToken: Int? = 8
  var denseLayers = 3
  var hasIndexer = false

  /// Reads layers of latent attention, dense at first and with experts after.
  func parts(_ config: ConfigReader) throws(InputError) -> ModelParts {
    let shape = try DecoderShape(
      config, hidden: hidden, vocabulary: vocabulary, layers: layers, tied: false)
    let attention = try LatentAttention(
      config, hidden: shape.hidden, heads: heads, queryRank: queryRank)
    let indexer = hasIndexer ? try SparseIndexer(config, attention) : nil
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: width))
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: experts, expertsPerToken: expertsPerToken,
      width: config.count("moe_intermediate_size", default: expertWidth))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: sharedExperts, in: .experts) * mixture.width
    let dense = try config.count("first_k_dense_replace", default: denseLayers, in: .layerIndex)
    let experts = mixture.operators
    let mixer = Layer.Mixer.attention(
      attention.shape(
        span: indexer.map { .selected(tokens: $0.selectedTokens) } ?? .full,
        indexerElementsPerToken: indexer?.width ?? 0))
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          mixer, mixing: attention.operators + (indexer?.operators ?? []),
          feedForward: index < dense || mixture.experts == 0 ? network.operators : experts)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}
