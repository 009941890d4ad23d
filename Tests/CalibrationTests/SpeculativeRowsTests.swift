import CheckedJSON
import Numerics
import Roofline
import TestFixtures
import Testing

@testable import Calibration

/// Rows of measurement files that guessed tokens ahead.
struct SpeculativeRowsTests {
  private static let columns =
    "source,engine,engine_version,date,model,architecture,gpu,gpus,tp,ep,weight_dtype,prompt_tokens,"
    + "completion_tokens,load,concurrency,output_tokens_per_s,tpot_ms,lengths,speculative,draft_tokens,"
    + "acceptance_length"

  private func file(_ rows: String...) throws -> MeasurementFile {
    try MeasurementFile(([Self.columns] + rows).joined(separator: "\n").utf8, publishers: .none)
  }

  /// Nine pairs of runs with TensorRT-LLM gained 1.5 times in the median, and none of 78 on any engine more than
  /// 2.3 times (SemiAnalysis InferenceX, 2026, and Nebius H200 profiling).
  @Test(arguments: [("7372.8", "921.6", "16"), ("921.6", "921.6", "4")])
  func aRunWithHeadsIsPredictedFasterThanOneWithout(prompt: String, completion: String, n: String)
    throws
  {
    let common =
      "InferenceX,TensorRT-LLM,,2026-01-15,deepseek-ai/DeepSeek-R1-0528,deepseek-ai/DeepSeek-V3,"
      + "H200,8,8,8,fp8,\(prompt),\(completion),fixed_concurrency,\(n),,,uniform,"
    let rows = Validation(
      try file(common + "mtp,,", common + "none,,"), resolver: try Fixtures.resolver()
    ).rows
    let with = try #require(rows.first?.predicted.outputTokensPerSecond)
    let without = try #require(rows.last?.predicted.outputTokensPerSecond)
    #expect((1.1...2.3).contains(with / without))
  }

  @Test func draftsAndAcceptanceAreRead() throws {
    let row = try #require(
      try file(
        "x,vLLM,,2026-06,openai/gpt-oss-120b,,H200,1,1,1,mxfp4,7372.8,921.6,fixed_concurrency,16,832.6,"
          + "17.93,uniform,eagle3,7,3.149"
      ).measurements.first)
    let speculation = try #require(row.speculation)
    #expect(speculation.method == .eagle3)
    #expect(speculation.draftTokens == 7)
    #expect(speculation.acceptanceLength == 3.149)
    let deployment = try Fixtures.resolver().deployment(of: row)
    #expect(deployment.speculation?.acceptanceLength.value == 3.149)
  }

  /// Three draft tokens and the verified one are four at most.
  @Test func moreAcceptedThanGuessedIsRefused() throws {
    let refusal = try file(
      "x,vLLM,,2026,openai/gpt-oss-120b,,H200,1,1,1,,100,100,fixed_concurrency,1,100,,,eagle3,3,4.5"
    ).refusals.first
    #expect(refusal?.reason.contains("acceptance_length") == true)
  }

  @Test func engineProfilesAreNotFittedToThem() throws {
    let row =
      "x,vLLM,,2026-06,meta-llama/Llama-3.1-8B-Instruct,,H100,1,1,1,bf16,100,100,"
      + "fixed_concurrency,1,100,,,eagle3,3,2"
    let data = CalibrationData(
      try file(row), setup: try Fixtures.setup(), resolver: try Fixtures.resolver())
    #expect(data.rows.isEmpty)
    #expect(data.refusals.first?.reason.contains("speculates") == true)
  }
}
