import CheckedJSON

extension ArchitectureFamily {
  /// Mistral Small 3.1 and later, Magistral and Ministral 3 with the Pixtral encoder of images.
  package static let mistral3 = ArchitectureFamily(
    "mistral3", classes: ["Mistral3ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.mistral, tied: nil)
    parts.towers = try config.pixtralVision(textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  /// Pixtral's encoder of images, and the projector that joins neighbouring patches.
  func pixtralVision(textWidth: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1024)
    let side = try count("spatial_merge_size", default: 2, in: 1...16)
    let hasBias = try flag("multimodal_projector_bias", default: false)
    let layersRead = members["vision_feature_layer"]?.value
    var features = 1
    if case .array(let list) = layersRead { features = min(max(1, list.count), 64) }
    return try Operator.pixtral(vision, patch: 14) + [
      .towerNorm("multi_modal_projector.norm", hidden, bias: false),
      .towerMatrix(
        "multi_modal_projector.patch_merger.merging_layer", hidden * side * side, hidden),
      .towerMatrix(
        "multi_modal_projector.linear_1", hidden * features, textWidth, bias: hasBias),
      .towerMatrix("multi_modal_projector.linear_2", textWidth, textWidth, bias: hasBias),
    ]
  }
}

extension Operator {
  /// Pixtral's encoder of images, without a projector.
  static func pixtral(_ vision: ConfigReader, patch: Int) throws(InputError) -> [Operator] {
    let hidden = try vision.count("hidden_size", default: 1024)
    let width = try vision.count("intermediate_size", default: 4096)
    let patch = try vision.side("patch_size", default: patch)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 24, in: .layers))
    return [
      .towerMatrix("vision.patch_conv", 3 * patch * patch, hidden),
      .towerNorm("vision.ln_pre", hidden, bias: false),
      blocks.norm("attention_norm", bias: false), blocks.norm("ffn_norm", bias: false),
      blocks.matrix("feed_forward.gate_proj", hidden, width, bias: false),
      blocks.matrix("feed_forward.up_proj", hidden, width, bias: false),
      blocks.matrix("feed_forward.down_proj", width, hidden, bias: false),
    ] + blocks.attention(bias: false)
  }
}
