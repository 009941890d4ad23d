import CheckedJSON

extension ArchitectureFamily {
  /// A.X K1: DeepSeek V3 with a further norm after the experts.
  package static let axK1 = ArchitectureFamily(
    "axk1", classes: ["AXK1ForCausalLM"]
  ) { config throws(InputError) in
    guard try config.count("moe_layer_freq", default: 1, in: 1...10_000) == 1 else {
      throw config.place.error(expected: "\"moe_layer_freq\" 1")
    }
    var defaults = DeepSeekDecoder()
    defaults.vocabulary = 163_840
    defaults.heads = 64
    defaults.experts = 192
    defaults.denseLayers = 1
    var parts = try defaults.parts(config)
    let norm = Operator.norm("mlp.post_mlp_layernorm", parts.hiddenSize)
    parts.layers = parts.layers.map { layer in
      layer.isMixtureOfExperts
        ? Layer(mixer: layer.mixer, operators: layer.operators + [norm]) : layer
    }
    return parts
  }
}
