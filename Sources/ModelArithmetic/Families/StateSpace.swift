import CheckedJSON

/// Models of Mamba layers, alone or beside attention.
extension ArchitectureFamily {
  /// Mamba and Falcon-Mamba.
  package static let mamba = ArchitectureFamily(
    "mamba", "falcon_mamba", classes: ["MambaForCausalLM", "FalconMambaForCausalLM"]
  ) { config throws(InputError) in
    let isFalcon = try config.text("model_type") == "falcon_mamba"
    let shape = try DecoderShape(
      config, hidden: isFalcon ? 4096 : 768, vocabulary: isFalcon ? 65_024 : 50_280,
      layers: isFalcon ? 64 : 32, tied: true)
    let expansion = try config.count("expand", default: 2, in: 1...64)
    var mamba = Mamba1(
      hidden: shape.hidden,
      // Falcon-Mamba states an expansion of 16 beside the width that it has.
      inner: try config.count("intermediate_size", default: expansion * shape.hidden),
      stateWidth: try config.count("state_size", default: 16, in: .headWidth),
      kernel: try config.count("conv_kernel", default: 4, in: 1...1024),
      rank: config.isAutomatic("time_step_rank")
        ? (shape.hidden + 15) / 16 : try config.count("time_step_rank"),
      bias: try config.flag("use_bias", default: false),
      convolutionBias: try config.flag("use_conv_bias", default: true), hasNorms: false)
    mamba.prefix = "mixer."
    return .recurrentOnly(
      shape, mamba.state(try config.recurrentStateFormat()), mamba.operators)
  }

  /// Mamba 2 and Codestral-Mamba.
  package static let mamba2 = ArchitectureFamily(
    "mamba2", classes: ["Mamba2ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 32_768, layers: 64, tied: false)
    let mamba = Mamba2(
      hidden: shape.hidden, heads: try config.count("num_heads", default: 128, in: .heads),
      headWidth: try config.count("head_dim", default: 64, in: .headWidth),
      groups: try config.count("n_groups", default: 8, in: .heads),
      stateWidth: try config.count("state_size", default: 128, in: .headWidth),
      kernel: try config.count("conv_kernel", default: 4, in: 1...1024),
      bias: try config.flag("use_bias", default: false),
      convolutionBias: try config.flag("use_conv_bias", default: true))
    return .recurrentOnly(
      shape, mamba.state(try config.recurrentStateFormat()), mamba.operators)
  }

  /// Zamba 2: Mamba in every layer, and in some also attention and a network that they share, with thin
  /// matrices of their own.
  package static let zamba2 = ArchitectureFamily(
    "zamba2", classes: ["Zamba2ForCausalLM"]
  ) { config throws(InputError) in try Zamba2(config).parts() }

  /// Bamba: Mamba 2 in most layers, attention in those that `attn_layer_indices` lists.
  static let bamba = ArchitectureFamily(
    "bamba", classes: ["BambaForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 128_000, layers: 32, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let inner = try config.count("mamba_expand", default: 2, in: 1...64) * shape.hidden
    var mamba = try Mamba2.besideAttention(config, hidden: shape.hidden, inner: inner)
    guard mamba.heads * mamba.headWidth == inner else {
      throw config.place.error(expected: "Mamba heads that fill \(inner) channels")
    }
    mamba.prefix = "mamba."
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 14_336),
      bias: try config.flag("mlp_bias", default: false))
    network.prefix = "feed_forward."
    var attended: Set<Int> = []
    for place in try config.list("attn_layer_indices") ?? [] {
      attended.insert(try place.wholeNumber(in: .layerIndex))
    }
    let state = mamba.state(try config.recurrentStateFormat())
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        let attends = attended.contains(index)
        return Layer(
          mixer: attends ? .attention(attention.shape()) : .recurrent(state),
          operators: [.norm("input_layernorm", shape.hidden)]
            + (attends ? attention.operators : mamba.operators)
            + [.norm("pre_ff_layernorm", shape.hidden)] + network.operators)
      },
      finalNorm: [.norm("final_layernorm", shape.hidden)])
  }

  /// Falcon H1: attention and Mamba side by side in every layer.
  package static let falconH1 = ArchitectureFamily(
    "falcon_h1", classes: ["FalconH1ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 128_000, layers: 32, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 32, keyValueHeads: 8)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let expansion = try config.count("mamba_expand", default: 2, in: 1...64)
    let inner = try config.count("mamba_d_ssm", default: expansion * shape.hidden)
    var mamba = try Mamba2.besideAttention(config, hidden: shape.hidden, inner: inner)
    mamba.outputBias = try config.flag("projectors_bias", default: false)
    mamba.prefix = "mamba."
    mamba.hasNorm = try config.flag("mamba_rms_norm", default: false)
    var network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 14_336),
      bias: try config.flag("mlp_bias", default: false))
    network.prefix = "feed_forward."
    let state = mamba.state(try config.recurrentStateFormat())
    let layer = Layer(
      mixer: .attention(attention.shape()),
      operators: [.norm("input_layernorm", shape.hidden)] + mamba.operators + attention.operators
        + [.norm("pre_ff_layernorm", shape.hidden)] + network.operators,
      stateBeside: state)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("final_layernorm", shape.hidden)])
  }
}

extension ModelParts {
  /// Layers of one norm and a recurrent mixer each.
  fileprivate static func recurrentOnly(
    _ shape: DecoderShape, _ state: RecurrentState, _ operators: [Operator]
  ) -> ModelParts {
    let layer = Layer(
      mixer: .recurrent(state), operators: [.norm("norm", shape.hidden)] + operators)
    return .decoder(
      shape, layers: Array(repeating: layer, count: shape.layerCount),
      finalNorm: [.norm("norm_f", shape.hidden)])
  }
}

extension Mamba2 {
  /// The mixer that Bamba and Falcon H1 have beside attention, of `inner` channels.
  fileprivate static func besideAttention(_ config: ConfigReader, hidden: Int, inner: Int)
    throws(InputError) -> Mamba2
  {
    let heads = try config.count("mamba_n_heads", default: 128, in: .heads)
    return Mamba2(
      hidden: hidden, heads: heads,
      headWidth: config.isAutomatic("mamba_d_head")
        ? inner / heads : try config.count("mamba_d_head", in: .headWidth),
      groups: try config.count("mamba_n_groups", default: 1, in: .heads),
      stateWidth: try config.count("mamba_d_state", default: 256, in: .headWidth),
      kernel: try config.count("mamba_d_conv", default: 4, in: 1...1024),
      bias: try config.flag("mamba_proj_bias", default: false),
      convolutionBias: try config.flag("mamba_conv_bias", default: true))
  }
}
