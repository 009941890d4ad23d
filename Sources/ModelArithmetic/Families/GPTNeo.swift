import CheckedJSON

extension ArchitectureFamily {
  /// GPT-Neo: GPT-2 whose queries, keys and values have no biases, with a window in every other layer.
  package static let gptNeo = ArchitectureFamily(
    "gpt_neo", classes: ["GPTNeoForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2048, vocabulary: 50_257, layers: 24, tied: true)
    let heads = try config.count("num_heads", "num_attention_heads", default: 16, in: .heads)
    guard shape.hidden % heads == 0 else {
      throw config.place.error(expected: "a hidden width that the heads divide")
    }
    var attention = GroupedAttention(
      hidden: shape.hidden, queryHeads: heads, keyValueHeads: heads,
      headWidth: shape.hidden / heads)
    attention.outputBias = true
    attention.prefix = "attn.attention."
    let network = FeedForward(
      hidden: shape.hidden,
      width: try config.optionalCount("intermediate_size") ?? 4 * shape.hidden,
      isGated: false, bias: true)
    let window = try config.count("window_size", default: 256, in: .tokens)
    let positions = try config.count("max_position_embeddings", default: 2048, in: 1...1 << 24)
    return .decoder(
      shape,
      layers: try config.localLayers(shape.layerCount).map { isLocal in
        Layer(
          mixer: .attention(attention.shape(span: isLocal ? .window(tokens: window) : .full)),
          operators: [.norm("ln_1", shape.hidden, bias: true)] + attention.operators
            + [.norm("ln_2", shape.hidden, bias: true)] + network.operators("c_fc", "c_proj"))
      },
      finalNorm: [.norm("ln_f", shape.hidden, bias: true)],
      embeddings: [Operator(.positionEmbedding, "wpe", parameters: positions * shape.hidden)])
  }
}

extension ConfigReader {
  /// Which layers have a window: a kind for each, or kinds with how often they are repeated, as in
  /// `[[["global", "local"], 12]]`; without either, the class's turn of both.
  fileprivate func localLayers(_ layers: Int) throws(InputError) -> [Bool] {
    var kinds: [JSONPlace] = []
    if let list = try list("attention_layers") {
      kinds = list
    } else if let list = try list("attention_types") {
      for place in list {
        let pair = try place.array()
        guard pair.count == 2 else {
          throw place.error(expected: "a list of kinds, and how often it is repeated")
        }
        let names = try pair[0].array()
        for _ in 0..<(try pair[1].wholeNumber(in: .layers)) where kinds.count < layers {
          kinds += names
        }
      }
    } else {
      return (0..<layers).map { $0 % 2 == 1 }
    }
    guard kinds.count >= layers else {
      throw place.error(expected: "a kind of attention for each of \(layers) layers")
    }
    var isLocal: [Bool] = []
    for kind in kinds.prefix(layers) {
      let name = try kind.text()
      guard name == "local" || name == "global" else {
        throw kind.unknown("kind of attention", name, among: ["global", "local"])
      }
      isLocal.append(name == "local")
    }
    return isLocal
  }
}
