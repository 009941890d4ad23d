import CheckedJSON
import ModelArithmetic
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Llama-3.1-8B under each quantiser: 6,979,321,856 numbers in 224 matrices, twice 525,336,576 in the
/// embeddings and the head, and 266,240 in norms.
struct QuantizedLlama: Sendable, CustomStringConvertible {
  let section: String
  /// Bits of a number of the linear layers, of the head and of the embeddings.
  let bits: (Double, head: Double, table: Double)
  /// Bytes that are counted by matrix, input or output.
  var more = 0.0

  var description: String { section }
  var bytes: Double {
    (6_979_321_856 * bits.0 + 525_336_576 * (bits.head + bits.table)) / 8 + 266_240 * 2 + more
  }

  init(
    _ section: String, _ linear: Double, head: Double = 16, table: Double = 16, more: Double = 0
  ) {
    self.section = section
    bits = (linear, head, table)
    self.more = more
  }

  static let matrices = 224.0
  /// Σ of inputs over the matrices of 32 layers: six of 4096 and one of 14,336.
  static let inputs = 32.0 * (6 * 4096 + 14_336)
  /// Σ of outputs: 4096 + 2 · 1024 + 4096, and 2 · 14,336 + 4096.
  static let outputs = 32.0 * (4096 + 2048 + 4096 + 28_672 + 4096)

  static let rows: [QuantizedLlama] = [
    QuantizedLlama(#""quantization": {"group_size": 64, "bits": 4}"#, 4.5, head: 4.5, table: 4.5),
    QuantizedLlama(#""quantization": {"group_size": 64, "bits": 8}"#, 8.5, head: 8.5, table: 8.5),
    QuantizedLlama(
      #""quantization": {"group_size": 64, "bits": 4, "lm_head": {"group_size": 32, "bits": 8}, "model.embed_tokens": false}"#,
      4.5, head: 9, table: 16),
    method(#""exl2", "bits": 4.25, "head_bits": 6"#, 4.25, head: 6),
    method(
      #""exl3", "bits": 4.0, "head_bits": 6"#, 4, head: 6,
      more: (inputs + outputs + 4096 + 128_256) * 2),
    method(
      #""exl3", "bits": 4.0, "head_bits": 16, "tensor_storage": {"model.layers.0.mlp.down_proj": {"bits_per_weight": 8}}"#,
      4, more: (inputs + outputs) * 2 + 4096 * 14_336 * 0.5),
    method(#""hqq", "quant_config": {"weight_quant_params": {"nbits": 4, "group_size": 64}}"#, 4.5),
    method(
      #""hqq", "quant_config": {"weight_quant_params": {"nbits": 3, "group_size": 64}}"#, 3.2 + 0.5),
    method(
      #""torchao", "quant_type": {"default": {"_type": "Int4WeightOnlyConfig", "_data": {"group_size": 128}}}"#,
      4.25),
    method(#""torchao", "quant_type": "int8_weight_only""#, 8, more: outputs * 2),
    method(
      #""torchao", "quant_type": {"default": {"_type": "Int8DynamicActivationIntxWeightConfig", "_data": {"weight_dtype": {"_data": "int4", "_type": "torch.dtype"}, "weight_granularity": {"_type": "PerGroup", "_data": {"group_size": 32}}}}}"#,
      5),
    method(#""quanto", "weights": "int4""#, 4.25),
    method(#""quanto", "weights": "int8""#, 8, more: outputs * 2),
    method(#""eetq", "weights": "int8""#, 8, more: outputs * 2),
    method(
      #""quark", "global_quant_config": {"weight": {"dtype": "fp4", "qscheme": "per_group", "group_size": 32}}, "exclude": ["lm_head"]"#,
      4.25),
    method(
      #""quark", "global_quant_config": {"weight": {"dtype": "fp8_e4m3", "qscheme": "per_tensor"}}, "exclude": ["lm_head"]"#,
      8, more: matrices * 4),
    method(#""bitnet""#, 2, more: matrices * 2),
    method(#""bitnet", "quantization_mode": "online""#, 16),
    method(#""modelopt", "quant_algo": "W4A8_AWQ", "exclude_modules": ["lm_head"]"#, 4.125),
    method(#""modelopt", "quant_algo": "MXFP8", "exclude_modules": ["lm_head"]"#, 8.25),
    method(
      #""aqlm", "in_group_size": 8, "nbits_per_codebook": 16, "num_codebooks": 1, "out_group_size": 1, "linear_weights_not_to_quantize": ["lm_head.weight"]"#,
      2, more: matrices * 65_536 * 8 * 2 + outputs * 2),
    method(#""higgs", "bits": 4, "p": 2, "group_size": 256"#, 4.0625, more: matrices * 256 * 2 * 2),
    method(
      #""compressed-tensors", "format": "pack-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 2, "type": "int", "strategy": "group", "group_size": 64, "symmetric": true}}}"#,
      2.25, more: matrices * 16),
    method(
      #""compressed-tensors", "format": "pack-quantized", "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 3, "type": "int", "strategy": "group", "group_size": 128, "symmetric": true}}}"#,
      3.2 + 0.125, head: 3.2 + 0.125, more: (matrices + 1) * 16),
    method(
      #""compressed-tensors", "format": "marlin-24", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 4, "type": "int", "strategy": "group", "group_size": 128}}}"#,
      3.125),
    method(
      #""compressed-tensors", "format": "float-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 8, "type": "float", "strategy": "channel"}}}"#,
      8, more: outputs * 2),
    method(#""gptq", "bits": 4, "group_size": 128"#, 4 + 20.0 / 128, more: inputs * 4),
    method(
      #""gptq", "bits": 4, "group_size": 128, "lm_head": true"#, 4 + 20.0 / 128,
      head: 4 + 20.0 / 128, more: (inputs + 4096) * 4),
    method(
      #""gptq", "bits": 4, "group_size": -1"#, 4, more: inputs * 4 + outputs * 2.5),
    method(#""awq", "bits": 4, "group_size": 128"#, 4 + 20.0 / 128),
    method(#""auto-round", "bits": 3, "group_size": 128"#, 3 + 19.0 / 128),
    method(#""fp8", "weight_block_size": [128, 128]"#, 8 + 32.0 / 16_384),
    method(#""fp8", "activation_scheme": "dynamic""#, 8, more: matrices * 4),
    method(#""fbgemm_fp8""#, 8, more: outputs * 4),
    method(#""bitsandbytes", "load_in_4bit": true"#, 4.5, more: matrices * 64),
    method(
      #""bitsandbytes", "load_in_4bit": true, "bnb_4bit_use_double_quant": true"#,
      4.126953125, more: matrices * 272 * 4),
    method(#""bitsandbytes", "load_in_8bit": true"#, 8, more: outputs * 4 + matrices),
    // NVFP4: a scale in 32 bits for each matrix, and one for its inputs where they are quantised too.
    method(
      #""modelopt", "quant_algo": "NVFP4", "ignore": ["lm_head"], "config_groups": {"group_0": {"targets": ["Linear"], "input_activations": {"dynamic": false, "num_bits": 4, "type": "float", "group_size": 16}, "weights": {"dynamic": false, "num_bits": 4, "type": "float", "group_size": 16}}}"#,
      4.5, more: matrices * 8),
    method(
      #""modelopt", "quant_algo": "W4A16_NVFP4", "ignore": ["lm_head"], "config_groups": {"group_0": {"targets": ["Linear"], "weights": {"dynamic": false, "num_bits": 4, "type": "float", "group_size": 16}}}"#,
      4.5, more: matrices * 4),
    method(
      #""modelopt", "quant_algo": "FP8", "ignore": ["lm_head"], "config_groups": {"group_0": {"targets": ["Linear"], "input_activations": {"dynamic": false, "num_bits": 8, "type": "float"}, "weights": {"dynamic": false, "num_bits": 8, "type": "float"}}}"#,
      8, more: matrices * 8),
    method(
      #""compressed-tensors", "format": "nvfp4-pack-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "input_activations": {"dynamic": "local", "group_size": 16, "num_bits": 4, "strategy": "tensor_group", "type": "float"}, "weights": {"num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16}}}"#,
      4.5, more: matrices * 8),
    method(
      #""compressed-tensors", "format": "nvfp4-pack-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "input_activations": null, "weights": {"num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16}}}"#,
      4.5, more: matrices * 4),
    // A scale in 16 bits for the matrix, and one for its inputs where it is fixed.
    method(
      #""compressed-tensors", "format": "float-quantized", "ignore": ["lm_head"], "config_groups": {"a": {"targets": ["Linear"], "input_activations": {"dynamic": false, "num_bits": 8, "strategy": "tensor", "symmetric": true, "type": "float"}, "weights": {"num_bits": 8, "type": "float", "strategy": "tensor"}}}"#,
      8, more: matrices * 4),
    method(
      #""auto-round", "bits": 4, "group_size": 16, "data_type": "nv_fp", "act_bits": 16"#, 4.5,
      more: matrices * 4),
    method(
      #""auto-round", "bits": 4, "group_size": 16, "data_type": "nv_fp", "act_bits": 4"#, 4.5,
      more: matrices * 8),
    method(
      #""torchao", "quant_type": {"default": {"_type": "NVFP4InferenceConfig", "_data": {"use_dynamic_per_tensor_scale": true}}}"#,
      4.5, more: matrices * 4),
    method(
      #""quark", "global_quant_config": {"input_tensors": {"dtype": "fp8_e4m3", "is_dynamic": false, "qscheme": "per_tensor"}, "weight": {"dtype": "fp8_e4m3", "qscheme": "per_tensor"}}, "exclude": ["lm_head"]"#,
      8, more: matrices * 8),
    method(
      #""fp_quant", "forward_dtype": "mxfp4", "hadamard_group_size": 32"#, 4.25,
      more: matrices * (2 * 32 * 32 * 2 + 4)),
  ]

  private static func method(
    _ rest: String, _ linear: Double, head: Double = 16, more: Double = 0
  ) -> QuantizedLlama {
    QuantizedLlama(
      #""quantization_config": {"quant_method": \#(rest)}"#, linear, head: head, more: more)
  }
}

@Suite struct QuantizationMethodTests {
  @Test(arguments: QuantizedLlama.rows) func bytes(_ row: QuantizedLlama) throws {
    let model = try llama(row.section)
    #expect(model.parameterCount.total == 8_030_261_248)
    #expect(abs(model.publishedWeightBytes - row.bytes) < 1)
    // What a step reads of the matrices is stored the same way.
    let table = 525_336_576 * row.bits.table / 8
    #expect(abs(model.publishedWeightBytesRead(tokens: 1) - (row.bytes - table)) < 1)
  }

  /// Two feed-forward networks and two attentions of 436,207,616 numbers stay in 16 bits.
  @Test func skippedModulesKeepSixteenBits() throws {
    let names =
      ["lm_head", "model.layers.1.mlp", "model.layers.31.mlp"]
      + ["model.layers.0.self_attn", "model.layers.1.self_attn"]
    let list = names.map { "\"\($0)\"" }.joined(separator: ",")
    let model = try llama(
      #""quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": true, "bnb_4bit_use_double_quant": true, "llm_int8_skip_modules": [\#(list)]}"#
    )
    let skipped = 2.0 * 3 * 4096 * 14_336 + 2 * (2 * 4096 * 4096 + 2 * 1024 * 4096)
    let bytes =
      (6_979_321_856 - skipped) * 4.126953125 / 8 + skipped * 2 + 525_336_576 * 4 + 266_240 * 2
      + (224 - 14) * 272 * 4
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
  }

  /// A section that asks for neither width says nothing of how the weights are stored.
  @Test func neitherWidthOfBitsAndBytes() throws {
    let model = try llama(
      #""quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": false, "load_in_8bit": false, "llm_int8_skip_modules": null}"#
    )
    #expect(model.publishedWeightBytes == 8_030_261_248 * 2)
  }

  /// GPTQModel's exceptions: no `down_proj` is quantised, every `v_proj` has eight bits.
  @Test func exceptionsByPattern() throws {
    let model = try llama(
      #""quantization_config": {"quant_method": "gptq", "bits": 4, "group_size": 128, "dynamic": {"-:.*down_proj": {}, "+:.*v_proj": {"bits": 8}}}"#
    )
    let first = model.layers[0].operators
    #expect(first.first { $0.name == "mlp.down_proj" }?.publishedFormat == nil)
    #expect(first.first { $0.name == "self_attn.v_proj" }?.publishedFormat == .int8)
    #expect(first.first { $0.name == "self_attn.q_proj" }?.publishedFormat == .int4)
  }

  @Test(
    arguments: [
      (#"{"quant_method": "awqq", "bits": 4, "group_size": 128}"#, "\"awqq\"", "awq"),
      (#"{"quant_method": "squeeze-8"}"#, "\"squeeze-8\"", nil),
      (
        #"{"quant_method": "torchao", "quant_type": "int4_weight_onl"}"#, "int4_weight_onl",
        "int4_weight_only"
      ),
      (#"{"quant_method": "modelopt", "quant_algo": "NVFP5"}"#, "NVFP5", "NVFP4"),
      (#"{"quant_method": "gptq"}"#, "\"bits\"", nil),
      (#"{"surprise": 4}"#, "object", nil),
    ] as [(String, String, String?)])
  func unknownMethodsAreRefused(_ section: String, _ found: String, _ near: String?) {
    let error = #expect(throws: InputError.self) {
      try llama(#""quantization_config": \#(section)"#)
    }
    #expect(error?.found.contains(found) == true)
    #expect(error?.suggestion == near)
  }

  /// A file's name says nothing of its datatype; the id of a published checkpoint does.
  @Test func namesOfFilesDecideNothing() throws {
    let config = Data(llamaConfig("").utf8)
    let file = try ModelArchitecture(config: config, name: "my-fp8-notes")
    #expect(file.publishedWeightBytes == 16_060_522_496)
    let published = try ModelArchitecture(config: config, name: "someone/Llama-3.1-8B-FP8")
    #expect(published.checkpoint.format(of: .denseFeedForward) == .fp8)
  }

  private func llama(_ section: String) throws -> ModelArchitecture {
    try ModelArchitecture(config: Data(llamaConfig(section).utf8), name: "Llama-3.1-8B")
  }
}

/// The config of Llama-3.1-8B, with more keys or with others in their place.
func llamaConfig(_ more: String, without keys: [String] = []) -> String {
  let base = [
    (#""architectures""#, #"["LlamaForCausalLM"]"#), (#""model_type""#, #""llama""#),
    (#""hidden_size""#, "4096"), (#""intermediate_size""#, "14336"),
    (#""num_attention_heads""#, "32"), (#""num_hidden_layers""#, "32"),
    (#""num_key_value_heads""#, "8"), (#""vocab_size""#, "128256"),
    (#""tie_word_embeddings""#, "false"),
  ]
  let kept = base.filter { key, _ in
    !more.contains(key + ":") && !keys.contains { key == "\"\($0)\"" }
  }
  let members = kept.map { "\($0): \($1)" } + (more.isEmpty ? [] : [more])
  return "{" + members.joined(separator: ", ") + "}"
}
