import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct NemotronNASTests {
  @Test func blocksDiffer() throws {
    let config = """
      {"model_type": "nemotron-nas", "architectures": ["DeciLMForCausalLM"], "hidden_size": 8192,
       "num_attention_heads": 64, "num_key_value_heads": null, "intermediate_size": null,
       "num_hidden_layers": 3, "vocab_size": 128256, "block_configs": [
         {"attention": {"n_heads_in_group": 8}, "ffn": {"ffn_mult": 5.25}},
         {"attention": {"no_op": true, "n_heads_in_group": null}, "ffn": {"ffn_mult": 1.3125}},
         {"attention": {"replace_with_linear": true}, "ffn": {"no_op": true}}]}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "nas")
    // 5.25: 28,672 wide, as Llama; 1.3125: 7,168 wide.
    let first = 8192 + 8192 * (2 * 8192 + 2 * 1024) + 8192 + 3 * 8192 * 28_672
    let second = 8192 + 3 * 8192 * 7168
    let third = 8192 + 8192 * 8192
    #expect(
      model.parameterCount.total == 2 * 128_256 * 8192 + 8192 + first + second + third)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 2 * 8 * 128 * 2)
  }
}
