import CheckedJSON

extension ArchitectureFamily {
  /// Jamba: one layer in eight with attention, the others with Mamba; experts in every second.
  package static let jamba = ArchitectureFamily(
    "jamba", classes: ["JambaForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 65_536, layers: 32, tied: false)
    let attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    let expansion = try config.count("mamba_expand", default: 2, in: 1...64)
    let rank =
      config.isAutomatic("mamba_dt_rank")
      ? (shape.hidden + 15) / 16 : try config.count("mamba_dt_rank")
    let mamba = Mamba1(
      hidden: shape.hidden, inner: expansion * shape.hidden,
      stateWidth: try config.count("mamba_d_state", default: 16, in: .headWidth),
      kernel: try config.count("mamba_d_conv", default: 4, in: 1...1024), rank: rank,
      bias: try config.flag("mamba_proj_bias", default: false),
      convolutionBias: try config.flag("mamba_conv_bias", default: true), hasNorms: true)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 16, expertsPerToken: 2,
      width: config.count("intermediate_size", default: 14_336))
    mixture.prefix = "feed_forward."
    mixture.routerName = "router"
    var network = FeedForward(hidden: shape.hidden, width: mixture.width)
    network.prefix = mixture.prefix
    let isAttention = try config.everySoMany("attn_layer", period: 8, offset: 4)
    let hasExperts = try config.everySoMany("expert_layer", period: 2, offset: 1)
    let state = mamba.state(try config.recurrentStateFormat())
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          isAttention(index)
            ? .attention(attention.shape()) : .recurrent(state),
          mixing: isAttention(index) ? attention.operators : mamba.operators,
          feedForward: hasExperts(index) && mixture.experts > 1
            ? mixture.operators : network.operators)
      },
      finalNorm: [.norm("final_layernorm", shape.hidden)])
  }
}

extension ConfigReader {
  /// Whether a key is absent or says `auto`.
  package func isAutomatic(_ key: String) -> Bool {
    guard let place = members[key] else { return true }
    return place.value == .string("auto")
  }

  /// A rule that hits one layer in each period.
  fileprivate func everySoMany(
    _ key: String, period: Int, offset: Int
  ) throws(InputError) -> @Sendable (Int) -> Bool {
    let period = try count(key + "_period", default: period, in: 1...10_000)
    let offset = try count(key + "_offset", default: offset, in: .layerIndex)
    return { $0 % period == offset }
  }
}
