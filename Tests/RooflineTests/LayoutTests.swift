import CheckedJSON
import TestFixtures
import ModelArithmetic
import Testing

@testable import Roofline

/// A layout that exists is valid, and one that suits its model and chip makes a deployment.
@Suite struct LayoutTests {
  @Test(arguments: [
    ("tp", 0, 1, 1, 1, "0", "1"), ("tp", 2000, 1, 1, 1, "2000", "1024"),
    ("pp", 1, -3, 1, 1, "-3", "1"), ("ep", 1, 1, 7, 1, "7", "1"), ("ep", 8, 1, 7, 1, "7", "8"),
    ("attention-dp", 4, 1, 1, 3, "3", "2"), ("attention-dp", 1, 1, 1, 8, "8", "1"),
  ])
  func wrongByItself(
    _ place: String, _ tensor: Int, _ pipeline: Int, _ expert: Int, _ groups: Int,
    _ found: String, _ nearest: String
  ) throws {
    let error = try #require(throws: InputError.self) {
      try Layout(tensor: tensor, pipeline: pipeline, expert: expert, attentionData: groups)
    }
    #expect(error.place == place && error.found == found && error.suggestion == nearest)
  }

  @Test(arguments: [
    // 64 query heads do not divide by 3, 40 of Qwen3-14B by neither 3 nor 16.
    ("meta-llama/Llama-3.3-70B-Instruct", 3, 1, 1, 1, "tp", "1, 2, 4 or 8"),
    ("Qwen/Qwen3-14B", 3, 1, 1, 1, "tp", "1, 2, 4, 5 or 8"),
    // An H100 has links to 7 others.
    ("meta-llama/Llama-3.3-70B-Instruct", 16, 1, 1, 1, "tp", "at most 8"),
    ("meta-llama/Llama-3.3-70B-Instruct", 1, 1000, 1, 1, "pp", "at most 80"),
    ("meta-llama/Llama-3.3-70B-Instruct", 2, 1, 2, 1, "ep", "1, because"),
    // Six ranks in three groups of two, but 8 experts on 6 ranks.
    ("mistralai/Mixtral-8x7B-v0.1", 6, 1, 6, 3, "ep", "1 or 2"),
  ])
  func wrongForModelOrChip(
    _ model: String, _ tensor: Int, _ pipeline: Int, _ expert: Int, _ groups: Int,
    _ place: String, _ expected: String
  ) throws {
    let layout = try Layout(
      tensor: tensor, pipeline: pipeline, expert: expert, attentionData: groups)
    let error = try #require(throws: InputError.self) {
      try Fixtures.deployment(model, layout: layout)
    }
    #expect(error.place == place)
    #expect(error.expected.hasPrefix(expected))
    let one = try Fixtures.deployment(model)
    #expect(throws: error) { try one.with(layout: layout) }
  }

  @Test func errorsNameOptions() throws {
    let error = try #require(throws: InputError.self) {
      try Fixtures.deployment(
        "meta-llama/Llama-3.3-70B-Instruct", layout: Layout(tensor: 3))
    }
    #expect(
      error.namingOptions.description
        == "--tp: found 3, expected 1, 2, 4 or 8, which split the 64 query heads of "
        + "meta-llama/Llama-3.3-70B-Instruct evenly (did you mean \"2\"?)")
  }

  /// Groups of attention need no even split of heads among all ranks: 71 heads of Falcon on 8 ranks.
  @Test func attentionDataParallelismSplitsNoHeads() throws {
    let chip = try Fixtures.accelerators().accelerator(named: "H100-SXM")
    let falcon = try Fixtures.model("tiiuae/falcon-7b")
    #expect(!(try Layout(tensor: 8).suits(falcon, on: chip)))
    #expect(try Layout(tensor: 8, attentionData: 8).suits(falcon, on: chip))
  }

  @Test(arguments: [
    ("meta-llama/Llama-3.1-8B-Instruct", "H100-SXM", 8, "TP1 TP2 TP4 TP8"),
    ("meta-llama/Llama-3.1-8B-Instruct", "H100-SXM", 2, "TP1 TP2"),
    ("meta-llama/Llama-3.1-8B-Instruct", "L40S", 4, "TP1 TP2 TP1·PP2 TP4 TP1·PP4 TP2·PP2"),
    (
      "Qwen/Qwen3-30B-A3B", "H100-SXM", 4,
      "TP1 TP2 TP2·EP2 TP2·EP2·DP-attention 2 TP4 TP4·EP4 TP4·EP4·DP-attention 4"
    ),
    ("tiiuae/falcon-7b", "H100-SXM", 8, "TP1"),
  ])
  func candidates(_ model: String, _ chip: String, _ chips: Int, _ names: String) throws {
    let layouts = Layout.candidates(
      for: try Fixtures.model(model), on: try Fixtures.accelerators().accelerator(named: chip),
      chips: chips)
    #expect(layouts.map(\.name).joined(separator: " ") == names)
  }

  @Test func candidatesReachAcrossARack() throws {
    let chip = try Fixtures.accelerators().accelerator(named: "GB200")
    let layouts = Layout.candidates(
      for: try Fixtures.model("deepseek-ai/DeepSeek-V3.2"), on: chip, chips: 72)
    #expect(layouts.map(\.chips).max() == 64)
    #expect(layouts.allSatisfy { $0.chips <= 72 })
    #expect(layouts.count == Set(layouts).count)
    #expect(layouts.map(\.chips) == layouts.map(\.chips).sorted())
  }

  /// Another precision or layout of a deployment is what a new one would be.
  @Test func changedDeploymentsEqualNewOnes() throws {
    let first = try Fixtures.deployment("openai/gpt-oss-120b", layout: Layout(tensor: 2))
    let precision = Precision(weights: .format(.bf16), kvCache: .fp8)
    let layout = try Layout(tensor: 8, expert: 8)
    let changed = try first.with(layout: layout, precision: precision)
    let new = try Fixtures.deployment(
      "openai/gpt-oss-120b", layout: layout, precision: precision)
    #expect(changed == new)
    let shape = RequestShape(prompt: 1000, completion: 300)
    #expect(changed.saturation(of: shape) == new.saturation(of: shape))
  }
}
