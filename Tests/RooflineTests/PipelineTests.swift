import Numerics
import TestFixtures
import Testing

@testable import Roofline

/// One prompt passes the stages of a pipeline one after the other, so that they do not shorten its wait.
struct PipelineTests {
  /// Seconds to the first token of one request at a time.
  private static func firstToken(stages: Int, prompt: Double) throws -> Double {
    let deployment = try Fixtures.deployment(
      "meta-llama/Llama-3.3-70B-Instruct", on: "H200",
      layout: Layout(tensor: 1, pipeline: stages))
    return try deployment.estimate(
      of: RequestShape(prompt: prompt, completion: 300), under: .concurrency(1)
    ).timeToFirstTokenSeconds.value
  }

  /// One chunk takes as long on eight stages as on two.
  @Test func stagesDoNotShortenOneChunk() throws {
    let two = try Self.firstToken(stages: 2, prompt: 2000)
    for stages in [4, 8] {
      #expect(abs(try Self.firstToken(stages: stages, prompt: 2000) / two - 1) < 0.1)
    }
  }

  /// Chunks follow each other: `h` on `s` stages take `(h + s − 1)/s` of one.
  @Test func chunksFollowEachOther() throws {
    let deployment = try Fixtures.deployment(
      "meta-llama/Llama-3.3-70B-Instruct", on: "H200",
      layout: Layout(tensor: 1, pipeline: 4))
    let steps = ShapedSteps(deployment, shape: RequestShape(prompt: 2000, completion: 300))
    let one = steps.reading(chunks: 1, of: 2000, decoding: 0, attention: steps.promptAttention)
    let three = steps.reading(chunks: 3, of: 2000, decoding: 0, attention: steps.promptAttention)
    #expect(abs(three / one - 1.5) < 0.02)
  }
}
