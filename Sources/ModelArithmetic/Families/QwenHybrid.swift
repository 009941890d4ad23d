import CheckedJSON

extension ArchitectureFamily {
  /// Qwen 3-Next: three layers of gated delta nets to one of gated attention, many small experts.
  package static let qwen3Next = ArchitectureFamily(
    "qwen3_next", classes: ["Qwen3NextForCausalLM"]
  ) { config throws(InputError) in
    try QwenHybrid(
      hidden: 2048, vocabulary: 151_936, layers: 48, keyValueHeads: 2, width: 5632, experts: 512,
      expertsPerToken: 10, expertWidth: 512, fusesInputs: true
    ).parts(config)
  }

  /// The text model of the dense Qwen 3.5 to 3.8.
  package static let qwen35Text = ArchitectureFamily(
    "qwen3_5_text", classes: ["Qwen3_5ForCausalLM"]
  ) { config throws(InputError) in
    try QwenHybrid(
      hidden: 4096, vocabulary: 248_320, layers: 32, keyValueHeads: 4, width: 12_288
    ).parts(config)
  }

  /// The text model of Qwen 3.5 and 3.6 with experts.
  package static let qwen35MixtureText = ArchitectureFamily(
    "qwen3_5_moe_text", classes: ["Qwen3_5MoeForCausalLM"]
  ) { config throws(InputError) in
    try QwenHybrid(
      hidden: 2048, vocabulary: 248_320, layers: 40, keyValueHeads: 2, width: 512, experts: 256,
      expertsPerToken: 8, expertWidth: 512, allLayersAreSparse: true
    ).parts(config)
  }
}

/// The class defaults in which Qwen's hybrids differ.
struct QwenHybrid {
  var hidden: Int
  var vocabulary: Int
  var layers: Int
  var keyValueHeads: Int
  var width: Int
  var experts = 0
  var expertsPerToken = 0
  var expertWidth = 1
  var fusesInputs = false
  var allLayersAreSparse = false

  func parts(_ config: ConfigReader) throws(InputError) -> ModelParts {
    let shape = try DecoderShape(
      config, hidden: hidden, vocabulary: vocabulary, layers: layers, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 16, keyValueHeads: keyValueHeads, headWidth: 256)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    attention.gatesOutput = true
    let delta = try GatedDeltaNet(config, hidden: shape.hidden, fusesInputs: fusesInputs)
    let period = try config.count("full_attention_interval", default: 4, in: 1...10_000)
    let isFull =
      try LayerTypes(config, layers: shape.layerCount)?.names.map { $0 == "full_attention" }
      ?? (0..<shape.layerCount).map { ($0 + 1) % period == 0 }
    let feedForward = try feedForward(config, shape)
    let state = delta.state(try config.recurrentStateFormat())
    return try ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          isFull[index]
            ? .attention(attention.shape()) : .recurrent(state),
          mixing: isFull[index] ? attention.operators : delta.operators,
          feedForward: feedForward[index])
      },
      finalNorm: [.norm("norm", shape.hidden)]
    ).withMultiTokenPrediction(
      config, default: 0, ownsTables: false)
  }

  /// The feed-forward part of each layer.
  private func feedForward(
    _ config: ConfigReader, _ shape: DecoderShape
  ) throws(InputError) -> [[Operator]] {
    guard experts > 0 else {
      let network = FeedForward(
        hidden: shape.hidden, width: try config.count("intermediate_size", default: width))
      return Array(repeating: network.operators, count: shape.layerCount)
    }
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: experts, expertsPerToken: expertsPerToken,
      width: config.count("moe_intermediate_size", default: expertWidth))
    mixture.sharedWidth = try config.count(
      "shared_expert_intermediate_size", default: 512, in: .widthOrNone)
    mixture.sharedName = "shared_expert"
    mixture.gatesSharedExpert = true
    if allLayersAreSparse {
      return Array(repeating: mixture.operators, count: shape.layerCount)
    }
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: width))
    return try config.sparseLayers(shape.layerCount, experts: mixture.experts).map {
      $0 ? mixture.operators : network.operators
    }
  }
}

/// A gated delta net: linear attention whose state forgets and corrects itself.
///
/// Yang et al., "Gated Delta Networks", 2024.
struct GatedDeltaNet {
  let hidden: Int
  let keyHeads: Int
  let valueHeads: Int
  let keyWidth: Int
  let valueWidth: Int
  let kernel: Int
  let fusesInputs: Bool
  /// Whether each input has a matrix of its own, as in OLMo's hybrid.
  var separatesInputs = false

  /// Reads the keys; the numbers of heads and their widths are the class defaults.
  init(
    _ config: ConfigReader, hidden: Int, fusesInputs: Bool, keyHeads: Int = 16,
    valueHeads: Int = 32, keyWidth: Int = 128, valueWidth: Int = 128
  ) throws(InputError) {
    self.hidden = hidden
    self.keyHeads = try config.count("linear_num_key_heads", default: keyHeads, in: .heads)
    self.valueHeads = try config.count("linear_num_value_heads", default: valueHeads, in: .heads)
    self.keyWidth = try config.count("linear_key_head_dim", default: keyWidth, in: .headWidth)
    self.valueWidth = try config.count(
      "linear_value_head_dim", default: valueWidth, in: .headWidth)
    kernel = try config.count("linear_conv_kernel_dim", default: 4, in: 1...1024)
    self.fusesInputs = fusesInputs
  }

  private var keys: Int { keyHeads * keyWidth }
  private var values: Int { valueHeads * valueWidth }
  private var channels: Int { 2 * keys + values }

  /// What is kept per sequence: the last inputs of the convolution, and a matrix per head.
  func state(_ format: NumberFormat) -> RecurrentState {
    RecurrentState(
      convolutionElements: channels * kernel, stateElements: values * keyWidth, format: format)
  }

  private var prefix: String { "linear_attn." }

  /// The convolution, and what decides how fast the state forgets.
  private var inner: [Operator] {
    [
      .linear(.recurrentMixer, prefix + "conv1d", kernel, channels),
      .vector(.recurrentMixer, prefix + "dt_bias", valueHeads),
      .vector(.recurrentMixer, prefix + "A_log", valueHeads),
    ]
  }

  var operators: [Operator] {
    if separatesInputs {
      let inputs = [
        ("q_proj", keys), ("k_proj", keys), ("v_proj", values), ("a_proj", valueHeads),
        ("b_proj", valueHeads), ("g_proj", values),
      ].map { Operator.linear(.recurrentMixer, prefix + $0.0, hidden, $0.1) }
      return inputs + inner + [
        .norm(prefix + "o_norm", valueWidth),
        .linear(.recurrentMixer, prefix + "o_proj", values, hidden),
      ]
    }
    let inputs: [Operator] =
      fusesInputs
      ? [
        .linear(.recurrentMixer, prefix + "in_proj_qkvz", hidden, channels + values),
        .linear(.recurrentMixer, prefix + "in_proj_ba", hidden, 2 * valueHeads),
      ]
      : [
        .linear(.recurrentMixer, prefix + "in_proj_qkv", hidden, channels),
        .linear(.recurrentMixer, prefix + "in_proj_z", hidden, values),
        .linear(.recurrentMixer, prefix + "in_proj_b", hidden, valueHeads),
        .linear(.recurrentMixer, prefix + "in_proj_a", hidden, valueHeads),
      ]
    return inputs + inner + [
      .norm(prefix + "norm", valueWidth),
      .linear(.recurrentMixer, prefix + "out_proj", values, hidden),
    ]
  }
}
