import CheckedJSON

/// Decoders with grouped queries and experts that no other family shares.
extension ArchitectureFamily {
  /// Hunyuan 3: norms on each head, one dense layer, then experts and a shared one.
  package static let hunyuan3 = ArchitectureFamily(
    "hy_v3", classes: ["HYV3ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 120_832, layers: 80, tied: false)
    let attention = try GroupedAttention(
      normed: config, hidden: shape.hidden, heads: 64, keyValueHeads: 8, headWidth: 128)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 192, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", "expert_hidden_dim", default: 1536))
    mixture.sharedWidth =
      try config.count("num_shared_experts", "n_shared_experts", default: 1, in: .experts)
      * mixture.width
    mixture.sharedBias = try config.flag("mlp_bias", default: false)
    let dense = try config.count("first_k_dense_replace", default: 1, in: .layerIndex)
    return try .someSparse(
      config, shape, attention, mixture,
      network: FeedForward(
        hidden: shape.hidden, width: config.count("intermediate_size", default: 13_312),
        bias: mixture.sharedBias)
    ) { $0 >= dense }.withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }

  /// dots.llm1: norms on each head, a dense layer at first, experts with shared ones.
  package static let dots = ArchitectureFamily(
    "dots1", classes: ["Dots1ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4608, vocabulary: 152_064, layers: 62, tied: false)
    let attention = try GroupedAttention(
      normed: config, hidden: shape.hidden, heads: 32, keyValueHeads: 32)
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: nil, expertsPerToken: nil,
      width: config.count("moe_intermediate_size", default: 1408))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 0, in: .experts) * mixture.width
    let dense = try config.count("first_k_dense_replace", default: 0, in: .layerIndex)
    return try .someSparse(
      config, shape, attention, mixture,
      network: FeedForward(
        hidden: shape.hidden, width: config.count("intermediate_size", default: 10_944))
    ) { $0 >= dense }
  }

  /// ERNIE 4.5 with experts: between two layers, every so many.
  package static let ernieMixture = ArchitectureFamily(
    "ernie4_5_moe", classes: ["Ernie4_5_MoeForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2560, vocabulary: 103_424, layers: 28, tied: true)
    let bias = try config.flag("use_bias", default: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: 20, keyValueHeads: 4)
    attention.bias = bias
    attention.outputBias = bias
    var mixture = ExpertMixture(
      hidden: shape.hidden,
      experts: try config.count("moe_num_experts", default: 64, in: .experts),
      expertsPerToken: try config.count("moe_k", default: 6, in: .experts),
      width: try config.count("moe_intermediate_size", default: 1536))
    mixture.sharedBias = bias
    mixture.sharedWidth =
      try config.count("moe_num_shared_experts", default: 2, in: .experts) * mixture.width
    // The bias that balances the experts is learned, and so is a parameter here.
    mixture.balances = true
    let first = try config.count("moe_layer_start_index", default: 1, in: .layerIndex)
    let stated = try config.members["moe_layer_end_index"]?.wholeNumber(in: -1...10_000) ?? -1
    let last = stated < 0 ? shape.layerCount - 1 : stated
    let step = try config.count("moe_layer_interval", default: 1, in: 1...10_000)
    return try .someSparse(
      config, shape, attention, mixture,
      network: FeedForward(
        hidden: shape.hidden, width: config.count("intermediate_size", default: 12_288), bias: bias),
      headBias: bias
    ) { ($0 + 1) % step == 0 && $0 >= first && $0 <= last }
  }

  /// Solar Open: experts and a shared one in every layer.
  package static let solarOpen = ArchitectureFamily(
    "solar_open", classes: ["SolarOpenForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 196_608, layers: 48, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 64, keyValueHeads: 8, headWidth: 128)
    attention.bias = try config.flag("attention_bias", default: false)
    guard try config.count("first_k_dense_replace", default: 0, in: .layerIndex) == 0 else {
      throw config.place.error(
        expected: "\"first_k_dense_replace\" 0, as the class has experts in every layer")
    }
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 128, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 1280))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 1, in: .experts) * mixture.width
    return try .someSparse(
      config, shape, attention, mixture,
      network: FeedForward(hidden: shape.hidden, width: mixture.width)
    ) { _ in true }
  }

  /// Laguna: a gate for each head, windows and numbers of heads that differ by layer.
  package static let laguna = ArchitectureFamily(
    "laguna", classes: ["LagunaForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 100_352, layers: 40, tied: false)
    let attention = try GroupedAttention(
      normed: config, hidden: shape.hidden, heads: 48, keyValueHeads: 8, headWidth: 128)
    let gates = config.members["gating"]?.value
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 512))
    mixture.sharedWidth = try config.count(
      "shared_expert_intermediate_size", default: 512, in: .widthOrNone)
    mixture.balances = true
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 8192))
    let layers = shape.layerCount
    let window = try config.window(default: 512)
    let spans = try LayerSpans(config, layers: layers, window: window) { _ in false }
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 > 0 }
    var heads: [Int] = []
    for place in try config.list("num_attention_heads_per_layer") ?? [] {
      heads.append(try place.wholeNumber(in: .heads))
    }
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        var own = attention
        if index < heads.count { own.queryHeads = heads[index] }
        let width =
          gates == .string("per-element") ? own.queryHeads * own.headWidth : own.queryHeads
        let gate: [Operator] =
          gates == .bool(false)
          ? [] : [.linear(.attentionProjection, "self_attn.g_proj", shape.hidden, width)]
        return PreNormLayer(hidden: shape.hidden).layer(
          .attention(own.shape(span: spans[index])), mixing: own.operators + gate,
          feedForward: isSparse[index] ? mixture.operators : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)])
  }

  /// Hunyuan A13B and its dense kin: norms on each head, experts beside one that all tokens take; Hunyuan-Large has keys
  /// and values in every other layer.
  package static let hunyuan = ArchitectureFamily(
    "hunyuan_v1_moe", "hunyuan_v1_dense", "hunyuan",
    classes: ["HunYuanMoEV1ForCausalLM", "HunYuanDenseV1ForCausalLM", "HunYuanForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 4096, vocabulary: 290_943, layers: 32, tied: false)
    var attention = try GroupedAttention(
      config.has("head_dim") || !config.has("attention_head_dim")
        ? config
        : config.replacing("head_dim", with: config.members["attention_head_dim"]?.value ?? .null),
      hidden: shape.hidden, heads: 32)
    if try config.flag("use_qk_norm", default: true) { attention.norm = .shared }
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    let width = try config.firstOfList("moe_intermediate_size").orElse(
      config.count("intermediate_size", default: 11_008))
    let experts = try config.count("num_experts", default: 1, in: .experts)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 11_008))
    var mixture = ExpertMixture(
      hidden: shape.hidden, experts: experts,
      expertsPerToken: try config.firstOfList("moe_topk") ?? 1, width: width)
    mixture.sharedWidth = try (config.firstOfList("num_shared_expert") ?? 1) * width
    mixture.routerName = "gate.wg"
    mixture.sharedName = "shared_mlp"
    guard mixture.expertsPerToken <= experts else {
      throw config.place.error(expected: "at most as many experts per token as experts")
    }
    let parts = try ModelParts.someSparse(
      config, shape, attention, mixture, network: network
    ) { _ in experts > 1 }
    guard try config.flag("use_cla", default: false) else { return parts }
    let group = try config.count("cla_share_factor", default: 1, in: .layers)
    return parts.sharingCaches(of: attention, inGroupsOf: group)
  }
}

extension ModelParts {
  /// The same layers, of which the first of each group alone has keys and values, which the others read.
  ///
  /// Hunyuan-Large: groups of two, 389 billion parameters. Sun et al., "Hunyuan-Large", 2024.
  fileprivate func sharingCaches(
    of attention: GroupedAttention, inGroupsOf group: Int
  ) -> ModelParts {
    let own = ["k_proj", "v_proj"].map { attention.prefix + $0 }
    var parts = self
    parts.layers = layers.enumerated().map { index, layer in
      guard index % group != 0 else { return layer }
      return Layer(
        mixer: .attention(attention.shape(cache: .borrowed)),
        operators: layer.operators.filter { !own.contains($0.name) })
    }
    return parts
  }

  /// Layers of grouped attention, of which `mlp_layer_types` or else a rule says which have experts.
  static func someSparse(
    _ config: ConfigReader, _ shape: DecoderShape, _ attention: GroupedAttention,
    _ mixture: ExpertMixture, network: FeedForward, headBias: Bool = false,
    isSparse rule: (Int) -> Bool
  ) throws(InputError) -> ModelParts {
    let layers = shape.layerCount
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map(rule)
    let experts = mixture.operators
    return .decoder(
      shape,
      layers: isSparse.map { isSparse in
        PreNormLayer(hidden: shape.hidden).layer(
          .attention(attention.shape()), mixing: attention.operators,
          feedForward: isSparse ? experts : network.operators)
      },
      finalNorm: [.norm("norm", shape.hidden)], headBias: headBias)
  }
}

extension ConfigReader {
  /// A number, or the first of a list that gives one for each layer.
  func firstOfList(_ key: String) throws(InputError) -> Int? {
    guard let place = members[key] else { return nil }
    if place.isArray {
      return try list(key)?.first?.wholeNumber(in: 0...1 << 20)
    }
    return try place.wholeNumber(in: 0...1 << 20)
  }
}
