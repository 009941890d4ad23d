import CheckedJSON

extension ArchitectureFamily {
  /// GLM 4.5 to 4.7: grouped queries, dense layers at first, then experts with a shared one.
  package static let glm4Mixture = ArchitectureFamily(
    "glm4_moe", "glm4v_moe_text", classes: ["Glm4MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 151_552, layers: 46, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 96, keyValueHeads: 8)
    let isVision = try config.text("model_type") == "glm4v_moe_text"
    attention.bias = try config.flag("attention_bias", default: isVision)
    if try config.flag("use_qk_norm", default: false) { attention.norm = .shared }
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 128, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 1408))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 10_944))
    let dense = try config.count("first_k_dense_replace", default: 1, in: .layerIndex)
    let experts = mixture.operators
    return try ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape()), mixing: attention.operators,
          feedForward: index < dense ? network.operators : experts)
      },
      finalNorm: [.norm("norm", shape.hidden)]
    ).withMultiTokenPrediction(
      config, default: 1, ownsTables: true)
  }

  /// GLM 4.7-Flash: DeepSeek V3's layers, smaller.
  package static let glm4MixtureLite = ArchitectureFamily(
    "glm4_moe_lite", classes: ["Glm4MoeLiteForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hidden = 2048
    defaults.vocabulary = 154_880
    defaults.layers = 47
    defaults.heads = 20
    defaults.queryRank = 768
    defaults.plainWidth = 192
    defaults.valueWidth = 256
    defaults.width = 10_240
    defaults.expertWidth = 1536
    defaults.experts = 64
    defaults.expertsPerToken = 4
    defaults.denseLayers = 1
    defaults.predictedTokens = 1
    return try defaults.parts(config)
  }

  /// GLM 5: DeepSeek V3.2's latent attention and indexer, which from 5.2 on several layers share.
  package static let glm5 = ArchitectureFamily(
    "glm_moe_dsa", classes: ["GlmMoeDsaForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hidden = 6144
    defaults.vocabulary = 154_880
    defaults.layers = 78
    defaults.heads = 64
    defaults.queryRank = 2048
    defaults.plainWidth = 192
    defaults.valueWidth = 256
    defaults.width = 12_288
    defaults.hasIndexer = true
    defaults.indexerHeads = 32
    return try defaults.parts(config)
  }
}
