package import CheckedJSON

extension Operator {
  /// SigLIP's encoder of images, without a projector; the second has a fixed number of positions.
  package static func sigLIP(
    _ config: ConfigReader, positions: Int? = nil
  ) throws(InputError) -> [Operator] {
    let hidden = try config.count("hidden_size", default: 768)
    let width = try config.count("intermediate_size", default: 3072)
    let patch = try config.side("patch_size", default: 16)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try config.count("num_hidden_layers", default: 12, in: .layers))
    var list: [Operator] = [
      .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden, bias: true),
      .towerTable(
        "vision.position_embedding",
        try positions.orElse(config.patches(image: 224, patch: 16)), hidden),
      blocks.norm("layer_norm1"),
      blocks.norm("layer_norm2"),
      .towerNorm("vision.post_layernorm", hidden),
    ]
    list += blocks.attention()
    list += blocks.feedForward(width)
    if try config.flag("vision_use_head", default: true) {
      list += [
        .towerTable("vision.head.probe", hidden),
        .towerMatrix("vision.head.attention.in_proj", hidden, 3 * hidden, bias: true),
        .towerMatrix("vision.head.attention.out_proj", hidden, hidden, bias: true),
        .towerNorm("vision.head.layernorm", hidden),
        .towerMatrix("vision.head.mlp.fc1", hidden, width, bias: true),
        .towerMatrix("vision.head.mlp.fc2", width, hidden, bias: true),
      ]
    }
    return list
  }
}
