import CheckedJSON

extension ArchitectureFamily {
  /// MiMo V2: five of six layers see a short window with more key-value heads and a sink per head.
  package static let mimo2 = ArchitectureFamily(
    "mimo_v2_flash", "mimo_v2", classes: ["MiMoV2FlashForCausalLM", "MiMoV2ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 152_576, layers: 48, tied: false)
    var full = try GroupedAttention(
      config, hidden: shape.hidden, heads: 64, keyValueHeads: 4, headWidth: 192)
    full.valueWidth = try config.count("v_head_dim", default: 128, in: .headWidth)
    full.bias = try config.flag("attention_bias", default: false)
    var local = full
    local.keyValueHeads = try config.count(
      "swa_num_key_value_heads", default: 2 * full.keyValueHeads, in: .heads)
    local.headWidth = try config.count("swa_head_dim", default: full.headWidth, in: .headWidth)
    local.valueWidth = try config.count("swa_v_head_dim", default: full.valueWidth, in: .headWidth)
    local.queryHeads = try config.count(
      "swa_num_attention_heads", default: full.queryHeads, in: .heads)
    let window = try config.count(
      "sliding_window_size", "sliding_window", default: 128, in: .tokens)
    let layers = shape.layerCount
    var isLocal = try config.layers(layers, named: "sliding_attention")
    if isLocal == nil { isLocal = try config.switches("hybrid_layer_pattern", layers: layers) }
    let windowed = isLocal ?? (0..<layers).map { $0 != 0 && ($0 + 1) % 6 != 0 }
    var isSparse = try config.layers(layers, named: "sparse", in: "mlp_layer_types")
    if isSparse == nil { isSparse = try config.switches("moe_layer_freq", layers: layers) }
    let mixed = isSparse ?? (0..<layers).map { $0 > 0 }
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 2048))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 0, in: .experts) * mixture.width
    let experts = mixture.operators
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 16_384))
    let sinks = [
      true: try config.flag("add_swa_attention_sink_bias", default: true),
      false: try config.flag("add_full_attention_sink_bias", default: false),
    ]
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let attention = windowed[index] ? local : full
        let sink =
          sinks[windowed[index]] == true
          ? [
            Operator.vector(
              .attentionProjection, "self_attn.attention_sink_bias", attention.queryHeads)
          ] : []
        return PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape(span: windowed[index] ? .window(tokens: window) : .full)),
          mixing: attention.operators + sink,
          feedForward: mixed[index] ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}
