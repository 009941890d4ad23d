import CheckedJSON

extension ArchitectureFamily {
  /// Mistral: one window for all layers or none.
  ///
  /// A config without the key has the window of the first release.
  package static let mistral = ArchitectureFamily(
    "mistral", classes: ["MistralForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      keyValueHeads: 8, width: 14_336, queryKeyValueBias: false, outputBias: false)
    return try defaults.parts(config, window: config.window(default: 4096)) { _ in true }
  }

  /// Ministral of 2024: Mistral with a window in the layers that its config names.
  package static let ministral = ArchitectureFamily(
    "ministral", classes: ["MinistralForCausalLM"], parts: mistral.parts)

  /// Ministral 3 and Devstral 2: Mistral without a window unless the config names one.
  package static let ministral3 = ArchitectureFamily(
    "ministral3", classes: ["Ministral3ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      vocabulary: 131_072, layers: 34, keyValueHeads: 8, headWidth: 128, width: 14_336,
      queryKeyValueBias: false, outputBias: false)
    return try defaults.parts(config, window: config.window()) { _ in true }
  }

  /// Mistral 4: DeepSeek V3's latent attention and experts in every layer.
  package static let mistral4 = ArchitectureFamily(
    "mistral4", classes: ["Mistral4ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = DeepSeekDecoder()
    defaults.hidden = 4096
    defaults.vocabulary = 131_072
    defaults.layers = 36
    defaults.heads = 32
    defaults.queryRank = 1024
    defaults.rank = 256
    defaults.plainWidth = 64
    defaults.width = 12_288
    defaults.experts = 128
    defaults.expertsPerToken = 4
    defaults.denseLayers = 0
    return try defaults.parts(config)
  }

  /// Mixtral: Mistral with a mixture of experts in every layer.
  package static let mixtral = ArchitectureFamily(
    "mixtral", classes: ["MixtralForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 32_000, layers: 32, tied: false)
    let attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 8, expertsPerToken: 2,
      width: config.count("intermediate_size", default: 14_336))
    mixture.prefix = "block_sparse_moe."
    let window = try config.window()
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) { _ in true }
    return .decoder(shape, attention, spans: spans, feedForward: mixture.operators)
  }
}
