import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files that people give in place of a config.json: read, or named with what to give instead.
@Suite struct ConfigFileKindTests {
  /// Llama-3.1-8B as Meta, MLC and TensorRT-LLM write it.
  @Test(arguments: [
    #"{"dim": 4096, "n_layers": 32, "n_heads": 32, "n_kv_heads": 8, "vocab_size": 128256, "ffn_dim_multiplier": 1.3, "multiple_of": 1024, "norm_eps": 1e-05}"#,
    #"{"version": "0.1.0", "model_type": "llama", "quantization": "q4f16_1", "model_config": {"hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32, "vocab_size": 128256, "num_key_value_heads": 8}, "context_window_size": 131072}"#,
    #"{"architecture": "LlamaForCausalLM", "dtype": "bfloat16", "num_hidden_layers": 32, "num_attention_heads": 32, "hidden_size": 4096, "intermediate_size": 14336, "num_key_value_heads": 8, "vocab_size": 128256, "head_size": 128, "mapping": {"tp_size": 1}, "quantization": {"quant_algo": null, "kv_cache_quant_algo": null}}"#,
    #"{"version": "1.0", "build_config": {}, "pretrained_config": {"architecture": "LlamaForCausalLM", "num_hidden_layers": 32, "num_attention_heads": 32, "hidden_size": 4096, "intermediate_size": 14336, "num_key_value_heads": 8, "vocab_size": 128256, "quantization": {"quant_algo": "FP8"}}}"#,
  ])
  func isRead(_ text: String) throws {
    let model = try ModelArchitecture(config: Data(text.utf8), name: "x")
    #expect(model.parameterCount.total == 8_030_261_248)
  }

  /// q4f16_1 stores embeddings and head too: 4 + 16/32 bits.
  @Test func bytesOfMLC() throws {
    let text =
      #"{"model_type": "llama", "quantization": "q4f16_1", "model_config": {"hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32, "vocab_size": 128256, "num_key_value_heads": 8}}"#
    let bytes = try ModelArchitecture(config: Data(text.utf8), name: "x").publishedWeightBytes
    #expect(abs(bytes - ((8_030_261_248 - 266_240) * 4.5 / 8 + 266_240 * 2)) < 1)
  }

  /// Mistral-Nemo-Instruct-2407, from Mistral's own file.
  @Test func parametersOfMistral() throws {
    let text =
      #"{"dim": 5120, "n_layers": 40, "head_dim": 128, "hidden_dim": 14336, "n_heads": 32, "n_kv_heads": 8, "norm_eps": 1e-05, "vocab_size": 131072, "max_seq_len": 128000}"#
    let model = try ModelArchitecture(config: Data(text.utf8), name: "x")
    #expect(model.parameterCount.total == 12_247_782_400)
    #expect(model.maximumContextTokens == 128_000)
  }

  @Test(arguments: [
    (
      #"{"peft_type": "LORA", "base_model_name_or_path": "meta-llama/Llama-3.1-8B", "r": 16, "target_modules": ["q_proj"]}"#,
      "adapter of rank 16", "meta-llama/Llama-3.1-8B"
    ),
    (
      #"{"metadata": {"total_size": 5}, "weight_map": {}}"#, "index of safetensors", "--safetensors"
    ),
    (#"{"metadata": {"general.architecture": {"value": "llama"}}}"#, "GGUF", "config.json"),
    (#"{"general.architecture": "llama"}"#, "GGUF", "config.json"),
    (
      #"{"producer": {"name": "modelopt"}, "quantization": {"quant_algo": "FP8"}}"#,
      "quantisation of a checkpoint", "config.json"
    ),
    (
      #"{"model_type": "big_bird", "architectures": ["BigBirdModel"]}"#, "encoder (big_bird)",
      "decoder"
    ),
    (
      #"{"model_type": "rwkv6", "architectures": ["Rwkv6ForCausalLM"]}"#, "later RWKV (rwkv6)",
      "fourth"
    ),
    (#"{"tokenizer_class": "X"}"#, "tokenizer", "config.json"),
    (#"{"_class_name": "FluxPipeline"}"#, "image or video", "language model"),
    (#"{"temperature": 0.6, "top_p": 0.9}"#, "settings of generation", "config.json"),
    (
      #"{"model_type": "t5", "architectures": ["T5ForConditionalGeneration"], "is_encoder_decoder": true}"#,
      "encoder–decoder (t5)", "decoder"
    ),
    (
      #"{"dim": 2560, "n_layers": 36, "mlp_structure": "2_projection"}"#, "params.json",
      "config.json"
    ),
    (
      #"{"dim": 2048, "n_layers": 14, "n_heads": 16, "inter_dim": 5472, "n_routed_experts": 32, "moe_inter_dim": 704}"#,
      "DeepSeek's own", "config.json"
    ),
    (#"{"dim": 4096, "n_layers": 64, "vocab_size": 32768}"#, "\"n_heads\"", "config.json"),
    (
      #"{"dim": 4096, "n_layers": 32, "n_heads": 32, "new_experts": {"count": 8}}"#,
      "\"new_experts\"", "config.json"
    ),
    (
      #"{"model_type": "qwen3_moe", "architectures": ["Qwen3MoeForCausalLMMTP"]}"#,
      "Qwen3MoeForCausalLMMTP, a draft", "EAGLE-3"
    ),
    (
      #"{"fine_tune_type": "lora", "model": "mlx-community/x", "lora_parameters": {"rank": 8}}"#,
      "adapter of MLX", "mlx-community/x"
    ),
    (
      #"{"word_embedding_dimension": 384, "pooling_mode_mean_tokens": true}"#, "pooling",
      "config.json"
    ),
    (
      #"[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]"#,
      "modules of sentence-transformers", "config.json"
    ),
  ])
  func isNamed(_ text: String, _ found: String, _ expected: String) {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(text.utf8), name: "x", file: "x.json")
    }
    #expect(error?.found.contains(found) == true)
    #expect(error?.expected.contains(expected) == true)
  }

  /// Mistral's own file for Mistral Large 3, whose text model transformers 5.24 counts on the meta device.
  @Test func latentAttentionOfParametersFile() throws {
    let text = """
      {"dim": 7168, "n_layers": 61, "head_dim": 192, "hidden_dim": 16384, "n_heads": 128,
       "n_kv_heads": 128, "vocab_size": 131072, "max_position_embeddings": 294912,
       "tied_embeddings": false, "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
       "qk_rope_head_dim": 64, "v_head_dim": 128,
       "moe": {"num_experts": 128, "num_experts_per_tok": 4, "num_shared_experts": 1,
               "expert_hidden_dim": 4096, "first_k_dense_replace": 3, "route_every_n": 1}}
      """
    let model = try ModelArchitecture(
      config: Data(text.utf8), name: "x", file: "params.json")
    #expect(model.parameterCount.total == 673_421_089_792)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 70_272)
  }

  /// Ministral-8B-Instruct-2410: nine of 36 layers see everything, the others 32,768 tokens.
  @Test func windowsOfParametersFile() throws {
    let text =
      #"{"dim": 4096, "n_layers": 36, "head_dim": 128, "hidden_dim": 12288, "n_heads": 32, "n_kv_heads": 8, "vocab_size": 131072, "max_seq_len": 131072, "sliding_window": null, "_sliding_window": [131072, 32768, 32768, 32768]}"#
    let model = try ModelArchitecture(config: Data(text.utf8), name: "x")
    #expect(model.parameterCount.total == 8_019_808_256)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 9 * 2 * 8 * 128 * 2)
  }

  /// nvidia/Llama-3.1-70B-Instruct-FP8, whose config.json does not speak of quantisation: 68,451,041,280 numbers in
  /// 560 matrices of eight bits with twice 32 bits, 2 · 1,050,673,152 in 16 bits, and norms.
  @Test func quantisationBesideTheConfig() throws {
    let config =
      #"{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "torch_dtype": "bfloat16", "hidden_size": 8192, "intermediate_size": 28672, "num_attention_heads": 64, "num_hidden_layers": 80, "num_key_value_heads": 8, "vocab_size": 128256}"#
    func read(_ beside: String) throws -> ModelArchitecture {
      try ModelArchitecture(
        config: Data(config.utf8), name: "x", file: "config.json",
        quantization: JSONDocument(Data(beside.utf8), file: "hf_quant_config.json"))
    }
    let stated =
      #""quant_algo": "FP8", "kv_cache_quant_algo": "FP8", "exclude_modules": ["lm_head"]"#
    let model = try read(#"{"producer": {"name": "modelopt"}, "quantization": {\#(stated)}}"#)
    let linear = 80.0 * (8192 * (2 * 8192 + 2 * 1024) + 3 * 8192 * 28_672)
    let norms = 161.0 * 8192
    let bytes = linear + 560 * 8 + 2 * 1_050_673_152 * 2 + norms * 2
    #expect(abs(model.publishedWeightBytes - bytes) < 1)
    #expect(model.notes.contains { $0.contains("hf_quant_config.json") })
    let error = #expect(throws: InputError.self) {
      try read(#"{"quantization": {"quant_algo": "FP9"}}"#)
    }
    #expect(error?.file == "hf_quant_config.json")
  }

  @Test func ggufIsNamed() {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data("GGUF".utf8) + Data([3, 0, 0, 0]), name: "x")
    }
    #expect(error?.found == "a GGUF file")
  }

  /// Types of 2026: 64 numbers of NVFP4 in 36 bytes, 128 of Q1_0 in 18 (ggml-common.h).
  @Test(arguments: [(40, "NVFP4", 1152.0), (41, "Q1_0", 288)])
  func newTypesOfGGUF(_ code: Int, _ name: String, _ size: Double) throws {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes = Array("GGUF".utf8) + number(3, 4) + number(1, 8) + number(0, 8)
    bytes += number(1, 8) + Array("a".utf8) + number(1, 4) + number(2048, 8)
    bytes += number(code, 4) + number(0, 8)
    #expect(try GGUFHeader(Data(bytes)).bytesByType == [name: size])
  }

  /// A matrix of 512 · 4 numbers in Q4_K, 144 bytes for each 256, and a vector of 4 in F32.
  @Test func sizesOfGGUF() throws {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func text(_ text: String) -> [UInt8] { number(text.utf8.count, 8) + Array(text.utf8) }
    var bytes = Array("GGUF".utf8) + number(3, 4) + number(2, 8) + number(2, 8)
    bytes += text("general.architecture") + number(8, 4) + text("llama")
    bytes += text("tokens") + number(9, 4) + number(8, 4) + number(2, 8) + text("a") + text("b")
    bytes += text("a") + number(2, 4) + number(512, 8) + number(4, 8) + number(12, 4) + number(0, 8)
    bytes += text("b") + number(1, 4) + number(4, 8) + number(0, 4) + number(1152, 8)
    let header = try GGUFHeader(Data(bytes))
    #expect(header.architecture == "llama")
    #expect(header.parameters == 2052)
    #expect(header.bytesByType == ["Q4_K": 1152, "F32": 16])
    for length in 0..<bytes.count {
      #expect(throws: InputError.self) { try GGUFHeader(Data(bytes.prefix(length))) }
    }
  }

  @Test(arguments: [
    "hidden_size", "num_hidden_layers", "vocab_size", "num_attention_heads", "intermediate_size",
  ])
  func essentialKeysHaveNoDefault(_ key: String) {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(llamaConfig("", without: [key]).utf8), name: "x")
    }
    #expect(error?.found == "no \"\(key)\"")
  }
}
