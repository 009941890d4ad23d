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

  /// albert-base-v2: one layer of 4 · (768² + 768) + 2 · 768 · 3072 + 3072 + 768 + 4 · 768 numbers, used twelve times.
  @Test func layersOfALBERTAreOne() throws {
    let config = """
      "model_type": "albert", "vocab_size": 30000, "embedding_size": 128, "hidden_size": 768,
      "num_hidden_layers": 12, "num_hidden_groups": 1, "inner_group_num": 1,
      "num_attention_heads": 12, "intermediate_size": 3072, "max_position_embeddings": 512,
      "type_vocab_size": 2
      """
    let model = try read("{\(config)}")
    #expect(model.parameterCount.total == 11_683_584)
    #expect(model.purpose == .embedding)
    #expect(model.publishedWeightBytes == 11_683_584 * 4)
    let matrices = 4 * 768 * 768 + 2 * 768 * 3072
    #expect(
      model.layers.map { $0.operators.reduce(0) { $0 + $1.multiplyAccumulatesPerToken } }
        == Array(repeating: matrices, count: 12))
    let masked = try read("{\(config), \"architectures\": [\"AlbertForMaskedLM\"]}")
    #expect(masked.parameterCount.total == 11_683_584 - 768 * 769)
    let groups = try read(
      "{\(config)}".replacing(#""num_hidden_groups": 1"#, with: #""num_hidden_groups": 3"#))
    #expect(groups.parameterCount.total == 11_683_584 + 2 * 7_087_872)
  }

  /// deberta-v3-base: a table of 128,100 rows, twelve layers as BERT's, 512 distances and two norms.
  @Test func distancesOfDeBERTa() throws {
    let config = """
      "model_type": "deberta-v2", "vocab_size": 128100, "hidden_size": 768, "num_hidden_layers": 12,
      "num_attention_heads": 12, "intermediate_size": 3072, "max_position_embeddings": 512,
      "type_vocab_size": 0, "relative_attention": true, "max_relative_positions": -1,
      "position_buckets": 256, "norm_rel_ebd": "layer_norm", "pos_att_type": "p2c|c2p",
      "position_biased_input": false
      """
    let model = try read("{\(config), \"share_att_key\": true}")
    #expect(model.parameterCount.total == 183_831_552)
    let apart = try read("{\(config)}")
    #expect(apart.parameterCount.total == 183_831_552 + 12 * 2 * 768 * 769)
    let scored = try read(
      "{\(config), \"share_att_key\": true, \"num_labels\": 1, "
        + "\"architectures\": [\"DebertaV2ForSequenceClassification\"]}")
    #expect(scored.parameterCount.total == 183_831_552 + 768 * 769 + 769)
    #expect(scored.purpose == .scoring(labels: 1))
  }
}
