import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Configs that no model has: each is refused with an error, quickly, and never traps.
@Suite struct HostileConfigTests {
  static let configs: [String] =
    [
      "", "{", "[]", "null", "3", "\"llama\"", "{}",
      #"{"model_type": null}"#, #"{"model_type": 7}"#, #"{"model_type": ""}"#,
      #"{"architectures": []}"#, #"{"architectures": [null]}"#, #"{"architectures": "Llama"}"#,
    ]
    + [
      #""hidden_size": 0"#, #""hidden_size": -4096"#, #""hidden_size": 1e300"#,
      #""hidden_size": 4096.5"#, #""hidden_size": "NaN""#, #""hidden_size": "4096; rm""#,
      #""hidden_size": [4096]"#, #""hidden_size": {}"#, #""hidden_size": true"#,
      #""num_hidden_layers": 1000000000000000000"#, #""num_hidden_layers": 9223372036854775807"#,
      #""num_hidden_layers": 0"#, #""num_hidden_layers": -1"#, #""num_hidden_layers": NaNa"#,
      #""num_attention_heads": 0"#, #""num_attention_heads": 33, "num_key_value_heads": 8"#,
      #""num_attention_heads": 16384, "hidden_size": 64"#,
      #""num_key_value_heads": 0"#, #""head_dim": 0"#, #""head_dim": 1048576"#,
      #""vocab_size": 99999999999"#, #""vocab_size": -1"#, #""intermediate_size": 1e18"#,
      #""tie_word_embeddings": "perhaps""#, #""attention_bias": 3"#,
      #""max_position_embeddings": -5"#, #""quantization_config": 4"#,
      #""quantization_config": {"quant_method": 3}"#,
      #""quantization_config": {"quant_method": "gptq", "bits": 1e9}"#,
      #""quantization_config": {"config_groups": [1]}"#,
      #""hidden_size": 4096, "hidden_size": 8192"#,
    ].map { llamaConfig($0) }
    + [
      mixtralConfig(#""num_local_experts": 65537, "num_experts_per_tok": 2"#),
      mixtralConfig(#""num_local_experts": 2, "num_experts_per_tok": 3"#),
      #"{"model_type": "qwen3_moe", "hidden_size": 1048576, "moe_intermediate_size": 1048576, "num_experts": 65536, "num_hidden_layers": 10000}"#,
      #"{"model_type": "gemma3_text", "layer_types": ["full_attention"]}"#,
      #"{"model_type": "gemma3_text", "layer_types": [1, 2, 3]}"#,
      #"{"model_type": "gemma3", "text_config": 3}"#,
      #"{"model_type": "gemma3", "text_config": {"model_type": "no_such"}}"#,
      #"{"model_type": "nemotron_h", "hybrid_override_pattern": "MX"}"#,
      #"{"model_type": "nemotron_h"}"#,
      #"{"model_type": "granitemoehybrid", "mamba_n_heads": 7}"#,
      #"{"model_type": "deepseek_v4", "compress_ratios": [5]}"#,
      #"{"model_type": "gpt2", "n_head": 7}"#,
      #"{"model_type": "kimi_linear", "linear_attn_config": {"full_attn_layers": [99]}}"#,
      #"{"model_type": "step3p7", "vision_config": {"mlp_ratio": 1e308}}"#,
      String(repeating: #"{"text_config": "#, count: 600) + "null"
        + String(repeating: "}", count: 600),
    ]

  private static func mixtralConfig(_ more: String) -> String {
    llamaConfig(
      #""model_type": "mixtral", "architectures": ["MixtralForCausalLM"], \#(more)"#)
  }

  @Test(arguments: configs) func isRefused(_ config: String) {
    let start = ContinuousClock.now
    #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(config.utf8), name: "hostile")
    }
    #expect(ContinuousClock.now - start < .seconds(1), "took too long")
  }

  @Test func threeMegabytesAreReadOrRefusedQuickly() throws {
    let list = (0..<60_000).map { #""re:.*layers\\.\#($0)\\..*self_attn.*""# }.joined(
      separator: ",")
    let config =
      llamaConfig(
        #""quantization_config": {"quant_method": "compressed-tensors", "config_groups": {"a": {"targets": ["Linear"], "weights": {"num_bits": 8, "type": "float"}}}, "ignore": [\#(list)]}"#
      )
    #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(config.utf8), name: "large")
    }
    let padding = String(repeating: #"{"a": [1, 2, 3]},"#, count: 100_000) + "{}"
    let padded = llamaConfig(#""padding": [\#(padding)]"#)
    let model = try ModelArchitecture(config: Data(padded.utf8), name: "padded")
    #expect(model.parameterCount.total == 8_030_261_248)
  }

  @Test func unknownArchitectureSaysWhatCanBeDone() throws {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(
        config: Data(#"{"model_type": "lama"}"#.utf8), name: "x", file: "x.json")
    }
    #expect(error?.description.contains("unknown architecture \"lama\"") == true)
    #expect(error?.suggestion == "llama")
    #expect(error?.file == "x.json")
    #expect(error?.place == "$.model_type")
    let outer = #expect(throws: InputError.self) {
      try ModelArchitecture(
        config: Data(
          #"{"model_type": "new_vision", "text_config": {"model_type": "qwen3"}}"#.utf8), name: "x")
    }
    #expect(outer?.expected.contains("\"text_config\" alone") == true)
    let chat = #expect(throws: InputError.self) {
      try ModelArchitecture(
        config: Data(
          #"{"model_type": "new_chat", "llm_config": {"model_type": "qwen2"}}"#.utf8), name: "x")
    }
    #expect(chat?.expected.contains("\"llm_config\" alone") == true)
  }

  @Test func forgivesWhatPublishedFilesDo() throws {
    let config = """
      {"architectures": ["LlamaForCausalLM"], "hidden_size": "4096", "head_dim": null,
       "num_hidden_layers": 32, "vocab_size": 32000, "num_attention_heads": 32,
       "intermediate_size": 11008,
       "rope_scaling": null, "limit": [0.0, Infinity], "other": NaN, "name": "NaN \\" Infinity"}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "x")
    #expect(model.parameterCount.total == 6_738_415_616)
  }
}
