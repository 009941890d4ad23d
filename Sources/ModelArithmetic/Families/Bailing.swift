import CheckedJSON

extension ArchitectureFamily {
  /// Ling and Ring, the first and 2.0: grouped queries, experts beside shared ones after the dense layers.
  ///
  /// The second has norms on each head and a number for each expert by which the load is balanced.
  static let bailing = ArchitectureFamily(
    "bailing_moe", "bailing_moe_v2",
    classes: ["BailingMoeForCausalLM", "BailingMoeV2ForCausalLM"]
  ) { config throws(InputError) in
    // Ling-mini-2.0 says so by its class alone.
    let name = try config.list("architectures")?.first?.text() ?? ""
    let isSecond = try config.text("model_type") == "bailing_moe_v2" || name.contains("V2")
    let shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: false)
    var attention = try GroupedAttention(config, hidden: shape.hidden, heads: nil)
    attention.bias = try config.flag("use_qkv_bias", default: false)
    attention.outputBias = try config.flag("use_bias", default: false)
    if try config.flag("use_qk_norm", default: isSecond) { attention.norm = .shared }
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: nil, expertsPerToken: nil,
      width: config.count("moe_intermediate_size"))
    let shared = try config.count("num_shared_experts", default: 0, in: .experts)
    mixture.sharedWidth =
      shared
      * (try config.count("moe_shared_expert_intermediate_size", default: mixture.width))
    mixture.balances = try config.flag("moe_router_enable_expert_bias", default: isSecond)
    let dense = try config.count("first_k_dense_replace", default: 0, in: .layerIndex)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size"),
      bias: attention.outputBias)
    mixture.bias = attention.outputBias
    return try .someSparse(config, shape, attention, mixture, network: network) { $0 >= dense }
      .withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}
