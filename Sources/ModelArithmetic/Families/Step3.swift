import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Step 3: one key-value head, queries through a narrow common vector, experts in
  /// the layers that `moe_layers_enum` names.
  package static let step3Text = ArchitectureFamily(
    "step3_text", classes: ["Step3TextForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 7168, vocabulary: 128_815, layers: 61, tied: false)
    let hidden = shape.hidden
    let heads = try config.count("num_attention_heads", default: 64, in: .heads)
    let groups = try config.count("num_attention_groups", default: 1, in: .heads)
    guard groups == 1 else {
      throw config.place.error(expected: "\"num_attention_groups\" 1, as the class has it")
    }
    let width = try config.count("head_dim", default: 256, in: .headWidth)
    let common = try config.count("share_q_dim", default: 2048)
    let attention: [Operator] = [
      .linear(.attentionProjection, "self_attn.q_proj", hidden, common),
      .linear(.attentionProjection, "self_attn.k_proj", hidden, width),
      .linear(.attentionProjection, "self_attn.v_proj", hidden, width),
      .norm("self_attn.inter_norm", common),
      .linear(.attentionProjection, "self_attn.wq", common, heads * width),
      .linear(.attentionProjection, "self_attn.o_proj", heads * width, hidden),
    ]
    var mixture = ExpertMixture(
      hidden: hidden, experts: try config.count("moe_num_experts", default: 48, in: .experts),
      expertsPerToken: try config.count("moe_top_k", default: 3, in: .experts),
      width: try config.count("moe_intermediate_size", default: 5120))
    guard mixture.expertsPerToken <= mixture.experts else {
      throw config.place.error(expected: "at most as many experts per token as experts")
    }
    mixture.sharedWidth = try config.count("share_expert_dim", default: 5120)
    mixture.prefix = "moe."
    mixture.sharedName = "share_expert"
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 18_432))
    let isSparse = try config.step3Experts(shape.layerCount)
    let shapeOfAttention = Attention(
      queryHeads: heads, keyValueHeads: 1, queryKeyDimension: width, valueDimension: width)
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: isSparse.map { isSparse in
        PreNormLayer(hidden: hidden).layer(
          .attention(shapeOfAttention), mixing: attention,
          feedForward: isSparse ? experts : network.operators)
      },
      finalNorm: [.norm("norm", hidden)])
  }

  /// Step 3 with its encoder of images and two convolutions that thin its patches out.
  package static let step3 = ArchitectureFamily(
    "step3_vl", classes: ["Step3VLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.step3Text, tied: false)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1792)
    let output = try vision.count("output_hidden_size", default: 4096)
    let width = try vision.count("intermediate_size", default: 15_360)
    let patch = try vision.side("patch_size", default: 14)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 63, in: .layers))
    let projected = try config.flag("projector_bias", default: false)
    parts.towers =
      [
        .towerTable("vision.class_embedding", hidden),
        .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden, bias: true),
        .towerTable(
          "vision.position_embedding", try vision.patches(image: 728, patch: 14) + 1, hidden),
        blocks.norm("layer_norm1"), blocks.norm("layer_norm2"),
        .towerMatrix("vit_downsampler", 4 * hidden, output, bias: true),
        .towerMatrix("vit_downsampler2", 9 * output, 2 * output, bias: true),
        .towerMatrix("vit_large_projector", 2 * output, parts.hiddenSize, bias: projected),
      ] + blocks.attention(isFused: true) + blocks.feedForward(width)
    return parts
  }
}

extension ConfigReader {
  /// Which layers have experts: a text of indexes with commas, a list, or all but the first.
  fileprivate func step3Experts(_ layers: Int) throws(InputError) -> [Bool] {
    guard let place = members["moe_layers_enum"] else { return (0..<layers).map { $0 > 0 } }
    var isSparse = Array(repeating: false, count: layers)
    if place.isArray {
      for each in try place.array() {
        let index = try each.wholeNumber(in: .layerIndex)
        if index < layers { isSparse[index] = true }
      }
      return isSparse
    }
    for part in try place.text().split(separator: ",") {
      guard let index = Int(part.filter { $0 != " " }), index >= 0 else {
        throw place.error(expected: "indexes of layers with commas between")
      }
      if index < layers { isSparse[index] = true }
    }
    return isSparse
  }
}
