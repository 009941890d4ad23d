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
