import CheckedJSON

/// Decoders that differ from Llama in a class default, a bias, a norm or a gate.
extension ArchitectureFamily {
  /// SmolLM 3.
  package static let smolLM3 = ArchitectureFamily(
    "smollm3", classes: ["SmolLM3ForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 2048, vocabulary: 128_256, layers: 36, heads: 16, keyValueHeads: 4, tied: true)
    let isUsed = try config.flag("use_sliding_window", default: false)
    return try defaults.parts(config, window: isUsed ? config.window() : nil) { _ in false }
  }

  /// Helium: Llama's layer, heads of 128.
  package static let helium = ArchitectureFamily(
    "helium", classes: ["HeliumForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder(
      hidden: 2560, vocabulary: 48_000, layers: 24, heads: 20, keyValueHeads: 20, headWidth: 128,
      width: 7040
    ).fullParts(config)
  }

  /// Seed-OSS: heads of 128 whatever the width, biases on queries, keys and values.
  package static let seedOSS = ArchitectureFamily(
    "seed_oss", classes: ["SeedOssForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      vocabulary: 155_136, layers: 64, heads: 80, keyValueHeads: 8, headWidth: 128, width: 27_648)
    defaults.queryKeyValueBias = try config.flag("attention_bias", default: true)
    defaults.outputBias = try config.flag("attention_out_bias", default: false)
    return try defaults.fullParts(config)
  }

  /// EXAONE 3 and 3.5.
  package static let exaone3 = ArchitectureFamily(
    "exaone", classes: ["ExaoneForCausalLM", "LlamaForCausalLM"]
  ) { config throws(InputError) in
    try PlainDecoder(vocabulary: 102_400, width: 16_384, tied: true).fullParts(config)
  }

  /// InternLM 2, 2.5 and 3: one `bias` for the attention, or `qkv_bias` for its inputs.
  package static let internLM = ArchitectureFamily(
    "internlm2", "internlm3", "internlm",
    classes: [
      "InternLM2ForCausalLM", "InternLM3ForCausalLM", "InternLMForCausalLM", "LlamaForCausalLM",
    ]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(vocabulary: 92_544)
    let bias = try config.flag("bias", default: config.text("model_type") == "internlm")
    defaults.queryKeyValueBias = try config.flag("qkv_bias", default: bias)
    defaults.outputBias = bias
    defaults.networkBias = try config.text("model_type") == "internlm3" ? bias : false
    return try defaults.fullParts(config)
  }

  /// MiMo 7B: Qwen 2's layers and a head that guesses the next token but one.
  package static let mimo = ArchitectureFamily(
    "mimo", classes: ["MiMoForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(vocabulary: 151_680, layers: 36, keyValueHeads: 8)
    defaults.queryKeyValueBias = try config.flag("attention_bias", default: true)
    defaults.outputBias = false
    return try defaults.fullParts(config).withMultiTokenPrediction(
      config, default: 0, ownsTables: false)
  }

  /// Arcee's AFM: two matrices with a squared ReLU.
  package static let arcee = ArchitectureFamily(
    "arcee", classes: ["ArceeForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(hidden: 2560, width: 18_432)
    defaults.isGated = false
    return try defaults.fullParts(config)
  }

  /// Nemotron 3 and 4, Minitron: two matrices with a squared ReLU, layer norms with shifts.
  package static let nemotron = ArchitectureFamily(
    "nemotron", classes: ["NemotronForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(hidden: 6144, vocabulary: 256_000, heads: 48, width: 24_576)
    defaults.isGated = false
    defaults.normBias = true
    return try defaults.fullParts(config)
  }

  /// Apertus: two matrices with an activation of two learned numbers, norms on each head.
  package static let apertus = ArchitectureFamily(
    "apertus", classes: ["ApertusForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(vocabulary: 131_072, width: 14_336, norm: .shared)
    defaults.isGated = false
    defaults.more = ["alpha_p", "alpha_n"].map {
      .vector(.denseFeedForward, "mlp.act_fn.\($0)", 1)
    }
    return try defaults.fullParts(config)
  }

  /// GLM 4 and 4.1: two further norms after attention and feed-forward.
  package static let glm4 = ArchitectureFamily(
    "glm4", "glm4v_text", "glm_ocr_text", classes: ["Glm4ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      vocabulary: 151_552, layers: 40, keyValueHeads: 2, width: 13_696)
    let isVision = try config.text("model_type") == "glm4v_text"
    let isOCR = try config.text("model_type") == "glm_ocr_text"
    if !isVision, !isOCR { defaults.headWidth = 128 }
    defaults.queryKeyValueBias = try config.flag("attention_bias", default: isVision)
    defaults.outputBias = false
    defaults.networkBias = false
    defaults.moreNorms = ["post_self_attn_layernorm", "post_mlp_layernorm"]
    return try defaults.fullParts(config)
  }

  /// GLM 4 as first released under transformers.
  package static let glm = ArchitectureFamily(
    "glm", classes: ["GlmForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      vocabulary: 151_552, layers: 40, keyValueHeads: 2, headWidth: 128, width: 13_696)
    defaults.queryKeyValueBias = try config.flag("attention_bias", default: true)
    defaults.outputBias = false
    defaults.networkBias = false
    return try defaults.fullParts(config)
  }

  /// ERNIE 4.5 without experts: one `use_bias` for all.
  package static let ernie = ArchitectureFamily(
    "ernie4_5", "paddleocr_vl_text", classes: ["Ernie4_5ForCausalLM", "Ernie4_5_ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      hidden: 1024, vocabulary: 103_424, layers: 18, heads: 16, keyValueHeads: 2, headWidth: 128,
      width: 3072, tied: true)
    let bias = try config.flag("use_bias", default: false)
    defaults.queryKeyValueBias = bias
    defaults.outputBias = bias
    defaults.networkBias = bias
    return try defaults.fullParts(config)
  }

  /// Jais 2: two matrices with a squared ReLU, biases and layer norms with shifts.
  static let jais2 = ArchitectureFamily(
    "jais2", classes: ["Jais2ForCausalLM"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(
      hidden: 3328, vocabulary: 150_272, layers: 32, heads: 26, headWidth: 128, width: 26_624)
    defaults.isGated = false
    defaults.normBias = true
    let bias = try config.flag("attention_bias", default: true)
    defaults.queryKeyValueBias = bias
    defaults.outputBias = bias
    defaults.networkBias = try config.flag("mlp_bias", default: true)
    return try defaults.fullParts(config)
  }

  /// Code World Model: Llama's layers with a window in three of four.
  package static let codeWorldModel = ArchitectureFamily(
    "cwm", classes: ["CwmForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 6144, vocabulary: 128_256, layers: 64, heads: 48, keyValueHeads: 8, headWidth: 128,
      width: 21_504, queryKeyValueBias: false, outputBias: false)
    return try defaults.parts(config, window: config.window(default: 8192)) { $0 % 4 != 0 }
  }

  /// VaultGemma: Gemma 2 with two norms a layer.
  package static let vaultGemma = ArchitectureFamily(
    "vaultgemma", classes: ["VaultGemmaForCausalLM"]
  ) { config throws(InputError) in
    let defaults = PlainDecoder(
      hidden: 2304, vocabulary: 256_000, layers: 26, heads: 8, keyValueHeads: 4, headWidth: 256,
      width: 9216, tied: true)
    return try defaults.parts(config, window: config.window(default: 4096)) { $0 % 2 == 0 }
  }

  /// Qwen of 2023: the width of the feed-forward network is half of `intermediate_size`.
  package static let qwen1 = ArchitectureFamily(
    "qwen", classes: ["QWenLMHeadModel"]
  ) { config throws(InputError) in
    var defaults = PlainDecoder(vocabulary: 151_936)
    defaults.queryKeyValueBias = true
    defaults.outputBias = try !config.flag("no_bias", default: true)
    defaults.networkBias = defaults.outputBias
    defaults.headWidth = try config.count("kv_channels", default: 128, in: .headWidth)
    let width = try config.count("intermediate_size", default: 22_016)
    let halved = try config.replacing("intermediate_size", with: .number(Double(width / 2)))
    return try defaults.fullParts(halved)
  }
}
