import CheckedJSON

extension ArchitectureFamily {
  /// Apertus 1.5 with its encoders, which turn images and sound into entries of the vocabulary.
  static let apertus15 = ArchitectureFamily(
    "apertus1p5", classes: ["Apertus1p5ForConditionalGeneration"]
  ) { config throws(InputError) in
    var parts = try config.textModel(.apertus15Text, tied: false)
    parts.towers =
      try Operator.imageTokenizer(config.sectionOrDefaults("vision_config"))
      + Operator.soundTokenizer(config.sectionOrDefaults("audio_config"))
    return parts
  }

  /// The text model of Apertus 1.5: as the first, with a head that may leave out the entries for images
  /// and sound.
  static let apertus15Text = ArchitectureFamily(
    "apertus1p5_text", classes: ["Apertus1p5TextForCausalLM"]
  ) { config throws(InputError) in
    let named =
      config.has("vocab_size")
      ? config : try config.replacing("vocab_size", with: .number(266_752))
    var parts = try ArchitectureFamily.apertus.parts(named)
    guard let kept = try config.optionalCount("output_vocab_size", in: .vocabulary) else {
      return parts
    }
    guard kept <= parts.vocabularySize, !parts.tiesEmbeddings || kept == parts.vocabularySize
    else {
      throw config.place.error(
        expected: "\"output_vocab_size\" of at most \(parts.vocabularySize), with a head of its own"
      )
    }
    parts.outputs = parts.outputs.map {
      $0.role == .outputHead
        ? .outputHead("lm_head", parts.hiddenSize, kept, tied: parts.tiesEmbeddings) : $0
    }
    return parts
  }
}

extension Operator {
  /// A convolutional encoder whose outputs are looked up in a table of codes.
  fileprivate static func imageTokenizer(_ config: ConfigReader) throws(InputError) -> [Operator] {
    let base = try config.count("base_channels", default: 256, in: 1...1 << 14)
    var widths: [Int] = []
    for place in try config.list("channel_multiplier") ?? [] {
      widths.append(base * (try place.wholeNumber(in: 1...64)))
    }
    if widths.isEmpty { widths = [1, 1, 2, 2, 4].map { $0 * base } }
    guard widths.count <= 16 else {
      throw config.place.error(expected: "at most 16 stages in \"channel_multiplier\"")
    }
    let blocks = try config.count("num_res_blocks", default: 4, in: 1...64)
    var sides: Set<Int> = []
    for place in try config.list("attn_resolutions") ?? [] {
      sides.insert(try place.wholeNumber(in: 1...1 << 16))
    }
    if !config.has("attn_resolutions") { sides = [16] }
    var side = try config.count("resolution", default: 256, in: 1...1 << 16)
    let latent = try config.count("latent_channels", default: 256, in: 1...1 << 14)
    let codes = try config.count("embed_dim", default: 256, in: 1...1 << 14)
    let entries = try config.count("codebook_size", default: 131_072, in: .vocabulary)

    let channels = try config.count("in_channels", default: 3, in: 1...64)
    var list = [Operator.convolution("vision.conv_in", channels, base, 9)]
    var width = base
    for (stage, next) in widths.enumerated() {
      for _ in 0..<blocks {
        list += residualBlock("vision.stages.\(stage)", width, next)
        width = next
        if sides.contains(side) { list += pixelAttention("vision.stages.\(stage)", width) }
      }
      if stage < widths.count - 1 {
        list.append(.convolution("vision.stages.\(stage).downsample", width, width, 9))
        side /= 2
      }
    }
    return list + residualBlock("vision.mid", width, width) + pixelAttention("vision.mid", width)
      + residualBlock("vision.mid", width, width) + [
        .towerNorm("vision.norm_out", width), .convolution("vision.conv_out", width, latent, 9),
        .convolution("vision.quant_conv", latent, codes, 1),
        .towerTable("vision.codebook", entries, codes),
      ]
  }

  /// WavTokenizer's encoder: convolutions that halve the rate, each with a scale for every output, and
  /// two layers of LSTM.
  fileprivate static func soundTokenizer(_ config: ConfigReader) throws(InputError) -> [Operator] {
    var width = try config.count("num_filters", default: 32, in: 1...4096)
    let hidden = try config.count("hidden_size", default: 512, in: 1...1 << 14)
    let kernel = try config.count("kernel_size", default: 7, in: 1...1024)
    let lastKernel = try config.count("last_kernel_size", default: 7, in: 1...1024)
    let inner = try config.count("residual_kernel_size", default: 3, in: 1...1024)
    let compression = try config.count("compress", default: 2, in: 1...64)
    let repeats = try config.count("num_residual_layers", default: 1, in: 1...64)
    let channels = try config.count("audio_channels", default: 1, in: 1...64)
    var ratios: [Int] = []
    for place in try config.list("upsampling_ratios") ?? [] {
      ratios.append(try place.wholeNumber(in: 1...1024))
    }
    if ratios.isEmpty { ratios = [6, 5, 5, 4] }
    guard ratios.count <= 8 else {
      throw config.place.error(expected: "at most eight \"upsampling_ratios\"")
    }
    let hasShortcut = try config.flag("use_conv_shortcut", default: true)
    let isScaled = try config.text("norm_type") ?? "weight_norm" == "weight_norm"
    func convolution(_ name: String, _ input: Int, _ output: Int, _ size: Int) -> [Operator] {
      [.convolution(name, input, output, size)]
        + (isScaled ? [.towerTable(name + ".scale", output)] : [])
    }
    var list = convolution("audio.conv_in", channels, width, kernel)
    for (level, ratio) in ratios.reversed().enumerated() {
      let name = "audio.levels.\(level)"
      let narrow = max(1, width / compression)
      for _ in 0..<repeats {
        list += convolution(name + ".narrow", width, narrow, inner)
        list += convolution(name + ".widen", narrow, width, 1)
        if hasShortcut { list += convolution(name + ".shortcut", width, width, 1) }
      }
      list += convolution(name + ".downsample", width, 2 * width, 2 * ratio)
      width *= 2
    }
    for layer in 0..<(try config.count("num_lstm_layers", default: 2, in: 0...64)) {
      // Two biases, one for the inputs and one for the state.
      list += ["input", "state"].map {
        .towerMatrix("audio.lstm.\(layer).\($0)", width, 4 * width, bias: true)
      }
    }
    return list + convolution("audio.conv_out", width, hidden, lastKernel)
  }

  private static func convolution(
    _ name: String, _ input: Int, _ output: Int, _ places: Int
  ) -> Operator {
    .towerMatrix(name, input * places, output, bias: true)
  }

  private static func residualBlock(_ name: String, _ input: Int, _ output: Int) -> [Operator] {
    [
      .towerNorm(name + ".norm1", input), .convolution(name + ".conv1", input, output, 9),
      .towerNorm(name + ".norm2", output), .convolution(name + ".conv2", output, output, 9),
    ] + (input == output ? [] : [.convolution(name + ".shortcut", input, output, 1)])
  }

  private static func pixelAttention(_ name: String, _ width: Int) -> [Operator] {
    [.towerNorm(name + ".attention.norm", width)]
      + ["q", "k", "v", "proj_out"].map {
        .convolution(name + ".attention.\($0)", width, width, 1)
      }
  }
}
