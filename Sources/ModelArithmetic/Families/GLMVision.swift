import CheckedJSON

extension ArchitectureFamily {
  /// GLM 4.1V: GLM 4 behind an encoder of images.
  package static let glm4Vision = ArchitectureFamily(
    "glm4v", "glm46v", classes: ["Glm4vForConditionalGeneration", "Glm46VForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.glm4, tied: false)
    parts.towers = try config.glmVision()
    return parts
  }

  /// GLM 4.5V and 4.6V: GLM 4.5-Air behind an encoder of images.
  package static let glm4VisionMixture = ArchitectureFamily(
    "glm4v_moe", classes: ["Glm4vMoeForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.glm4Mixture, tied: false)
    parts.towers = try config.glmVision()
    return parts
  }

  /// GLM-OCR: GLM 4 behind the encoder of images of GLM 5.3-Flash, whose last network is thrice as wide as its output.
  package static let glmOCR = ArchitectureFamily(
    "glm_ocr", classes: ["GlmOcrForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.glm4, tied: false)
    let vision = try config.sectionOrDefaults("vision_config")
    parts.towers = try config.glmNextVision(
      inner: vision.count("out_hidden_size", default: 1536)
        * vision.count("in_channels", default: 3, in: 1...16))
    return try parts.withMultiTokenPrediction(
      config.sectionOrDefaults("text_config"), default: 0, ownsTables: true)
  }

  /// GLM 5.3-Flash: Kimi's delta attention and several residual streams in most layers, latent attention
  /// with an indexer in the rest.
  package static let glm5Next = ArchitectureFamily(
    "glm5_next", classes: ["Glm5NextForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.glm5NextText, tied: false)
    let vision = try config.sectionOrDefaults("vision_config")
    parts.towers = try config.glmNextVision(
      inner: vision.count("projection_intermediate_size", default: 10_240))
    return parts
  }
}

extension ConfigReader {
  fileprivate func glmVision() throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1536)
    let width = try vision.count("out_hidden_size", default: 4096)
    let inner = try vision.count("intermediate_size", default: 13_696)
    let patch = try vision.side("patch_size", default: 14)
    let bias = try vision.flag("attention_bias", default: false)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("depth", default: 24, in: .layers))
    return [
      .towerTable("visual.position_embedding", try vision.patches(image: 336, patch: 14), hidden),
      .towerNorm("visual.post_conv_layernorm", hidden, bias: false),
      blocks.matrix("attn.qkv", hidden, 3 * hidden, bias: bias),
      blocks.matrix("attn.proj", hidden, hidden, bias: false),
      // The layers are as wide as what comes out, the network after them as `intermediate_size` says.
      blocks.matrix("mlp.gate_proj", hidden, width, bias: false),
      blocks.matrix("mlp.up_proj", hidden, width, bias: false),
      blocks.matrix("mlp.down_proj", width, hidden, bias: false),
    ] + (try glmFrame(vision, blocks, patch: patch, width: width, inner: inner))
  }

  fileprivate func glmNextVision(inner: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1024)
    let width = try vision.count("intermediate_size", default: 4096)
    let heads = try vision.count("num_heads", default: 16, in: .heads)
    let bias = try vision.flag("attention_bias", default: true)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("depth", default: 24, in: .layers))
    return [
      blocks.matrix("attn.qkv", hidden, 3 * hidden, bias: bias),
      blocks.matrix("attn.proj", hidden, hidden, bias: bias),
      blocks.norm("attn.q_norm", hidden / heads, bias: false),
      blocks.norm("attn.k_norm", hidden / heads, bias: false),
      blocks.matrix("mlp.gate_proj", hidden, width), blocks.matrix("mlp.up_proj", hidden, width),
      blocks.matrix("mlp.down_proj", width, hidden),
    ]
      + (try glmFrame(
        vision, blocks, patch: vision.side("patch_size", default: 14),
        width: vision.count("out_hidden_size", default: 1536),
        inner: inner))
  }

  /// Patches at the way in, and at the way out a convolution and a gated network.
  private func glmFrame(
    _ vision: ConfigReader, _ blocks: VisionBlocks, patch: Int, width: Int, inner: Int
  ) throws(InputError) -> [Operator] {
    let colours = try vision.count("in_channels", default: 3, in: 1...16)
    let frames = try vision.side("temporal_patch_size", default: 2)
    let side = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let hidden = blocks.hidden
    return [
      .towerMatrix("visual.patch_embed.proj", colours * frames * patch * patch, hidden, bias: true),
      blocks.norm("norm1", bias: false), blocks.norm("norm2", bias: false),
      .towerNorm("visual.post_layernorm", hidden, bias: false),
      .towerMatrix("visual.downsample", hidden * side * side, width, bias: true),
      .towerMatrix("visual.merger.proj", width, width),
      .towerNorm("visual.merger.post_projection_norm", width),
      .towerMatrix("visual.merger.gate_proj", width, inner),
      .towerMatrix("visual.merger.up_proj", width, inner),
      .towerMatrix("visual.merger.down_proj", inner, width),
    ]
  }
}
