import TestFixtures
import ModelArithmetic
import Testing

@testable import FleetSimulation
@testable import Roofline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Memory plans and step times hold the bytes and operations that the arithmetic of models has, for
/// every model of the catalog and at every length.
@Suite struct OneReadingTests {
  static let models: [String] = {
    let folder = Fixtures.folder.appending(path: "models").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".json") }.map {
      String($0.dropLast(5)).replacing("__", with: "/")
    }.sorted()
  }()

  static let contexts = [1, 128, 4096, 32_768, 1_000_000]

  /// A chip that does one operation a second in every format and reads one byte a second, so that
  /// seconds at full efficiency are operations and bytes.
  static let unit = Accelerator(
    id: "unit", aliases: [], vendor: "", family: "",
    densePeaks: [.fp32: 1, .bf16: 1, .fp8: 1, .int8: 1, .nvfp4: 1], memoryBytes: 1e15,
    bytesPerSecond: 1, link: Accelerator.Link(name: "", bytesPerSecondEachWay: 1, chips: 1),
    watts: nil, source: "", confidence: "", caveat: nil)

  private func expectClose(
    _ value: Double, _ expected: Double, _ what: String, within tolerance: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(value - expected) <= tolerance * abs(expected),
      "\(what): \(value), not \(expected)", sourceLocation: sourceLocation)
  }

  @Test func theCatalogIsThere() { #expect(Self.models.count > 140) }

  @Test(arguments: models) func servingAgreesWithTheArithmetic(_ name: String) throws {
    let model = try Fixtures.model(name)
    let pass = ForwardPass(
      model: model, accelerator: Self.unit, layout: .single, precision: .asPublished)
    let memory = MemoryPlan(
      model: model, accelerator: Self.unit, layout: .single, precision: .asPublished,
      policy: MemoryPolicy(
        utilization: 0.9, overheadBytes: 0, cacheShare: 1, reservation: 1, sequenceLimit: 256,
        tokenBudget: 8192))
    // Embedders are published in 32 bits and loaded in 16.
    let loaded = model.purpose.isPrefillOnly && model.checkpoint.base == .fp32 ? 0.5 : 1
    expectClose(memory.weights, loaded * model.publishedWeightBytes, "weights kept")
    let cache = model.keyValueCache(.bf16, stateFormat: nil)
    let matrices =
      pass.matrices.reduce(0) { $0 + $1.secondsPerToken }
      + pass.experts.reduce(0) { $0 + $1.secondsPerToken }
    for tokens in [1.0, 32, 4096] {
      let read =
        pass.matrices.reduce(0) { $0 + $1.secondsPerRead }
        + pass.experts.reduce(0) { $0 + $1.secondsPerRead * $1.touchedShare(tokens: tokens) }
      expectClose(read, loaded * model.publishedWeightBytesRead(tokens: tokens), "weights read")
    }
    for context in Self.contexts {
      let tokens = Double(context)
      expectClose(
        memory.bytes(ofSequenceHolding: tokens), cache.bytes(forContext: context),
        "kept of \(context) tokens")
      let read = pass.attention.reduce(pass.secondsPerState) {
        $0 + $1.visible(context: tokens) * $1.secondsPerKeyRead
      }
      expectClose(read, model.pastBytesMoved(context: context), "read of \(context) tokens")
      let flops = pass.attention.reduce(matrices) {
        $0 + $1.visible(context: tokens) * $1.secondsPerKeyCompute
      }
      expectClose(flops, model.decodeFlops(context: context), "operations at \(context) tokens")
      // A mean of n/2 stands for the (n + 1)/2 tokens that a prompt's token sees.
      let head = model.headFlopsPerToken
      let prompt = pass.attention.reduce((matrices - head) * tokens + head) {
        $0 + tokens * $1.visibleInPrefill(meanTokens: (tokens + 1) / 2) * $1.secondsPerPair
      }
      expectClose(
        prompt, model.prefillFlops(tokens: context), "a prompt of \(context)", within: 0.005)
    }
  }

  /// 48 layers of 786,432 numbers in fp32 and 40,960 in 16 bits: 154.9 MB a sequence, and half of
  /// the first if the config says bf16.
  @Test func statesAreKeptAsConfigured() throws {
    let model = try Fixtures.model("Qwen/Qwen3.5-27B")
    let memory = try Fixtures.deployment("Qwen/Qwen3.5-27B").memory
    #expect(memory.bytes(ofSequenceHolding: 0) == 154_927_104)
    #expect(model.pastBytesMoved(context: 0) == 2 * 154_927_104)
    let eight = try Fixtures.deployment(
      "Qwen/Qwen3.5-27B", precision: Precision(weights: .checkpoint, kvCache: .fp8))
    #expect(eight.memory.bytes(ofSequenceHolding: 0) == 154_927_104)
  }

  /// DeepSeek V4 Pro: 30 layers keep 512 + 128 numbers for every 4 tokens, 31 keep 512 for every 128,
  /// and all 61 keep 512 for each of the last 128: (4800 + 124)·40,000 + 61·512·128 numbers of 2 bytes.
  @Test func compressedCachesFillMemory() throws {
    let deployment = try Fixtures.deployment(
      "sgl-project/DeepSeek-V4-Pro-FP8", on: "B300", layout: Layout(tensor: 8))
    let held = deployment.memory.bytes(ofSequenceHolding: 40_000)
    #expect(held == 2 * (4924 * 40_000 + 61 * 512 * 128))
    #expect((59.2e9 / held).rounded(.down) == 147)
    let shape = RequestShape(prompt: 32_000, completion: 16_000)
    #expect(deployment.runningLimit(for: shape) <= 147)
  }

  /// 61 layers keep 576 numbers and 128 of the indexer for each token.
  @Test func indexersAreKept() throws {
    let memory = try Fixtures.deployment(
      "deepseek-ai/DeepSeek-V3.2", on: "H200-SXM", layout: Layout(tensor: 8)
    ).memory
    #expect(memory.bytes(ofSequenceHolding: 1000) == 61 * 704 * 2 * 1000)
  }

  /// Gemma 4 E2B projects each token for all 35 layers at once: 1536 × 8960 more multiplications.
  @Test func perLayerProjectionsAreMultiplied() throws {
    let model = try Fixtures.model("google/gemma-4-E2B")
    let projection = try #require(
      model.embeddings.first { $0.name == "per_layer_model_projection" })
    let without = ModelArchitecture(
      name: "without", family: model.family, hiddenSize: model.hiddenSize,
      vocabularySize: model.vocabularySize, maximumContextTokens: nil, tiesEmbeddings: true,
      embeddings: model.embeddings.filter { $0 != projection }, layers: model.layers,
      outputs: model.outputs)
    func flops(_ model: ModelArchitecture) -> Double {
      ForwardPass(
        model: model, accelerator: Self.unit, layout: .single, precision: .asPublished
      ).matrices.reduce(0) { $0 + $1.secondsPerToken }
    }
    #expect(flops(model) - flops(without) == 2 * 1536 * 8960)
  }

  /// Two of eight key-value heads on each of four chips; all of the one latent vector on each.
  static let shares: [(String, Int, Double)] = [
    ("meta-llama/Llama-3.1-8B-Instruct", 4, 131_072 / 4),
    ("deepseek-ai/DeepSeek-V3.2", 8, 61 * 704 * 2),
    ("openai/gpt-oss-120b", 8, 18 * 2 * 64 * 2),
  ]

  @Test(arguments: shares)
  func cachesAreSplitByHeads(_ name: String, _ ranks: Int, _ bytes: Double) throws {
    let memory = try Fixtures.deployment(
      name, on: "B200", layout: Layout(tensor: ranks)
    ).memory
    let growth =
      memory.bytes(ofSequenceHolding: 20_001) - memory.bytes(ofSequenceHolding: 20_000)
    #expect(abs(growth - bytes) < 1e-3)
  }

  /// The simulator's curves and blocks follow the same plan and pass, whatever the kind of cache.
  @Test(arguments: [
    ("sgl-project/DeepSeek-V4-Pro-FP8", 8), ("deepseek-ai/DeepSeek-V3.2", 8),
    ("Qwen/Qwen3.5-27B", 1), ("openai/gpt-oss-120b", 1), ("google/gemma-4-E2B", 1),
  ])
  func theSimulatorAgrees(_ name: String, _ ranks: Int) throws {
    let deployment = try Fixtures.deployment(name, on: "B300", layout: Layout(tensor: ranks))
    let (pass, memory) = (deployment.pass, deployment.memory)
    let clock = StepClock(deployment, tokens: 16, sequences: 4)
    let blocks = KeyValueBlocks(memory, attentionGroups: 1, curve: clock.context)
    let fixed = memory.bytes(ofSequenceHolding: 0)
    let idle = pass.time(of: StepLoad(decoding: 1), with: deployment.parameters).keyValue
    for tokens in [16, 128, 4096, 32_768, 1_000_000] {
      let count = Double(tokens)
      let held = memory.bytes(ofSequenceHolding: count) - fixed
      expectClose(Double(blocks.bytes(holding: tokens)), held, "blocks of \(tokens)", within: 1e-3)
      let decode = pass.time(
        of: StepLoad(decoding: 1, context: count), with: deployment.parameters
      ).keyValue
      expectClose(
        clock.context.seconds(from: tokens, steps: 1), decode - idle, "decode at \(tokens)",
        within: 2e-3)
      let prompt = pass.time(
        of: StepLoad(promptTokens: count, promptKeys: count / 2), with: deployment.parameters
      ).promptAttention
      expectClose(
        clock.prompt.seconds(from: 0, to: tokens), prompt, "prompt of \(tokens)", within: 1e-6)
    }
  }
}
