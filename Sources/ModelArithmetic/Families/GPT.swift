import CheckedJSON

extension ArchitectureFamily {
  /// GPT-2: learned positions, one matrix for query, key and value, biases everywhere.
  package static let gpt2 = ArchitectureFamily(
    "gpt2", classes: ["GPT2LMHeadModel"]
  ) { config throws(InputError) in
    try GPTDecoder(config, hidden: 768, vocabulary: 50_257, layers: 12, heads: 12, positions: 1024)
      .parts(keyValueHeads: nil)
  }

  /// StarCoder and SantaCoder: GPT-2 with one key-value head for all queries.
  package static let gptBigCode = ArchitectureFamily(
    "gpt_bigcode", classes: ["GPTBigCodeForCausalLM"]
  ) { config throws(InputError) in
    let isMultiQuery = try config.flag("multi_query", default: true)
    return try GPTDecoder(
      config, hidden: 768, vocabulary: 50_257, layers: 12, heads: 12, positions: 1024
    ).parts(keyValueHeads: isMultiQuery ? 1 : nil)
  }

  /// GPT-J: rotary positions, attention and feed-forward side by side under one norm.
  package static let gptJ = ArchitectureFamily(
    "gptj", classes: ["GPTJForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 50_400, layers: 28, tied: false)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 16)
    let width = try config.optionalCount("n_inner") ?? 4 * shape.hidden
    let network = FeedForward(hidden: shape.hidden, width: width, isGated: false, bias: true)
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [.norm("ln_1", shape.hidden, bias: true)] + attention.operators
        + network.operators("fc_in", "fc_out"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("ln_f", shape.hidden, bias: true)], headBias: true)
  }

  /// GPT-NeoX, Pythia and RedPajama-INCITE.
  package static let gptNeoX = ArchitectureFamily(
    "gpt_neox", classes: ["GPTNeoXForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 6144, vocabulary: 50_432, layers: 44, tied: false)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 64)
    let bias = try config.flag("attention_bias", default: true)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 24_576),
      isGated: false, bias: true)
    let layer = PreNormLayer(hidden: shape.hidden, normBias: true).layer(
      .attention(attention.shape()),
      mixing: [
        .linear(
          .attentionProjection, "attention.query_key_value", shape.hidden, 3 * shape.hidden,
          bias: bias),
        .linear(.attentionProjection, "attention.dense", shape.hidden, shape.hidden, bias: bias),
      ],
      feedForward: network.operators("dense_h_to_4h", "dense_4h_to_h"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("final_layer_norm", shape.hidden, bias: true)])
  }
}

/// The decoder of GPT-2 and its direct descendants.
private struct GPTDecoder {
  let config: ConfigReader
  let shape: DecoderShape
  let heads: Int
  let positions: Int

  init(
    _ config: ConfigReader, hidden: Int, vocabulary: Int, layers: Int, heads: Int, positions: Int
  ) throws(InputError) {
    self.config = config
    shape = try DecoderShape(
      config, hidden: hidden, vocabulary: vocabulary, layers: layers, tied: true)
    self.heads = heads
    self.positions = try config.count(
      "n_positions", "max_position_embeddings", default: positions, in: 1...1 << 24)
  }

  func parts(keyValueHeads: Int?) throws(InputError) -> ModelParts {
    let heads = try config.count("n_head", "num_attention_heads", default: heads, in: .heads)
    guard shape.hidden % heads == 0 else {
      throw config.place.error(expected: "a hidden width that the heads divide")
    }
    let attention = GroupedAttention(
      hidden: shape.hidden, queryHeads: heads, keyValueHeads: keyValueHeads ?? heads,
      headWidth: shape.hidden / heads)
    let width = try config.optionalCount("n_inner") ?? 4 * shape.hidden
    let network = FeedForward(hidden: shape.hidden, width: width, isGated: false, bias: true)
    let joint = shape.hidden + 2 * attention.keyValueHeads * attention.headWidth
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [
        .norm("ln_1", shape.hidden, bias: true),
        .linear(.attentionProjection, "attn.c_attn", shape.hidden, joint, bias: true),
        .linear(.attentionProjection, "attn.c_proj", shape.hidden, shape.hidden, bias: true),
        .norm("ln_2", shape.hidden, bias: true),
      ] + network.operators("c_fc", "c_proj"))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("ln_f", shape.hidden, bias: true)],
      embeddings: [Operator(.positionEmbedding, "wpe", parameters: positions * shape.hidden)])
  }
}
