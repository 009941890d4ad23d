import CheckedJSON

extension ArchitectureFamily {
  /// Granite 2 and 3: Llama with scalar multipliers, which weigh nothing.
  package static let granite = ArchitectureFamily(
    "granite", classes: ["GraniteForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder().fullParts(config)
  }

  /// Granite 3 with experts in every layer, some sizes with a shared one.
  package static let graniteMixture = ArchitectureFamily(
    "granitemoe", "granitemoeshared",
    classes: ["GraniteMoeForCausalLM", "GraniteMoeSharedForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 32_000, layers: 32, tied: false)
    let attention = try PlainDecoder().attention(config, hidden: shape.hidden)
    let layer = PreNormLayer(hidden: shape.hidden).layer(
      .attention(attention.shape()), mixing: attention.operators,
      feedForward: try config.graniteFeedForward(shape, sharedWidth: 0))
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// Granite 4: mostly Mamba layers, a few with attention; experts and a shared one, or only the latter.
  package static let graniteHybrid = ArchitectureFamily(
    "granitemoehybrid", classes: ["GraniteMoeHybridForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 32_000, layers: 32, tied: false)
    let attention = try PlainDecoder().attention(config, hidden: shape.hidden)
    let mamba = try config.graniteMamba(shape)
    let feedForward = try config.graniteFeedForward(shape, sharedWidth: 1024)
    let types =
      try LayerTypes(config, layers: shape.layerCount).orElse(
        LayerTypes(config, layers: shape.layerCount, key: "layers_block_type"))
    let state = mamba.state(try config.recurrentStateFormat())
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let isAttention =
          types.map { ["attention", "full_attention"].contains($0.names[index]) } ?? false
        return PreNormLayer(hidden: shape.hidden).layer(
          isAttention
            ? .attention(attention.shape()) : .recurrent(state),
          mixing: isAttention ? attention.operators : mamba.operators, feedForward: feedForward)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }
}

extension ConfigReader {
  fileprivate func graniteMamba(_ shape: DecoderShape) throws(InputError) -> Mamba2 {
    let expansion = try count("mamba_expand", default: 2, in: 1...64)
    let heads = try count("mamba_n_heads", default: 128, in: .heads)
    let headWidth =
      isAutomatic("mamba_d_head")
      ? expansion * shape.hidden / heads : try count("mamba_d_head", in: .headWidth)
    guard heads * headWidth == expansion * shape.hidden else {
      throw place.error(expected: "Mamba heads that fill \(expansion * shape.hidden) channels")
    }
    var mamba = Mamba2(
      hidden: shape.hidden, heads: heads, headWidth: headWidth,
      groups: try count("mamba_n_groups", default: 1, in: .heads),
      stateWidth: try count("mamba_d_state", default: 256, in: .headWidth),
      kernel: try count("mamba_d_conv", default: 4, in: 1...1024),
      bias: try flag("mamba_proj_bias", default: false),
      convolutionBias: try flag("mamba_conv_bias", default: true))
    mamba.prefix = "mamba."
    return mamba
  }

  /// Experts, if there are any, and the network that all tokens take.
  func graniteFeedForward(
    _ shape: DecoderShape, sharedWidth: Int
  ) throws(InputError) -> [Operator] {
    var mixture = try ExpertMixture(
      self, hidden: shape.hidden, experts: 8, expertsPerToken: 2,
      width: count("intermediate_size", default: 11_008))
    mixture.prefix = "block_sparse_moe."
    mixture.routerName = "router.layer"
    let width = try count("shared_intermediate_size", default: sharedWidth, in: .widthOrNone)
    let role = mixture.experts > 0 ? Operator.Role.sharedExpert : .denseFeedForward
    let shared: [Operator] =
      width > 0
      ? [
        .linear(role, "shared_mlp.input_linear", shape.hidden, 2 * width),
        .linear(role, "shared_mlp.output_linear", width, shape.hidden),
      ] : []
    return (mixture.experts > 0 ? mixture.operators : []) + shared
  }
}
