import CheckedJSON

extension ArchitectureFamily {
  /// PaddleOCR-VL: ERNIE 4.5 behind SigLIP.
  ///
  /// The config as first published holds the text model's keys beside the encoder's; its encoder has a head and a table
  /// for packed images that transformers' class leaves out: 958,588,736 parameters.
  static let paddleOCR = ArchitectureFamily(
    "paddleocr_vl", classes: ["PaddleOCRVLForConditionalGeneration"]
  ) { config throws(InputError) in
    let isNested = config.has("text_config")
    var parts = try isNested ? config.textModel(.ernie, tied: true) : ernie.parts(config)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1152)
    let side = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let merged = hidden * side * side
    parts.towers =
      try Operator.sigLIP(vision.replacing("vision_use_head", with: .bool(!isNested))) + [
        .towerNorm("projector.pre_norm", hidden),
        .towerMatrix("projector.linear_1", merged, merged, bias: true),
        .towerMatrix("projector.linear_2", merged, parts.hiddenSize, bias: true),
      ]
    if !isNested {
      parts.towers.append(.towerTable("vision.packing_position_embedding", 32_768, hidden))
    }
    return parts
  }

  /// LightOnOCR: Qwen 3 behind Pixtral's encoder of images.
  static let lightOnOCR = ArchitectureFamily(
    "lighton_ocr", classes: ["LightOnOcrForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen3, tied: true)
    parts.towers = try config.pixtralVision(textWidth: parts.hiddenSize)
    return parts
  }
}
