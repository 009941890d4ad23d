import CheckedJSON

extension ArchitectureFamily {
  /// StableLM: Llama with layer norms, and optional biases and head norms.
  package static let stableLM = ArchitectureFamily(
    "stablelm", "stablelm_epoch", classes: ["StableLmForCausalLM", "StableLMEpochForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2560, vocabulary: 50_304, layers: 32, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 32, keyValueHeads: 32)
    attention.bias = try config.flag("use_qkv_bias", default: false)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 6912))
    let headNorms =
      try config.flag("qk_layernorm", default: false)
      ? [
        Operator.norm("self_attn.q_layernorm", attention.queryHeads * attention.headWidth),
        .norm("self_attn.k_layernorm", attention.keyValueHeads * attention.headWidth),
      ] : []
    let secondNorm =
      try config.flag("use_parallel_residual", default: false)
      ? [] : [Operator.norm("post_attention_layernorm", shape.hidden, bias: true)]
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [.norm("input_layernorm", shape.hidden, bias: true)] + attention.operators
        + headNorms + secondNorm + network.operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden, bias: true)])
  }
}
