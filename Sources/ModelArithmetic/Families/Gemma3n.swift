import CheckedJSON

extension ArchitectureFamily {
  /// The text model of Gemma 3n: several streams that predict and correct each other, an embedding of
  /// each token for each layer, late layers that reuse the cache of earlier ones.
  package static let gemma3nText = ArchitectureFamily(
    "gemma3n_text", classes: ["Gemma3nForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2048, vocabulary: 262_400, layers: 35, tied: true)
    let (hidden, layers) = (shape.hidden, shape.layerCount)
    var attention = try GroupedAttention(
      config, hidden: hidden, heads: 8, keyValueHeads: 2, headWidth: 256)
    attention.bias = try config.flag("attention_bias", default: false)
    attention.outputBias = attention.bias
    attention.norm = .shared
    let window = try config.window(default: 512)
    let spans = try LayerSpans(config, layers: layers, window: window) { ($0 + 1) % 5 != 0 }
    let borrowers = try config.count("num_kv_shared_layers", default: 15, in: .layerIndex)
    let firstBorrower = max(0, layers - borrowers)
    let widths = try config.gemma3nWidths(layers)
    let inner = try config.count("hidden_size_per_layer_input", default: 256)
    let entries = try config.count(
      "vocab_size_per_layer_input", default: 262_144, in: .vocabulary)
    let beside = try config.gemma3nStreams(hidden: hidden, inner: inner)
    let streams = try config.count("altup_num_inputs", default: 4, in: 1...64)
    let all = (0..<layers).map { index in
      let borrows = index >= firstBorrower
      let mixing = attention.operators.filter { each in
        !borrows || !["k_proj", "v_proj", "k_norm"].contains { each.name.hasSuffix($0) }
      }
      return PreNormLayer(hidden: hidden).layer(
        .attention(
          attention.shape(span: spans[index], cache: borrows ? .borrowed : .keysAndValues)),
        mixing: mixing,
        feedForward: [.norm("pre_feedforward_layernorm", hidden)]
          + FeedForward(hidden: hidden, width: widths[index]).operators
          + [.norm("post_feedforward_layernorm", hidden)] + beside)
    }
    var parts = ModelParts.decoder(shape, layers: all, finalNorm: [.norm("norm", hidden)])
    let unused =
      min(borrowers, layers)
      * (2 * attention.keyValueHeads * attention.headWidth * hidden + attention.headWidth)
    if unused > 0 {
      parts.notes.append(
        "published files hold \(unused) numbers more: keys and values of the layers that read an "
          + "earlier one's cache, which are never used")
    }
    let joint = layers * inner
    parts.embeddings += [
      Operator(.perLayerEmbedding, "embed_tokens_per_layer", parameters: entries * joint),
      .linear(.denseFeedForward, "per_layer_model_projection", hidden, joint),
      .norm("per_layer_projection_norm", inner),
    ]
    for name in ["altup_projections", "altup_unembed_projections"] {
      parts.embeddings += (1..<streams).map {
        .linear(.denseFeedForward, "\(name).\($0 - 1)", hidden, hidden)
      }
    }
    return parts
  }

  /// Gemma 3n with its encoders of sound and images.
  package static let gemma3n = ArchitectureFamily(
    "gemma3n", classes: ["Gemma3nForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.gemma3nText, tied: true)
    parts.towers = try Operator.mobileNet(
      config.sectionOrDefaults("vision_config"), textWidth: parts.hiddenSize)
    parts.towers += try Operator.gemma3nAudio(
      config.sectionOrDefaults("audio_config"), textWidth: parts.hiddenSize)
    return parts
  }
}

extension ConfigReader {
  /// The width of each layer's network: one for all, or a list.
  fileprivate func gemma3nWidths(_ layers: Int) throws(InputError) -> [Int] {
    guard let place = members["intermediate_size"], place.isArray else {
      let width = try count("intermediate_size", default: 16_384)
      return Array(repeating: width, count: layers)
    }
    let list = try place.array()
    guard list.count >= layers else {
      throw place.error(expected: "\(layers) widths, of which there are \(list.count)")
    }
    var widths: [Int] = []
    for each in list.prefix(layers) { widths.append(try each.wholeNumber(in: .width)) }
    return widths
  }

  /// What stands beside attention and network in each layer: the predictors of the streams (AltUp), a
  /// narrow residual matrix (LAuReL) and the layer's own embedding.
  fileprivate func gemma3nStreams(hidden: Int, inner: Int) throws(InputError) -> [Operator] {
    let streams = try count("altup_num_inputs", default: 4, in: 1...64)
    let rank = try count("laurel_rank", default: 64)
    return [
      .vector(.norm, "altup.correct_output_scale", hidden),
      .linear(.norm, "altup.correction_coefs", streams, streams),
      .linear(.norm, "altup.prediction_coefs", streams, streams * streams),
      .linear(.norm, "altup.modality_router", hidden, streams),
      .norm("altup.router_norm", hidden),
      .linear(.denseFeedForward, "laurel.linear_left", hidden, rank),
      .linear(.denseFeedForward, "laurel.linear_right", rank, hidden),
      .norm("laurel.post_laurel_norm", hidden),
      .linear(.denseFeedForward, "per_layer_input_gate", hidden, inner),
      .linear(.denseFeedForward, "per_layer_projection", inner, hidden),
      .norm("post_per_layer_input_norm", hidden),
    ]
  }
}

extension Operator {
  /// MobileNet V5, which a config names and does not describe: 294,126,912 parameters in both published
  /// sizes of Gemma 3n, whose totals leave as much beside text, sound and embeddings.
  fileprivate static func mobileNet(
    _ config: ConfigReader, textWidth: Int
  ) throws(InputError) -> [Operator] {
    let name = try config.text("architecture") ?? "mobilenetv5_300m_enc"
    guard name == "mobilenetv5_300m_enc" else {
      throw config.place.unknown("encoder", name, among: ["mobilenetv5_300m_enc"])
    }
    let hidden = try config.count("hidden_size", default: 2048)
    return [.towerTable("vision.\(name)", 294_126_912)]
      + embedder(
        "embed_vision", entries: try config.count("vocab_size", default: 128, in: .vocabulary),
        hidden: hidden, textWidth: textWidth)
  }

  private static func embedder(
    _ name: String, entries: Int, hidden: Int, textWidth: Int
  ) -> [Operator] {
    [
      .towerTable(name + ".embedding", entries, hidden),
      .towerTable(name + ".norms", 2, hidden),
      .towerMatrix(name + ".embedding_projection", hidden, textWidth),
    ]
  }

  /// Gemma 3n's encoder of sound: two convolutions, layers of two networks, attention and a convolution.
  fileprivate static func gemma3nAudio(
    _ config: ConfigReader, textWidth: Int
  ) throws(InputError) -> [Operator] {
    let hidden = try config.count("hidden_size", default: 1536)
    let heads = try config.count("conf_num_attention_heads", default: 8, in: .heads)
    let kernel = try config.count("conf_conv_kernel_size", default: 5, in: 1...1024)
    let bands = try config.count("input_feat_size", default: 128, in: 4...1 << 14)
    var channels = [128, 32]
    for (index, place) in (try config.list("sscp_conv_channel_size") ?? []).prefix(2).enumerated() {
      channels[index] = try place.wholeNumber(in: 1...1 << 14)
    }
    let blocks = VisionBlocks(
      hidden: hidden, layers: try config.count("conf_num_hidden_layers", default: 12, in: .layers))
    let networks = ["ffw_layer_start", "ffw_layer_end"].flatMap { name in
      [
        blocks.matrix(name + ".ffw_layer_1", hidden, 4 * hidden, bias: false),
        blocks.matrix(name + ".ffw_layer_2", 4 * hidden, hidden, bias: false),
        blocks.norm(name + ".pre_layer_norm", bias: false),
        blocks.norm(name + ".post_layer_norm", bias: false),
      ]
    }
    let attention = ["q_proj", "k_proj", "v_proj", "pos_proj", "post"].map {
      blocks.matrix("attention." + $0, hidden, hidden, bias: false)
    }
    let norms = [
      "pre_attn_norm", "post_norm", "lconv1d.pre_layer_norm", "lconv1d.conv_norm", "norm",
    ].map { blocks.norm($0, bias: false) }
    return networks + attention + norms + [
      .towerMatrix("audio.conv_0.conv", 9, channels[0]),
      .towerNorm("audio.conv_0.norm", channels[0], bias: false),
      .towerMatrix("audio.conv_1.conv", 9 * channels[0], channels[1]),
      .towerNorm("audio.conv_1.norm", channels[1], bias: false),
      // Two strides of two leave a quarter of the bands of each channel.
      .towerMatrix("audio.input_proj_linear", bands / 4 * channels[1], hidden),
      blocks.norm("attention.per_dim_scale", max(1, hidden / heads), bias: false),
      blocks.matrix("lconv1d.linear_start", hidden, 2 * hidden, bias: false),
      blocks.matrix("lconv1d.linear_end", hidden, hidden, bias: false),
      blocks.matrix("lconv1d.depthwise_conv1d", kernel, hidden, bias: false),
    ]
      + embedder(
        "embed_audio", entries: try config.count("vocab_size", default: 128, in: .vocabulary),
        hidden: hidden, textWidth: textWidth)
  }
}
