import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Names of modules in quantisation configs, as tools write them for the same modules.
@Suite struct ModulePatternsTests {
  /// Qwen3-30B-A3B: 28,991,029,248 numbers in 18,432 matrices of routed experts, 905,969,664 in attention,
  /// 30,532,122,624 in all.
  private static let routed = 28_991_029_248.0
  private static let attention = 905_969_664.0
  private static let total = 30_532_122_624.0

  private func mixture(_ section: String, layers: Int = 48) throws -> ModelArchitecture {
    let config = """
      {"architectures": ["Qwen3MoeForCausalLM"], "model_type": "qwen3_moe", "hidden_size": 2048,
       "num_hidden_layers": \(layers), "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
       "intermediate_size": 6144, "moe_intermediate_size": 768, "num_experts": 128,
       "num_experts_per_tok": 8, "vocab_size": 151936, "torch_dtype": "bfloat16",
       "tie_word_embeddings": false, \(section)}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "M")
    if layers == 48 { #expect(Double(model.parameterCount.total) == Self.total) }
    return model
  }

  /// Four bits with a 16-bit scale for each 128, and 16 B for the shape of each matrix.
  @Test(arguments: [
    #""re:.*mlp\\.experts\\.\\d+\\.(gate|up|down)_proj$""#,
    #""re:.*(?:mlp|ffn)\\.experts\\.\\d+\\.(?:gate_proj|up_proj|down_proj|w[123])$""#,
    #""re:.*\\.(w1|w2|w3)$""#,
    #""re:^model\\.layers\\.[0-9]{1,2}\\.mlp\\.experts\\.[0-9]+\\..+_proj$""#,
    #""re:.*mlp\\.(?!gate$)(?P<part>experts)\\..*""#,
    #""*.experts.*.gate_proj", "*.experts.*.up_proj", "*.experts.*.down_proj""#,
    #""re:.*experts\\.gate_up_proj", "re:.*experts\\.down_proj""#,
  ])
  func expertsAreNamedInManyWays(_ targets: String) throws {
    let model = try mixture(
      #""quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized", "config_groups": {"a": {"targets": [\#(targets)], "weights": {"num_bits": 4, "type": "int", "symmetric": true, "strategy": "group", "group_size": 128}}}}"#
    )
    let bytes = Self.routed * 4.125 / 8 + (Self.total - Self.routed) * 2 + 18_432 * 16
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
    #expect(!model.notes.contains { $0.contains("names") })
  }

  /// So many experts of 128 stay in 16 bits; the others have four, a scale of 16 for each 128 and 16 B for each shape.
  @Test(arguments: [0, 1, 60, 127, 128])
  func someExpertsAreIgnored(_ count: Int) throws {
    let ignored = (0..<48).flatMap { layer in
      (0..<count).flatMap { expert in
        ["gate", "up", "down"].map { "model.layers.\(layer).mlp.experts.\(expert).\($0)_proj" }
      }
    }
    let left = Double(count) / 128
    let bytes =
      Self.routed * (left * 16 + (1 - left) * 4.125) / 8 + Self.attention * 4.125 / 8
      + (Self.total - Self.routed - Self.attention) * 2 + (18_432 * (1 - left) + 192) * 16
    #expect(abs(try bytesOfExperts(ignoring: ignored) - bytes) < 1)
  }

  /// Names without the matrix, without the layer, and with stars.
  @Test(arguments: ["model.layers.*.mlp.experts.7.*", "experts.7", "*.experts.7.*_proj"])
  func oneExpertIsNamedInManyWays(_ name: String) throws {
    let change = Self.routed / 128 * (16 - 4.125) / 8 - 144 * 16
    let whole = try bytesOfExperts(ignoring: [])
    #expect(abs(try bytesOfExperts(ignoring: [name]) - whole - change) < 1)
  }

  /// Expressions and globs that fit so many of the 128 experts of each layer.
  @Test(arguments: [
    (#"re:.*experts\\.0\\..*"#, 1), (#"re:.*experts\\.7\\..*"#, 1),
    (#"re:.*experts\\.[0-5]\\..*"#, 6),
    (#"re:.*mlp\\.experts\\.(3|17|99)\\.(gate|up|down)_proj$"#, 3),
    (#"re:.*experts\\.1\\d\\..*"#, 10), (#"re:.*experts\\.\\d\\..*"#, 10),
    (#"re:.*experts\\.\\d{2}\\..*"#, 90), (#"re:.*experts\\.[0-9]+\\..*"#, 128),
    (#"re:.*experts\\.(?!0\\.).*"#, 127), (#"re:.*experts\\.(12[0-9])\\.w[123]$"#, 8),
    ("model.layers.*.mlp.experts.[0-5].*", 6), ("*.experts.12?.*", 8),
    ("*.experts.1*.down_proj", 0),
    ("*.experts.[!0-4].*_proj", 5),
  ])
  func expressionsForSomeExperts(_ pattern: String, _ count: Int) throws {
    // Two layers of 48 have three matrices each for each expert.
    let routed = Self.routed / 24
    let change = Double(count) * (routed / 128 * (16 - 4.125) / 8 - 6 * 16)
    let whole = try bytesOfExperts(ignoring: [], layers: 2)
    let bytes = try bytesOfExperts(ignoring: [pattern], layers: 2)
    guard count > 0 else {
      // Experts 1, 10 to 19 and 100 to 127, and of them the way out alone.
      let third = 39 * (routed / 384 * (16 - 4.125) / 8 - 2 * 16)
      #expect(abs(bytes - whole - third) < 1)
      return
    }
    #expect(abs(bytes - whole - change) < 1)
  }

  private func bytesOfExperts(ignoring ignored: [String], layers: Int = 48) throws -> Double {
    let names = (["lm_head"] + ignored).map { "\"\($0)\"" }.joined(separator: ",")
    return try mixture(
      #""quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized", "ignore": [\#(names)], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 4, "type": "int", "symmetric": true, "strategy": "group", "group_size": 128}}}}"#,
      layers: layers
    ).publishedWeightBytes
  }

  /// Experts 0 to 31 of 128 have eight bits in place of four, each with 20 or 24 bits for 128.
  @Test func someExpertsHaveMoreBits() throws {
    let keys = (0..<32).map { #""model.layers.0.mlp.experts.\#($0).down_proj": {"bits": 8}"# }
    func bytes(_ keys: [String]) throws -> Double {
      try mixture(
        #""quantization_config": {"quant_method": "auto-round", "bits": 4, "group_size": 128, "extra_config": {\#(keys.joined(separator: ","))}}"#
      ).publishedWeightBytes
    }
    let change = 32.0 * 768 * 2048 * (8 + 24.0 / 128 - 4 - 20.0 / 128) / 8
    #expect(abs(try bytes(keys) - bytes([]) - change) < 1)
  }

  /// What compressed-tensors ignores stays as it is even where a group names it: one layer of 48.
  @Test func whatIsIgnoredStaysInSixteenBits() throws {
    let model = try mixture(
      #""quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized", "ignore": ["re:.*layers\\.0\\..*", "lm_head"], "config_groups": {"a": {"targets": ["re:.*mlp\\.experts.*"], "weights": {"num_bits": 4, "type": "int", "symmetric": true, "strategy": "group", "group_size": 128}}}}"#
    )
    let quantised = Self.routed * 47 / 48
    let bytes = quantised * 4.125 / 8 + (Self.total - quantised) * 2 + 18_432.0 * 47 / 48 * 16
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// NVFP4 for each expert by its number: 4.5 bits, and twice 32 for each matrix.
  @Test(arguments: [("gate_proj", "up_proj", "down_proj"), ("w1", "w3", "w2")])
  func expertsAreNamedByNumber(_ gate: String, _ up: String, _ down: String) throws {
    let layers = (0..<48).flatMap { layer in
      (0..<128).flatMap { expert in
        [gate, up, down].map {
          #""model.layers.\#(layer).mlp.experts.\#(expert).\#($0)": {"quant_algo": "NVFP4"}"#
        }
      }
    }
    let model = try mixture(
      #""quantization_config": {"quant_method": "modelopt", "quant_algo": "MIXED_PRECISION", "quantized_layers": {\#(layers.joined(separator: ","))}}"#
    )
    let bytes = Self.routed * 4.5 / 8 + (Self.total - Self.routed) * 2 + 18_432 * 8
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// MLX with six bits for the way out of the experts, a third of their numbers.
  @Test func expertsOfMLX() throws {
    let layers = (0..<48).map {
      #""model.layers.\#($0).mlp.switch_mlp.down_proj": {"group_size": 64, "bits": 6}"#
    }
    let model = try mixture(
      #""quantization": {"group_size": 64, "bits": 4, \#(layers.joined(separator: ","))}"#)
    let norms = 210_944.0
    let bytes = (Self.total - norms) * 4.5 / 8 + Self.routed / 3 * 2 / 8 + norms * 2
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// AutoRound's keys are looked for anywhere; the router has no storage of its own to begin with.
  @Test func keysOfAutoRoundAreExpressions() throws {
    let model = try mixture(
      #""quantization_config": {"quant_method": "auto-round", "bits": 4, "group_size": 128, "extra_config": {".*mlp\\.gate.*": {"bits": 16}, "self_attn.*": {"bits": 8}}}"#
    )
    let bytes =
      Self.routed * (4 + 20.0 / 128) / 8 + Self.attention * (8 + 24.0 / 128) / 8
      + (Self.total - Self.routed - Self.attention) * 2
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// torchao's `null` leaves attention in 16 bits; the experts have a 32-bit scale for each output.
  @Test func nullOfTorchAOLeavesAModule() throws {
    let model = try mixture(
      #""quantization_config": {"quant_method": "torchao", "quant_type": {"default": {"_type": "ModuleFqnToConfig", "_data": {"module_fqn_to_config": {"_default": {"_type": "Float8WeightOnlyConfig", "_data": {}}, "re:.*self_attn.*": null}}}}}"#
    )
    let bytes =
      Self.routed + (Self.total - Self.routed) * 2 + 48.0 * 128 * (768 + 768 + 2048) * 4
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// Three of 32 layers of Llama-3.1-8B stay in 16 bits.
  @Test(arguments: [
    #"re:.*layers\\.(0|1|2)\\.(self_attn|mlp)\\..*"#, #"re:.*layers\\.(?:0|1|2)\\..*"#,
    #"re:model\\.layers\\.[0-2]\\..*"#, #"re:^model\\.layers\\.[^3-9]\\.(mlp|self_attn)"#,
    #"re:^(?!.*layers\\.([3-9]|\\d\\d)).*$"#, #"re:model\\.(layers\\.0|layers\\.[12])\\..*"#,
    #"re:^(?!model\\.layers\\.([3-9]|\\d\\d)\\.).*$"#,
    #"re:(?i).*LAYERS\\.[012]\\.(MLP|Self_Attn)\\..*"#,
    #"re:.*\\blayers\\.[0-2]\\b.*"#,
    #"re:(?i)^model\\.Layers\\.[0-2]\\B\\..*|.*\\bLayers\\.[012]\\b.*"#,
  ])
  func layersAreNamedInManyWays(_ pattern: String) throws {
    let model = try llama(ignoring: pattern)
    let (whole, part) = (6_979_321_856.0, 3.0 / 32)
    let bytes =
      whole * (1 - part) * 4.125 / 8 + whole * part * 2 + 525_336_576 * 4 + 266_240 * 2
      + 29 * 7 * 16
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  @Test(arguments: [
    (#"re:.*(?<=mlp)\\.gate"#, #"(?<=mlp)"#), (#"re:layers\\.(0|1"#, #"layers\.(0|1"#),
    (#"re:q(?i)_proj"#, "q(?i)_proj"), (#"re:*a"#, "*a"), (#"re:[a-"#, "[a-"),
  ])
  func unreadableExpressionsAreRefused(_ pattern: String, _ found: String) {
    let error = #expect(throws: InputError.self) { try llama(ignoring: pattern) }
    #expect(error?.found.contains(found) == true)
    #expect(error?.place?.hasSuffix(".ignore") == true)
  }

  /// An expression on which others would take longer than the universe is old.
  @Test func nestedRepetitionTakesNoTime() throws {
    let start = ContinuousClock.now
    let nested = #"re:((((l|la|a|y)*)*)*)*b"#
    #expect(try llama(ignoring: nested).parameterCount.total == 8_030_261_248)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// Dots at the ends are no part of a name: `layers.1.` is the second layer, and none of 10 to 19.
  @Test(arguments: ["model.layers.1.", ".layers.1.", "layers.1"])
  func dotsAtTheEndsAreNoPart(_ name: String) throws {
    let (whole, part) = (6_979_321_856.0, 1.0 / 32)
    let bytes =
      whole * (1 - part) * 4.125 / 8 + whole * part * 2 + 525_336_576 * 4 + 266_240 * 2
      + 31 * 7 * 16
    #expect(abs(try llama(ignoring: name).publishedWeightBytes - bytes) < 1)
  }

  /// A rule that names nothing is said, for its bytes are then those of the rest.
  @Test func ruleForNoModuleIsSaid() throws {
    let model = try mixture(
      #""quantization_config": {"quant_method": "compressed-tensors", "config_groups": {"a": {"targets": ["re:.*mixer\\.in_proj$"], "weights": {"num_bits": 8, "type": "float", "strategy": "channel"}}}}"#
    )
    #expect(model.publishedWeightBytes == Self.total * 2)
    #expect(model.notes.count { $0.contains(#"re:.*mixer\.in_proj$"#) } == 1)
  }

  /// The layers of heads that guess further tokens are counted anew: `mtp.layers.0` is not the first.
  @Test func draftsAreNotTheFirstLayer() throws {
    let section =
      #""quantization_config": {"quant_method": "modelopt", "quant_algo": "FP8", "ignore": ["lm_head", "mtp.layers.0*"]}"#
    let model = try ModelArchitecture(config: Data(llamaConfig(section).utf8), name: "L")
    let whole = 6_979_321_856.0 + 525_336_576.0 * 4 + 266_240.0 * 2
    #expect(model.publishedWeightBytes < whole + 2000)
  }

  /// FP8 of which half the numbers are kept, with a bit for each that says which: five bits.
  @Test func sparseFloats() throws {
    let section =
      #""quantization_config": {"quant_method": "compressed-tensors", "format": "float-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 8, "type": "float", "strategy": "channel"}}}, "sparsity_config": {"format": "sparse-24-bitmask"}}"#
    let model = try ModelArchitecture(config: Data(llamaConfig(section).utf8), name: "L")
    let bytes =
      6_979_321_856.0 * 5 / 8 + QuantizedLlama.outputs * 2 + 525_336_576 * 4 + 266_240 * 2
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  private func llama(ignoring pattern: String) throws -> ModelArchitecture {
    let section =
      #""quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized", "ignore": ["lm_head", "\#(pattern)"], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 4, "type": "int", "symmetric": true, "strategy": "group", "group_size": 128}}}}"#
    return try ModelArchitecture(config: Data(llamaConfig(section).utf8), name: "Llama-3.1-8B")
  }
}
