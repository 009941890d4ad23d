import CheckedJSON

extension ArchitectureFamily {
  /// Command R and Aya: one norm before attention and feed-forward side by side, tied embeddings.
  package static let cohere = ArchitectureFamily(
    "cohere", classes: ["CohereForCausalLM"]
  ) { config throws(InputError) in
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
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [.norm("input_layernorm", shape.hidden)] + attention.operators + headNorms
        + network.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }
}
