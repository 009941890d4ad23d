import CheckedJSON
import TestFixtures
import Testing

@testable import Calibration

/// What publishers mean by figures whose rows do not say it.
struct PublisherPracticesTests {
  private func file(
    source: String, engine: String = "vLLM", version: String = "", date: String = "",
    load: String = "fixed_concurrency,8", statistic: String = ""
  ) throws -> MeasurementFile {
    let text = """
      source,date,engine,engine_version,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency,ttft_statistic
      \(source),\(date),\(engine),\(version),meta-llama/Llama-3.1-8B-Instruct,H100,1,100,100,\(load),\(statistic)
      """
    return try MeasurementFile(
      text.utf8, publishers: Fixtures.publishers())
  }

  /// InferenceX gave medians from December 2025 on where it names no container; others give means.
  @Test(arguments: [
    ("SemiAnalysis InferenceX", "", "2025-12-13", "", FirstTokenStatistic.median),
    ("SemiAnalysis InferenceX", "", "2025-11-02", "", .mean),
    ("SemiAnalysis InferenceX", "lmsysorg/sglang:v0.5.9-cu130", "2026-03-25", "", .mean),
    ("SemiAnalysis InferenceX", "", "2026-03-25", "mean", .mean),
    ("aiconfigurator silicon sample (InferenceX)", "", "2026", "", .mean),
    ("somebody", "", "2026", "p50", .median),
  ])
  func firstTokens(
    _ source: String, _ version: String, _ date: String, _ said: String,
    _ expected: FirstTokenStatistic
  ) throws {
    let file = try file(source: source, version: version, date: date, statistic: said)
    #expect(try #require(file.measurements.first).conditions.firstTokenStatistic == expected)
  }

  @Test func copiesOfOnePromptTakeTheSameExperts() throws {
    let source = "Argonne LLM-Inference-Bench"
    for (engine, copies) in [("TensorRT-LLM", true), ("vLLM", false)] {
      let file = try file(source: source, engine: engine)
      #expect(try #require(file.measurements.first).conditions.hasCopiedRequests == copies)
    }
  }

  @Test func jobsOfUnpublishedLengthsAreNotScored() throws {
    let file = try file(source: "GPUStack performance lab", load: "saturation,")
    #expect(file.refusals.first?.reason.contains("lengths") == true)
    #expect(try self.file(source: "GPUStack performance lab").refusals.isEmpty)
  }
}
