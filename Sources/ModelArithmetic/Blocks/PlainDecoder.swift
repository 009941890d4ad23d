package import CheckedJSON

/// A layer as Llama built it: norm, attention, norm, feed-forward.
package struct PreNormLayer: Sendable {
  package var hidden: Int
  package var normBias = false

  package init(hidden: Int, normBias: Bool = false) {
    self.hidden = hidden
    self.normBias = normBias
  }

  /// Puts the two norms around attention and feed-forward.
  package func layer(
    _ mixer: Layer.Mixer, mixing: [Operator], feedForward: [Operator]
  ) -> Layer {
    Layer(
      mixer: mixer,
      operators: [.norm("input_layernorm", hidden, bias: normBias)] + mixing
        + [.norm("post_attention_layernorm", hidden, bias: normBias)] + feedForward)
  }
}

extension ModelParts {
  /// A decoder of Llama's layers, which differ in nothing but what they look at.
  ///
  /// - Parameters:
  ///   - shape: The sizes of the model.
  ///   - attention: The attention of each layer.
  ///   - spans: What each layer looks at.
  ///   - mixing: The operators of attention, where they are not those of `attention`.
  ///   - feedForward: What stands behind the second norm.
  ///   - normBias: Whether norms have shifts.
  ///   - headBias: Whether the head has shifts.
  package static func decoder(
    _ shape: DecoderShape, _ attention: GroupedAttention, spans: LayerSpans,
    mixing: [Operator]? = nil, feedForward: [Operator], normBias: Bool = false,
    headBias: Bool = false
  ) -> ModelParts {
    let layer = PreNormLayer(hidden: shape.hidden, normBias: normBias)
    let mixing = mixing ?? attention.operators
    return .decoder(
      shape,
      layers: spans.spans.map { span in
        layer.layer(
          .attention(attention.shape(span: span)), mixing: mixing, feedForward: feedForward)
      },
      finalNorm: [.norm("norm", shape.hidden, bias: normBias)], headBias: headBias)
  }
}

/// The class defaults in which the plain decoders differ.
package struct PlainDecoder: Sendable {
  package var hidden = 4096
  package var vocabulary = 32_000
  package var layers = 32
  package var heads = 32
  package var keyValueHeads: Int?
  package var headWidth: Int?
  package var width = 11_008
  package var tied = false
  package var norm = GroupedAttention.QueryKeyNorm.none
  package var queryKeyValueBias: Bool?
  package var outputBias: Bool?
  /// Whether the feed-forward network has a gate, and so three matrices instead of two.
  package var isGated = true
  package var networkBias: Bool?
  package var normBias = false
  /// Further norms of each layer as wide as the stream.
  package var moreNorms: [String] = []
  /// Further numbers of each layer.
  package var more: [Operator] = []

  /// Reads a decoder of identical layers with gated feed-forward networks.
  package func parts(
    _ config: ConfigReader, spans: (DecoderShape) throws(InputError) -> LayerSpans
  ) throws(InputError) -> ModelParts {
    let shape = try DecoderShape(
      config, hidden: hidden, vocabulary: vocabulary, layers: layers, tied: tied)
    let attention = try attention(config, hidden: shape.hidden)
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: width))
    network.isGated = isGated
    network.bias = try networkBias.orElse(config.flag("mlp_bias", default: false))
    let beside = moreNorms.map { Operator.norm($0, shape.hidden, bias: normBias) } + more
    return .decoder(
      shape, attention, spans: try spans(shape), feedForward: network.operators + beside,
      normBias: normBias)
  }

  /// Reads a decoder whose layers all see everything.
  package func fullParts(_ config: ConfigReader) throws(InputError) -> ModelParts {
    try parts(config) { shape in LayerSpans(all: .full, layers: shape.layerCount) }
  }

  /// Reads a decoder with a window in the layers that `layer_types` or the class's rule name.
  package func parts(
    _ config: ConfigReader, window: Int?, isWindowed: (Int) -> Bool
  ) throws(InputError) -> ModelParts {
    try parts(config) { shape throws(InputError) in
      try LayerSpans(config, layers: shape.layerCount, window: window, isWindowed: isWindowed)
    }
  }

  /// Reads the attention with these defaults.
  package func attention(
    _ config: ConfigReader, hidden: Int
  ) throws(InputError) -> GroupedAttention {
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: heads, keyValueHeads: keyValueHeads, headWidth: headWidth)
    let bias = try config.flag("attention_bias", default: false)
    attention.bias = queryKeyValueBias ?? bias
    attention.outputBias = outputBias ?? bias
    attention.norm = norm
    return attention
  }
}
