import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Gemma 4: wider heads in the layers without window, late layers that reuse the
  /// cache of earlier ones, and in the small sizes an embedding of each token for each layer.
  package static let gemma4Text = ArchitectureFamily(
    "gemma4_text", classes: ["Gemma4ForCausalLM"]
  ) { config throws(InputError) in try Gemma4Text(config).parts() }

  /// Gemma 4 with its encoder of images.
  package static let gemma4 = ArchitectureFamily(
    "gemma4", classes: ["Gemma4ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.gemma4Text, tied: true)
    if let vision = try config.section("vision_config") {
      parts.towers = try Operator.gemma4Vision(vision, textWidth: parts.hiddenSize)
    }
    if let audio = try config.section("audio_config") {
      parts.towers += try Operator.gemma4Audio(audio, textWidth: parts.hiddenSize)
    }
    return parts
  }

  /// Gemma 4 Unified: patches and sound enter the text model through one matrix each.
  package static let gemma4Unified = ArchitectureFamily(
    "gemma4_unified", classes: ["Gemma4UnifiedForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.gemma4UnifiedText, tied: true)
    if let vision = try config.section("vision_config") {
      let side = try vision.count("patch_size", default: 16, in: 1...4096)
      let pool = try vision.count("pooling_kernel_size", default: 3, in: 1...64)
      let patch = 3 * side * side * pool * pool
      let width = try vision.count("mm_embed_dim", default: 3840)
      let positions = try vision.count("mm_posemb_size", default: 1120, in: 1...1 << 20)
      parts.towers += [
        .towerTable("embed_vision.pos_embedding", 2 * positions, width),
        .towerNorm("embed_vision.patch_ln1", patch),
        .towerMatrix("embed_vision.patch_dense", patch, width, bias: true),
        .towerNorm("embed_vision.patch_ln2", width), .towerNorm("embed_vision.pos_norm", width),
        .towerMatrix("embed_vision.embedding_projection", width, parts.hiddenSize),
      ]
    }
    if let audio = try config.section("audio_config") {
      let width = try audio.count("audio_embed_dim", default: 640)
      parts.towers.append(
        .towerMatrix("embed_audio.embedding_projection", width, parts.hiddenSize))
    }
    return parts
  }

  /// The text model of Gemma 4 Unified: no embeddings for single layers, a longer window.
  package static let gemma4UnifiedText = ArchitectureFamily(
    "gemma4_unified_text", classes: ["Gemma4UnifiedForCausalLM"]
  ) { config throws(InputError) in
    try Gemma4Text(config, perLayer: 0, window: 1024).parts()
  }

  /// DiffusionGemma: Gemma 4's layers, with a network that feeds a block's guesses back into it.
  ///
  /// It writes a block of tokens in some passes; what is counted here is one pass.
  package static let diffusionGemma = ArchitectureFamily(
    "diffusion_gemma", classes: ["DiffusionGemmaForBlockDiffusion"]
  ) { config throws(InputError) in
    let text = try config.sectionOrDefaults("text_config")
    var parts = try config.textModel(.diffusionGemmaText, tied: true)
    let hidden = parts.hiddenSize
    var network = FeedForward(
      hidden: hidden, width: try text.count("intermediate_size", default: 9216))
    network.prefix = "self_conditioning."
    parts.embeddings += [.norm("self_conditioning.pre_norm", hidden)] + network.operators
    parts.towers = try Operator.gemma4Vision(
      config.sectionOrDefaults("vision_config"), textWidth: hidden)
    parts.notes.append(
      "it writes a block of tokens in several passes; costs per token are those of one pass")
    return parts
  }

  /// The layers of DiffusionGemma, whose global ones take their keys for values.
  package static let diffusionGemmaText = ArchitectureFamily(
    "diffusion_gemma_text"
  ) { config throws(InputError) in
    let sparse = try config.count("num_experts", default: 0, in: .experts) > 0
    return try Gemma4Text(
      config.replacing("attention_k_eq_v", with: .bool(true))
        .replacing("enable_moe_block", with: .bool(sparse)),
      perLayer: 0, window: 512
    ).parts()
  }
}

extension Operator {
  /// Gemma 4's encoder of sound: two convolutions, layers of two networks, attention and a convolution.
  fileprivate static func gemma4Audio(
    _ config: ConfigReader, textWidth: Int
  ) throws(InputError) -> [Operator] {
    let hidden = try config.count("hidden_size", default: 1024)
    let heads = try config.count("num_attention_heads", default: 8, in: .heads)
    let kernel = try config.count("conv_kernel_size", default: 5, in: 1...1024)
    let output = try config.count("output_proj_dims", default: 1536)
    var channels = [128, 32]
    for (index, place) in (try config.list("subsampling_conv_channels") ?? []).prefix(2)
      .enumerated()
    {
      channels[index] = try place.wholeNumber(in: 1...1 << 14)
    }
    let blocks = VisionBlocks(
      hidden: hidden, layers: try config.count("num_hidden_layers", default: 12, in: .layers))
    let networks = ["feed_forward1", "feed_forward2"].flatMap { name in
      [
        blocks.matrix(name + ".ffw_layer_1", hidden, 4 * hidden, bias: false),
        blocks.matrix(name + ".ffw_layer_2", 4 * hidden, hidden, bias: false),
        blocks.norm(name + ".pre_layer_norm", bias: false),
        blocks.norm(name + ".post_layer_norm", bias: false),
      ]
    }
    let attention = ["q_proj", "k_proj", "v_proj", "post", "relative_k_proj"].map {
      blocks.matrix("self_attn." + $0, hidden, hidden, bias: false)
    }
    let norms = [
      "norm_pre_attn", "norm_post_attn", "norm_out", "lconv1d.pre_layer_norm",
      "lconv1d.conv_norm",
    ].map { blocks.norm($0, bias: false) }
    return networks + attention + norms + [
      .towerMatrix("audio.layer0.conv", 9, channels[0]),
      .towerNorm("audio.layer0.norm", channels[0], bias: false),
      .towerMatrix("audio.layer1.conv", 9 * channels[0], channels[1]),
      .towerNorm("audio.layer1.norm", channels[1], bias: false),
      // A quarter of the 128 bands is left of each channel.
      .towerMatrix("audio.input_proj_linear", 32 * channels[1], hidden),
      blocks.norm("self_attn.per_dim_scale", max(1, hidden / heads), bias: false),
      blocks.matrix("lconv1d.linear_start", hidden, 2 * hidden, bias: false),
      blocks.matrix("lconv1d.linear_end", hidden, hidden, bias: false),
      blocks.matrix("lconv1d.depthwise", kernel, hidden, bias: false),
      .towerMatrix("audio.output_proj", hidden, output, bias: true),
      .towerMatrix("embed_audio.embedding_projection", output, textWidth),
    ]
  }

  /// Gemma 4's encoder of images and its projection into the text model.
  fileprivate static func gemma4Vision(
    _ config: ConfigReader, textWidth: Int
  ) throws(InputError) -> [Operator] {
    let hidden = try config.count("hidden_size", default: 768)
    let width = try config.count("intermediate_size", default: 3072)
    let head = try config.count("head_dim", default: 64, in: .headWidth)
    let queries = try config.count("num_attention_heads", default: 12, in: .heads) * head
    let keys = try config.count("num_key_value_heads", default: 12, in: .heads) * head
    let bias = try config.flag("attention_bias", default: false)
    let patch = try config.side("patch_size", default: 16)
    let positions = try config.count("position_embedding_size", default: 10_240, in: 1...1 << 20)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try config.count("num_hidden_layers", default: 16, in: .layers))
    let norms = [
      "input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm",
      "post_feedforward_layernorm",
    ]
    return norms.map { blocks.norm($0, bias: false) } + [
      .towerMatrix("vision.patch_embedder.input_proj", 3 * patch * patch, hidden),
      .towerTable("vision.patch_embedder.position_embedding_table", 2 * positions, hidden),
      blocks.matrix("attn.q_proj", hidden, queries, bias: bias),
      blocks.matrix("attn.k_proj", hidden, keys, bias: bias),
      blocks.matrix("attn.v_proj", hidden, keys, bias: bias),
      blocks.matrix("attn.o_proj", queries, hidden, bias: bias),
      blocks.norm("attn.q_norm", head, bias: false),
      blocks.norm("attn.k_norm", head, bias: false),
      blocks.matrix("mlp.gate_proj", hidden, width, bias: false),
      blocks.matrix("mlp.up_proj", hidden, width, bias: false),
      blocks.matrix("mlp.down_proj", width, hidden, bias: false),
      .towerMatrix("embed_vision.embedding_projection", hidden, textWidth),
    ]
  }
}

/// The layers of Gemma 4's text model.
private struct Gemma4Text {
  let config: ConfigReader
  let shape: DecoderShape
  let isGlobal: [Bool]
  let firstBorrower: Int
  let isValueKey: Bool
  let perLayerDefault: Int
  let windowDefault: Int

  init(_ config: ConfigReader, perLayer: Int = 256, window: Int = 512) throws(InputError) {
    self.config = config
    perLayerDefault = perLayer
    windowDefault = window
    shape = try DecoderShape(
      config, hidden: 2304, vocabulary: 262_144, layers: 30, tied: true)
    let layers = shape.layerCount
    var isGlobal =
      try LayerTypes(config, layers: layers)?.names.map { $0 == "full_attention" }
      ?? (0..<layers).map { ($0 + 1) % 6 == 0 }
    isGlobal[layers - 1] = true
    self.isGlobal = isGlobal
    let borrowers = try config.count("num_kv_shared_layers", default: 0, in: .layerIndex)
    firstBorrower = borrowers == 0 ? layers : max(0, layers - borrowers)
    isValueKey = try config.flag("attention_k_eq_v", default: false)
  }

  func parts() throws(InputError) -> ModelParts {
    let attentions = try attentions()
    let window = try config.count("sliding_window", default: windowDefault, in: .tokens)
    let width = try config.count("intermediate_size", default: 9216)
    let widensBorrowers = try config.flag("use_double_wide_mlp", default: false)
    let perLayer = try config.count(
      "hidden_size_per_layer_input", default: perLayerDefault, in: .widthOrNone)
    let experts = try mixture()
    let layers = (0..<shape.layerCount).map { index in
      let borrows = index >= firstBorrower
      let attention = attentions[index]
      let network = FeedForward(
        hidden: shape.hidden, width: borrows && widensBorrowers ? 2 * width : width)
      return Layer(
        mixer: .attention(
          attention.shape(
            span: isGlobal[index] ? .full : .window(tokens: window),
            cache: borrows ? .borrowed : .keysAndValues)),
        operators: [.norm("input_layernorm", shape.hidden)]
          + mixing(attention, isGlobal: isGlobal[index], borrows: borrows)
          + norms("post_attention_layernorm", "pre_feedforward_layernorm") + network.operators
          + norms("post_feedforward_layernorm") + experts + perLayerInput(perLayer))
    }
    var parts = ModelParts.decoder(
      shape, layers: layers, finalNorm: [.norm("norm", shape.hidden)])
    let unused = (0..<shape.layerCount).filter { $0 >= firstBorrower }.reduce(0) { sum, index in
      let own = attentions[index]
      let keys = own.keyValueHeads * own.headWidth * shape.hidden
      return sum + (isGlobal[index] && isValueKey ? 1 : 2) * keys + own.headWidth
    }
    if unused > 0 {
      parts.notes.append(
        "published files hold \(unused) numbers more: keys and values of the layers that read an "
          + "earlier one's cache, which are never used")
    }
    if perLayer > 0 {
      let entries = try config.count(
        "vocab_size_per_layer_input", default: 262_144, in: .vocabulary)
      let joint = shape.layerCount * perLayer
      parts.embeddings += [
        Operator(.perLayerEmbedding, "embed_tokens_per_layer", parameters: entries * joint),
        .linear(.denseFeedForward, "per_layer_model_projection", shape.hidden, joint),
        .norm("per_layer_projection_norm", perLayer),
      ]
    }
    return parts
  }

  /// The attention of each layer: `per_layer_config` says where one differs, else the keys of the
  /// layers without window do.
  private func attentions() throws(InputError) -> [GroupedAttention] {
    let local = try attention(isGlobal: false)
    guard let overrides = try config.section("per_layer_config") else {
      let global = try attention(isGlobal: true)
      return isGlobal.map { $0 ? global : local }
    }
    var attentions = Array(repeating: local, count: shape.layerCount)
    for key in overrides.members.keys {
      guard let index = Int(key), attentions.indices.contains(index),
        let layer = try overrides.section(key)
      else { throw overrides.place.error(expected: "the indexes of layers as keys") }
      attentions[index].headWidth = try layer.count(
        "head_dim", default: local.headWidth, in: .headWidth)
      attentions[index].valueWidth = attentions[index].headWidth
      attentions[index].keyValueHeads = try layer.count(
        "num_key_value_heads", default: local.keyValueHeads, in: .heads)
    }
    return attentions
  }

  private func attention(isGlobal: Bool) throws(InputError) -> GroupedAttention {
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 8, keyValueHeads: 4, headWidth: 256)
    if isGlobal {
      attention.headWidth = try config.count("global_head_dim", default: 512, in: .headWidth)
      attention.valueWidth = attention.headWidth
      if isValueKey,
        let heads = try config.optionalCount("num_global_key_value_heads", in: .heads)
      {
        attention.keyValueHeads = heads
      }
    }
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    return attention
  }

  /// The projections of a layer; one that borrows its cache has neither keys nor values, and a global
  /// one may take its keys for values.
  private func mixing(
    _ attention: GroupedAttention, isGlobal: Bool, borrows: Bool
  ) -> [Operator] {
    var absent: Set<String> = []
    if borrows { absent = ["k_proj", "v_proj", "k_norm"] }
    if isGlobal && isValueKey { absent.insert("v_proj") }
    return attention.operators.filter { each in
      !absent.contains { each.name.hasSuffix($0) }
    }
  }

  private func norms(_ names: String...) -> [Operator] {
    names.map { .norm($0, shape.hidden) }
  }

  private func mixture() throws(InputError) -> [Operator] {
    guard try config.flag("enable_moe_block", default: false) else { return [] }
    let hidden = shape.hidden
    var mixture = ExpertMixture(
      hidden: hidden, experts: try config.count("num_experts", in: .experts),
      expertsPerToken: try config.count("top_k_experts", in: .experts),
      width: try config.count("moe_intermediate_size", "expert_intermediate_size"))
    mixture.prefix = ""
    mixture.routerName = "router.proj"
    return mixture.operators + [
      .vector(.router, "router.scale", hidden),
      .vector(.router, "router.per_expert_scale", mixture.experts),
    ]
      + norms(
        "post_feedforward_layernorm_1", "post_feedforward_layernorm_2",
        "pre_feedforward_layernorm_2")
  }

  private func perLayerInput(_ width: Int) -> [Operator] {
    guard width > 0 else { return [] }
    return [
      .linear(.denseFeedForward, "per_layer_input_gate", shape.hidden, width),
      .linear(.denseFeedForward, "per_layer_projection", width, shape.hidden),
      .norm("post_per_layer_input_norm", shape.hidden),
    ]
  }
}
