import CheckedJSON

extension ArchitectureFamily {
  /// Beam: gated heads with a norm each, four norms a layer, windows in five of six layers, experts after
  /// three dense layers.
  package static let beam = ArchitectureFamily(
    "beam", classes: ["BeamForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 5120, vocabulary: 151_936, layers: 52, tied: false)
    let (hidden, layers) = (shape.hidden, shape.layerCount)
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: 48, keyValueHeads: 8, headWidth: 128)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    let gate: [Operator] = [
      .linear(
        .attentionProjection, "self_attn.gate_proj", hidden,
        attention.queryHeads * attention.headWidth),
      .vector(.attentionProjection, "self_attn.gate_bias", attention.queryHeads),
    ]
    let mixture = try ExpertMixture(
      config, hidden: hidden, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 2560))
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 20_480))
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= 3 }
    let spans = try LayerSpans(config, layers: layers, window: config.window(default: 512)) {
      ($0 + 1) % 6 != 0 && $0 != layers - 1
    }
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        PreNormLayer(hidden: hidden).layer(
          .attention(attention.shape(span: spans[index])), mixing: attention.operators + gate,
          feedForward: [.norm("pre_feedforward_layernorm", hidden)]
            + (isSparse[index] ? experts : network.operators)
            + [.norm("post_feedforward_layernorm", hidden)])
      },
      finalNorm: [.norm("norm", hidden)])
  }
}
