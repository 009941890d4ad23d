import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Encoders of text, by the counts of what is published.
@Suite struct TextEncoderTests {
  private func read(_ config: String) throws -> ModelArchitecture {
    try ModelArchitecture(config: Data(config.utf8), name: "x")
  }

  /// nomic-embed-text-v2-moe: 475 million parameters, 305 million active (model card).
  ///
  /// Six of twelve layers have eight experts of 2 · 768 · 3072, of which a token takes two.
  @Test(arguments: ["", #", "rotary_emb_fraction": 1.0"#])
  func expertsOfNomic(_ more: String) throws {
    let model = try read(
      """
      {"activation_function": "gelu", "architectures": ["NomicBertModel"], "model_type": "nomic_bert",
       "n_embd": 768, "n_head": 12, "n_inner": 3072, "n_layer": 12, "n_positions": 2048,
       "type_vocab_size": 1, "vocab_size": 250048, "num_experts": 8, "moe_top_k": 2,
       "moe_every_n_layers": 2, "num_shared_experts": 0, "torch_dtype": "float32"\(more)}
      """)
    #expect(model.parameterCount.total == 475_292_928)
    #expect(model.parameterCount.active == 475_292_928 - 6 * 6 * 2 * 768 * 3072)
    #expect(model.maximumContextTokens == 2048)
    #expect(model.layers.map(\.isMixtureOfExperts) == (0..<12).map { $0 % 2 == 1 })
  }
}
