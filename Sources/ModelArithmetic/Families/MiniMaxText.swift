import CheckedJSON

extension ArchitectureFamily {
  /// MiniMax-Text-01 and M1: linear attention with a fixed decay in seven of eight layers, experts in all.
  ///
  /// A linear layer keeps a matrix for each head. MiniMax, "MiniMax-01", 2025.
  static let miniMaxText = ArchitectureFamily(
    "minimax", "minimax_text_01", "minimax_m1",
    classes: ["MiniMaxForCausalLM", "MiniMaxText01ForCausalLM", "MiniMaxM1ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 4096, vocabulary: 32_000, layers: 32, tied: false)
    let hidden = shape.hidden
    let attention = try GroupedAttention(config, hidden: hidden, heads: 32, keyValueHeads: 8)
    let inner = attention.queryHeads * attention.headWidth
    let linear: [Operator] = [
      .linear(.recurrentMixer, "self_attn.qkv_proj", hidden, 3 * inner),
      .norm("self_attn.norm", inner),
      .linear(.recurrentMixer, "self_attn.output_gate", hidden, inner),
      .linear(.recurrentMixer, "self_attn.out_proj", inner, hidden),
    ]
    let state = RecurrentState(
      convolutionElements: 0, stateElements: inner * attention.headWidth,
      format: try config.recurrentStateFormat())
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 8, expertsPerToken: 2,
      width: config.count("intermediate_size", default: 14_336))
    mixture.prefix = "block_sparse_moe."
    if let place = config.members["shared_intermediate_size"] {
      let widths = place.isArray ? try place.array() : [place]
      for width in widths where try width.wholeNumber(in: .widthOrNone) > 0 {
        throw place.error(expected: "0; what an expert that all tokens take has is not known")
      }
    }
    let layers = shape.layerCount
    var attends = try config.layers(layers, named: "full_attention")
    if attends == nil { attends = try config.switches("attn_type_list", layers: layers) }
    let isFull = attends ?? (0..<layers).map { $0 % 2 == 1 }
    return .decoder(
      shape,
      layers: isFull.map { isFull in
        PreNormLayer(hidden: hidden).layer(
          isFull ? .attention(attention.shape()) : .recurrent(state),
          mixing: isFull ? attention.operators : linear, feedForward: mixture.operators)
      },
      finalNorm: [.norm("norm", hidden)])
  }
}
