import CheckedJSON

extension ArchitectureFamily {
  /// The fourth RWKV: no attention; each layer keeps the last input of its two parts and three sums with decay.
  ///
  /// rwkv-4-7b-pile: 7,392,649,216 parameters. Peng et al., "RWKV", 2023.
  package static let rwkv = ArchitectureFamily(
    "rwkv", classes: ["RwkvForCausalLM", "RwkvModel"]
  ) { config throws(InputError) in
    var shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: false)
    let hidden = shape.hidden
    shape.context = try config.optionalCount("context_length", in: .tokens)
    let inner = try config.count("attention_hidden_size", default: hidden)
    let width = try config.optionalCount("intermediate_size") ?? 4 * hidden
    func matrix(_ name: String, _ input: Int, _ output: Int) -> Operator {
      .linear(.recurrentMixer, name, input, output)
    }
    func vectors(_ name: String, _ count: Int) -> Operator {
      .vector(.recurrentMixer, name, count)
    }
    let operators: [Operator] = [
      .norm("ln1", hidden, bias: true),
      vectors("attention.time_decay", 2 * inner), vectors("attention.time_mix", 3 * hidden),
      matrix("attention.key", hidden, inner), matrix("attention.value", hidden, inner),
      matrix("attention.receptance", hidden, inner), matrix("attention.output", inner, hidden),
      .norm("ln2", hidden, bias: true), vectors("feed_forward.time_mix", 2 * hidden),
      matrix("feed_forward.key", hidden, width),
      matrix("feed_forward.receptance", hidden, hidden),
      matrix("feed_forward.value", width, hidden),
    ]
    // The sums stay in 32 bits whatever the weights have.
    let state = RecurrentState(
      convolutionElements: 2 * hidden, stateElements: 3 * inner, format: .fp32)
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        Layer(
          mixer: .recurrent(state),
          operators: (index == 0 ? [.norm("pre_ln", hidden, bias: true)] : []) + operators)
      },
      finalNorm: [.norm("ln_out", hidden, bias: true)])
  }
}
