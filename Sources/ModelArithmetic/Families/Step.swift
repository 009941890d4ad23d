import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Step 3.5 and 3.7: gated heads, more of them in layers with a window, experts
  /// from the fourth layer on.
  package static let stepText = ArchitectureFamily(
    "step3p5", classes: ["Step3p5ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 128_815, layers: 45, tied: false)
    let layers = shape.layerCount
    let types = try LayerTypes(config, layers: layers)?.names
    let isLocal = (0..<layers).map { types?[$0] == "sliding_attention" }
    let window = try config.window()
    let full = try config.stepAttention(shape, isLocal: false)
    let local = try config.stepAttention(shape, isLocal: true)
    let isSparse = try config.stepExperts(layers)
    var mixture = ExpertMixture(
      hidden: shape.hidden,
      experts: try config.count(
        "n_routed_experts", "moe_num_experts", "num_local_experts", default: 288, in: .experts),
      expertsPerToken: try config.count(
        "num_experts_per_tok", "moe_top_k", default: 8, in: .experts),
      width: try config.count("moe_intermediate_size", default: 1280))
    mixture.sharedWidth = try config.count("share_expert_dim", "share_expert_dims", default: 1280)
    mixture.prefix = "moe."
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 11_264))
    let hasBias = try config.flag("mlp_bias", default: false)
    network.bias = hasBias
    mixture.sharedBias = hasBias
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let attention = isLocal[index] ? local : full
        let gate = Operator.linear(
          .attentionProjection, "self_attn.g_proj", shape.hidden, attention.queryHeads)
        let span = isLocal[index] ? window.map { Attention.Span.window(tokens: $0) } : nil
        return PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: span ?? .full)),
          mixing: attention.operators + [gate],
          feedForward: isSparse[index] ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// Step 3.7 with its encoder of images.
  ///
  /// A flat file without `text_config` means the class defaults for all but the spans.
  package static let step37 = ArchitectureFamily(
    "step3p7",
    classes: ["Step3p7FlashForCausalLM", "Step3p7ForConditionalGeneration"]
  ) { config throws(InputError) in
    var text = try config.sectionOrDefaults("text_config")
      .replacing("model_type", with: .string("step3p5"))
    if !config.has("text_config") {
      for key in ["layer_types", "sliding_window"] {
        if let place = config.members[key] { text = try text.replacing(key, with: place.value) }
      }
    }
    var parts = try config.replacing("text_config", with: text.place.value)
      .textModel(.stepText, tied: false)
    parts.towers = try config.stepVision(textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  fileprivate func stepAttention(
    _ shape: DecoderShape, isLocal: Bool
  ) throws(InputError) -> GroupedAttention {
    let heads = try count("num_attention_heads", default: 64, in: .heads)
    var attention = GroupedAttention(
      hidden: shape.hidden, queryHeads: heads,
      keyValueHeads: try count(
        "num_key_value_heads", "num_attention_groups", default: 8, in: .heads),
      headWidth: try count("head_dim", default: 128, in: .headWidth))
    if isLocal {
      let other = try sectionOrDefaults("attention_other_setting")
      attention.queryHeads =
        try optionalCount("num_sliding_attention_heads", in: .heads).orElse(
          other.count("num_attention_heads", default: heads, in: .heads))
    }
    attention.bias = try flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    return attention
  }

  /// Which layers have experts: by `mlp_layer_types`, by a list of their indexes, or from the fourth on.
  fileprivate func stepExperts(_ layers: Int) throws(InputError) -> [Bool] {
    if let types = try LayerTypes(self, layers: layers, key: "mlp_layer_types") {
      return types.names.map { $0 == "sparse" }
    }
    guard let place = members["moe_layers_enum"] else { return (0..<layers).map { $0 >= 3 } }
    var indexes: Set<Int> = []
    if case .string(let text) = place.value {
      for part in text.split(separator: ",") {
        if let index = Int(part.filter { $0 != " " }) { indexes.insert(index) }
      }
    } else {
      for each in try place.array() { indexes.insert(try each.wholeNumber(in: .layerIndex)) }
    }
    return (0..<layers).map { indexes.contains($0) }
  }

  fileprivate func stepVision(textWidth: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("width", "hidden_size", default: 1536)
    let ratio = try vision.number("mlp_ratio", default: 8960 / 1536, in: 0.01...100)
    let width = Int(Double(hidden) * ratio)
    let layers = try vision.count("layers", "num_hidden_layers", default: 47, in: .layers)
    let patch = try vision.side("patch_size", default: 14)
    let blocks = VisionBlocks(hidden: hidden, layers: layers)
    var list: [Operator] = [
      .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden),
      .towerTable(
        "vision.position_embedding", try vision.patches(image: 728, patch: 14), hidden),
      .towerNorm("vision.pre_layernorm", hidden),
      .towerMatrix("vision.downsampler1", 9 * hidden, 2 * hidden, bias: true),
      .towerMatrix("vision.downsampler2", 18 * hidden, 4 * hidden, bias: true),
      .towerMatrix(
        "multi_modal_projector", 4 * hidden, textWidth,
        bias: try flag("projector_bias", default: false)),
      blocks.norm("layernorm_before"), blocks.norm("layernorm_after"),
      blocks.norm("lambda_1", bias: false), blocks.norm("lambda_2", bias: false),
    ]
    list += blocks.attention()
    list += blocks.feedForward(width)
    return list
  }
}
