import CheckedJSON

extension ArchitectureFamily {
  /// Qwen 3-VL: Qwen 3 with an encoder of images whose middle layers feed the text model too.
  package static let qwen3Vision = ArchitectureFamily(
    "qwen3_vl", classes: ["Qwen3VLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen3, tied: false)
    parts.towers = try config.qwenVision(deepLayers: 3)
    return parts
  }

  /// Qwen 3-VL with experts.
  package static let qwen3VisionMixture = ArchitectureFamily(
    "qwen3_vl_moe", classes: ["Qwen3VLMoeForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen3VisionMixtureText, tied: false)
    parts.towers = try config.qwenVision(deepLayers: 3)
    return parts
  }

  /// Qwen 3.5 to 3.8 with their encoder of images.
  package static let qwen35 = ArchitectureFamily(
    "qwen3_5", classes: ["Qwen3_5ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen35Text, tied: false)
    parts.towers = try config.qwenVision(deepLayers: 0)
    return parts
  }

  /// Qwen 3.5 and 3.6 with experts and an encoder of images.
  package static let qwen35Mixture = ArchitectureFamily(
    "qwen3_5_moe", classes: ["Qwen3_5MoeForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.qwen35MixtureText, tied: false)
    parts.towers = try config.qwenVision(deepLayers: 0)
    return parts
  }
}

extension ConfigReader {
  /// The encoder of images that Qwen's models share.
  ///
  /// - Parameter deepLayers: how many layers have a merger of their own by default; 0 for a family
  ///   without such mergers.
  func qwenVision(deepLayers: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1152)
    let width = try vision.count("intermediate_size", default: 4304)
    let patch = try vision.side("patch_size", default: 16)
    let frames = try vision.side("temporal_patch_size", default: 2)
    let colours = try vision.count("in_channels", "in_chans", default: 3, in: 1...16)
    let side = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let merged = hidden * side * side
    let output = try vision.count("out_hidden_size", default: 3584)
    let positions = try vision.count("num_position_embeddings", default: 2304, in: 1...1 << 20)
    let blocks = VisionBlocks(
      hidden: hidden,
      layers: try vision.count("depth", "num_hidden_layers", default: 27, in: .layers))
    let deep =
      deepLayers == 0
      ? 0 : try vision.members["deepstack_visual_indexes"]?.array().count ?? deepLayers
    guard deep <= 10_000 else {
      throw vision.place.error(expected: "at most 10000 \"deepstack_visual_indexes\"")
    }
    var list: [Operator] = [
      .towerMatrix(
        "visual.patch_embed.proj", colours * frames * patch * patch, hidden, bias: true),
      .towerTable("visual.pos_embed", positions, hidden),
      blocks.norm("norm1"), blocks.norm("norm2"),
      .towerNorm("visual.merger.norm", hidden),
      .towerMatrix("visual.merger.linear_fc1", merged, merged, bias: true),
      .towerMatrix("visual.merger.linear_fc2", merged, output, bias: true),
    ]
    list += blocks.attention(isFused: true)
    list += blocks.feedForward(width)
    if deep > 0 {
      list += [
        .towerNorm("visual.deepstack_merger_list.norm", merged, copies: deep),
        .towerMatrix(
          "visual.deepstack_merger_list.linear_fc1", merged, merged, bias: true, copies: deep),
        .towerMatrix(
          "visual.deepstack_merger_list.linear_fc2", merged, output, bias: true, copies: deep),
      ]
    }
    return list
  }
}
