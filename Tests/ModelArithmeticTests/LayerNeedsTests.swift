import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The one reading of a model's layers, against sums over operators and numbers worked out by hand.
@Suite struct LayerNeedsTests {
  @Test(arguments: Truth.rows.map(\.name)) func needsAddUpToTheOperators(_ name: String) throws {
    let model = try builtIn(name)
    let needs = model.needs
    let operators = model.textOperators + model.towers
    let parameters = operators.reduce(0) { $0 + $1.parameters }
    #expect(needs.weights.reduce(0) { $0 + $1.parameters } == Double(parameters))
    let multiplied = (model.embeddings + model.layers.flatMap(\.operators)).reduce(0.0) {
      $0 + 2 * Double($1.multiplyAccumulatesPerToken)
    }
    #expect(model.matrixFlopsPerToken == multiplied)
    #expect(needs.counts.all == model.layers.count)
    // What is alike stands together: a step's time costs an addition for each.
    #expect(needs.weights.count <= 40 && needs.caches.count <= 8 && needs.states.count <= 1)
  }

  /// A new token reads at most what is kept, but where an earlier layer's cache is borrowed.
  @Test(arguments: Truth.rows.map(\.name)) func nothingIsReadThatIsNotKept(_ name: String) throws {
    let model = try builtIn(name)
    let borrows = model.layers.contains { layer in
      if case .attention(let attention) = layer.mixer {
        attention.cache == .borrowed || attention.compression?.isBorrowed == true
      } else {
        false
      }
    }
    for need in model.needs.caches {
      #expect(borrows || need.readElements == need.keptElements)
      #expect(need.readEntries ?? .max <= need.keptEntries ?? .max)
    }
  }

  /// DeepSeek V3.2 reads 2,048 of 100,000 latents of 576 numbers, and all keys of 128 of its indexer.
  @Test func sparseAttentionReadsWhatItChose() throws {
    let model = try builtIn("deepseek-ai/DeepSeek-V3.2")
    let latents = 61.0 * 576 * 2048 * 2
    let keys = 61.0 * 128 * 100_000 * 2
    #expect(model.pastBytesMoved(context: 100_000) == latents + keys)
    // 128 heads · 2 · (2 · 512 + 64) for each latent, 2 · 64 · 128 for each key.
    #expect(
      model.decodeAttentionFlops(context: 100_000)
        == 61 * (128 * 2 * 1088 * 2048 + 16_384 * 100_000))
  }

  /// gpt-oss: 18 layers read 128 tokens, 18 all, 2 · 8 · 64 numbers each.
  @Test func windowsBoundWhatIsRead() throws {
    let model = try builtIn("openai/gpt-oss-120b")
    #expect(model.pastBytesMoved(context: 10_000) == 18 * 1024 * 2 * (10_000 + 128))
    #expect(model.pastBytesMoved(context: 10) == 36 * 1024 * 2 * 10)
  }

  /// Gemma 4 E2B keeps 15 of 35 layers' caches, but all 35 read one: 1 head of 2 · 256, of 2 · 512 in
  /// each fifth layer.
  @Test func borrowedCachesAreReadButNotKept() throws {
    let model = try builtIn("google/gemma-4-E2B")
    #expect(model.keyValueCache().bytes(forContext: 100) == 100 * 2 * (12 * 512 + 3 * 1024))
    #expect(model.pastBytesMoved(context: 100) == 100 * 2 * (28 * 512 + 7 * 1024))
  }

  @Test(arguments: [
    ("", 4.0), (#", "mamba_ssm_dtype": "float32""#, 4), (#", "mamba_ssm_dtype": "bfloat16""#, 2),
    (#", "mamba_ssm_cache_dtype": "torch.float16""#, 2), (#", "mamba_ssm_dtype": "auto""#, 4),
  ])
  func statesHaveTheirOwnDatatype(_ key: String, _ bytes: Double) throws {
    let config =
      #"{"model_type": "qwen3_5_text", "vocab_size": 248320, "hidden_size": 4096, "#
      + #""num_attention_heads": 16, "intermediate_size": 12288, "num_hidden_layers": 4\#(key)}"#
    let model = try ModelArchitecture(config: Data(config.utf8), name: "small")
    // 3 layers: 128 · 128 numbers for each of 32 heads, and 4 inputs of 8,192 channels in 16 bits.
    #expect(
      model.keyValueCache(.fp8, stateFormat: nil).fixedBytesPerSequence
        == 3 * (128 * 128 * 32 * bytes + 4 * 8192 * 2))
    #expect(
      model.keyValueCache().fixedBytesPerSequence == 3 * 2 * (128 * 128 * 32 + 4 * 8192))
  }

  @Test func unknownDatatypesOfStatesAreErrors() {
    let config =
      #"{"model_type": "qwen3_5_text", "vocab_size": 248320, "hidden_size": 4096, "#
      + #""num_attention_heads": 16, "intermediate_size": 12288, "num_hidden_layers": 4, "#
      + #""mamba_ssm_dtype": "float23"}"#
    #expect(throws: InputError.self) {
      try ModelArchitecture(config: Data(config.utf8), name: "wrong")
    }
  }

  /// Of 10 heads, four chips hold 3, 3, 2 and 2: the fullest keeps 3/10.
  @Test func headsThatDoNotDivideFillTheFullestChip() throws {
    let config =
      #"{"model_type": "llama", "num_attention_heads": 40, "num_key_value_heads": 10, "#
      + #""hidden_size": 5120, "intermediate_size": 17920, "vocab_size": 32064, "#
      + #""num_hidden_layers": 40}"#
    let model = try ModelArchitecture(config: Data(config.utf8), name: "medium")
    let need = try #require(model.needs.caches.first)
    #expect(need.heads == 10)
    #expect(need.shards(ranks: 4) == 10.0 / 3)
    #expect(need.shards(ranks: 16) == 10)
  }
}
