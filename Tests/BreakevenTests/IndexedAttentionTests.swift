import CheckedJSON
import Foundation
import Testing

@testable import Breakeven

/// Models whose attention an indexer steers, on chips that have no kernels for it.
struct IndexedAttentionTests {
  private func decision(
    model: String = "deepseek-ai/DeepSeek-V3.2", gpu: String, isNamed: Bool,
    layouts: String = ""
  ) throws -> Decision {
    let named = isNamed ? #", "gpus": ["\#(gpu)"]"# : ""
    let text = """
      {"version": 1, "name": "t", "prompt": {"mean": 2000}, "completion": {"mean": 200},
       "volume": {"requestsPerDay": 20000}, "mode": {"interactive": {}},
       "candidates": {"models": ["\(model)"], "engines": ["vLLM"], "precisions": ["published"]\(named)\(layouts)}}
      """
    return try Market.decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)),
      catalog: Market.catalog(offers: [try Market.offer("m", gpu: gpu, usdPerGPUHour: 2)]))
  }

  /// 671 GB in 8 bits fit 16 A100 of 80 GB, for which no kernels are released.
  @Test func theyAreNotTriedUnasked() throws {
    let unasked = try decision(gpu: "A100-80GB", isNamed: false)
    #expect(unasked.selfHosting.isEmpty)
    #expect(
      unasked.untried.contains {
        $0.name == "deepseek-ai/DeepSeek-V3.2 on A100-80GB" && $0.reason.contains("indexer")
      })
    #expect(
      try !decision(gpu: "A100-80GB", isNamed: true).untried.contains {
        $0.reason.contains("indexer")
      })
    #expect(try !decision(gpu: "H200-SXM", isNamed: false).selfHosting.isEmpty)
  }

  @Test func othersRunThere() throws {
    let plain = try decision(model: "Qwen/Qwen3-32B", gpu: "A100-80GB", isNamed: false)
    #expect(!plain.selfHosting.isEmpty)
  }

  /// Where nothing serves the workload, the verdict says why.
  @Test func theVerdictSaysWhyNothingServes() throws {
    let small = try decision(
      model: Market.model, gpu: "RTX-3060", isNamed: true, layouts: #", "layouts": ["TP1"]"#)
    #expect(small.selfHosting.isEmpty && !small.apis.isEmpty)
    #expect(small.verdict.onlyBecause?.contains("on RTX-3060: weights and overhead need") == true)
  }
}
