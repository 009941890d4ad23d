import CheckedJSON

extension ArchitectureFamily {
  /// EXAONE 4: norms on each head's query and key, a window in three of four layers of the large size.
  package static let exaone4 = ArchitectureFamily(
    "exaone4", "exaone4_5_text", classes: ["Exaone4ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      vocabulary: 102_400, keyValueHeads: 32, width: 16_384, norm: .shared,
      queryKeyValueBias: false, outputBias: false)
    let window = try config.window(default: 4096)
    let pattern = try config.exaonePattern()
    return try defaults.parts(config, window: window) {
      pattern[$0 % pattern.count]
    }.withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}

extension ArchitectureFamily {
  /// K-EXAONE: EXAONE 4's attention, experts and a shared one after a dense layer.
  package static let exaoneMixture = ArchitectureFamily(
    "exaone_moe", classes: ["ExaoneMoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 102_400, layers: 32, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32)
    attention.norm = .shared
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 64, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 1024))
    mixture.sharedWidth =
      try config.count("num_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 16_384))
    let layers = shape.layerCount
    let dense = try config.count("first_k_dense_replace", default: 1, in: .layerIndex)
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= dense }
    let pattern = try config.exaonePattern()
    let spans = try LayerSpans(config, layers: layers, window: config.window(default: 4096)) {
      pattern[$0 % pattern.count]
    }
    let experts = mixture.operators
    return try ModelParts.decoder(
      shape,
      layers: (0..<layers).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: spans[index])), mixing: attention.operators,
          feedForward: isSparse[index] ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)]
    ).withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}

extension ConfigReader {
  /// Which layers of a period have a window: every so many-th has none, or a text of L (local) and G.
  fileprivate func exaonePattern() throws(InputError) -> [Bool] {
    if let place = members["sliding_window_pattern"], case .string(let text) = place.value,
      !text.isEmpty, text.allSatisfy({ $0 == "L" || $0 == "G" })
    {
      return text.map { $0 == "L" }
    }
    let period = try count("sliding_window_pattern", default: 4, in: 1...10_000)
    return (1...period).map { $0 != period }
  }
}
