import CheckedJSON

extension ArchitectureFamily {
  /// ERNIE 4.5 VL: experts of its own for tokens of images beside those for text, an encoder of images, and a resampler
  /// over neighbouring patches and frames.
  ///
  /// Tokens of text never reach the experts of images, which are therefore counted with the encoder. Transformers' config
  /// keeps the text model apart; the publisher's own is flat, with a number for text and one for images in its lists.
  package static let ernieVision = ArchitectureFamily(
    "ernie4_5_vl_moe", "ernie4_5_moe_vl",
    classes: [
      "Ernie4_5_VLMoeForConditionalGeneration", "Ernie4_5_VL_MoeForConditionalGeneration",
    ]
  ) { config throws(InputError) in
    let text = try config.section("text_config").orElse(config)
    let tied = try config.flag("tie_word_embeddings", default: true)
    let shape = try DecoderShape(
      text.replacing("tie_word_embeddings", with: .bool(tied)), hidden: 2560,
      vocabulary: 103_424, layers: 28, tied: tied)
    let hidden = shape.hidden
    let bias = try text.flag("use_bias", default: false)
    var attention = try GroupedAttention(text, hidden: hidden, heads: 20, keyValueHeads: 4)
    attention.bias = bias
    attention.outputBias = bias
    let counts = try text.pair("moe_num_experts", default: (64, 64), in: .experts)
    let widths = try text.pair("moe_intermediate_size", default: (1536, 512), in: .width)
    var mixture = ExpertMixture(
      hidden: hidden, experts: counts.text,
      expertsPerToken: try text.count("moe_k", default: 6, in: .experts), width: widths.text)
    mixture.sharedBias = bias
    mixture.sharedWidth =
      try text.count("moe_num_shared_experts", default: 2, in: .experts) * widths.text
    mixture.balances = true
    let last = shape.layerCount - 1
    let first = try text.pair("moe_layer_start_index", default: (1, 1), in: .layerIndex)
    let end = try text.pair("moe_layer_end_index", default: (last, last), in: .layerIndex)
    let types = try LayerTypes(text, layers: shape.layerCount, key: "mlp_layer_types")
    func isSparse(_ layer: Int, _ first: Int, _ end: Int) -> Bool {
      types.map { $0.names[layer] == "sparse" } ?? (layer >= first && layer <= end)
    }
    var parts = try ModelParts.someSparse(
      text, shape, attention, mixture,
      network: FeedForward(
        hidden: hidden, width: text.count("intermediate_size", default: 12_288), bias: bias),
      headBias: bias
    ) { isSparse($0, first.text, end.text) }
    let experts =
      ["gate_proj", "up_proj"].map { ($0, hidden, widths.images) }
      + [("down_proj", widths.images, hidden)]
    let perLayer =
      experts.map {
        Operator.towerMatrix("vision_moe.experts." + $0.0, $0.1, $0.2, copies: counts.images)
      } + [
        .towerMatrix("vision_moe.gate", hidden, counts.images),
        .towerTable("vision_moe.e_score_correction_bias", counts.images),
      ]
    let layersOfImages = (0...last).filter { isSparse($0, first.images, end.images) }
    parts.towers =
      try Operator.ernieImages(config, text, width: hidden)
      + (counts.images > 0 ? layersOfImages.flatMap { _ in perLayer } : [])
    return parts
  }
}

extension Operator {
  /// The encoder of images and the resampler behind it.
  fileprivate static func ernieImages(
    _ config: ConfigReader, _ text: ConfigReader, width: Int
  ) throws(InputError) -> [Operator] {
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", "embed_dim", default: 1280)
    let patch = try vision.side("patch_size", default: 14)
    let blocks = VisionBlocks(
      hidden: hidden,
      layers: try vision.count("depth", "num_hidden_layers", default: 32, in: .layers))
    let ratio = try vision.count("mlp_ratio", default: 4, in: 1...64)
    let network = try vision.count("intermediate_size", default: ratio * hidden)
    let merge = try vision.count("spatial_merge_size", default: 2, in: 1...16)
    let frames =
      try vision.optionalCount("temporal_merge_size", in: 1...16)
      .orElse(config.count("temporal_conv_size", default: 2, in: 1...16))
    let channels = try vision.count("in_channels", "in_chans", default: 3, in: 1...64)
    let merged = hidden * merge * merge
    return [
      .towerMatrix("vision.patch_embed", channels * patch * patch, hidden),
      .towerNorm("vision.ln", hidden), blocks.norm("norm1"), blocks.norm("norm2"),
    ] + blocks.attention(isFused: true) + blocks.feedForward(network) + [
      .towerMatrix("resampler.spatial_linear.fc1", merged, merged, bias: true),
      .towerMatrix("resampler.spatial_linear.fc2", merged, merged, bias: true),
      .towerNorm("resampler.spatial_linear.ln", merged),
      .towerMatrix("resampler.temporal_linear.fc1", merged * frames, merged, bias: true),
      .towerMatrix("resampler.temporal_linear.fc2", merged, merged, bias: true),
      .towerNorm("resampler.temporal_linear.ln", merged),
      .towerMatrix("resampler.mlp", merged, width, bias: true),
      .towerNorm("resampler.after_norm", width, bias: false),
    ]
  }
}

extension ConfigReader {
  /// A number for text and one for images: a list of the two, or one number for both.
  fileprivate func pair(
    _ key: String, default fallback: (text: Int, images: Int), in range: ClosedRange<Int>
  ) throws(InputError) -> (text: Int, images: Int) {
    guard let place = members[key] else { return fallback }
    guard case .array = place.value else {
      let number = try place.wholeNumber(in: range)
      return (number, number)
    }
    let list = try place.array()
    guard list.count == 2 else {
      throw place.error(expected: "a number for text and one for images")
    }
    return (try list[0].wholeNumber(in: range), try list[1].wholeNumber(in: range))
  }
}
