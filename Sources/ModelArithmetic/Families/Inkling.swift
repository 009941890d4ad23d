import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Inkling: short convolutions over keys, values and the outputs of each part,
  /// learned relative positions, windows in five of six layers.
  package static let inklingText = ArchitectureFamily(
    "inkling_text", classes: ["InklingForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 6144, vocabulary: 201_024, layers: 66, tied: false)
    let hidden = shape.hidden
    var full = try GroupedAttention(
      config, hidden: hidden, heads: 64, keyValueHeads: 8, headWidth: 128)
    full.norm = .shared
    var local = full
    local.queryHeads = try config.count("swa_num_attention_heads", default: 64, in: .heads)
    local.keyValueHeads = try config.count("swa_num_key_value_heads", default: 16, in: .heads)
    local.headWidth = try config.count("swa_head_dim", default: 128, in: .headWidth)
    local.valueWidth = local.headWidth
    let window = try config.count("sliding_window_size", default: 512, in: .tokens)
    let extent = try config.count("rel_extent", default: 1024)
    let relative = try config.count("d_rel", default: 16, in: .headWidth)
    let kernel = try config.count("conv_kernel_size", "sconv_kernel_size", default: 4, in: 1...1024)
    // The publisher's own files call the experts' width "intermediate_size" where they name the dense one.
    let namesDense = config.has("dense_intermediate_size")
    let network = FeedForward(
      hidden: hidden,
      width: try config.count("dense_intermediate_size", "intermediate_size", default: 24_576))
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 256, expertsPerToken: 6,
      width: namesDense
        ? config.count("intermediate_size", default: 3072)
        : config.count("moe_intermediate_size", default: 3072))
    let shared = try config.count("n_shared_experts", default: 2, in: .experts)
    mixture.sharedWidth = shared * mixture.width
    // The router scores the shared experts too.
    let router = Operator.linear(.router, "mlp.gate", hidden, mixture.experts + shared)
    let scale = Operator.vector(.router, "mlp.global_scale", 1)
    let experts = [router, scale] + mixture.routed.operators + mixture.sharedOperators
    let layers = shape.layerCount
    var isLocal = try config.layers(layers, named: "hybrid_sliding")
    if isLocal == nil, let indexes = config.members["local_layer_ids"] {
      var named: Set<Int> = []
      for place in try indexes.array() { named.insert(try place.wholeNumber(in: .layerIndex)) }
      isLocal = (0..<layers).map { named.contains($0) }
    }
    let dense = try config.count("dense_mlp_idx", default: 0, in: .layerIndex)
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 >= dense }
    func convolution(_ name: String, _ width: Int) -> Operator {
      .linear(.recurrentMixer, name + ".conv1d", kernel, width)
    }
    return .decoder(
      shape,
      layers: (0..<layers).map { index in
        let isLocal = isLocal?[index] ?? ((index + 1) % 6 != 0)
        let attention = isLocal ? local : full
        let keys = attention.keyValueHeads * attention.headWidth
        let seen = isLocal ? window : extent
        let beside: [Operator] = [
          .linear(
            .attentionProjection, "self_attn.r_proj", hidden, attention.queryHeads * relative),
          .vector(.attentionProjection, "self_attn.rel_logits_proj", relative * seen),
          convolution("self_attn.k_sconv", keys), convolution("self_attn.v_sconv", keys),
          convolution("attn_sconv", hidden), convolution("mlp_sconv", hidden),
        ]
        return Layer(
          mixer: .attention(
            attention.shape(span: isLocal ? .window(tokens: window) : .full)),
          operators: [.norm("input_layernorm", hidden)] + attention.operators + beside
            + [.norm("post_attention_layernorm", hidden)]
            + (isSparse[index] ? experts : network.operators + [scale]),
          stateBeside: RecurrentState(
            convolutionElements: kernel * (2 * keys + 2 * hidden), stateElements: 0, format: .bf16))
      },
      finalNorm: [.norm("norm", hidden)], embeddings: [.norm("embed_norm", hidden)])
  }

  /// Inkling with its encoders: of sound a table, of images layers that fold pixels into vectors.
  package static let inkling = ArchitectureFamily(
    "inkling_mm_model", "inkling", classes: ["InklingForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.inklingText, tied: false)
    let audio = try config.sectionOrDefaults("audio_config")
    let bands = try audio.count("n_mel_bins", default: 80, in: 1...4096)
    let steps = try audio.count("mel_vocab_size", default: 256, in: 1...1 << 20)
    parts.towers = [
      .towerTable("audio.embed_audio_tokens", bands * steps, parts.hiddenSize),
      .towerNorm("audio.norm", parts.hiddenSize, bias: false),
    ]
    let vision = try config.sectionOrDefaults("vision_config")
    parts.towers += try FoldedImages(vision).operators(width: parts.hiddenSize)
    let ahead = try config.section("mtp_config")?.optionalCount(
      "num_nextn_predict_layers", in: .layerIndex)
    if let ahead, ahead > 0 {
      parts.notes.append("its \(ahead) layers of multi-token prediction are not counted")
    }
    return parts
  }
}
