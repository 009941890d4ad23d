import CheckedJSON

extension ArchitectureFamily {
  /// Youtu-LLM: DeepSeek's latent attention and a gated network, without experts.
  package static let youtu = ArchitectureFamily(
    "youtu", "youtu_llm", classes: ["YoutuForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 128_256, layers: 32, tied: true)
    let attention = try LatentAttention(config, hidden: shape.hidden, heads: 16, queryRank: 1536)
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 6144))
    network.bias = try config.flag("mlp_bias", default: false)
    let layer = PreNormLayer(hidden: shape.hidden).layer(
      .attention(attention.shape()), mixing: attention.operators,
      feedForward: network.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// MiniCPM 3: latent attention with values as wide as the hidden state divided by the heads, and no experts.
  static let miniCPM3 = ArchitectureFamily(
    "minicpm3", classes: ["MiniCPM3ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2560, vocabulary: 73_448, layers: 62, tied: true)
    let heads = try config.count("num_attention_heads", default: 40, in: .heads)
    let attention = try LatentAttention(
      config, hidden: shape.hidden, heads: 40, queryRank: 768, rank: 256, plainWidth: 64,
      rotaryWidth: 32, valueWidth: max(1, shape.hidden / heads))
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 6400))
    network.bias = try config.flag("mlp_bias", default: false)
    let layer = PreNormLayer(hidden: shape.hidden).layer(
      .attention(attention.shape()), mixing: attention.operators,
      feedForward: network.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// A.X K1: DeepSeek V3 with a further norm after the experts.
  package static let axK1 = ArchitectureFamily(
    "axk1", classes: ["AXK1ForCausalLM"]
  ) { config throws(InputError) in
    guard try config.count("moe_layer_freq", default: 1, in: 1...10_000) == 1 else {
      throw config.place.error(expected: "\"moe_layer_freq\" 1")
    }
    var defaults = DeepSeekDecoder()
    defaults.vocabulary = 163_840
    defaults.heads = 64
    defaults.experts = 192
    defaults.denseLayers = 1
    var parts = try defaults.parts(config)
    let norm = Operator.norm("mlp.post_mlp_layernorm", parts.hiddenSize)
    parts.layers = parts.layers.map { layer in
      layer.isMixtureOfExperts
        ? Layer(mixer: layer.mixer, operators: layer.operators + [norm]) : layer
    }
    return parts
  }
}
