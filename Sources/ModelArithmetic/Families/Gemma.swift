import CheckedJSON

extension ArchitectureFamily {
  /// Gemma 1: wide heads, tied embeddings.
  package static let gemma = ArchitectureFamily(
    "gemma", classes: ["GemmaForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 3072, vocabulary: 256_000, layers: 28, heads: 16, keyValueHeads: 16, headWidth: 256,
      width: 24_576, tied: true)
    return try defaults.fullParts(config)
  }

  /// Gemma 2: a window in every second layer, norms on both sides of attention and feed-forward.
  package static let gemma2 = ArchitectureFamily(
    "gemma2", classes: ["Gemma2ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 2304, vocabulary: 256_000, layers: 26, heads: 8, keyValueHeads: 4, headWidth: 256,
      width: 9216, tied: true)
    return try defaults.parts(config, window: config.window(default: 4096)) { $0 % 2 == 0 }
      .withFeedForwardNorms
  }

  /// The text model of Gemma 3: a window in five of six layers, norms on each head's query and key.
  package static let gemma3Text = ArchitectureFamily(
    "gemma3_text", classes: ["Gemma3ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 2304, vocabulary: 262_208, layers: 26, heads: 8, keyValueHeads: 4, headWidth: 256,
      width: 9216, tied: true, norm: .shared)
    let window = try config.window(default: 4096)
    let period = try config.count(
      "sliding_window_pattern", "_sliding_window_pattern", default: 6, in: 1...10_000)
    // EmbeddingGemma's window counts both sides of a token.
    let seesBothWays = try config.flag("use_bidirectional_attention", default: false)
    let reach = seesBothWays ? window.map { max(1, $0 / 2) } : window
    var parts = try defaults.parts(config, window: reach) { ($0 + 1) % period != 0 }
      .withFeedForwardNorms
    // The published files leave it to the class (transformers, `Gemma3TextConfig`).
    parts.maximumContextTokens = parts.maximumContextTokens ?? 131_072
    return seesBothWays ? parts.seeingBothWays : parts
  }

  /// PaliGemma 1 and 2: SigLIP and one matrix in front of Gemma.
  static let paliGemma = ArchitectureFamily(
    "paligemma", classes: ["PaliGemmaForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.gemma, tied: true)
    let vision = try ConfigReader(config.members.required("vision_config"))
    parts.towers =
      try Operator.sigLIP(vision) + [
        .towerMatrix(
          "multi_modal_projector.linear", vision.count("hidden_size", default: 768),
          parts.hiddenSize, bias: true)
      ]
    return parts
  }

  /// Gemma 3 with its SigLIP encoder of images.
  package static let gemma3 = ArchitectureFamily(
    "gemma3", classes: ["Gemma3ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.gemma3Text, tied: true)
    let vision = try config.sectionOrDefaults("vision_config")
    let width = try vision.count("hidden_size", default: 768)
    parts.towers =
      try Operator.sigLIP(vision) + [
        .towerMatrix("multi_modal_projector.mm_input_projection", width, parts.hiddenSize),
        .towerNorm("multi_modal_projector.mm_soft_emb_norm", width, bias: false),
      ]
    return parts
  }
}

extension ModelParts {
  /// The same model with a norm before and one behind each feed-forward network as well.
  fileprivate var withFeedForwardNorms: ModelParts {
    var parts = self
    parts.layers = layers.map { layer in
      Layer(
        mixer: layer.mixer,
        operators: layer.operators + [
          .norm("pre_feedforward_layernorm", hiddenSize),
          .norm("post_feedforward_layernorm", hiddenSize),
        ])
    }
    return parts
  }
}
