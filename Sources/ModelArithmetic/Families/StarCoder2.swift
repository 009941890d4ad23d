import CheckedJSON

extension ArchitectureFamily {
  /// StarCoder 2: grouped queries, a plain feed-forward, biases everywhere, tied embeddings.
  package static let starCoder2 = ArchitectureFamily(
    "starcoder2", classes: ["Starcoder2ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 3072, vocabulary: 49_152, layers: 30, tied: true)
    let bias = try config.flag("use_bias", default: true)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 24, keyValueHeads: 2)
    attention.bias = bias
    attention.outputBias = bias
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 12_288),
      isGated: false, bias: bias)
    let window = try config.window()
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) { _ in true }
    return .decoder(
      shape, attention, spans: spans, feedForward: network.operators("c_fc", "c_proj"),
      normBias: true)
  }
}
