import CheckedJSON

/// Encoders of images and sound that several models put in front of a text model.
extension ArchitectureFamily {
  /// LLaVA 1.5: CLIP or SigLIP and two matrices in front of any text model.
  package static let llava = ArchitectureFamily(
    "llava", classes: ["LlavaForConditionalGeneration"]
  ) { config throws(InputError) in
    try config.llavaParts()
  }

  /// LLaVA 1.6: as 1.5, with a vector that ends the rows of an image.
  package static let llavaNext = ArchitectureFamily(
    "llava_next", "llava_next_video",
    classes: ["LlavaNextForConditionalGeneration", "LlavaNextVideoForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.llavaParts()
    parts.towers.append(.towerTable("image_newline", parts.hiddenSize))
    return parts
  }

  /// LLaVA-OneVision: SigLIP in front of Qwen 2, with a vector that ends the rows of an image.
  package static let llavaOneVision = ArchitectureFamily(
    "llava_onevision", classes: ["LlavaOnevisionForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.llavaParts(.qwen2, encoder: "siglip_vision_model")
    parts.towers.append(.towerTable("image_newline", parts.hiddenSize))
    return parts
  }

  /// Idefics 3 and SmolVLM: SigLIP and one matrix over neighbouring patches in front of Llama.
  package static let idefics3 = ArchitectureFamily(
    "idefics3", "smolvlm",
    classes: ["Idefics3ForConditionalGeneration", "SmolVLMForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.llama, tied: false)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1152)
    let patch = try vision.side("patch_size", default: 32)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 12, in: .layers))
    let factor = try config.count("scale_factor", default: 2, in: 1...16)
    parts.towers =
      [
        .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden, bias: true),
        .towerTable(
          "vision.position_embedding", try vision.patches(image: 224, patch: 32), hidden),
        .towerNorm("vision.post_layernorm", hidden),
        .towerMatrix("connector.modality_projection", hidden * factor * factor, parts.hiddenSize),
        blocks.norm("layer_norm1"), blocks.norm("layer_norm2"),
      ] + blocks.attention()
      + blocks.feedForward(try vision.count("intermediate_size", default: 3072))
    return parts
  }

  /// Voxtral: Whisper's encoder of sound in front of Llama.
  package static let voxtral = ArchitectureFamily(
    "voxtral", classes: ["VoxtralForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.llama, tied: false)
    let audio = try config.sectionOrDefaults("audio_config")
    let hidden = try audio.count("hidden_size", "d_model", default: 1280)
    let width = try audio.count("intermediate_size", "encoder_ffn_dim", default: 5120)
    let blocks = VisionBlocks(
      hidden: hidden,
      layers: try audio.count("num_hidden_layers", "encoder_layers", default: 32, in: .layers))
    parts.towers =
      try Operator.whisper(audio, blocks, width: width) + [
        .towerMatrix("multi_modal_projector.linear_1", width, parts.hiddenSize),
        .towerMatrix("multi_modal_projector.linear_2", parts.hiddenSize, parts.hiddenSize),
      ]
    return parts
  }
}

extension Operator {
  /// Whisper's encoder: two convolutions, a table of positions, layers whose keys have no bias.
  static func whisper(
    _ config: ConfigReader, _ blocks: VisionBlocks, width: Int
  ) throws(InputError) -> [Operator] {
    let hidden = blocks.hidden
    let bands = try config.count("num_mel_bins", default: 128, in: 1...4096)
    let positions = try config.count("max_source_positions", default: 1500, in: 1...1 << 20)
    return [
      .towerMatrix("audio.conv1", 3 * bands, hidden, bias: true),
      .towerMatrix("audio.conv2", 3 * hidden, hidden, bias: true),
      .towerTable("audio.embed_positions", positions, hidden),
      .towerNorm("audio.layer_norm", hidden),
      blocks.norm("self_attn_layer_norm"), blocks.norm("final_layer_norm"),
      blocks.matrix("k_proj", hidden, hidden, bias: false),
      blocks.matrix("q_proj", hidden, hidden), blocks.matrix("v_proj", hidden, hidden),
      blocks.matrix("out_proj", hidden, hidden),
    ] + blocks.feedForward(width)
  }

  /// CLIP's encoder of images, without a projector.
  static func clip(_ config: ConfigReader) throws(InputError) -> [Operator] {
    let hidden = try config.count("hidden_size", default: 1024)
    let patch = try config.side("patch_size", default: 14)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try config.count("num_hidden_layers", default: 24, in: .layers))
    return [
      .towerTable("vision.class_embedding", hidden),
      .towerMatrix("vision.patch_embedding", 3 * patch * patch, hidden),
      .towerTable(
        "vision.position_embedding", try config.patches(image: 336, patch: 14) + 1, hidden),
      .towerNorm("vision.pre_layrnorm", hidden), .towerNorm("vision.post_layernorm", hidden),
      blocks.norm("layer_norm1"), blocks.norm("layer_norm2"),
    ] + blocks.attention()
      + blocks.feedForward(try config.count("intermediate_size", default: 4096))
  }
}

extension ConfigReader {
  fileprivate func llavaParts(
    _ text: ArchitectureFamily = .llama, encoder: String = "clip_vision_model"
  ) throws(InputError) -> ModelParts {
    // The class ties the embeddings where either config says so (transformers, `LlavaConfig`).
    let isTied = try sectionOrDefaults("text_config").flag("tie_word_embeddings", default: false)
    let outer = isTied ? try replacing("tie_word_embeddings", with: .bool(true)) : self
    var parts = try outer.textModel(text, tied: false)
    let vision = try sectionOrDefaults("vision_config")
    let type = try vision.text("model_type") ?? encoder
    switch type {
    case "clip_vision_model": parts.towers = try Operator.clip(vision)
    case "siglip_vision_model": parts.towers = try Operator.sigLIP(vision)
    case "pixtral": parts.towers = try Operator.pixtral(vision, patch: 16)
    default:
      throw (vision.members["model_type"] ?? vision.place).unknown(
        "encoder of images", type, among: ["clip_vision_model", "siglip_vision_model", "pixtral"])
    }
    let hidden = try vision.count("hidden_size", default: 1024)
    var features = 1
    if case .array(let list) = members["vision_feature_layer"]?.value {
      features = min(max(1, list.count), 64)
    }
    let bias = try flag("multimodal_projector_bias", default: true)
    parts.towers += [
      .towerMatrix(
        "multi_modal_projector.linear_1", hidden * features, parts.hiddenSize, bias: bias),
      .towerMatrix(
        "multi_modal_projector.linear_2", parts.hiddenSize, parts.hiddenSize, bias: bias),
    ]
    return parts
  }
}
