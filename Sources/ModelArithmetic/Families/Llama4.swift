import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Llama 4: chunks of 8192 tokens in three of four layers, one expert per token
  /// beside a shared one.
  package static let llama4Text = ArchitectureFamily(
    "llama4_text", classes: ["Llama4ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 5120, vocabulary: 202_048, layers: 48, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 40, keyValueHeads: 8, headWidth: 128)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 16, expertsPerToken: 1,
      width: config.count("intermediate_size", default: 8192))
    mixture.sharedWidth = mixture.width
    mixture.sharedName = "shared_expert"
    mixture.prefix = "feed_forward."
    mixture.routerName = "router"
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size_mlp", default: 16_384))
    network.prefix = "feed_forward."
    let spans = try config.llama4Spans(shape.layerCount)
    let isSparse = try config.llama4Experts(shape.layerCount)
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: spans[index])), mixing: attention.operators,
          feedForward: isSparse[index] ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// Llama 4 with its encoder of images.
  package static let llama4 = ArchitectureFamily(
    "llama4", classes: ["Llama4ForConditionalGeneration"]
  ) { config throws(InputError) in
    // The inner model has a head of its own, which only the inner config ties.
    var parts = try config.replacing("tie_word_embeddings", with: .null)
      .textModel(.llama4Text, tied: nil)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 768)
    let width = try vision.count("intermediate_size", default: 5632)
    let patch = try vision.side("patch_size", default: 14)
    let output = try vision.count("vision_output_dim", default: 7680)
    let adapterInput = try vision.count("projector_input_dim", default: 4096)
    let adapterOutput = try vision.count("projector_output_dim", default: 4096)
    let positions = try vision.patches(image: 448, patch: 14) + 1
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 34, in: .layers))
    let ratio = try vision.number("pixel_shuffle_ratio", default: 0.5, in: 0.05...1)
    let shuffled = Int((Double(hidden) / (ratio * ratio)).rounded())
    guard shuffled == width || vision.has("intermediate_size") || !vision.has("hidden_size") else {
      throw vision.place.error(expected: "the adapter's input width \"intermediate_size\"")
    }
    var towers: [Operator] = [
      .towerTable("vision.class_embedding", hidden),
      .towerTable("vision.positional_embedding_vlm", positions, hidden),
      .towerMatrix("vision.patch_embedding.linear", 3 * patch * patch, hidden),
      .towerNorm("vision.layernorm_pre", hidden),
      .towerNorm("vision.layernorm_post", hidden),
      .towerMatrix("vision.vision_adapter.mlp.fc1", width, adapterInput),
      .towerMatrix("vision.vision_adapter.mlp.fc2", adapterInput, adapterOutput),
      .towerMatrix(
        "multi_modal_projector.linear_1", output, parts.hiddenSize,
        bias: try vision.flag("multi_modal_projector_bias", default: false)),
      blocks.norm("input_layernorm"), blocks.norm("post_attention_layernorm"),
    ]
    towers += blocks.attention()
    towers += blocks.feedForward(width)
    parts.towers = towers
    return parts
  }
}

extension ConfigReader {
  /// Layers without rotary positions see everything, the others their chunk.
  fileprivate func llama4Spans(_ layers: Int) throws(InputError) -> LayerSpans {
    let chunk = try window("attention_chunk_size", default: 8192)
    let period = try count("no_rope_layer_interval", default: 4, in: 1...10_000)
    let isRotary =
      try switches("no_rope_layers", layers: layers)
      ?? (0..<layers).map { ($0 + 1) % period != 0 }
    return try LayerSpans(self, layers: layers, window: chunk) { isRotary[$0] }
  }

  /// Which layers have experts: those that `moe_layers` names, or every so many.
  fileprivate func llama4Experts(_ layers: Int) throws(InputError) -> [Bool] {
    if let place = members["moe_layers"] {
      var indexes: Set<Int> = []
      for each in try place.array() { indexes.insert(try each.wholeNumber(in: .layerIndex)) }
      return (0..<layers).map { indexes.contains($0) }
    }
    let step = try count("interleave_moe_layer_step", default: 1, in: 0...10_000)
    return (0..<layers).map { step > 0 && ($0 + 1) % step == 0 }
  }
}
