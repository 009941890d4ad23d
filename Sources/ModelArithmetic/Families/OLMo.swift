import CheckedJSON

extension ArchitectureFamily {
  /// OLMo 1: Llama with norms that have no weights.
  package static let olmo = ArchitectureFamily(
    "olmo", classes: ["OlmoForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(vocabulary: 50_304)
    var parts = try defaults.fullParts(config)
    parts.layers = parts.layers.map { layer in
      Layer(mixer: layer.mixer, operators: layer.operators.filter { $0.role != .norm })
    }
    parts.outputs.removeAll { $0.role == .norm }
    return parts
  }

  /// OLMo 2: norms behind attention and feed-forward, and on all queries and keys.
  package static let olmo2 = ArchitectureFamily(
    "olmo2", classes: ["Olmo2ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(vocabulary: 50_304, norm: .wide)
    return try defaults.fullParts(config)
  }

  /// OLMo 3: OLMo 2 with a window in three of four layers.
  package static let olmo3 = ArchitectureFamily(
    "olmo3", classes: ["Olmo3ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(vocabulary: 50_304, norm: .wide)
    return try defaults.parts(config, window: config.window(default: 4096)) { ($0 + 1) % 4 != 0 }
  }

  /// OLMoE: OLMo 2's norms on queries and keys, experts in every layer.
  package static let olmoMixture = ArchitectureFamily(
    "olmoe", classes: ["OlmoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 50_304, layers: 16, tied: false)
    let defaults = PlainDecoder(heads: 16, norm: .wide)
    let attention = try defaults.attention(config, hidden: shape.hidden)
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 64, expertsPerToken: 8,
      width: config.count("intermediate_size", default: 2048))
    let layer = PreNormLayer(hidden: shape.hidden).layer(
      .attention(attention.shape()), mixing: attention.operators, feedForward: mixture.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// OLMo Hybrid: gated delta nets behind a norm in three of four layers, OLMo 2's layers in the rest.
  ///
  /// The class's 32 layers: 7,430,870,688 parameters (transformers 5.24, `modeling_olmo_hybrid.py`).
  static let olmoHybrid = ArchitectureFamily(
    "olmo_hybrid", classes: ["OlmoHybridForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 3840, vocabulary: 100_352, layers: 32, tied: false)
    let hidden = shape.hidden
    let attention = try PlainDecoder(heads: 30, norm: .wide).attention(config, hidden: hidden)
    let heads = attention.queryHeads
    let keyHeads = try config.count("linear_num_key_heads", default: heads, in: .heads)
    let keyWidth = try config.count(
      "linear_key_head_dim", default: max(1, 3 * hidden / (4 * keyHeads)), in: .headWidth)
    var delta = try GatedDeltaNet(
      config, hidden: hidden, fusesInputs: false, keyHeads: keyHeads, valueHeads: heads,
      keyWidth: keyWidth, valueWidth: 2 * keyWidth)
    delta.separatesInputs = true
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 11_008))
    let isFull =
      try config.layers(shape.layerCount, named: "full_attention")
      ?? (0..<shape.layerCount).map {
        $0 % 4 == 3 || shape.layerCount < 4 && $0 == shape.layerCount - 1
      }
    let state = delta.state(try config.recurrentStateFormat())
    let linear = PreNormLayer(hidden: hidden).layer(
      .recurrent(state), mixing: delta.operators, feedForward: network.operators)
    let full = Layer(
      mixer: .attention(attention.shape()),
      operators: attention.operators + [.norm("post_attention_layernorm", hidden)]
        + network.operators + [.norm("post_feedforward_layernorm", hidden)])
    return .decoder(
      shape, layers: isFull.map { $0 ? full : linear }, finalNorm: [.norm("norm", hidden)])
  }

  /// FlexOlmo: OLMo 2's norms after attention and network, and experts that were trained apart.
  package static let flexOLMo = ArchitectureFamily(
    "flex_olmo", classes: ["FlexOlmoForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 100_352, layers: 32, tied: false)
    let attention = try PlainDecoder(norm: .wide).attention(config, hidden: shape.hidden)
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 7, expertsPerToken: 5,
      width: config.count("intermediate_size", default: 11_008))
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: attention.operators + [.norm("post_attention_layernorm", shape.hidden)]
        + mixture.operators + [.norm("post_feedforward_layernorm", shape.hidden)])
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }
}
