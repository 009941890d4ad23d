import CheckedJSON

extension ArchitectureFamily {
  /// DeepSeek-VL2: SigLIP and a network over neighbouring patches in front of DeepSeek V2.
  ///
  /// DeepSeek-VL2-Tiny: 3,370,501,440 parameters: 2,934,734,080 of text, 428,225,600 of SigLIP, 7,539,200 between
  /// them and two vectors that part images. Wu et al., "DeepSeek-VL2", 2024; `modeling_deepseek_vl_v2.py`.
  static let deepSeekVL2 = ArchitectureFamily(
    "deepseek_vl_v2", classes: ["DeepseekVLV2ForCausalLM", "DeepseekOCRForCausalLM"]
  ) { config throws(InputError) in
    // DeepSeek-OCR bears this type too; of its two encoders each has a width.
    if case .object = try config.sectionOrDefaults("vision_config").members.value("width") {
      return try ArchitectureFamily.deepSeekOCR.parts(config)
    }
    var parts = try config.textModel(.deepSeek2, key: "language_config", tied: false)
    let text = parts.hiddenSize
    let vision = try config.sectionOrDefaults("vision_config")
    let width = try vision.count("width", default: 1152)
    let ratio = try vision.number("mlp_ratio", default: 3.7362, in: 0.01...100)
    let layers = try vision.count("layers", default: 27, in: .layers)
    let encoder = try vision.holding([
      "hidden_size": .number(Double(width)),
      "intermediate_size": .number((Double(width) * ratio).rounded(.down)),
      "num_hidden_layers": .number(Double(layers)),
      "patch_size": .number(Double(vision.side("patch_size", default: 14))),
      "image_size": .number(Double(vision.side("image_size", default: 384))),
    ])
    let projector = try config.sectionOrDefaults("projector_config")
    let kind = try projector.text("projector_type") ?? "downsample_mlp_gelu"
    guard kind == "downsample_mlp_gelu" else {
      throw (projector.members["projector_type"] ?? projector.place).unknown(
        "projector", kind, among: ["downsample_mlp_gelu"])
    }
    let input = try projector.count("input_dim", default: width)
    let output = try projector.count("n_embed", default: text)
    let joined = try projector.count("downsample_ratio", default: 2, in: 1...16)
    let inner = output * (try projector.count("mlp_ratio", default: 1, in: 1...16))
    let depth = try projector.count("depth", default: 2, in: 2...64)
    parts.towers = try Operator.sigLIP(encoder)
    parts.towers.append(
      .towerMatrix("projector.layers.0", input * joined * joined, inner, bias: true))
    if depth > 2 {
      parts.towers.append(
        .towerMatrix("projector.layers.between", inner, inner, bias: true, copies: depth - 2))
    }
    parts.towers += [
      .towerMatrix("projector.layers.last", inner, output, bias: true),
      .towerTable("image_newline", output), .towerTable("view_seperator", output),
    ]
    return parts
  }
}
