import CheckedJSON

extension ArchitectureFamily {
  /// Phi 1, 1.5 and 2: one norm before attention and feed-forward side by side, biases everywhere.
  package static let phi = ArchitectureFamily(
    "phi", classes: ["PhiForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 51_200, layers: 24, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32)
    attention.bias = true
    attention.outputBias = true
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 8192),
      isGated: false, bias: true)
    let headNorms =
      try config.flag("qk_layernorm", default: false)
      ? ["q_layernorm", "k_layernorm"].map {
        Operator.norm("self_attn." + $0, attention.headWidth, bias: true)
      } : []
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [.norm("input_layernorm", shape.hidden, bias: true)] + attention.operators
        + headNorms + network.operators("fc1", "fc2"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("final_layernorm", shape.hidden, bias: true)], headBias: true)
  }

  /// Phi 3, 3.5 and 4: Llama with fused matrices.
  package static let phi3 = ArchitectureFamily(
    "phi3", classes: ["Phi3ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 3072, vocabulary: 32_064, layers: 32, tied: false)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 8192))
    let window = try config.window()
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) { _ in true }
    let queriesKeysValues =
      (attention.queryHeads + 2 * attention.keyValueHeads)
      * attention.headWidth
    let mixing = [
      Operator.linear(
        .attentionProjection, "self_attn.qkv_proj", shape.hidden, queriesKeysValues),
      .linear(
        .attentionProjection, "self_attn.o_proj", attention.queryHeads * attention.headWidth,
        shape.hidden),
    ]
    let feedForward = [
      Operator.linear(.denseFeedForward, "mlp.gate_up_proj", shape.hidden, 2 * network.width),
      .linear(.denseFeedForward, "mlp.down_proj", network.width, shape.hidden),
    ]
    return .decoder(shape, attention, spans: spans, mixing: mixing, feedForward: feedForward)
  }

  /// Phi-3.5-MoE and its smaller kin: layer norms with biases, a bias on the head.
  package static let phiMixture = ArchitectureFamily(
    "phimoe", classes: ["PhimoeForCausalLM", "PhiMoEForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 32_064, layers: 32, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 16, expertsPerToken: 2,
      width: config.count("intermediate_size", default: 6400))
    mixture.prefix = "block_sparse_moe."
    let window = try config.window()
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) { _ in true }
    return .decoder(
      shape, attention, spans: spans, feedForward: mixture.operators, normBias: true,
      headBias: try config.flag("lm_head_bias", default: false))
  }
}
