import CheckedJSON

extension ArchitectureFamily {
  /// Kimi Linear: delta attention with a state of fixed size in most layers, latent attention in the rest.
  package static let kimiLinear = ArchitectureFamily(
    "kimi_linear", classes: ["KimiLinearForCausalLM"]
  ) { config throws(InputError) in
    var shape = try DecoderShape(
      config, hidden: 2304, vocabulary: 163_840, layers: 27, tied: false)
    // The class has a head of its own whatever `tie_word_embeddings` says.
    shape.tied = false
    var attention = try LatentAttention(config, hidden: shape.hidden, heads: 32, queryRank: nil)
    if try config.flag("mla_use_output_gate", default: false) {
      attention.gateWidth = attention.heads * attention.valueWidth
    }
    let delta = try KimiDeltaAttention(config, hidden: shape.hidden)
    let isFull = try config.kimiFullLayers(shape.layerCount)
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size", default: 9216))
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 1024))
    mixture.sharedWidth =
      try config.count("num_shared_experts", "n_shared_experts", default: 1, in: .experts)
      * mixture.width
    mixture.prefix = "block_sparse_moe."
    let dense = try config.count("first_k_dense_replace", default: 1, in: .layerIndex)
    let isSparse =
      try LayerTypes(config, layers: shape.layerCount, key: "mlp_layer_types")?.names.map {
        $0 == "sparse"
      } ?? (0..<shape.layerCount).map { $0 >= dense }
    let experts = try config.kimiExperts(mixture)
    let state = delta.state(try config.recurrentStateFormat())
    // Attention over the outputs of earlier blocks: a query and a norm before each part, and at the end.
    let residual: [Operator] =
      config.has("attn_res_block_size") ? [.norm("attn_res", 2 * shape.hidden)] : []
    return .decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: shape.hidden).layer(
          isFull[index]
            ? .attention(attention.shape()) : .recurrent(state),
          mixing: (isFull[index] ? attention.operators : delta.operators) + residual + residual,
          feedForward: isSparse[index] ? experts : network.operators)
      },
      finalNorm: residual + [.norm("norm", shape.hidden)])
  }

  /// Kimi K2.5 to K2.7: Kimi K2 with the MoonViT encoder of images.
  package static let kimi25 = ArchitectureFamily(
    "kimi_k25", "kimi_vl",
    classes: ["KimiK25ForConditionalGeneration", "KimiVLForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.deepSeek3, tied: nil)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", "vt_hidden_size", default: 1152)
    let width = try vision.count("intermediate_size", "vt_intermediate_size", default: 4304)
    let layers = try vision.count(
      "num_hidden_layers", "vt_num_hidden_layers", default: 27, in: .layers)
    let patch = try vision.side("patch_size", default: 14)
    let rows = try vision.count("pos_emb_height", "init_pos_emb_height", default: 64, in: 1...4096)
    let columns = try vision.count("pos_emb_width", "init_pos_emb_width", default: 64, in: 1...4096)
    var merged = hidden
    for side in try vision.list("merge_kernel_size") ?? [] {
      merged *= try side.wholeNumber(in: 1...16)
      guard merged <= 1 << 20 else { throw side.error(expected: "a small kernel") }
    }
    if !vision.has("merge_kernel_size") { merged = 4 * hidden }
    let normWidth = try vision.optionalCount("mm_hidden_size").orElse(
      config.count("projection_hidden_size", default: 1152))
    let blocks = VisionBlocks(hidden: hidden, layers: layers)
    var towers: [Operator] = [
      .towerMatrix("vision.patch_embed.proj", 3 * patch * patch, hidden, bias: true),
      .towerTable("vision.patch_embed.pos_emb", rows * columns, hidden),
      blocks.norm("norm1"), blocks.norm("norm2"),
      .towerNorm("vision.final_layernorm", hidden),
      .towerNorm("mm_projector.pre_norm", normWidth),
      .towerMatrix("mm_projector.in_proj", merged, merged, bias: true),
      .towerMatrix("mm_projector.out_proj", merged, parts.hiddenSize, bias: true),
    ]
    towers += blocks.attention()
    towers += blocks.feedForward(width)
    parts.towers = towers
    return parts
  }
}

extension ArchitectureFamily {
  /// Kimi K3: Kimi Linear's layers with experts in half the width, behind an encoder of images.
  package static let kimi3 = ArchitectureFamily(
    "kimi_k3", classes: ["KimiK3ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.kimiLinear, tied: false)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("vt_hidden_size", "hidden_size", default: 1024)
    let inner = try vision.count("qkv_hidden_size", default: 1536)
    let width = try vision.count("vt_intermediate_size", "intermediate_size", default: 4096)
    let patch = try vision.side("patch_size", default: 14)
    let rows = try vision.count("init_pos_emb_height", default: 64, in: 1...4096)
    let columns = try vision.count("init_pos_emb_width", default: 64, in: 1...4096)
    let blocks = VisionBlocks(
      hidden: hidden,
      layers: try vision.count(
        "vt_num_hidden_layers", "num_hidden_layers", default: 27, in: .layers))
    let bias = try vision.flag("linear_bias", default: false)
    let attentionBias = try vision.flag("attn_bias", default: false)
    parts.towers = [
      .towerMatrix("vision.patch_embed.proj", 3 * patch * patch, hidden),
      .towerTable("vision.patch_embed.pos_emb", rows * columns, hidden),
      blocks.norm("norm0", bias: false), blocks.norm("norm1", bias: false),
      blocks.matrix("wqkv", hidden, 3 * inner, bias: attentionBias),
      blocks.matrix("wo", inner, hidden, bias: attentionBias),
      blocks.matrix("mlp.fc0", hidden, width, bias: bias),
      blocks.matrix("mlp.fc1", width, hidden, bias: bias),
      .towerNorm("vision.final_layernorm", hidden, bias: false),
      .towerNorm("mm_projector.pre_norm", hidden, bias: false),
      .towerMatrix("mm_projector.proj.0", 4 * hidden, 4 * hidden),
      .towerMatrix("mm_projector.proj.2", 4 * hidden, parts.hiddenSize),
    ]
    parts.notes.append(
      "derived from its config, as no library builds it: 2,779,931,837,184 numbers are published, "
        + "router biases included")
    return parts
  }
}

extension ConfigReader {
  /// The experts, in the width of the stream or between projections to a narrower one.
  fileprivate func kimiExperts(_ mixture: ExpertMixture) throws(InputError) -> [Operator] {
    guard let latent = try optionalCount("routed_expert_hidden_size") else {
      return mixture.operators
    }
    var narrow = mixture
    narrow.hidden = latent
    let norm: [Operator] =
      try flag("latent_moe_use_norm", default: false)
      ? [.norm("block_sparse_moe.latent_norm", latent)] : []
    return [
      .linear(.router, mixture.prefix + "gate", mixture.hidden, mixture.experts),
      .linear(.sharedExpert, mixture.prefix + "latent_down_proj", mixture.hidden, latent),
      .linear(.sharedExpert, mixture.prefix + "latent_up_proj", latent, mixture.hidden),
    ] + norm + narrow.routed.operators + mixture.sharedOperators
  }

  /// Which layers have full attention: by `layer_types`, by lists that count from one, or every fourth.
  fileprivate func kimiFullLayers(_ layers: Int) throws(InputError) -> [Bool] {
    if let types = try LayerTypes(self, layers: layers) {
      return types.names.map { $0 == "full_attention" }
    }
    guard let linear = try section("linear_attn_config"), linear.has("full_attn_layers") else {
      return (0..<layers).map { $0 > 0 && $0 % 4 == 0 }
    }
    var isFull = Array(repeating: false, count: layers)
    for place in try linear.list("full_attn_layers") ?? [] {
      isFull[try place.wholeNumber(in: 1...layers) - 1] = true
    }
    return isFull
  }
}

/// Kimi delta attention: a gated delta rule whose decay differs by channel.
struct KimiDeltaAttention {
  let hidden: Int
  let heads: Int
  let headWidth: Int
  let kernel: Int

  /// Whether the gate of the output is one full matrix, and not two thin ones.
  var hasFullGate: Bool
  /// Whether the decay comes from one full matrix too.
  var hasFullDecay = false

  init(_ config: ConfigReader, hidden: Int) throws(InputError) {
    let linear = try config.sectionOrDefaults("linear_attn_config")
    hasFullGate = try linear.flag("use_full_rank_gate", default: false)
    self.hidden = hidden
    headWidth =
      try linear.optionalCount("head_dim", in: .headWidth).orElse(
        config.count("linear_head_dim", default: 128, in: .headWidth))
    heads =
      try linear.optionalCount("num_heads", in: .heads).orElse(
        config.count("linear_num_heads", default: 32, in: .heads))
    kernel =
      try linear.optionalCount("short_conv_kernel_size", in: 1...1024).orElse(
        config.count("linear_conv_kernel_dim", default: 4, in: 1...1024))
  }

  private var inner: Int { heads * headWidth }

  func state(_ format: NumberFormat) -> RecurrentState {
    RecurrentState(
      convolutionElements: 3 * inner * kernel, stateElements: inner * headWidth, format: format)
  }

  var operators: [Operator] {
    let prefix = "self_attn."
    let inputs = ["q", "k", "v"].flatMap { name -> [Operator] in
      [
        .linear(.recurrentMixer, prefix + name + "_proj", hidden, inner),
        .linear(.recurrentMixer, prefix + name + "_conv1d", kernel, inner),
      ]
    }
    func gate(_ name: String, isFull: Bool) -> [Operator] {
      isFull
        ? [.linear(.recurrentMixer, prefix + name + "_proj", hidden, inner)]
        : [
          .linear(.recurrentMixer, prefix + name + "_a_proj", hidden, headWidth),
          .linear(.recurrentMixer, prefix + name + "_b_proj", headWidth, inner),
        ]
    }
    let gates =
      gate("f", isFull: hasFullDecay)
      + [.linear(.recurrentMixer, prefix + "b_proj", hidden, heads)]
      + gate("g", isFull: hasFullGate)
    return inputs + [
      .vector(.recurrentMixer, prefix + "A_log", heads),
      .vector(.recurrentMixer, prefix + "dt_bias", inner),
    ] + gates + [
      .norm(prefix + "o_norm", headWidth),
      .linear(.recurrentMixer, prefix + "o_proj", inner, hidden),
    ]
  }
}
