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

  /// jina-embeddings-v2-small-en: 32,690,688 parameters; the network has a gate, and a bias on its way out alone.
  ///
  /// Without a gate a layer has 512 · 2048 fewer numbers and 2048 more; norms of queries and keys have 4 · 512.
  @Test func gatesOfJina() throws {
    func count(_ kind: String, _ more: String = "") throws -> Int {
      try read(
        """
        {"architectures": ["JinaBertForMaskedLM"], "model_type": "bert", "hidden_size": 512,
         "num_hidden_layers": 4, "num_attention_heads": 8, "intermediate_size": 2048,
         "max_position_embeddings": 8192, "position_embedding_type": "alibi", "type_vocab_size": 2,
         "vocab_size": 30528, "feed_forward_type": "\(kind)"\(more)}
        """
      ).parameterCount.total
    }
    #expect(try count("geglu") == 32_690_688)
    #expect(try count("original") == 32_690_688 - 4 * (512 * 2048 - 2048))
    let map =
      #", "auto_map": {"AutoModel": "jinaai/jina-bert-v2-qk-post-norm--modeling_bert.JinaBertModel"}"#
    #expect(try count("geglu", map) == 32_690_688 + 4 * 4 * 512)
  }

  /// A decoder that sees both ways keeps nothing, whatever stands on it and however its type is spelled.
  @Test(arguments: [
    ("llama_bidirec", "LlamaBidirectionalForSequenceClassification"),
    ("ministral3_bidirectional", "Ministral3BidirectionalModel"),
  ])
  func decodersThatSeeBothWays(_ type: String, _ name: String) throws {
    let model = try read(
      """
      {"architectures": ["\(name)"], "model_type": "\(type)", "hidden_size": 2048,
       "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 64,
       "intermediate_size": 8192, "vocab_size": 128256, "num_labels": 1, "torch_dtype": "bfloat16"}
      """)
    #expect(model.purpose.isPrefillOnly)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 0)
  }
}
