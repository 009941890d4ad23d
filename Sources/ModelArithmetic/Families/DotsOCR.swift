import CheckedJSON

extension ArchitectureFamily {
  /// dots.ocr: Qwen 2 behind an encoder of images of 1.26 billion parameters.
  ///
  /// dots.ocr of 2025: 3,039,179,264 parameters, 1,262,091,264 of them in the encoder (vLLM, dots_ocr.py).
  package static let dotsOCR = ArchitectureFamily(
    "dots_ocr", classes: ["DotsOCRForCausalLM"]
  ) { config throws(InputError) in
    var parts = try config.textBeside(.qwen2)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("embed_dim", default: 1536)
    let output = try vision.count("hidden_size", default: 1536)
    let width = try vision.count("intermediate_size", default: 4224)
    let patch = try vision.side("patch_size", default: 14)
    let colours = try vision.count("num_channels", default: 3, in: 1...16)
    let side = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let bias = try vision.flag("use_bias", default: false)
    let merged = hidden * side * side
    let blocks = VisionBlocks(
      hidden: hidden,
      layers: try vision.count("num_hidden_layers", default: 42, in: .layers))
    parts.towers = [
      .towerMatrix("vision_tower.patch_embed.proj", colours * patch * patch, hidden, bias: true),
      .towerNorm("vision_tower.patch_embed.norm", hidden, bias: false),
      blocks.norm("norm1", bias: false), blocks.norm("norm2", bias: false),
      blocks.matrix("attn.qkv", hidden, 3 * hidden, bias: bias),
      blocks.matrix("attn.proj", hidden, hidden, bias: bias),
      blocks.matrix("mlp.fc1", hidden, width, bias: bias),
      blocks.matrix("mlp.fc3", hidden, width, bias: bias),
      blocks.matrix("mlp.fc2", width, hidden, bias: bias),
    ]
    parts.towers += Operator.patchMerger(
      "vision_tower.merger", hidden: hidden, merged: merged, output: output)
    if try vision.flag("post_norm", default: true) {
      parts.towers.append(.towerNorm("vision_tower.post_trunk_norm", hidden, bias: false))
    }
    return parts
  }
}
