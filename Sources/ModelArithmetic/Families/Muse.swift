import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Muse Glimmer: a gate as wide as the queries, four norms a layer, windows in three
  /// of four layers.
  package static let museGlimmerText = ArchitectureFamily(
    "muse_glimmer_text", classes: ["MuseGlimmerForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 6656, vocabulary: 202_048, layers: 52, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 32, keyValueHeads: 2, headWidth: 128)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let gate = Operator.linear(
      .attentionProjection, "self_attn.gate_proj", shape.hidden,
      attention.queryHeads * attention.headWidth)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 19_968))
    let window = try config.window(default: 2048)
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) {
      ($0 + 1) % 4 != 0
    }
    return .decoder(
      shape, attention, spans: spans, mixing: attention.operators + [gate],
      feedForward: [.norm("pre_feedforward_layernorm", shape.hidden)] + network.operators
        + [.norm("post_feedforward_layernorm", shape.hidden)])
  }

  /// Muse Glimmer with its encoder of images.
  package static let museGlimmer = ArchitectureFamily(
    "muse_glimmer", classes: ["MuseGlimmerForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.museGlimmerText, tied: false)
    parts.towers = try Operator.museVision(config, textWidth: parts.hiddenSize)
    return parts
  }
}

extension Operator {
  /// The encoder of images of Muse Glimmer and Muse Spark, with the adapter into the text model.
  static func museVision(_ config: ConfigReader, textWidth: Int) throws(InputError) -> [Operator] {
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1536)
    let patch = try vision.side("patch_size", default: 14)
    let frames = try vision.count("patch_temporal", default: 2, in: 1...64)
    let rows = try vision.count("pos_emb_height", default: 32, in: 1...4096)
    let columns = try vision.count("pos_emb_width", default: 32, in: 1...4096)
    let merged = try config.count("out_hidden_size", default: 6144)
    let inner = try config.count("projector_hidden_size", default: 4096)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 50, in: .layers))
    return [
      .towerMatrix("vision.patch_embedding", 3 * frames * patch * patch, hidden),
      .towerTable("vision.position_embedding", rows * columns, hidden),
      .towerNorm("vision.ln_pre", hidden), .towerNorm("vision.ln_post", hidden),
      .towerMatrix("vision_adapter.fc1", merged, inner),
      .towerMatrix("vision_adapter.fc2", inner, inner),
      .towerMatrix("vision_projection", inner, textWidth),
      blocks.norm("norm1"), blocks.norm("norm2"),
    ] + blocks.attention()
      + blocks.feedForward(try vision.count("intermediate_size", default: 8960))
  }
}
