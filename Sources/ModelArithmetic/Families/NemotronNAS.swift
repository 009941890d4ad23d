import CheckedJSON

extension ArchitectureFamily {
  /// Llama-Nemotron Super and Ultra: a search decided block by block whether there is attention, with
  /// how many key-value heads, and how wide the feed-forward network is.
  ///
  /// Bercovich et al., "Puzzle: Distillation-Based NAS for Inference-Optimized LLMs", 2024.
  package static let nemotronNAS = ArchitectureFamily(
    "nemotron-nas", "deci", classes: ["DeciLMForCausalLM"]
  ) { config throws(InputError) in
    let blocks = try config.members.required("block_configs").array()
    guard (1...10_000).contains(blocks.count) else {
      throw config.place.error(expected: "from 1 to 10000 \"block_configs\"")
    }
    let shape = try DecoderShape(
      config.replacing("num_hidden_layers", with: .number(Double(blocks.count))), hidden: nil,
      vocabulary: nil, layers: nil, tied: false)
    let heads = try config.count("num_attention_heads", in: .heads)
    let bias = try config.flag("attention_bias", default: false)
    var layers: [Layer] = []
    for place in blocks {
      let block = try ConfigReader(place)
      let (mixer, mixing) = try block.nasAttention(shape.hidden, heads: heads, bias: bias)
      layers.append(
        Layer(mixer: mixer, operators: try mixing + block.nasFeedForward(shape.hidden)))
    }
    return .decoder(shape, layers: layers, finalNorm: [.norm("norm", shape.hidden)])
  }
}

extension ConfigReader {
  /// A block's attention, a matrix in its place, or nothing.
  fileprivate func nasAttention(
    _ hidden: Int, heads: Int, bias: Bool
  ) throws(InputError) -> (Layer.Mixer, [Operator]) {
    let section = try sectionOrDefaults("attention")
    if try section.flag("no_op", default: false) { return (.none, []) }
    let norm = Operator.norm("input_layernorm", hidden)
    if try section.flag("replace_with_linear", default: false) {
      return (
        .none, [norm, .linear(.attentionProjection, "self_attn.linear_attn", hidden, hidden)]
      )
    }
    let group = try section.count("n_heads_in_group", in: .heads)
    guard heads % group == 0, hidden >= heads else {
      throw section.place.error(expected: "a group that divides the \(heads) heads")
    }
    var attention = GroupedAttention(
      hidden: hidden, queryHeads: heads, keyValueHeads: heads / group, headWidth: hidden / heads)
    attention.bias = bias
    attention.outputBias = bias
    return (.attention(attention.shape()), [norm] + attention.operators)
  }

  /// A block's feed-forward network of width ⅔ · multiplier · hidden, rounded up to a multiple of 256.
  fileprivate func nasFeedForward(_ hidden: Int) throws(InputError) -> [Operator] {
    let section = try sectionOrDefaults("ffn")
    if try section.flag("no_op", default: false) { return [] }
    let norm = Operator.norm("post_attention_layernorm", hidden)
    if try section.flag("replace_with_linear", default: false) {
      return [norm, .linear(.denseFeedForward, "mlp.linear_mlp", hidden, hidden)]
    }
    guard section.has("ffn_mult") else { throw section.place.error(expected: "\"ffn_mult\"") }
    let multiplier = try section.number("ffn_mult", default: 1, in: 0.001...64)
    let exact = Int(2 * multiplier * Double(hidden) / 3)
    let width = (exact + 255) / 256 * 256
    return [norm] + FeedForward(hidden: hidden, width: width).operators
  }
}
