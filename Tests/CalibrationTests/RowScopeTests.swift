import CheckedJSON
import TestFixtures
import Testing

@testable import Calibration

/// Rows that no prediction can be held against, each with its reason.
struct RowScopeTests {
  static let rows: [(columns: String, values: String, reason: String)] = [
    ("flag", "overloaded", "doubtful: overloaded"),
    ("kind", "decode rate only", "decode rate only"),
    ("speculative", "dspark", "speculates (dspark)"),
    ("speculative", "unknown", "was not published"),
    ("mode", "disaggregated", "prefill pool"),
  ]

  @Test(arguments: rows)
  func whatIsNoPlainRunIsRefusedByName(columns: String, values: String, reason: String) throws {
    let text = """
      engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency,\(columns)
      vLLM,meta-llama/Llama-3.1-8B-Instruct,H100,1,100,100,fixed_concurrency,1,\(values)
      """
    let file = try MeasurementFile(text.utf8, publishers: .none)
    #expect(file.measurements.isEmpty)
    #expect(file.refusals.first?.reason.contains(reason) == true)
  }

  @Test func plainRowsOfWiderFilesAreRead() throws {
    let text = """
      engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency,flag,kind,speculative,mode,ttft_statistic
      vLLM,meta-llama/Llama-3.1-8B-Instruct,H100,1,100,100,fixed_concurrency,1,,e2e,none,aggregated,median
      """
    let file = try MeasurementFile(text.utf8, publishers: .none)
    #expect(file.measurements.first?.conditions.firstTokenStatistic == .median)
  }

  /// 235 GB of FP8 weights were published as run on one chip of 141 GB.
  @Test func weightsThatCannotFitAreRefusedByName() throws {
    let text = """
      engine,model,gpu,gpus,weight_dtype,prompt_tokens,completion_tokens,load,concurrency,output_tokens_per_s
      vLLM,Qwen/Qwen3-235B-A22B,H200,1,fp8,1000,1000,fixed_concurrency,1,60
      """
    let validation = Validation(
      try MeasurementFile(text.utf8, publishers: .none), resolver: try Fixtures.resolver())
    let reason = try #require(validation.rows.first?.skipReason)
    #expect(reason.contains("weights") && reason.contains("GB per GPU"))
  }
}
