import CheckedJSON

extension ArchitectureFamily {
  /// OPT: learned positions with two extra rows, and for one size a narrower embedding.
  package static let opt = ArchitectureFamily(
    "opt", classes: ["OPTForCausalLM"]
  ) { config throws(InputError) in
    var shape = try DecoderShape(config, hidden: 768, vocabulary: 50_272, layers: 12, tied: true)
    let hidden = shape.hidden
    let bias = try config.flag("enable_bias", default: true)
    let hasNormWeights = try config.flag("layer_norm_elementwise_affine", default: true)
    let norm: (String) -> [Operator] = { name in
      hasNormWeights ? [.norm(name, hidden, bias: true)] : []
    }
    var attention = try GroupedAttention(config, hidden: hidden, heads: 12)
    attention.bias = bias
    attention.outputBias = bias
    var network = FeedForward(
      hidden: hidden, width: try config.count("ffn_dim", default: 3072), isGated: false, bias: bias)
    network.prefix = ""
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: attention.operators + norm("self_attn_layer_norm")
        + network.operators("fc1", "fc2") + norm("final_layer_norm"))
    let isPreNorm = try config.flag("do_layer_norm_before", default: true)
    let lacksFinalNorm = try config.flag("_remove_final_layer_norm", default: false)
    let positions =
      try config.count("max_position_embeddings", default: 2048, in: 1...1 << 24) + 2
    let embeddingWidth = try config.count("word_embed_proj_dim", default: hidden)
    shape.hidden = embeddingWidth
    var parts = ModelParts.decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: isPreNorm && !lacksFinalNorm ? norm("final_layer_norm") : [],
      embeddings: [Operator(.positionEmbedding, "embed_positions", parameters: positions * hidden)])
    parts.hiddenSize = hidden
    if embeddingWidth != hidden {
      parts.embeddings.append(
        .linear(.denseFeedForward, "project_in", embeddingWidth, hidden))
      parts.outputs.insert(
        .linear(.denseFeedForward, "project_out", hidden, embeddingWidth), at: 0)
    }
    return parts
  }
}
