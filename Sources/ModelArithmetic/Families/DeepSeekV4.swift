import CheckedJSON

extension ArchitectureFamily {
  /// DeepSeek V4: one key-value head read in full within a short window and in compressed entries
  /// beyond it, several residual streams, experts in every layer.
  package static let deepSeek4 = ArchitectureFamily(
    "deepseek_v4", classes: ["DeepseekV4ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 129_280, layers: 43, tied: false)
    let attention = try CompressedAttention(config, hidden: shape.hidden)
    let spans = try config.compressions(shape.layerCount)
    let streams = try config.count("hc_mult", default: 4, in: 1...64)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 256, expertsPerToken: 6,
      width: config.count("moe_intermediate_size", default: 2048))
    mixture.sharedWidth = mixture.width
    mixture.sharedBias = try config.flag("mlp_bias", default: false)
    mixture.prefix = "ffn."
    let experts = mixture.operators
    let mixes = ["attn_hc", "ffn_hc"].flatMap { name -> [Operator] in
      [
        .linear(.norm, name + ".fn", streams * shape.hidden, (2 + streams) * streams),
        .vector(.norm, name + ".base", (2 + streams) * streams),
        .vector(.norm, name + ".scale", 3),
      ]
    }
    return .decoder(
      shape,
      layers: spans.map { compression in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(compression)),
          mixing: attention.operators(compression) + mixes, feedForward: experts)
      },
      finalNorm: [
        .norm("norm", shape.hidden),
        .linear(.norm, "hc_head.fn", streams * shape.hidden, streams),
        .vector(.norm, "hc_head.base", streams),
        .vector(.norm, "hc_head.scale", 1),
      ])
  }
}

/// How a layer of DeepSeek V4 keeps what lies beyond its window.
private enum BeyondWindow: Sendable {
  case none
  /// An indexer chooses among entries of a few tokens each.
  case sparse(tokensPerEntry: Int)
  /// All entries of many tokens each are read.
  case heavy(tokensPerEntry: Int)
}

extension ConfigReader {
  /// The layers by `layer_types`, by the older `compress_ratios`, or by the class's rule.
  fileprivate func compressions(_ layers: Int) throws(InputError) -> [BeyondWindow] {
    let rates = try sectionOrDefaults("compress_rates")
    let range = 1...1 << 20
    let sparse =
      try optionalCount("compress_rate_csa", in: range).orElse(
        rates.count("compressed_sparse_attention", default: 4, in: range))
    let heavy =
      try optionalCount("compress_rate_hca", in: range).orElse(
        rates.count("heavily_compressed_attention", default: 128, in: range))
    let byName: [String: BeyondWindow] = [
      "sliding_attention": .none,
      "compressed_sparse_attention": .sparse(tokensPerEntry: sparse),
      "heavily_compressed_attention": .heavy(tokensPerEntry: heavy),
    ]
    if let types = try LayerTypes(self, layers: layers) {
      var list: [BeyondWindow] = []
      for name in types.names {
        guard let compression = byName[name] else {
          throw place.unknown("layer type", name, among: byName.keys.sorted())
        }
        list.append(compression)
      }
      return list
    }
    if let ratios = try list("compress_ratios") {
      guard ratios.count >= layers else {
        throw place.error(expected: "\(layers) entries in \"compress_ratios\"")
      }
      var list: [BeyondWindow] = []
      for ratio in ratios.prefix(layers) {
        switch try ratio.wholeNumber(in: 0...128) {
        case 0: list.append(.none)
        case 4: list.append(.sparse(tokensPerEntry: sparse))
        case 128: list.append(.heavy(tokensPerEntry: heavy))
        default: throw ratio.error(expected: "0, 4 or 128")
        }
      }
      return list
    }
    return (0..<layers).map {
      $0 < 2 || $0 % 2 == 0 ? .heavy(tokensPerEntry: heavy) : .sparse(tokensPerEntry: sparse)
    }
  }
}

/// DeepSeek V4's attention and the compressors beside it.
private struct CompressedAttention {
  let hidden: Int
  let heads: Int
  let headWidth: Int
  let queryRank: Int
  let outputRank: Int
  let outputGroups: Int
  let window: Int
  let indexerHeads: Int
  let indexerWidth: Int
  let selectedEntries: Int

  init(_ config: ConfigReader, hidden: Int) throws(InputError) {
    self.hidden = hidden
    heads = try config.count("num_attention_heads", default: 64, in: .heads)
    headWidth = try config.count("head_dim", default: 512, in: .headWidth)
    queryRank = try config.count("q_lora_rank", default: 1024)
    outputRank = try config.count("o_lora_rank", default: 1024)
    outputGroups = try config.count("o_groups", default: 8, in: .heads)
    window = try config.count("sliding_window", default: 128, in: .tokens)
    indexerHeads = try config.count("index_n_heads", default: 64, in: .heads)
    indexerWidth = try config.count("index_head_dim", default: 128, in: .headWidth)
    selectedEntries = try config.count("index_topk", default: 512, in: 1...1 << 24)
    guard heads * headWidth % outputGroups == 0 else {
      throw config.place.error(expected: "output groups that divide the heads' width")
    }
  }

  func shape(_ compression: BeyondWindow) -> Attention {
    let kept: Attention.Compression? =
      switch compression {
      case .none: nil
      case .sparse(let tokens):
        Attention.Compression(
          tokensPerEntry: tokens, selectedEntries: selectedEntries,
          indexerElementsPerEntry: indexerWidth)
      case .heavy(let tokens): Attention.Compression(tokensPerEntry: tokens)
      }
    return Attention(
      queryHeads: heads, keyValueHeads: 1, queryKeyDimension: headWidth,
      valueDimension: headWidth, span: .window(tokens: window), cache: .sharedKeyValue,
      compression: kept)
  }

  func operators(_ compression: BeyondWindow) -> [Operator] {
    let inner = heads * headWidth
    let main: [Operator] = [
      .vector(.attentionProjection, "attn.attn_sink", heads),
      .linear(.attentionProjection, "attn.wq_a", hidden, queryRank),
      .norm("attn.q_norm", queryRank),
      .linear(.attentionProjection, "attn.wq_b", queryRank, inner),
      .linear(.attentionProjection, "attn.wkv", hidden, headWidth),
      .norm("attn.kv_norm", headWidth),
      .linear(
        .attentionProjection, "attn.wo_a", inner / outputGroups, outputGroups * outputRank),
      .linear(.attentionProjection, "attn.wo_b", outputGroups * outputRank, hidden),
    ]
    switch compression {
    case .none: return main
    case .heavy(let tokens):
      return main
        + compressor(.attentionProjection, "attn.compressor.", tokens, headWidth, overlap: 1)
    case .sparse(let tokens):
      return main
        + compressor(.attentionProjection, "attn.compressor.", tokens, headWidth, overlap: 2)
        + compressor(
          .sparseIndexer, "attn.indexer.compressor.", tokens, indexerWidth, overlap: 2)
        + [
          .linear(
            .sparseIndexer, "attn.indexer.wq_b", queryRank, indexerHeads * indexerWidth),
          .linear(.sparseIndexer, "attn.indexer.weights_proj", hidden, indexerHeads),
        ]
    }
  }

  /// Projections that pool some tokens into one entry; entries of few tokens overlap by one window.
  private func compressor(
    _ role: Operator.Role, _ prefix: String, _ tokens: Int, _ width: Int, overlap: Int
  ) -> [Operator] {
    [
      .vector(role, prefix + "ape", tokens * overlap * width),
      .linear(role, prefix + "wkv", hidden, overlap * width),
      .linear(role, prefix + "wgate", hidden, overlap * width),
      .norm(prefix + "norm", width),
    ]
  }
}
