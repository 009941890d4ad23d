import CheckedJSON

extension ArchitectureFamily {
  /// BLOOM: no positions but a slope for each head, layer norms, biases everywhere, tied embeddings.
  package static let bloom = ArchitectureFamily(
    "bloom", classes: ["BloomForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: nil, vocabulary: 250_880, layers: nil, tied: true)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: nil)
    let layer = PreNormLayer(hidden: shape.hidden, normBias: true).layer(
      .attention(attention.shape()),
      mixing: [
        .linear(
          .attentionProjection, "self_attention.query_key_value", shape.hidden, 3 * shape.hidden,
          bias: true),
        .linear(
          .attentionProjection, "self_attention.dense", shape.hidden, shape.hidden, bias: true),
      ],
      feedForward: FeedForward(
        hidden: shape.hidden, width: 4 * shape.hidden, isGated: false, bias: true
      ).operators("dense_h_to_4h", "dense_4h_to_h"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("ln_f", shape.hidden, bias: true)],
      embeddings: [.norm("word_embeddings_layernorm", shape.hidden, bias: true)])
  }
}
