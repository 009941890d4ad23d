import CheckedJSON

extension ArchitectureFamily {
  /// Falcon: one key-value head (7B), a few (40B, 180B), or one per query head (RW).
  package static let falcon = ArchitectureFamily(
    "falcon", "RefinedWeb", "RefinedWebModel", classes: ["FalconForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4544, vocabulary: 65_024, layers: 32, tied: true)
    let heads = try config.count("num_attention_heads", "n_head", default: 71, in: .heads)
    guard shape.hidden % heads == 0 else {
      throw config.place.error(expected: "a hidden width that the heads divide")
    }
    let isNew = try config.flag("new_decoder_architecture", default: false)
    let isMultiQuery = try config.flag("multi_query", default: true)
    let keyValueHeads =
      isNew
      ? try config.count("num_kv_heads", "n_head_kv", default: heads, in: .heads)
      : isMultiQuery ? 1 : heads
    let attention = GroupedAttention(
      hidden: shape.hidden, queryHeads: heads, keyValueHeads: keyValueHeads,
      headWidth: shape.hidden / heads)
    let bias = try config.flag("bias", default: false)
    let network = FeedForward(
      hidden: shape.hidden,
      width: try config.count("ffn_hidden_size", default: 4 * shape.hidden), isGated: false,
      bias: bias)
    let isParallel = try config.flag("parallel_attn", default: true)
    let parallelNorms = try config.count(
      "num_ln_in_parallel_attn", default: isNew ? 2 : 1, in: 1...2)
    let norms =
      !isParallel
      ? ["input_layernorm", "post_attention_layernorm"]
      : parallelNorms == 2 ? ["ln_attn", "ln_mlp"] : ["input_layernorm"]
    let joint = (heads + 2 * keyValueHeads) * attention.headWidth
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: norms.map { .norm($0, shape.hidden, bias: true) } + [
        .linear(
          .attentionProjection, "self_attention.query_key_value", shape.hidden, joint, bias: bias),
        .linear(
          .attentionProjection, "self_attention.dense", shape.hidden, shape.hidden, bias: bias),
      ] + network.operators("dense_h_to_4h", "dense_4h_to_h"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("ln_f", shape.hidden, bias: true)])
  }
}
