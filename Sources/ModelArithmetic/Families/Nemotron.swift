import CheckedJSON

extension ArchitectureFamily {
  /// Nemotron-H, Nemotron Nano 2 and Nemotron 3: each layer is one of Mamba, attention, feed-forward
  /// or experts, and the experts of the large ones work in a narrower width.
  package static let nemotronH = ArchitectureFamily(
    "nemotron_h", classes: ["NemotronHForCausalLM"]
  ) { config throws(InputError) in
    let types = try config.nemotronLayers()
    var shape = try DecoderShape(
      config.replacing("num_hidden_layers", with: .number(Double(types.count))), hidden: 4096,
      vocabulary: 131_072, layers: nil, tied: false)
    // The class has a head of its own whatever `tie_word_embeddings` says.
    shape.tied = false
    let blocks = try NemotronBlocks(
      config, hidden: shape.hidden, hasExperts: types.contains(.experts))
    return .decoder(
      shape, layers: types.map { blocks.layer($0) }, finalNorm: [.norm("norm_f", shape.hidden)])
  }
}

/// What one layer of a Nemotron-H model is.
enum NemotronLayer: Sendable {
  case mamba, attention, feedForward, experts
}

extension ConfigReader {
  /// The layers by `layers_block_type`, or by a letter each in `hybrid_override_pattern`.
  fileprivate func nemotronLayers() throws(InputError) -> [NemotronLayer] {
    var layers: [NemotronLayer] = []
    if let list = try list("layers_block_type", "layer_types") {
      for place in list {
        switch try place.text() {
        case "mamba", "linear_attention": layers.append(.mamba)
        case "attention", "full_attention": layers.append(.attention)
        case "mlp": layers.append(.feedForward)
        case "moe": layers.append(.experts)
        default: throw place.error(expected: "mamba, attention, mlp or moe")
        }
      }
    } else if let place = members["hybrid_override_pattern"] {
      for letter in try place.text() {
        switch letter {
        case "M": layers.append(.mamba)
        case "*": layers.append(.attention)
        case "-": layers.append(.feedForward)
        case "E": layers.append(.experts)
        default: throw place.error(expected: "a pattern of the letters M, *, - and E")
        }
      }
    } else {
      throw place.error(expected: "\"layers_block_type\" or \"hybrid_override_pattern\"")
    }
    guard layers.count <= 10_000 else { throw place.error(expected: "at most 10000 layers") }
    return layers
  }
}

/// The four kinds of layers of a Nemotron-H model.
private struct NemotronBlocks {
  let hidden: Int
  let mamba: Mamba2
  let state: RecurrentState
  let attention: GroupedAttention
  let network: FeedForward
  let experts: [Operator]

  init(_ config: ConfigReader, hidden: Int, hasExperts: Bool) throws(InputError) {
    self.hidden = hidden
    let bias = try config.flag("use_bias", default: false)
    mamba = Mamba2(
      hidden: hidden, heads: try config.count("mamba_num_heads", default: 128, in: .heads),
      headWidth: try config.count("mamba_head_dim", default: 64, in: .headWidth),
      groups: try config.count("mamba_n_groups", "n_groups", default: 8, in: .heads),
      stateWidth: try config.count("ssm_state_size", default: 128, in: .headWidth),
      kernel: try config.count("mamba_d_conv", "conv_kernel", default: 4, in: 1...1024),
      bias: bias,
      convolutionBias: try config.flag(
        config.has("mamba_conv_bias") ? "mamba_conv_bias" : "use_conv_bias", default: true))
    state = mamba.state(try config.recurrentStateFormat())
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: 32, keyValueHeads: 8, headWidth: 128)
    attention.prefix = "mixer."
    self.attention = attention
    let networkBias = try config.flag("mlp_bias", default: false)
    let width = try config.nemotronWidth("intermediate_size", default: 21_504)
    var network = FeedForward(hidden: hidden, width: width, isGated: false, bias: networkBias)
    network.prefix = "mixer."
    self.network = network
    experts =
      hasExperts ? try config.nemotronExperts(hidden: hidden, bias: networkBias) : []
  }

  func layer(_ kind: NemotronLayer) -> Layer {
    let norm = Operator.norm("norm", hidden)
    switch kind {
    case .mamba:
      return Layer(
        mixer: .recurrent(state), operators: [norm] + mamba.operators)
    case .attention:
      return Layer(mixer: .attention(attention.shape()), operators: [norm] + attention.operators)
    case .feedForward: return Layer(mixer: .none, operators: [norm] + network.operators)
    case .experts: return Layer(mixer: .none, operators: [norm] + experts)
    }
  }
}

extension ConfigReader {
  /// A width, which some files give as a list with one width.
  fileprivate func nemotronWidth(_ key: String, default fallback: Int) throws(InputError) -> Int {
    if let place = members[key], place.isArray {
      guard let width = try list(key)?.first else { return fallback }
      return try width.wholeNumber(in: .width)
    }
    return try count(key, default: fallback)
  }

  /// Experts of two matrices, in the hidden width or between projections to a narrower one.
  fileprivate func nemotronExperts(hidden: Int, bias: Bool) throws(InputError) -> [Operator] {
    let latent = try optionalCount("moe_latent_size")
    var mixture = try ExpertMixture(
      self, hidden: latent ?? hidden, experts: 8, expertsPerToken: 2,
      width: count("moe_intermediate_size", default: 7688))
    mixture.isGated = false
    mixture.prefix = "mixer."
    var shared = FeedForward(
      hidden: hidden, width: try count("moe_shared_expert_intermediate_size", default: 7688),
      isGated: false, bias: bias)
    shared.role = .sharedExpert
    shared.prefix = "mixer.shared_experts."
    let projections: [Operator] =
      latent.map {
        [
          .linear(.sharedExpert, "mixer.fc1_latent_proj", hidden, $0, bias: bias),
          .linear(.sharedExpert, "mixer.fc2_latent_proj", $0, hidden, bias: bias),
        ]
      } ?? []
    return [.linear(.router, "mixer.gate", hidden, mixture.experts)] + mixture.routed.operators
      + shared.operators + projections
  }
}
