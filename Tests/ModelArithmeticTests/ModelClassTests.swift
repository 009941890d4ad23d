import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The class that a config names is held against its model type, and says what stands on the layers.
@Suite struct ModelClassTests {
  private static let head = 128_256 * 4096

  /// Llama-3.1-8B without its head, and with what each class has in its place.
  @Test(arguments: [
    ("LlamaForCausalLM", "", 0, ModelPurpose.generation),
    ("LlamaModel", "", -head, .embedding),
    ("LlamaBidirectionalModel", "", -head, .embedding),
    (
      "LlamaForSequenceClassification", #", "id2label": {"0": "LABEL_0"}"#, 4096 - head,
      .scoring(labels: 1)
    ),
    (
      "LlamaForSequenceClassification", #", "num_labels": 5"#, 5 * 4096 - head,
      .scoring(labels: 5)
    ),
    ("LlamaForTokenClassification", "", 2 * 4097 - head, .scoring(labels: 2)),
    ("LlamaForRewardModel", "", 4096 - head, .scoring(labels: 1)),
  ])
  func headOfTheClass(
    _ name: String, _ more: String, _ change: Int, _ purpose: ModelPurpose
  ) throws {
    let config = llamaConfig(
      #""torch_dtype": "bfloat16", "architectures": ["\#(name)"]\#(more)"#)
    let model = try ModelArchitecture(config: Data(config.utf8), name: "x")
    #expect(model.parameterCount.total == 8_030_261_248 + change)
    #expect(model.purpose == purpose)
    #expect(model.purpose.isPrefillOnly == (purpose != .generation))
    #expect(model.notes.isEmpty == (purpose == .generation))
  }

  /// Qwen2.5-Math-RM has a layer of the hidden width before its score.
  @Test func rewardModelsOfQwen() throws {
    let config = llamaConfig(
      #""model_type": "qwen2", "architectures": ["Qwen2ForProcessRewardModel"]"#)
    let plain = llamaConfig(#""model_type": "qwen2", "architectures": ["Qwen2Model"]"#)
    let scored = try ModelArchitecture(config: Data(config.utf8), name: "x").parameterCount.total
    let bare = try ModelArchitecture(config: Data(plain.utf8), name: "x").parameterCount.total
    #expect(scored - bare == 4096 * 4096 + 4096 + 2 * 4096 + 2)
  }

  @Test(arguments: [
    (#""architectures": ["LlamaMoEForCausalLM"]"#, "LlamaMoEForCausalLM"),
    (#""architectures": ["MistralForCausalLM"]"#, "MistralForCausalLM"),
    (#""vision_config": {"depth": 27}"#, "object"),
    (#""num_local_experts": 8"#, "8"),
    (#""architectures": ["MedusaModel"]"#, "draft"),
  ])
  func conflictsAreRefused(_ more: String, _ found: String) {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(llamaConfig(more).utf8), name: "x")
    }
    #expect(error?.found.contains(found) == true)
  }

  /// Shapes of a published EAGLE-3 draft of gpt-oss-120b: 3 · 2880² into the stream, queries, keys and
  /// values of 5760, a head of 32,000.
  @Test func drafts() throws {
    let config = """
      {"architectures": ["LlamaForCausalLMEagle3"], "model_type": "llama", "head_dim": 64,
       "hidden_size": 2880, "intermediate_size": 17280, "num_attention_heads": 64,
       "num_key_value_heads": 8, "num_hidden_layers": 1, "vocab_size": 201088,
       "draft_vocab_size": 32000, "tie_word_embeddings": false}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "draft")
    let matrices = 3 * 2880 * 2880 + 5760 * (4096 + 1024) + 4096 * 2880 + 3 * 2880 * 17_280
    #expect(model.parameterCount.total == matrices + 32_000 * 2880 + 4 * 2880)
    #expect(model.purpose == .draft)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 2048)
  }

  /// Gemma 4's assistants are drafts of its larger models.
  @Test(arguments: [
    #"{"architectures": ["Gemma4AssistantForCausalLM"], "model_type": "gemma4_assistant"}"#,
    #"{"model_type": "gemma4_assistant", "hidden_size": 1024}"#,
  ])
  func assistantsAreDrafts(_ config: String) {
    let error = #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(config.utf8), name: "x")
    }
    #expect(error?.found.hasSuffix(", a draft for speculative decoding") == true)
  }

  /// Qwen3-Embedding-8B, by the total of its files.
  @Test func embeddersOfQwen3() throws {
    let config = """
      {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "head_dim": 128,
       "hidden_size": 4096, "intermediate_size": 12288, "num_attention_heads": 32,
       "num_hidden_layers": 36, "num_key_value_heads": 8, "tie_word_embeddings": false,
       "vocab_size": 151665}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "x")
    #expect(model.parameterCount.total == 7_567_295_488)
    #expect(model.purpose == .embedding)
  }

  /// A class that scores says so itself; the vocabulary of the rerankers adds no doubt.
  @Test func classSaysMoreThanVocabulary() throws {
    func notes(_ name: String) throws -> [String] {
      let config = llamaConfig(
        #""model_type": "qwen3", "architectures": ["\#(name)"], "vocab_size": 151669"#)
      return try ModelArchitecture(config: Data(config.utf8), name: "x").notes
    }
    #expect(try notes("Qwen3ForCausalLM").contains { $0.contains("cannot tell whether") })
    #expect(
      try !notes("Qwen3ForSequenceClassification").contains { $0.contains("cannot tell whether") })
  }
}
