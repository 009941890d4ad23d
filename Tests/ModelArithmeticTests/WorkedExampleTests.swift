import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Numbers that others have published and worked out step by step.
@Suite struct WorkedExampleTests {
  /// tensoreconomics.com, "LLM inference economics from first principles", 2025.
  @Test func llama70B() throws {
    let model = try builtIn("meta-llama/Llama-3.3-70B-Instruct")
    #expect(model.parameterCount.total == 70_553_706_496)
    #expect(model.weightBytes(.bf16) == 141_107_412_992)
    #expect(model.publishedWeightBytes == 141_107_412_992)
    #expect(model.keyValueCache().bytes(forContext: 2048) == 671_088_640)
    // The source adds rotary, softmax and norm operations, 0.04 % of the whole.
    let everyPair = model.prefillFlops(tokens: 2048, mask: .full, headTokens: 2048)
    #expect(abs(everyPair / 295.79e12 - 1) < 1e-3)
    let causal = model.prefillFlops(tokens: 2048, mask: .causal, headTokens: 2048)
    let scores = 80.0 * 4 * 64 * 128 * 2048 * 2048
    #expect(everyPair - causal == scores * (2048 - 1) / 2 / 2048)
    #expect(LowRankAdapter(rank: 16).map { $0.parameters(of: model) } == 65_536_000)
  }

  /// Scaling Book, chapter "Inference", question 1: 64 layers of width 4096 with heads of 256.
  @Test func scalingBookQuestion() throws {
    let config = """
      {"model_type": "llama", "num_hidden_layers": 64, "hidden_size": 4096,
       "intermediate_size": 16384, "num_attention_heads": 32, "num_key_value_heads": 8,
       "head_dim": 256, "vocab_size": 32128, "tie_word_embeddings": true}
      """
    let model = try ModelArchitecture(config: Data(config.utf8), name: "question")
    let count = model.parameterCount
    #expect(count.total - (count.byRole[.norm] ?? 0) == 18_385_207_296)
    #expect(model.keyValueCache(.int8).bytesPerTokenUnbounded == 262_144)
  }

  /// Scaling Book, chapter "Serving LLaMA 3-70B": int8 cache and weights.
  @Test func servingLlama70B() throws {
    let model = try builtIn("meta-llama/Meta-Llama-3-70B-Instruct")
    #expect(model.keyValueCache(.int8).bytesPerTokenUnbounded == 163_840)
    let cache = 32 * model.keyValueCache(.int8).bytes(forContext: 8192)
    #expect(cache == 32 * 8192 * 163_840)
    #expect(abs((model.weightBytes(.int8) + cache) / 112e9 - 1) < 0.02)
  }

  /// kipply, "Transformer Inference Arithmetic", 2022: 64 layers of width 8192.
  @Test func kipply52B() {
    let width = 8192
    let layer = Layer(
      mixer: .attention(
        Attention(
          queryHeads: 64, keyValueHeads: 64, queryKeyDimension: 128, valueDimension: 128)),
      operators: [
        Operator(
          .attentionProjection, "attention", parameters: 4 * width * width, inputWidth: width,
          outputWidth: 4 * width),
        Operator(
          .denseFeedForward, "mlp", parameters: 8 * width * width, inputWidth: width,
          outputWidth: 8 * width),
      ])
    let table = Operator(.inputEmbedding, "wte", parameters: 65_536 * width)
    let model = ModelArchitecture(
      name: "52B", family: "gpt", hiddenSize: width, vocabularySize: 65_536,
      maximumContextTokens: nil, tiesEmbeddings: true, embeddings: [table],
      layers: Array(repeating: layer, count: 64), outputs: [])
    #expect(model.weightBytes(.bf16) == 104_152_956_928)
    #expect(model.keyValueCache().bytesPerTokenUnbounded == 2_097_152)
    #expect(model.matrixFlopsPerToken == 103_079_215_104)
  }

  /// Baggi, "LLM inference arithmetics": why Gemma 2B has 2.51 B parameters.
  @Test func gemma2B() throws {
    let count = try builtIn("google/gemma-2b").parameterCount
    #expect(count.total == 2_506_172_416)
    #expect(count.byRole[.inputEmbedding] == 524_288_000)
    #expect(count.byRole[.outputHead] == 0)
  }

  /// kipply: an A100 turns at 208 operations per byte.
  @Test func ridgePoint() throws {
    let ridge = try #require(Ridge(flopsPerSecond: 312e12, bytesPerSecond: 1.5e12))
    let model = try builtIn("meta-llama/Llama-3.1-8B-Instruct")
    let batch = try #require(model.computeBoundBatch(context: 1, ridge: ridge))
    #expect((208...240).contains(batch))
    #expect(model.computeBoundBatch(context: 100_000, ridge: ridge) == nil)
    #expect(Ridge(flopsPerSecond: 0, bytesPerSecond: 1) == nil)
  }

  @Test func trainingNeedsSixteenBytesForEachParameter() throws {
    let model = try builtIn("meta-llama/Llama-2-7b-hf")
    let needs = model.trainingNeeds(batch: 1, context: 4096)
    let parameters = Double(model.parameterCount.total)
    #expect(needs.weights + needs.gradients + needs.optimizerStates == 16 * parameters)
    #expect(needs.flops == 3 * model.prefillFlops(tokens: 4096, headTokens: 4096))
    // 32 layers · 4096 · 4096 · (34 + 5 · 32 · 4096 / 4096) bytes.
    #expect(needs.activations == 32 * 4096 * 4096 * 194)
    let repeated = model.trainingNeeds(batch: 1, context: 4096, checkpointing: .full)
    #expect(repeated.activations == 32 * 2 * 4096 * 4096)
    #expect(repeated.flops == 4 * model.prefillFlops(tokens: 4096, headTokens: 4096))
  }

  @Test func lowRankAdapter() throws {
    let model = try builtIn("meta-llama/Llama-3.1-8B-Instruct")
    let adapter = try #require(LowRankAdapter(rank: 16))
    // 32 layers · 16 · (4096 + 4096 + 4096 + 1024 + 4096 + 1024 + 4096 + 4096).
    #expect(adapter.parameters(of: model) == 32 * 16 * 26_624)
    #expect(adapter.bytes(of: model) == 27_262_976)
  }
}
