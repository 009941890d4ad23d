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

extension WindowedAttention.Defaults {
  /// Those of the config class `DeepseekV4Config`.
  fileprivate static let deepSeek4 = WindowedAttention.Defaults(
    heads: 64, headWidth: 512, rank: 1024, outputGroups: 8, window: 128, indexerHeads: 64,
    indexerWidth: 128, selectedEntries: 512)
}

/// DeepSeek V4's attention and the compressors beside it.
private struct CompressedAttention {
  let windowed: WindowedAttention

  init(_ config: ConfigReader, hidden: Int) throws(InputError) {
    windowed = try WindowedAttention(config, hidden: hidden, defaults: .deepSeek4)
  }

  func shape(_ compression: BeyondWindow) -> Attention {
    switch compression {
    case .none: windowed.shape(nil)
    case .sparse(let tokens):
      windowed.shape(
        Attention.Compression(
          tokensPerEntry: tokens, selectedEntries: windowed.selectedEntries,
          indexerElementsPerEntry: windowed.indexerWidth))
    case .heavy(let tokens): windowed.shape(Attention.Compression(tokensPerEntry: tokens))
    }
  }

  func operators(_ compression: BeyondWindow) -> [Operator] {
    let main = windowed.operators
    let width = windowed.headWidth
    switch compression {
    case .none: return main
    case .heavy(let tokens):
      return main
        + compressor(.attentionProjection, "attn.compressor.", tokens, width, overlap: 1)
    case .sparse(let tokens):
      return main
        + compressor(.attentionProjection, "attn.compressor.", tokens, width, overlap: 2)
        + compressor(
          .sparseIndexer, "attn.indexer.compressor.", tokens, windowed.indexerWidth, overlap: 2)
        + windowed.indexerQueries
    }
  }

  /// Projections that pool some tokens into one entry; entries of few tokens overlap by one window.
  private func compressor(
    _ role: Operator.Role, _ prefix: String, _ tokens: Int, _ width: Int, overlap: Int
  ) -> [Operator] {
    [
      .vector(role, prefix + "ape", tokens * overlap * width),
      .linear(role, prefix + "wkv", windowed.hidden, overlap * width),
      .linear(role, prefix + "wgate", windowed.hidden, overlap * width),
      .norm(prefix + "norm", width),
    ]
  }
}
