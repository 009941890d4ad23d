import CheckedJSON

extension ArchitectureFamily {
  /// Arcee's Trinity: a gate on each attention's output, four norms a layer, experts after a few dense layers, windows in
  /// most.
  static let afmoe = ArchitectureFamily(
    "afmoe", classes: ["AfmoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 200_192, layers: 32, tied: false)
    let hidden = shape.hidden
    let attention = try GroupedAttention(
      normed: config, hidden: hidden, heads: 16, headWidth: 128)
    let gate = Operator.linear(
      .attentionProjection, "self_attn.gate_proj", hidden,
      attention.queryHeads * attention.headWidth)
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 64, expertsPerToken: 6,
      width: config.count("moe_intermediate_size", default: 1408))
    mixture.sharedWidth =
      try config.count("num_shared_experts", default: 2, in: .experts) * mixture.width
    mixture.balances = true
    mixture.routerName = "router.gate"
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 6144))
    let dense = try config.count("num_dense_layers", default: 1, in: .layerIndex)
    let period = try config.count("global_attn_every_n_layers", default: 4, in: 1...10_000)
    let spans = try LayerSpans(
      config, layers: shape.layerCount, window: config.window(default: 1024)
    ) { ($0 + 1) % period != 0 }
    let beside: [Operator] = [
      .norm("pre_mlp_layernorm", hidden), .norm("post_mlp_layernorm", hidden),
    ]
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: spans.spans.enumerated().map { index, span in
        PreNormLayer(hidden: hidden).layer(
          .attention(attention.shape(span: span)), mixing: attention.operators + [gate],
          feedForward: (index < dense ? network.operators : experts) + beside)
      },
      finalNorm: [.norm("norm", hidden)])
  }

  /// Mellum 2: Qwen 3's attention with windows in some layers, and experts.
  static let mellum = ArchitectureFamily(
    "mellum", classes: ["MellumForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2304, vocabulary: 98_304, layers: 28, tied: false)
    let attention = try GroupedAttention(
      normed: config, hidden: shape.hidden, heads: 32, keyValueHeads: 4, headWidth: 128)
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 64, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 896))
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 7168))
    let spans = try LayerSpans(
      config, layers: shape.layerCount, window: config.window(default: 1024)
    ) { _ in false }
    let isSparse = try config.layers(shape.layerCount, named: "sparse", in: "mlp_layer_types")
    let experts = mixture.operators
    return try ModelParts.decoder(
      shape,
      layers: spans.spans.enumerated().map { index, span in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: span)), mixing: attention.operators,
          feedForward: isSparse?[index] ?? true ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)]
    ).withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}
