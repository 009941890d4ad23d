import CheckedJSON

extension ArchitectureFamily {
  /// LFM 3: longer convolutions than LFM 2's, windows in half of the attention, a gate for each head and
  /// norms behind each half of a layer.
  ///
  /// The class's 24 layers: 1,728,801,536 parameters (transformers 5.24, `modeling_lfm3.py`).
  static let lfm3 = ArchitectureFamily(
    "lfm3", classes: ["Lfm3ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2048, vocabulary: 128_000, layers: 24, tied: true)
    let hidden = shape.hidden
    let attention = try GroupedAttention(
      normed: config, hidden: hidden, heads: 16, keyValueHeads: 4, headWidth: 128)
    let gate =
      try config.flag("use_attention_gate", default: true)
      ? [Operator.linear(.attentionProjection, "self_attn.g_proj", hidden, attention.queryHeads)]
      : []
    let convolution = try ShortConvolution(config, hidden: hidden, kernel: 7)
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 7680))
    let norms: [Operator] =
      try config.flag("use_sandwich_norm", default: true)
      ? [.norm("post_operator_norm", hidden), .norm("post_ffn_norm", hidden)] : []
    let window = try config.window(default: 256)
    let types = try LayerTypes(config, layers: shape.layerCount)?.names
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let byIndex =
          index % 4 == 2
          ? "full_attention" : index % 4 == 0 && index > 0 ? "sliding_attention" : "conv"
        let type = types?[index] ?? byIndex
        let isWindowed = type == "sliding_attention" && window != nil
        let span = isWindowed ? Attention.Span.window(tokens: window ?? 1) : .full
        return PreNormLayer(hidden: hidden).layer(
          type == "conv"
            ? .recurrent(convolution.state) : .attention(attention.shape(span: span)),
          mixing: type == "conv" ? convolution.operators : attention.operators + gate,
          feedForward: network.operators("w1", "w3", "w2") + norms)
      },
      finalNorm: [.norm("embedding_norm", hidden)])
  }

  /// LFM 3-VL: an encoder of convolutions and attention in front of LFM 3.
  static let lfm3Vision = ArchitectureFamily(
    "lfm3_vl", classes: ["Lfm3VlForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.lfm3, tied: true)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1024)
    let width = try vision.count("intermediate_size", default: 2560)
    let layers = try vision.count("num_hidden_layers", default: 14, in: .layers)
    let heads = try vision.count("num_attention_heads", default: 16, in: .heads)
    let head = max(1, hidden / heads)
    let keys = head * (try vision.count("num_key_value_heads", default: 8, in: .heads))
    let isFull =
      try vision.layers(layers, named: "full_attention")
      ?? (0..<layers).map { $0 >= 2 && $0 % 2 == 0 }
    let full = VisionBlocks(hidden: hidden, layers: isFull.count { $0 })
    let folded = VisionBlocks(hidden: hidden, layers: layers - full.layers)
    let all = VisionBlocks(hidden: hidden, layers: layers)
    let side = try vision.side("patch_size", default: 16)
    let frames = try vision.side("temporal_patch_size", default: 2)
    let colours = try vision.count("in_channels", default: 3, in: 1...16)
    let kernel = try vision.count("conv_kernel_size", default: 3, in: 1...1024)
    let joined = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let inner = try config.count("projector_hidden_size", default: 4096)
    let bias = try config.flag("projector_bias", default: true)
    parts.towers = [
      .towerMatrix("vision.patch_embed", colours * frames * side * side, hidden),
      .towerNorm("vision.embedding_norm", hidden, bias: false),
      all.norm("operator_norm", bias: false), all.norm("ffn_norm", bias: false),
      all.matrix("feed_forward.w1", hidden, width, bias: false),
      all.matrix("feed_forward.w3", hidden, width, bias: false),
      all.matrix("feed_forward.w2", width, hidden, bias: false),
      .towerNorm("multi_modal_projector.layer_norm", hidden),
      .towerMatrix(
        "multi_modal_projector.linear_1", hidden * joined * joined, inner, bias: bias),
      .towerMatrix("multi_modal_projector.linear_2", inner, parts.hiddenSize, bias: bias),
    ]
    if folded.layers > 0 {
      parts.towers += [
        folded.matrix("conv.in_proj", hidden, 3 * hidden, bias: false),
        folded.matrix("conv.spatial_conv", kernel * kernel, hidden, bias: false),
        folded.matrix("conv.out_proj", hidden, hidden, bias: false),
      ]
    }
    if full.layers > 0 {
      parts.towers += [
        full.matrix("self_attn.q_proj", hidden, heads * head, bias: false),
        full.matrix("self_attn.k_proj", hidden, keys, bias: false),
        full.matrix("self_attn.v_proj", hidden, keys, bias: false),
        full.matrix("self_attn.out_proj", heads * head, hidden, bias: false),
        full.norm("self_attn.q_norm", head, bias: false),
        full.norm("self_attn.k_norm", head, bias: false),
      ]
    }
    return parts
  }
}
