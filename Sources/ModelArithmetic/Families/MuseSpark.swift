import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Muse Spark: Muse Glimmer's attention, experts that work in a narrower stream, and
  /// a gate on each residual.
  package static let museSparkText = ArchitectureFamily(
    "muse_spark_text", classes: ["MuseSparkForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 8192, vocabulary: 202_048, layers: 62, tied: false)
    let (hidden, layers) = (shape.hidden, shape.layerCount)
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: 128, keyValueHeads: 16, headWidth: 64)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let gate = Operator.linear(
      .attentionProjection, "self_attn.gate_proj", hidden,
      attention.queryHeads * attention.headWidth)
    let narrow = try config.count("moe_hidden_size", default: 4096)
    var mixture = try ExpertMixture(
      config, hidden: narrow, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 4096))
    mixture.prefix = "mlp."
    let experts: [Operator] =
      [
        .linear(.router, "mlp.gate", hidden, mixture.experts),
        .linear(.sharedExpert, "mlp.pre_expert_proj", hidden, narrow),
        .norm("mlp.pre_expert_norm", narrow),
      ] + mixture.routed.operators + [
        .norm("mlp.experts.post_expert_norm", narrow),
        .linear(.sharedExpert, "mlp.post_expert_proj", narrow, hidden),
      ]
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 16_384))
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? Array(repeating: true, count: layers)
    let spans = try LayerSpans(config, layers: layers, window: config.window(default: 2048)) {
      (layers - 1 - $0) % 4 != 0
    }
    let gates = ["post_attention_residual_gate.gate", "post_feedforward_residual_gate.gate"].map {
      Operator.vector(.norm, $0, hidden)
    }
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        Layer(
          mixer: .attention(attention.shape(span: spans[index])),
          operators: [.norm("input_layernorm", hidden)] + attention.operators + [gate]
            + [.norm("pre_feedforward_layernorm", hidden)]
            + (isSparse[index] ? experts : network.operators)
            + [.norm("post_feedforward_layernorm", hidden)] + gates)
      },
      finalNorm: [.norm("norm", hidden)])
  }

  /// Muse Spark with its encoders of images and sound.
  package static let museSpark = ArchitectureFamily(
    "muse_spark", classes: ["MuseSparkForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.museSparkText, tied: false)
    parts.towers = try Operator.museVision(config, textWidth: parts.hiddenSize)
    parts.towers += try Operator.museAudio(
      config.sectionOrDefaults("audio_config"), textWidth: parts.hiddenSize)
    return parts
  }
}

extension Operator {
  /// Muse Spark's encoder of sound: stages that thin out in time and widen, each with a few convolutions
  /// and networks.
  fileprivate static func museAudio(
    _ config: ConfigReader, textWidth: Int
  ) throws(InputError) -> [Operator] {
    func list(_ key: String, _ fallback: [Int]) throws(InputError) -> [Int] {
      guard let places = try config.list(key) else { return fallback }
      var values: [Int] = []
      for place in places.prefix(64) { values.append(try place.wholeNumber(in: 1...1 << 14)) }
      return values
    }
    let patches = try list("patch_sizes", [16, 6, 5, 4])
    let widths = try list("hidden_sizes", [256, 512, 1024, 2048])
    let depths = try list("depths", [2, 2, 2, 2])
    guard patches.count == widths.count, widths.count == depths.count, let last = widths.last else {
      throw config.place.error(
        expected: "as many \"patch_sizes\" as \"hidden_sizes\" and \"depths\"")
    }
    let ratio = try config.number("mlp_ratio", default: 4, in: 0.01...64)
    let kernel = try config.count("conv_kernel_size", default: 7, in: 1...1024)
    let output = try config.count("out_hidden_size", default: textWidth)
    var towers: [Operator] = []
    for (index, width) in widths.enumerated() {
      let input = index == 0 ? 1 : widths[index - 1]
      let stage = "audio.layers.\(index)."
      let inner = max(1, Int(Double(width) * ratio))
      towers += [
        .towerMatrix(stage + "patch_embedder.proj", input * patches[index], width, bias: true),
        .towerNorm(stage + "patch_embedder.norm", width, bias: false),
        .towerMatrix(stage + "conv", kernel, width, bias: true, copies: depths[index]),
        .towerNorm(stage + "norm", width, bias: false, copies: depths[index]),
        .towerMatrix(stage + "mlp.fc1", width, inner, bias: true, copies: depths[index]),
        .towerMatrix(stage + "mlp.fc2", inner, width, bias: true, copies: depths[index]),
      ]
    }
    return towers + [
      .towerNorm("audio.norm", last, bias: false),
      .towerMatrix("audio.proj", last, output, bias: true),
      .towerNorm("audio.post_proj_norm", output, bias: false),
    ]
  }
}
