import CheckedJSON

extension ArchitectureFamily {
  /// LFM 2: short convolutions between gates in most layers, grouped attention in the rest.
  package static let lfm2 = ArchitectureFamily(
    "lfm2", classes: ["Lfm2ForCausalLM", "LFM2ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2560, vocabulary: 65_536, layers: 32,
      tied: config.flag("tie_embedding", default: true))
    let network = FeedForward(hidden: shape.hidden, width: try config.adjustedWidth())
    return try config.convolutional(shape) { _ in network.operators }
  }

  /// LFM 2 with experts after the first layers.
  package static let lfm2Mixture = ArchitectureFamily(
    "lfm2_moe", classes: ["Lfm2MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 65_536, layers: 32, tied: true)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 7168))
    let mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 32, expertsPerToken: 4,
      width: config.count("moe_intermediate_size", default: 1792))
    let dense = try config.count("num_dense_layers", default: 2, in: .layerIndex)
    return try config.convolutional(shape) { $0 < dense ? network.operators : mixture.operators }
  }

  /// LFM 2-VL: SigLIP 2 in front of LFM 2.
  package static let lfm2Vision = ArchitectureFamily(
    "lfm2_vl", classes: ["Lfm2VlForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.lfm2, tied: true)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 768)
    let factor = try config.count("downsample_factor", default: 2, in: 1...16)
    let merged = hidden * factor * factor
    let inner = try config.count("projector_hidden_size", default: 2560)
    let bias = try config.flag("projector_bias", default: true)
    parts.towers = try Operator.sigLIP(
      vision, positions: vision.count("num_patches", default: 256, in: 1...1 << 20))
    if try config.flag("projector_use_layernorm", default: true) {
      parts.towers.append(.towerNorm("multi_modal_projector.layer_norm", merged))
    }
    parts.towers += [
      .towerMatrix("multi_modal_projector.linear_1", merged, inner, bias: bias),
      .towerMatrix("multi_modal_projector.linear_2", inner, parts.hiddenSize, bias: bias),
    ]
    return parts
  }
}

extension ConfigReader {
  /// The width of the feed-forward network: two thirds of the stated one, rounded up, unless the config
  /// says that it is exact.
  fileprivate func adjustedWidth() throws(InputError) -> Int {
    let stated = try count("block_ff_dim", "intermediate_size", default: 12_288)
    guard try flag("block_auto_adjust_ff_dim", default: true) else { return stated }
    let factor = try number("block_ffn_dim_multiplier", default: 1, in: 0.01...100)
    let multiple = try count("block_multiple_of", default: 256)
    let wanted = Int(factor * Double(2 * stated / 3))
    return (wanted + multiple - 1) / multiple * multiple
  }

  /// Layers of which `layer_types`, or a list of indexes, says which have attention.
  fileprivate func convolutional(
    _ shape: DecoderShape, feedForward: (Int) -> [Operator]
  ) throws(InputError) -> ModelParts {
    var attention = try GroupedAttention(self, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    attention.norm = .shared
    let convolution = try ShortConvolution(self, hidden: shape.hidden, kernel: 3)
    var isFull = try layers(shape.layerCount, named: "full_attention")
    if isFull == nil, let indexes = try list("full_attn_idxs") {
      var named: Set<Int> = []
      for place in indexes { named.insert(try place.wholeNumber(in: .layerIndex)) }
      isFull = (0..<shape.layerCount).map { named.contains($0) }
    }
    guard let isFull else { throw place.error(expected: "\"layer_types\" or \"full_attn_idxs\"") }
    return .decoder(
      shape,
      layers: isFull.enumerated().map { index, isFull in
        PreNormLayer(hidden: shape.hidden).layer(
          isFull ? .attention(attention.shape()) : .recurrent(convolution.state),
          mixing: isFull ? attention.operators : convolution.operators,
          feedForward: feedForward(index))
      },
      finalNorm: [.norm("embedding_norm", shape.hidden)])
  }
}

/// A short convolution between gates, which keeps the last few inputs of each channel.
struct ShortConvolution {
  let operators: [Operator]
  let state: RecurrentState

  /// Reads the keys; `kernel` is the class default.
  init(_ config: ConfigReader, hidden: Int, kernel: Int) throws(InputError) {
    let kernel = try config.count("conv_L_cache", default: kernel, in: 1...1024)
    let bias = try config.flag("conv_bias", default: false)
    operators = [
      .linear(.recurrentMixer, "conv.in_proj", hidden, 3 * hidden, bias: bias),
      .linear(.recurrentMixer, "conv.conv1d", kernel, hidden, bias: bias),
      .linear(.recurrentMixer, "conv.out_proj", hidden, hidden, bias: bias),
    ]
    state = RecurrentState(convolutionElements: hidden * kernel, stateElements: 0, format: .bf16)
  }
}
