import CheckedJSON

extension ArchitectureFamily {
  /// Phi-3-vision and 3.5-vision: CLIP ViT-L of 336 and two matrices in front of Phi 3.
  ///
  /// The config names the encoder and not its shape: 24 layers of width 1024.
  package static let phi3Vision = ArchitectureFamily(
    "phi3_v", classes: ["Phi3VForCausalLM"]
  ) { config throws(InputError) in
    var parts = try ArchitectureFamily.phi3.parts(config)
    let hidden = parts.hiddenSize
    parts.towers =
      try Operator.clip(config.sectionOrDefaults("vision_config")) + [
        .towerTable("img_projection.sub_GN", 4096), .towerTable("img_projection.glb_GN", 4096),
        .towerMatrix("img_projection.0", 4096, hidden, bias: true),
        .towerMatrix("img_projection.2", hidden, hidden, bias: true),
      ]
    return parts
  }
}
