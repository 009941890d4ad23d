import CheckedJSON

extension ArchitectureFamily {
  /// Phi-4-multimodal: Phi 3's layers behind SigLIP and a conformer; Microsoft's own files hold a low-rank
  /// adapter of each encoder beside them.
  ///
  /// As published 5,574,460,384 parameters: 3,836,021,760 of text, 907,966,432 in the encoders and
  /// 830,472,192 in the adapters of ranks 256 and 320.
  static let phi4Multimodal = ArchitectureFamily(
    "phi4_multimodal", "phi4mm", classes: ["Phi4MultimodalForCausalLM", "Phi4MMForCausalLM"]
  ) { config throws(InputError) in
    var parts = try ArchitectureFamily.phi3.parts(config)
    let text = parts.hiddenSize
    let isPublished = config.has("embd_layer") || config.has("audio_processor")
    parts.towers = try config.imagesOfPhi4(text) + config.soundOfPhi4(text, isPublished)
    for key in ["vision_lora", "speech_lora"] {
      guard let rank = try config.section(key)?.optionalCount("r", in: 1...1 << 14) else {
        continue
      }
      // Beside every matrix of the text model's layers.
      let sides = parts.layers.reduce(0) { sum, layer in
        sum + layer.operators.reduce(0) { $0 + $1.inputWidth + $1.outputWidth }
      }
      parts.towers.append(.towerTable(key, rank, sides))
    }
    return parts
  }
}

extension ConfigReader {
  /// SigLIP with its head, two vectors that part images, and two matrices.
  fileprivate func imagesOfPhi4(_ text: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1152)
    let image = try vision.side(vision.has("image_size") ? "image_size" : "crop_size", default: 448)
    let patch = try vision.side("patch_size", default: 14)
    let encoder = try vision.holding([
      "hidden_size": .number(Double(hidden)),
      "intermediate_size": .number(
        Double(vision.count("intermediate_size", default: 4304))),
      "num_hidden_layers": .number(
        Double(vision.count("num_hidden_layers", default: 27, in: .layers))),
      "patch_size": .number(Double(patch)), "image_size": .number(Double(image)),
    ])
    return try Operator.sigLIP(encoder) + [
      .towerTable("img.global_img_feature_extensor", hidden),
      .towerTable("img.sub_img_feature_extensor", hidden),
      .towerMatrix("img_projection_up", hidden, text, bias: true),
      .towerMatrix("img_projection_down", text, text, bias: true),
    ]
  }

  /// A conformer: convolutions over time, then layers of two networks, attention and a gated convolution;
  /// two matrices for speech alone and two for speech beside an image.
  fileprivate func soundOfPhi4(_ text: Int, _ isPublished: Bool) throws(InputError) -> [Operator] {
    let outer = try sectionOrDefaults(isPublished ? "audio_processor" : "audio_config")
    let audio = try outer.section("config").orElse(outer)
    let hidden = try audio.count("hidden_size", "attention_dim", default: 1024)
    let width = try audio.count("intermediate_size", "linear_units", default: 1536)
    let heads = try audio.count("num_attention_heads", "attention_heads", default: 16, in: .heads)
    let gated = try audio.count("ext_pw_out_channel", default: 1024)
    let separable = try audio.count(
      "depthwise_separable_out_channel", "depthwise_seperable_out_channel", default: 1024)
    let multiplier = try audio.count("depthwise_multiplier", default: 1, in: 1...64)
    let kernel = try audio.count("kernel_size", default: 3, in: 1...1024)
    let channels = try audio.optionalCount("nemo_conv_channels").orElse(
      audio.sectionOrDefaults("nemo_conv_settings").count("conv_channels", default: 1024))
    let bands = try audio.count("input_size", default: 80, in: 1...4096)
    let reduction = try audio.count("time_reduction", default: 8, in: 2...1024)
    let distances = try audio.sectionOrDefaults("relative_attention_bias_args")
    let reach = try audio.optionalCount("bias_max_distance").orElse(
      distances.count("t5_bias_max_distance", default: isPublished ? 500 : 1000))
    let isSymmetric = try audio.flag("bias_symmetric", default: false)
    let halvings = Int.bitWidth - 1 - reduction.leadingZeroBitCount
    var bandsLeft = bands
    for _ in 0..<halvings { bandsLeft = (bandsLeft - 1) / 2 + 1 }
    let blocks = VisionBlocks(
      hidden: hidden, layers: try audio.count("num_blocks", default: 24, in: .layers))
    let inner = hidden * multiplier
    let joined = hidden * (try audio.count("downsample_rate", default: 1, in: 1...64))
    func network(_ name: String) -> [Operator] {
      [
        blocks.norm(name + ".layer_norm"),
        blocks.matrix(name + ".gate_up_proj", hidden, 2 * width),
        blocks.matrix(name + ".down_proj", width, hidden),
      ]
    }
    var list: [Operator] = [
      .towerMatrix("audio.conv.0", 9, channels, bias: true),
      .towerMatrix("audio.out", channels * bandsLeft, hidden, bias: true),
      .towerTable("audio.relative_attention_bias", (isSymmetric ? 1 : 2) * reach, heads),
    ]
    if halvings > 1 {
      list += [
        .towerMatrix("audio.conv.depthwise", 9, channels, bias: true, copies: halvings - 1),
        .towerMatrix("audio.conv.pointwise", channels, channels, bias: true, copies: halvings - 1),
      ]
    }
    list += network("feed_forward_in") + blocks.attention() + network("feed_forward_out")
    list += [
      blocks.norm("conv.layer_norm"),
      blocks.norm("conv.glu.b", gated),
      blocks.matrix("conv.glu.ext_pw_conv_1d", hidden, 2 * gated),
      blocks.matrix("conv.dw_conv", kernel, inner),
      blocks.matrix("conv.pw_conv", inner, separable),
      blocks.matrix("conv.ext_pw_conv_1d", hidden, gated),
      blocks.norm("layer_norm_att"), blocks.norm("layer_norm"),
    ]
    for name in ["speech", "vision_speech"] {
      list += [
        .towerMatrix("audio.up_proj_for_" + name, joined, text, bias: true),
        .towerMatrix("audio.down_proj_for_" + name, text, text, bias: true),
      ]
    }
    // The publisher's files keep the mean and the spread of each band.
    return isPublished ? list + [.towerTable("audio.encoder_embedding", 2, bands)] : list
  }
}
