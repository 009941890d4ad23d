import TestFixtures
import ModelArithmetic
import Testing

@testable import Roofline

/// Numbers that others worked out and published, at full efficiency and without overheads.
@Suite struct WorkedNumberTests {
  /// A dense model of one kind of matrix whose weights and keys have the given sizes.
  private func model(parameters: Int, keyBytesPerToken: Int) -> ModelArchitecture {
    let attention = Attention(
      queryHeads: 1, keyValueHeads: 1, queryKeyDimension: keyBytesPerToken / 4,
      valueDimension: keyBytesPerToken / 4)
    let layer = Layer(
      mixer: .attention(attention),
      operators: [
        Operator(
          .denseFeedForward, "all", parameters: parameters, inputWidth: 1, outputWidth: parameters)
      ])
    return ModelArchitecture(
      name: "worked", family: "worked", hiddenSize: 1, vocabularySize: 1,
      maximumContextTokens: nil, tiesEmbeddings: true, embeddings: [], layers: [layer],
      outputs: [])
  }

  private func step(
    _ model: ModelArchitecture, on chip: Accelerator, weights: Precision.Weights = .checkpoint,
    batch: Double, context: Double
  ) -> StepTime {
    let pass = ForwardPass(
      model: model, accelerator: chip, layout: .single,
      precision: Precision(weights: weights))
    return pass.time(of: StepLoad(decoding: batch, context: context), with: .ideal)
  }

  /// Scaling book, LLaMA-2-13B on 8 TPU v5e: 26 GB of weights, 6.7 GB of cache per 8192 tokens.
  ///
  /// The book divides the sum of both by the bandwidth.
  @Test(arguments: [(1.0, 4.98), (8, 12.13), (16, 20.30), (32, 36.65), (64, 69.33), (240, 249.09)])
  func scalingBookLlama13B(_ batch: Double, _ milliseconds: Double) throws {
    let chip = try Fixtures.chip(flops: 9e17, bytesPerSecond: 8 * 0.82e12)
    let time = step(
      model(parameters: 13_000_000_000, keyBytesPerToken: 819_200), on: chip, batch: batch,
      context: 8192)
    #expect(abs(time.total * 1e3 - milliseconds) < 0.01 * milliseconds)
  }

  /// Scaling book's pop quiz: 30B parameters in int8, 100 kB of cache per token, 16 TPU v5e:
  /// 2.5 ms for a batch of 4; for 256, 21 ms, the compute of 256 tokens being 2·256·30e9/(16·197e12).
  @Test(arguments: [(4.0, 2.57), (256, 21.05)])
  func scalingBookPopQuiz(_ batch: Double, _ milliseconds: Double) throws {
    let chip = try Fixtures.chip(flops: 16 * 1.97e14, bytesPerSecond: 16 * 8.1e11)
    let time = step(
      model(parameters: 30_000_000_000, keyBytesPerToken: 100_000), on: chip,
      weights: .format(.int8), batch: batch, context: 8192)
    #expect(abs(time.total * 1e3 - milliseconds) < 0.04 * milliseconds)
  }

  /// kipply: a model of 52,076,478,464 parameters in 16 bits reads 104,152,956,928 bytes; four A100 of
  /// 1.5 TB/s need 17.4 ms for it, and 2·52e9·256 FLOPs take 21 ms at 4·312 TFLOP/s.
  @Test(arguments: [(1.0, 17.36), (256, 21.36)])
  func kipply52B(_ batch: Double, _ milliseconds: Double) throws {
    let chip = try Fixtures.chip(flops: 4 * 312e12, bytesPerSecond: 4 * 1.5e12)
    let time = step(
      model(parameters: 52_076_478_464, keyBytesPerToken: 4), on: chip, batch: batch, context: 1)
    let larger = max(time.weights, time.compute)
    // The soft join adds at most 19 % where both are equal.
    #expect(larger * 1e3 >= milliseconds * 0.999)
    #expect(larger * 1e3 <= milliseconds * 1.13)
  }

  /// Scaling book: 235 tokens/s on each of 8 chips at 17 ms and a batch of 32 (70 GB + 41.9 GB).
  @Test func scalingBookServingLlama70B() throws {
    let chip = try Fixtures.chip(flops: 9e17, bytesPerSecond: 8 * 8.2e11)
    let time = step(
      model(parameters: 70_000_000_000, keyBytesPerToken: 160_000), on: chip,
      weights: .format(.int8), batch: 32, context: 8192)
    #expect(abs(time.total - 0.017) < 0.0005)
    #expect(abs(32 / time.total / 8 - 235) < 6)
  }

  /// `1 − (1 − k/E)^T`: 8 of 256 experts and 32 tokens reach 63.8 % of them.
  @Test(arguments: [
    (256.0, 8.0, 32.0, 0.638), (8, 2, 1, 0.25), (8, 2, 16, 0.98998), (8, 8, 1, 1),
  ])
  func touchedExperts(_ experts: Double, _ active: Double, _ tokens: Double, _ share: Double) {
    let work = ExpertWork(
      experts: experts, activeExperts: active, ranks: 1, storage: .bf16, compute: .bf16,
      secondsPerToken: 0, secondsPerRead: 0)
    #expect(abs(work.touchedShare(tokens: tokens) - share) < 0.0005)
    #expect(work.touchedShareOfFullestRank(tokens: tokens) == work.touchedShare(tokens: tokens))
  }

  /// One token for 8 of 256 experts on eight ranks: a rank reads one of its 32 on average, the fullest 2.3; 4,096
  /// tokens reach all of them.
  @Test(arguments: [(1.0, 1.0, 2.33), (32, 20.41, 24.07), (4096, 32, 32)])
  func fullestRankOfExperts(_ tokens: Double, _ mean: Double, _ most: Double) {
    let work = ExpertWork(
      experts: 256, activeExperts: 8, ranks: 8, storage: .bf16, compute: .bf16, secondsPerToken: 0,
      secondsPerRead: 0)
    #expect(abs(32 * work.touchedShare(tokens: tokens) - mean) < 0.01)
    #expect(abs(32 * work.touchedShareOfFullestRank(tokens: tokens) - most) < 0.05)
  }

  /// A vLLM start-up on an H100 of 79.18 GiB: 14.99 GiB of weights for Llama-3.1-8B, 61.03 for
  /// Qwen3-32B, 30.59 for half of it (llm-d planner's measurements).
  @Test(arguments: [
    ("meta-llama/Llama-3.1-8B-Instruct", 1, 14.99), ("Qwen/Qwen3-32B", 1, 61.03),
    ("Qwen/Qwen3-32B", 2, 30.59),
  ])
  func weightsInMemory(_ name: String, _ tensor: Int, _ gibibytes: Double) throws {
    let memory = try Fixtures.deployment(
      name, layout: Layout(tensor: tensor), precision: Precision(weights: .format(.bf16))
    ).memory
    #expect(abs(memory.weights / 1_073_741_824 - gibibytes) < 0.01 * gibibytes)
    #expect(memory.fits)
  }
}
