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

  /// A.X K2: DeepSeek V3.2's attention, of which one matrix makes queries and the gate of the outputs, and
  /// norms that a small network scales.
  ///
  /// The class's 48 layers, A.X K2 Light: 20,314,494,976 parameters (transformers 5.24, `modeling_axk2.py`).
  static let axK2 = ArchitectureFamily(
    "axk2", classes: ["AXK2ForCausalLM"]
  ) { config throws(InputError) in
    guard try config.count("moe_layer_freq", default: 1, in: 1...10_000) == 1 else {
      throw config.place.error(expected: "\"moe_layer_freq\" 1")
    }
    var defaults = DeepSeekDecoder()
    defaults.hidden = 2048
    defaults.vocabulary = 163_840
    defaults.layers = 48
    defaults.heads = 32
    defaults.queryRank = 384
    defaults.rank = 128
    defaults.rotaryWidth = 32
    defaults.plainWidth = 64
    defaults.valueWidth = 64
    defaults.width = 5120
    defaults.expertWidth = 512
    defaults.experts = 128
    defaults.denseLayers = 1
    defaults.hasIndexer = true
    defaults.indexerHeads = 16
    var parts = try defaults.parts(config)
    let hidden = parts.hiddenSize
    let rank = try config.count("gated_norm_rank", default: 16)
    func scale(_ norm: String) -> [Operator] {
      [
        .linear(.norm, norm + ".mlp.fc1", hidden, rank),
        .linear(.norm, norm + ".mlp.fc2", rank, hidden),
      ]
    }
    parts.layers = parts.layers.map { layer in
      let gated = layer.operators.first { $0.name.hasSuffix("o_proj") }?.inputWidth ?? 0
      let operators = layer.operators.map { each in
        each.name.hasSuffix("q_b_proj")
          ? .linear(
            .attentionProjection, "self_attn.q_gate_proj", 2 * each.inputWidth,
            each.outputWidth + gated) : each
      }
      return Layer(
        mixer: layer.mixer,
        operators: operators + scale("input_layernorm")
          + (layer.isMixtureOfExperts ? scale("post_attention_layernorm") : []))
    }
    return parts
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
