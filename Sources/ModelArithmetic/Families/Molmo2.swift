import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Molmo 2: Qwen 3's layers, or OLMo's norms, and further entries of the vocabulary
  /// that are read and never written.
  static let molmo2Text = ArchitectureFamily("molmo2_text") { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 4096, vocabulary: 151_936, layers: 36, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 32, keyValueHeads: 8, headWidth: 128)
    attention.norm = try config.text("qk_norm_type") == "olmo" ? .wide : .shared
    attention.bias = try config.flag(
      config.has("qkv_bias") ? "qkv_bias" : "attention_bias", default: false)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 12_288))
    var parts = ModelParts.decoder(
      shape, attention, spans: LayerSpans(all: .full, layers: shape.layerCount),
      feedForward: network.operators)
    let more = try config.count("additional_vocab_size", default: 128, in: .widthOrNone)
    parts.embeddings = [.tokenEmbedding("embed_tokens", shape.vocabulary + more, shape.hidden)]
    return parts
  }

  /// Molmo 2: a ViT whose layers are pooled by attention in front of its text model.
  ///
  /// Molmo2-8B: 8,661,703,120 parameters (transformers 5.24, `modeling_molmo2.py`).
  static let molmo2 = ArchitectureFamily(
    "molmo2", classes: ["Molmo2ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.molmo2Text, tied: false)
    let isPublished = config.has("vit_config")
    let vision = try config.sectionOrDefaults(isPublished ? "vit_config" : "vision_config")
    let adapter = try config.sectionOrDefaults("adapter_config")
    let hidden = try vision.count("hidden_size", default: 1152)
    var layers = try vision.count("num_hidden_layers", default: 25, in: .layers)
    var read: [Int] = []
    for place in try adapter.list("vit_layers", "vision_feature_layer") ?? [] {
      read.append(try place.wholeNumber(in: -layers...layers - 1))
    }
    if read.isEmpty { read = [24, 18] }
    // The published config names layers that its files leave out: those behind the last that is read.
    if isPublished {
      layers = 1 + read.reduce(0) { max($0, ($1 + layers) % layers) }
    }
    let side = try vision.side(
      vision.has("image_patch_size") ? "image_patch_size" : "patch_size", default: 14)
    let image = try vision.side(
      vision.has("image_default_input_size") ? "image_default_input_size" : "image_size",
      default: 378)
    let grid = image / side
    let positions = try vision.count(
      "image_num_pos", "num_position_embeddings", default: grid * grid)
    let colours = try vision.count("num_channels", default: 3, in: 1...16)
    let blocks = VisionBlocks(hidden: hidden, layers: layers)
    let heads = try PooledHeads(vision)
    let pool = try PooledHeads(adapter)
    let pooled = try adapter.count("hidden_size", default: 1152)
    let width = try adapter.count("intermediate_size", default: 18_944)
    let bias = try adapter.flag("mlp_bias", default: false)
    let joined = pooled * read.count
    parts.towers =
      [
        .towerTable("vision.positional_embedding", positions, hidden),
        .towerMatrix("vision.patch_embedding", colours * side * side, hidden, bias: true),
        blocks.norm("layer_norm1"), blocks.norm("layer_norm2"),
        blocks.matrix("self_attn.q_proj", hidden, heads.queries, bias: heads.bias),
        blocks.matrix("self_attn.k_proj", hidden, heads.keys, bias: heads.bias),
        blocks.matrix("self_attn.v_proj", hidden, heads.keys, bias: heads.bias),
        blocks.matrix("self_attn.o_proj", heads.queries, hidden, bias: heads.bias),
      ]
      + blocks.feedForward(try vision.count("intermediate_size", default: 4304))
      + [
        .towerMatrix("image_pooling_2d.q_proj", joined, pool.queries, bias: pool.bias),
        .towerMatrix("image_pooling_2d.k_proj", joined, pool.keys, bias: pool.bias),
        .towerMatrix("image_pooling_2d.v_proj", joined, pool.keys, bias: pool.bias),
        .towerMatrix("image_pooling_2d.o_proj", pool.queries, pooled, bias: pool.bias),
        .towerMatrix("image_projector.gate_proj", pooled, width, bias: bias),
        .towerMatrix("image_projector.up_proj", pooled, width, bias: bias),
        .towerMatrix(
          "image_projector.down_proj", width,
          try adapter.count("text_hidden_size", default: 3584)),
      ]
    return parts
  }
}

/// The numbers of all query heads together, and of all key heads.
private struct PooledHeads {
  let queries: Int
  let keys: Int
  let bias: Bool

  init(_ config: ConfigReader) throws(InputError) {
    let width = try config.count("head_dim", default: 72, in: .headWidth)
    queries = width * (try config.count("num_attention_heads", default: 16, in: .heads))
    keys = width * (try config.count("num_key_value_heads", default: 16, in: .heads))
    bias = try config.flag("attention_bias", default: true)
  }
}
