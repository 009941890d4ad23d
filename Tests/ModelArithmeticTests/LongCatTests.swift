import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// LongCat 2.0, whose config names a class and no type.
@Suite struct LongCatTests {
  /// 38 layers of two latent attentions of 512 and 64 numbers; every second attention has an indexer of 128.
  ///
  /// Sixteen tables of 100.567 times the vocabulary, 512 wide, hold 135 billion of 1.64 trillion parameters.
  @Test func second() throws {
    let config = """
      {"architectures": ["LongcatCausalLM"], "model_type": null, "vocab_size": 163840, "hidden_size": 8192,
       "num_layers": 38, "num_attention_heads": 64, "ffn_hidden_size": 12288,
       "expert_ffn_hidden_size": 2048, "max_position_embeddings": 262144, "q_lora_rank": 1536,
       "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
       "index_topk": 2048, "index_head_dim": 128, "index_n_heads": 32, "index_k_norm_type": "rms",
       "cli_factor": 2, "n_routed_experts": 768, "moe_topk": 12, "zero_expert_num": 128,
       "oe_neighbor_num": 5, "oe_split_num": 4, "oe_vocab_size_ratio": 100.567}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "x")
    let latent =
      8192 * 1536 + 1536 + 1536 * 64 * 192 + 8192 * 576 + 512 + 512 * 64 * 256 + 64 * 128 * 8192
    let indexer = 1536 * 32 * 128 + 8192 * 128 + 128 + 8192 * 32
    let dense = 3 * 8192 * 12_288
    let layer =
      2 * (latent + dense + 2 * 8192) + indexer + 8192 * 896 + 768 * 3 * 8192 * 2048
    let tables = (16 * 16_476_897 + 256) * 512 + 16 * 512 * 8192
    #expect(tables == 135_045_980_160)
    #expect(model.parameterCount.total == 38 * layer + 2 * 163_840 * 8192 + 8192 + tables)
    let cache = model.keyValueCache()
    #expect(cache.bytesPerTokenUnbounded == 76 * 576 * 2)
    #expect(cache.indexerBytesPerToken == 38 * 128 * 2)
  }
}
