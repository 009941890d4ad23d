import CheckedJSON

/// Granite with windows in three of four layers, and a sink for each head.
extension ArchitectureFamily {
  /// Granite with windows, without experts.
  static let graniteWindows = ArchitectureFamily(
    "granite_swa", classes: ["GraniteSWAForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      hidden: 2560, vocabulary: 100_352, layers: 24, heads: 20, keyValueHeads: 4, width: 8192,
      tied: true)
    let heads = try config.count("num_attention_heads", default: 20, in: .heads)
    defaults.more = [.vector(.attentionProjection, "self_attn.sinks", heads)]
    return try defaults.parts(config) { shape throws(InputError) in
      try config.graniteSpans(shape.layerCount)
    }
  }

  /// Granite with windows and experts in every layer.
  static let graniteMixtureWindows = ArchitectureFamily(
    "granitemoe_swa", classes: ["GraniteMoeSWAForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 4096, vocabulary: 32_000, layers: 32, tied: false)
    let attention = try PlainDecoder().attention(config, hidden: shape.hidden)
    let sinks = Operator.vector(.attentionProjection, "self_attn.sinks", attention.queryHeads)
    let feedForward = try config.graniteFeedForward(shape, sharedWidth: 0)
    return .decoder(
      shape,
      layers: try config.graniteSpans(shape.layerCount).spans.map { span in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: span)), mixing: attention.operators + [sinks],
          feedForward: feedForward)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}

extension ConfigReader {
  fileprivate func graniteSpans(_ layers: Int) throws(InputError) -> LayerSpans {
    try LayerSpans(self, layers: layers, window: window(default: 128)) { $0 % 4 != 0 }
  }
}
