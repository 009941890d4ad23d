import CheckedJSON

extension ArchitectureFamily {
  /// MPT: no biases, positions by a slope on the scores, feed-forward four times as wide.
  package static let mpt = ArchitectureFamily(
    "mpt", classes: ["MptForCausalLM", "MPTForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2048, vocabulary: 50_368, layers: 24, tied: true)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 16)
    var network = FeedForward(hidden: shape.hidden, width: 4 * shape.hidden, isGated: false)
    network.prefix = "ffn."
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [
        .norm("norm_1", shape.hidden),
        .linear(.attentionProjection, "attn.Wqkv", shape.hidden, 3 * shape.hidden),
        .linear(.attentionProjection, "attn.out_proj", shape.hidden, shape.hidden),
        .norm("norm_2", shape.hidden),
      ] + network.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm_f", shape.hidden)])
  }
}
