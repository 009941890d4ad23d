import CheckedJSON

extension ArchitectureFamily {
  /// InternVL under transformers' own class.
  package static let internVL = ArchitectureFamily(
    "internvl", classes: ["InternVLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen2, tied: nil)
    let vision = try config.sectionOrDefaults("vision_config")
    parts.towers = try config.internVision(
      vision, textWidth: parts.hiddenSize,
      attentionBias: vision.flag("attention_bias", default: false),
      hasHeadNorms: vision.flag("use_qk_norm", default: false))
    return parts
  }

  /// InternVL with its own code: the text model stands under `llm_config`.
  package static let internVLChat = ArchitectureFamily(
    "internvl_chat", classes: ["InternVLChatModel"]
  ) { config throws(InputError) in
    guard config.has("llm_config") else {
      _ = try config.members.required("llm_config")
      throw config.place.error(expected: "\"llm_config\"")
    }
    var parts = try config.textModel(.qwen2, key: "llm_config", tied: nil)
    let vision = try config.sectionOrDefaults("vision_config")
    parts.towers = try config.internVision(
      vision, textWidth: parts.hiddenSize, attentionBias: vision.flag("qkv_bias", default: false),
      hasHeadNorms: vision.flag("qk_normalization", default: false))
    return parts
  }
}

extension ConfigReader {
  /// InternViT, with two scales in each layer, and the projector that joins neighbouring patches.
  fileprivate func internVision(
    _ vision: ConfigReader, textWidth: Int, attentionBias: Bool, hasHeadNorms: Bool
  ) throws(InputError) -> [Operator] {
    let hidden = try vision.count("hidden_size", default: 1024)
    let width = try vision.count("intermediate_size", default: 4096)
    let patch = try vision.side("patch_size", default: 14)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 24, in: .layers))
    let normBias = try vision.text("norm_type") != "rms_norm"
    let ratio = try number("downsample_ratio", default: 0.5, in: 0.05...1)
    let merged = hidden * Int((1 / (ratio * ratio)).rounded())
    let headNorms =
      hasHeadNorms
      ? ["q_norm", "k_norm"].map { blocks.norm("attn." + $0, bias: false) } : []
    return [
      .towerTable("vision.class_embedding", hidden),
      .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden, bias: true),
      .towerTable(
        "vision.position_embedding", try vision.patches(image: 448, patch: 14) + 1, hidden),
      blocks.norm("norm1", bias: normBias), blocks.norm("norm2", bias: normBias),
      blocks.norm("ls1", bias: false), blocks.norm("ls2", bias: false),
      blocks.matrix("attn.qkv", hidden, 3 * hidden, bias: attentionBias),
      blocks.matrix("attn.proj", hidden, hidden),
      .towerNorm("mlp1.0", merged),
      .towerMatrix("mlp1.1", merged, textWidth, bias: true),
      .towerMatrix("mlp1.3", textWidth, textWidth, bias: true),
    ] + headNorms + blocks.feedForward(width)
  }
}
