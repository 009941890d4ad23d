import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Llama 3.2 Vision: Llama with layers that attend to the image instead of the text.
  package static let mllamaText = ArchitectureFamily(
    "mllama_text_model", classes: ["MllamaForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 128_256, layers: 40, tied: false)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    var cross = attention
    cross.prefix = "cross_attn."
    cross.norm = .shared
    let gates = ["attn", "mlp"].map {
      Operator.vector(.attentionProjection, "cross_attn_\($0)_gate", 1)
    }
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 14_336))
    var crossLayers: Set<Int> = [3, 8, 13, 18, 23, 28, 33, 38]
    if let place = config.members["cross_attention_layers"] {
      crossLayers = []
      for each in try place.array() { crossLayers.insert(try each.wholeNumber(in: .layerIndex)) }
    }
    var parts = ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let block = PreNormLayer(hidden: shape.hidden)
        return crossLayers.contains(index)
          ? block.layer(
            .none, mixing: cross.operators + gates, feedForward: network.operators)
          : block.layer(
            .attention(attention.shape()), mixing: attention.operators,
            feedForward: network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
    // The table has eight more entries than the head, for the tokens that stand for images.
    parts.embeddings = [.tokenEmbedding("embed_tokens", shape.vocabulary + 8, shape.hidden)]
    return parts
  }

  /// Llama 3.2 Vision with its encoder of images.
  package static let mllama = ArchitectureFamily(
    "mllama", classes: ["MllamaForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.mllamaText, tied: false)
    parts.towers = try config.mllamaVision(textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  fileprivate func mllamaVision(textWidth: Int) throws(InputError) -> [Operator] {
    let vision = try sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1280)
    let width = try vision.count("intermediate_size", default: 5120)
    let patch = try vision.side("patch_size", default: 14)
    let output = try vision.count("vision_output_dim", default: 7680)
    let positions = try vision.patches(image: 448, patch: 14) + 1
    let ratios = try vision.members["supported_aspect_ratios"]?.array().count ?? 8
    let tiles = try vision.count("max_num_tiles", default: 4, in: 1...256)
    guard ratios <= 4096 else { throw vision.place.error(expected: "few aspect ratios") }
    let local = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 32, in: .layers))
    let global = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_global_layers", default: 8, in: .layers))
    var list: [Operator] = [
      .towerTable("vision.class_embedding", hidden),
      .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden),
      .towerTable("vision.gated_positional_embedding", positions * hidden + 1),
      .towerTable(
        "vision.gated_positional_embedding.tile_embedding", ratios + 1,
        tiles * positions * hidden),
      .towerTable("vision.pre_tile_positional_embedding", (ratios + 1) * tiles * hidden + 1),
      .towerTable("vision.post_tile_positional_embedding", (ratios + 1) * tiles * hidden + 1),
      .towerNorm("vision.layernorm_pre", hidden),
      .towerNorm("vision.layernorm_post", hidden),
      .towerMatrix("multi_modal_projector", output, textWidth, bias: true),
      global.norm("gates", 2, bias: false),
    ]
    for blocks in [local, global] {
      list += [blocks.norm("input_layernorm"), blocks.norm("post_attention_layernorm")]
      list += blocks.attention(bias: false)
      list += blocks.feedForward(width)
    }
    return list
  }
}
