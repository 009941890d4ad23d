import CheckedJSON

extension ArchitectureFamily {
  /// Command R and Aya: one norm before attention and feed-forward side by side, tied embeddings.
  package static let cohere = ArchitectureFamily(
    "cohere", classes: ["CohereForCausalLM"]
  ) { config throws(InputError) in try config.cohereParts(window: nil) }

  /// Command R7B and Command A: a window in three of four layers.
  package static let cohere2 = ArchitectureFamily(
    "cohere2", classes: ["Cohere2ForCausalLM"]
  ) { config throws(InputError) in
    try config.cohereParts(window: config.window(default: 4096))
  }
}

extension ConfigReader {
  fileprivate func cohereParts(window: Int?) throws(InputError) -> ModelParts {
    let config = self
    let shape = try DecoderShape(
      config, hidden: 8192, vocabulary: 256_000, layers: 40, tied: true)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 64)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 22_528))
    let headNorms =
      try config.flag("use_qk_norm", default: false)
      ? [
        Operator.norm("self_attn.q_norm", attention.queryHeads * attention.headWidth),
        .norm("self_attn.k_norm", attention.keyValueHeads * attention.headWidth),
      ] : []
    let period = try config.count("sliding_window_pattern", default: 4, in: 1...10_000)
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) {
      ($0 + 1) % period != 0
    }
    return .decoder(
      shape,
      layers: spans.spans.map { span in
        Layer(
          mixer: .attention(attention.shape(span: span)),
          operators: [.norm("input_layernorm", shape.hidden)] + attention.operators + headNorms
            + network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}

extension ArchitectureFamily {
  /// Command A+ and North Mini Code: Command A's layers with experts, some with shared ones, after a few
  /// dense layers.
  package static let cohere2Mixture = ArchitectureFamily(
    "cohere2_moe", classes: ["Cohere2MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 8192, vocabulary: 256_000, layers: 40, tied: true)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 64, headWidth: 128)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    guard try !config.flag("use_qk_norm", default: false),
      try config.flag("use_parallel_block", default: true)
    else {
      throw config.place.error(
        expected: "\"use_qk_norm\" false and \"use_parallel_block\" true, as the class has it")
    }
    let width = try config.count("intermediate_size", default: 22_528)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 8, expertsPerToken: 2, width: width)
    mixture.sharedWidth =
      try config.count("num_shared_experts", default: 0, in: .experts) * width
    let dense = try config.count("first_k_dense_replace", default: 0, in: .layerIndex)
    let layers = shape.layerCount
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= dense }
    let network = FeedForward(
      hidden: shape.hidden,
      width: try config.count("prefix_dense_intermediate_size", default: width))
    let period = try config.count("sliding_window_pattern", default: 4, in: 1...10_000)
    let first = try config.count(
      "prefix_dense_sliding_window_pattern", default: 1, in: 1...10_000)
    let spans = try LayerSpans(
      config, layers: layers, window: config.window(default: 4096)
    ) { $0 < dense ? ($0 + 1) % first != 0 : ($0 - dense + 1) % period != 0 }
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        Layer(
          mixer: .attention(attention.shape(span: spans[index])),
          operators: [.norm("input_layernorm", shape.hidden)] + attention.operators
            + (isSparse[index] ? experts : network.operators))
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// Command A Vision and Command A+ with SigLIP and a gated projector.
  package static let cohere2Vision = ArchitectureFamily(
    "cohere2_vision", classes: ["Cohere2VisionForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.cohere2, tied: true)
    parts.towers = try Operator.cohereVision(
      config, textWidth: parts.hiddenSize,
      width: config.count("alignment_intermediate_size", default: 36_864), hasNorm: false)
    return parts
  }

  /// Aya Vision: SigLIP, a norm and a gated projector before Command R7B's layers.
  package static let ayaVision = ArchitectureFamily(
    "aya_vision", classes: ["AyaVisionForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.cohere2, tied: true)
    parts.towers = try Operator.cohereVision(
      config, textWidth: parts.hiddenSize,
      width: config.count("alignment_intermediate_size", default: parts.hiddenSize), hasNorm: true)
    return parts
  }
}

extension Operator {
  /// SigLIP and a projector that joins neighbouring patches, whose first half gates its second.
  fileprivate static func cohereVision(
    _ config: ConfigReader, textWidth: Int, width: Int, hasNorm: Bool
  ) throws(InputError) -> [Operator] {
    let vision = try config.sectionOrDefaults("vision_config")
    let side = try config.count("downsample_factor", default: 2, in: 1...64)
    let hidden = try vision.count("hidden_size", default: hasNorm ? 1152 : 768)
    let joined = hidden * side * side
    let norm = hasNorm ? [Operator.towerNorm("multi_modal_projector.layernorm", joined)] : []
    return try sigLIP(vision) + norm + [
      .towerMatrix("multi_modal_projector.linear_1", joined, width, bias: true),
      .towerMatrix("multi_modal_projector.linear_2", width / 2, textWidth, bias: true),
    ]
  }
}
