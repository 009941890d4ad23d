import CheckedJSON

extension ArchitectureFamily {
  /// Qwen 2-VL: an encoder of images in front of Qwen 2, whose keys may stand beside it.
  package static let qwen2Vision = ArchitectureFamily(
    "qwen2_vl", classes: ["Qwen2VLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textBeside(.qwen2)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("embed_dim", default: 1280)
    let ratio = try vision.number("mlp_ratio", default: 4, in: 0.01...100)
    parts.towers = try PatchMerger(
      vision, hidden: hidden, output: vision.count("hidden_size", default: 3584)
    ).operators(
      blocks: VisionBlocks(
        hidden: hidden, layers: try vision.count("depth", default: 32, in: .layers)),
      normBias: true
    ) { blocks in
      blocks.attention(isFused: true) + blocks.feedForward(Int(Double(hidden) * ratio))
    }
    return parts
  }

  /// Qwen 2.5-VL: plain norms and gated layers in the encoder.
  package static let qwen25Vision = ArchitectureFamily(
    "qwen2_5_vl", classes: ["Qwen2_5_VLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textBeside(.qwen2)
    parts.towers = try config.gatedQwenVision(textWidth: parts.hiddenSize)
    return parts
  }

  /// EXAONE 4.5: EXAONE 4 behind an encoder as Qwen 2.5-VL's with fewer key-value heads.
  package static let exaone45 = ArchitectureFamily(
    "exaone4_5", classes: ["Exaone4_5_ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.exaone4, tied: false)
    parts.towers = try config.gatedQwenVision(textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  /// The text model of a config that holds its keys in `text_config`, or beside those of the encoder.
  func textBeside(_ family: ArchitectureFamily) throws(InputError) -> ModelParts {
    has("text_config") ? try textModel(family, tied: false) : try family.parts(self)
  }

  func gatedQwenVision(textWidth: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 3584)
    let width = try vision.count("intermediate_size", default: 3420)
    let heads = try vision.count("num_heads", default: 16, in: .heads)
    let keys = try vision.count("num_key_value_heads", default: heads, in: .heads)
    let merger = try PatchMerger(
      vision, hidden: hidden, output: vision.count("out_hidden_size", default: textWidth))
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("depth", default: 32, in: .layers))
    return merger.operators(blocks: blocks, normBias: false) { blocks in
      [
        blocks.matrix("attn.qkv", hidden, hidden + 2 * (hidden / heads) * keys),
        blocks.matrix("attn.proj", hidden, hidden),
        blocks.matrix("mlp.gate_proj", hidden, width),
        blocks.matrix("mlp.up_proj", hidden, width),
        blocks.matrix("mlp.down_proj", width, hidden),
      ]
    }
  }
}

extension Operator {
  /// A norm, and two matrices that make one vector of neighbouring patches.
  static func patchMerger(
    _ prefix: String, hidden: Int, merged: Int, output: Int, normBias: Bool = true
  ) -> [Operator] {
    [
      .towerNorm(prefix + ".ln_q", hidden, bias: normBias),
      .towerMatrix(prefix + ".mlp.0", merged, merged, bias: true),
      .towerMatrix(prefix + ".mlp.2", merged, output, bias: true),
    ]
  }
}

/// Patches of some frames at the way in, and at the way out a network that joins neighbouring ones.
private struct PatchMerger {
  let hidden: Int
  let output: Int
  let patch: Int
  let merged: Int

  init(_ vision: ConfigReader, hidden: Int, output: Int) throws(InputError) {
    self.hidden = hidden
    self.output = output
    let side = try vision.side("patch_size", default: 14)
    let frames = try vision.side("temporal_patch_size", default: 2)
    let colours = try vision.count("in_channels", "in_chans", default: 3, in: 1...16)
    let joined = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    patch = colours * frames * side * side
    merged = hidden * joined * joined
  }

  func operators(
    blocks: VisionBlocks, normBias: Bool, layer: (VisionBlocks) -> [Operator]
  ) -> [Operator] {
    let ends: [Operator] = [
      .towerMatrix("visual.patch_embed.proj", patch, hidden),
      blocks.norm("norm1", bias: normBias), blocks.norm("norm2", bias: normBias),
    ]
    let merger = Operator.patchMerger(
      "visual.merger", hidden: hidden, merged: merged, output: output, normBias: normBias)
    return ends + merger + layer(blocks)
  }
}
