import Foundation
import Testing

@testable import Breakeven

/// The answer with one token a step, and with tokens guessed ahead.
struct StackAnswersTests {
  /// DeepSeek-R1, whose checkpoint carries a head for multi-token prediction, with 25 ms a token.
  private func decision(
    _ stack: ServingStack?, model: String = "deepseek-ai/DeepSeek-R1-0528",
    layout: String = "TP8·EP8"
  ) throws -> Decision {
    var assumptions = ReportedWorkload.assumptions
    assumptions.stack = stack
    return try ReportedWorkload.decision(
      "t1", on: Narrowing(gpus: ["H200-SXM"], engines: ["TensorRT-LLM"], layouts: [layout]),
      assuming: assumptions
    ) {
      try $0.with(
        volume: Volume(400_000, .perDay),
        mode: .interactive(
          ServiceLevel(timePerOutputTokenSeconds: 0.025), Traffic()),
        candidates: Candidates(models: [model]))
    }
  }

  /// The modern reading, which several tests look at.
  private static let modern = Result { try StackAnswersTests().decision(.modern) }

  @Test func plainIsTheHeadlineAndModernStandsBesideIt() throws {
    let decision = try decision(nil)
    let stacks = try #require(decision.stacks)
    #expect(stacks.headline == .plain)
    #expect(stacks.plain.selfHostUSD == decision.bestSelfHost?.totalUSD)
    #expect(stacks.plain.speculation == nil)
    #expect(stacks.modern.speculation?.method == .mtp)
    #expect(stacks.modern.selfHostUSD < stacks.plain.selfHostUSD)
    #expect(stacks.differ)
  }

  @Test func modernAsAskedIsTheHeadlineAndPlainStandsBesideIt() throws {
    let decision = try Self.modern.get()
    let stacks = try #require(decision.stacks)
    let best = try #require(decision.bestSelfHost)
    #expect(stacks.headline == .modern)
    #expect(best.deployment.speculation?.method == .mtp)
    #expect(best.name.contains("multi-token prediction"))
    #expect(stacks.modern.selfHostUSD == best.totalUSD)
    #expect(stacks.plain.selfHostUSD > best.totalUSD)
    #expect(stacks.plain.speculation == nil)
  }

  /// A modern stack may always be run like a plain one, so at no speed does it cost more; and published runs of one
  /// GPU-hour's price `p` and `x` tokens a second and GPU cost `p / (3600·x)`.
  @Test func bothFrontiersAndPublishedRunsStandBesideEachOther() throws {
    let frontier = try Self.modern.get().speedFrontier()
    #expect(!frontier.plain.isEmpty && frontier.modern != frontier.plain)
    for plain in frontier.plain {
      #expect(
        frontier.modern.contains {
          $0.tokensPerSecondPerUser >= plain.tokensPerSecondPerUser
            && $0.usdPerMillionTokens <= plain.usdPerMillionTokens
        })
    }
  }

  /// InferenceX published 7,373 + 922 tokens of DeepSeek-R1 on 8 H200: at 2 dollars an hour `x` tokens a second and GPU
  /// cost `2 / (3600·x)`, whatever other model is cheaper on that GPU.
  @Test func publishedRunsHaveThePriceOfTheseMachines() throws {
    let text = """
      {"version": 1, "name": "t", "prompt": {"fixed": 8000}, "completion": {"fixed": 1000},
       "volume": {"requestsPerDay": 100000}, "mode": {"interactive": {}}, "stack": "modern",
       "candidates": {"models": ["deepseek-ai/DeepSeek-R1-0528", "\(Market.model)"],
         "engines": ["TensorRT-LLM"], "gpus": ["H200-SXM"], "precisions": ["published"]}}
      """
    let decision = try Market.decision(
      Workload(json: text),
      catalog: Market.catalog(offers: [try Market.offer("m", gpu: "H200-SXM", usdPerGPUHour: 2)]))
    let published = decision.speedFrontier().published
    #expect(published.count > 3)
    for point in published {
      #expect(point.speed.accelerator == "H200-SXM" && point.speed.promptTokens == 7372.8)
      let usd = 2 / (3600 * point.speed.tokensPerSecondPerChip) * 1e6
      #expect(abs(point.usdPerMillionTokens / usd - 1) < 1e-9)
    }
  }

  /// Among the published points of one model, chip, precision, length and stack, none beats another in both.
  @Test func publishedRunsAreFrontsOfTheirOwn() throws {
    let all = try PublishedSpeed.builtIn()
    #expect(all.count == 302)
    let groups = Dictionary(grouping: all) {
      "\($0.model) \($0.accelerator) \($0.weights) \($0.promptTokens) \($0.completionTokens) \($0.stack)"
    }
    for points in groups.values {
      for (slow, fast) in zip(points, points.dropFirst()) {
        #expect(slow.tokensPerSecondPerUser < fast.tokensPerSecondPerUser)
        #expect(slow.tokensPerSecondPerChip > fast.tokensPerSecondPerChip)
      }
    }
  }

  /// Both readings tell the same of each other, within what whole machines allow.
  @Test func bothReadingsAgree() throws {
    let plain = try #require(try decision(.plain).stacks)
    let modern = try #require(try Self.modern.get().stacks)
    #expect(abs(plain.modern.selfHostUSD / modern.modern.selfHostUSD - 1) < 0.25)
    #expect(abs(plain.plain.selfHostUSD / modern.plain.selfHostUSD - 1) < 0.25)
  }

  /// No figures of a draft of Qwen3-32B are known, and its checkpoint carries no head.
  @Test func withoutADraftBothAreTheSame() throws {
    let stacks = try #require(
      try decision(nil, model: "Qwen/Qwen3-32B", layout: "TP1").stacks)
    #expect(!stacks.differ)
    #expect(stacks.modern.speculation == nil)
  }

  @Test func aWorkloadMayStateIt() throws {
    let text = """
      {"version": 1, "name": "x", "prompt": 1000, "completion": 200, "stack": "modern",
       "volume": {"requestsPerDay": 1000}, "mode": {"interactive": {}}}
      """
    let workload = try Workload(JSONDocument(Data(text.utf8), file: nil))
    #expect(workload.stack == .modern)
    #expect(DecisionAssumptions().stack(of: workload) == .modern)
    #expect(try Workload(JSONDocument(Data(workload.json.utf8), file: nil)) == workload)
    let wrong = text.replacing("modern", with: "moderm")
    let error = #expect(throws: InputError.self) {
      try Workload(JSONDocument(Data(wrong.utf8), file: nil))
    }
    #expect(error?.suggestion == "modern")
  }
}
