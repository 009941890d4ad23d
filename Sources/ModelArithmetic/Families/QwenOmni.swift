import CheckedJSON

/// Qwen's models that see, hear and speak: the part that thinks is what engines serve text with.
extension ArchitectureFamily {
  /// Qwen 2.5-Omni: Qwen 2 behind the encoder of images of Qwen 2.5-VL and one of sound.
  static let qwen25Omni = ArchitectureFamily(
    "qwen2_5_omni", "qwen2_5_omni_thinker",
    classes: [
      "Qwen2_5OmniModel", "Qwen2_5OmniForConditionalGeneration",
      "Qwen2_5OmniThinkerForConditionalGeneration",
    ]
  ) { config throws(InputError) in
    let thinker = try config.thinker()
    var parts = try thinker.textModel(.qwen2, tied: false)
    let audio = try thinker.sectionOrDefaults("audio_config")
    let hidden = try audio.count("d_model", default: 1280)
    let output = try audio.count("output_dim", default: 3584)
    let bands = try audio.count("num_mel_bins", default: 128, in: 1...4096)
    parts.towers =
      try thinker.gatedQwenVision(textWidth: parts.hiddenSize)
      + audio.omniSound(hidden: hidden, keyBias: false) + [
        .towerMatrix("audio.conv1", 3 * bands, hidden, bias: true),
        .towerMatrix("audio.conv2", 3 * hidden, hidden, bias: true),
        .towerTable("audio.audio_bos_eos_token", 2, output),
        .towerMatrix("audio.proj", hidden, output, bias: true),
      ]
    return parts.notingSpeech(config)
  }

  /// Qwen 3-Omni: Qwen 3 with experts behind the encoder of images of Qwen 3-VL and one of sound.
  static let qwen3Omni = ArchitectureFamily(
    "qwen3_omni_moe", "qwen3_omni_moe_thinker",
    classes: [
      "Qwen3OmniMoeForConditionalGeneration", "Qwen3OmniMoeThinkerForConditionalGeneration",
    ]
  ) { config throws(InputError) in
    let thinker = try config.thinker()
    var parts = try thinker.textModel(.qwen3Mixture, tied: false)
    let audio = try thinker.sectionOrDefaults("audio_config")
    let hidden = try audio.count("d_model", default: 1280)
    let output = try audio.count("output_dim", default: 3584)
    let bands = try audio.count("num_mel_bins", default: 128, in: 1...4096)
    let channels = try audio.count("downsample_hidden_size", default: 480, in: 1...1 << 14)
    // Three convolutions with a stride of two each.
    let left = (0..<3).reduce(bands) { size, _ in (size + 1) / 2 }
    parts.towers =
      try thinker.qwenVision(deepLayers: 3) + audio.omniSound(hidden: hidden, keyBias: true) + [
        .towerMatrix("audio.conv2d1", 9, channels, bias: true),
        .towerMatrix("audio.conv2d", 9 * channels, channels, bias: true, copies: 2),
        .towerMatrix("audio.conv_out", channels * left, hidden),
        .towerMatrix("audio.proj1", hidden, hidden, bias: true),
        .towerMatrix("audio.proj2", hidden, output, bias: true),
      ]
    return parts.notingSpeech(config)
  }
}

extension ConfigReader {
  /// The config of the part that thinks, which may be the whole.
  fileprivate func thinker() throws(InputError) -> ConfigReader {
    try section("thinker_config").orElse(self)
  }

  /// The layers of Whisper's encoder and its last norm.
  fileprivate func omniSound(hidden: Int, keyBias: Bool) throws(InputError) -> [Operator] {
    let width = try count("encoder_ffn_dim", default: 5120)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try count("encoder_layers", default: 32, in: .layers))
    return [
      .towerNorm("audio.ln_post", hidden),
      blocks.norm("audio.self_attn_layer_norm"), blocks.norm("audio.final_layer_norm"),
      blocks.matrix("audio.k_proj", hidden, hidden, bias: keyBias),
      blocks.matrix("audio.qvo_proj", hidden, 3 * hidden),
    ] + blocks.feedForward(width)
  }
}

extension ModelParts {
  /// A note on the parts that speak, where the config has them.
  fileprivate func notingSpeech(_ config: ConfigReader) -> ModelParts {
    guard config.has("talker_config", "token2wav_config", "code2wav_config") else { return self }
    var parts = self
    parts.notes.append("the parts that speak are not counted, as servers of text leave them out")
    return parts
  }
}
