import CheckedJSON

extension ArchitectureFamily {
  /// Qwen 1.5, 2 and 2.5: biases on queries, keys and values.
  package static let qwen2 = ArchitectureFamily(
    "qwen2", "qwen2_vl_text", "qwen2_5_vl_text", "qwen2_5_omni_text", classes: ["Qwen2ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      vocabulary: 151_936, keyValueHeads: 32, width: 22_016, queryKeyValueBias: true,
      outputBias: false)
    return try defaults.parts(config) { shape throws(InputError) in
      try LayerSpans(qwen: config, layers: shape.layerCount)
    }
  }

  /// Qwen 3: a norm on each head's query and key, heads of 128 whatever the hidden width.
  package static let qwen3 = ArchitectureFamily(
    "qwen3", "qwen3_vl_text", classes: ["Qwen3ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      vocabulary: 151_936, keyValueHeads: 32, headWidth: 128, width: 22_016, norm: .shared)
    return try defaults.parts(config) { shape throws(InputError) in
      try LayerSpans(qwen: config, layers: shape.layerCount)
    }.recognisedByVocabulary(in: config)
  }

  /// Qwen 1.5-MoE and 2-MoE: experts beside a shared one that a gate scales.
  package static let qwen2Mixture = ArchitectureFamily(
    "qwen2_moe", classes: ["Qwen2MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 151_936, layers: 24, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 16, keyValueHeads: 16)
    attention.bias = try config.flag("qkv_bias", default: true)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 60, expertsPerToken: 4,
      width: config.count("moe_intermediate_size", default: 1408))
    mixture.sharedWidth = try config.count(
      "shared_expert_intermediate_size", default: 5632, in: .widthOrNone)
    mixture.sharedName = "shared_expert"
    mixture.gatesSharedExpert = true
    let lastWindowed = try config.count("max_window_layers", default: 28, in: .layerIndex)
    let spans = try LayerSpans(qwen: config, layers: shape.layerCount) {
      $0 % 2 == 0 && $0 < lastWindowed
    }
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 5632))
    return try .sparse(config, shape, attention, spans, mixture, network)
  }

  /// Qwen 3 MoE: experts only.
  package static let qwen3Mixture = ArchitectureFamily(
    "qwen3_moe", "qwen3_omni_moe_text", classes: ["Qwen3MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 151_936, layers: 24, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 4)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 128, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 768))
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 6144))
    let spans = try LayerSpans(qwen: config, layers: shape.layerCount) { _ in true }
    return try .sparse(config, shape, attention, spans, mixture, network)
  }
}

extension ArchitectureFamily {
  /// The text model of Qwen 3-VL with experts: Qwen 3 MoE under other class defaults.
  package static let qwen3VisionMixtureText = ArchitectureFamily(
    "qwen3_vl_moe_text"
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 151_936, layers: 24, tied: true)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 16, keyValueHeads: 16)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 60, expertsPerToken: 4,
      width: config.count("moe_intermediate_size", default: 1408))
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 5632))
    let spans = LayerSpans(all: .full, layers: shape.layerCount)
    return try .sparse(config, shape, attention, spans, mixture, network)
  }
}

extension ModelParts {
  /// The same parts, without a head where the vocabulary is that of the embedders.
  ///
  /// Qwen 3's generators pad their vocabulary to 151,936 entries. Qwen3-Embedding-4B and -8B name the
  /// same class and stop at 151,665, with no head in their files; the embedder of 0.6B and the
  /// rerankers stop at 151,669, which the config alone does not tell from a generator trained further.
  fileprivate func recognisedByVocabulary(in config: ConfigReader) throws(InputError) -> ModelParts
  {
    // Any other class says itself what stands on the layers.
    let name = try config.list("architectures")?.first?.text()
    guard name == nil || name == "Qwen3ForCausalLM" else { return self }
    var parts = self
    switch vocabularySize {
    case 151_665:
      parts.outputs = outputs.filter { $0.role != .outputHead }
      parts.tiesEmbeddings = false
      parts.purpose = .embedding
      parts.notes.append(
        "taken for an embedder by its vocabulary of 151665 entries, as Qwen3-Embedding has: without "
          + "output head, priced per prompt token"
          + (tiesEmbeddings
            ? "" : "; a generator would have \(hiddenSize * vocabularySize) numbers more"))
    case 151_669:
      parts.notes.append(
        "its vocabulary of 151669 entries is that of Qwen3-Embedding-0.6B and the Qwen3 rerankers; "
          + "the config cannot tell whether it embeds, ranks or writes")
    default: break
    }
    return parts
  }
}

extension LayerSpans {
  /// The rule of Qwen 2 and 3: a window only where `use_sliding_window` says so, in the later layers.
  init(
    qwen config: ConfigReader, layers: Int, isWindowed: ((Int) -> Bool)? = nil
  ) throws(InputError) {
    let isUsed = try config.flag("use_sliding_window", default: false)
    let window = isUsed ? try config.window(default: 4096) : nil
    let first = try config.count("max_window_layers", default: 28, in: .layerIndex)
    try self.init(config, layers: layers, window: window) { layer in
      isWindowed?(layer) ?? (layer >= first)
    }
  }
}

extension ModelParts {
  /// Layers of grouped attention of which some have experts.
  static func sparse(
    _ config: ConfigReader, _ shape: DecoderShape, _ attention: GroupedAttention,
    _ spans: LayerSpans, _ mixture: ExpertMixture, _ network: FeedForward
  ) throws(InputError) -> ModelParts {
    let isSparse = try config.sparseLayers(shape.layerCount, experts: mixture.experts)
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
}

extension ConfigReader {
  /// Which layers have experts: those that `decoder_sparse_step` hits and `mlp_only_layers` does not name.
  func sparseLayers(_ layers: Int, experts: Int) throws(InputError) -> [Bool] {
    let step = try count("decoder_sparse_step", default: 1, in: 1...10_000)
    var denseLayers: Set<Int> = []
    for place in try list("mlp_only_layers") ?? [] {
      denseLayers.insert(try place.wholeNumber(in: .layerIndex))
    }
    return (0..<layers).map { index in
      experts > 0 && (index + 1) % step == 0 && !denseLayers.contains(index)
    }
  }
}
