import Testing

@testable import Breakeven

@Suite struct CompletionMultiplierTests {
  private let multipliers: CompletionMultipliers

  init() throws { multipliers = try .builtIn() }

  @Test(arguments: [
    ("openai/gpt-oss-120b", Effort.high, TaskKind.documents, 8.7),
    ("openai/gpt-oss-120b", .low, .facts, 11), ("openai/gpt-oss-120b", .high, .tools, 6.7),
    ("openai/gpt-oss-20b", .high, .documents, 15),
    ("nvidia/Qwen3.6-35B-A3B-NVFP4", .high, .instructions, 45),
    ("deepseek-ai/DeepSeek-V3.2", .none, .tools, 2.2),
    ("deepseek-ai/DeepSeek-V3.2", .high, .documents, 11),
    ("moonshotai/Kimi-K2.5", .high, .knowledge, 20), ("zai-org/GLM-4.7", .high, .facts, 410),
    ("openai/gpt-5.4-mini", .max, .tools, 21), ("openai/gpt-5.4-mini", .medium, .facts, 46),
    ("anthropic/claude-haiku-4-5", .high, .documents, 16),
    ("google/gemini-2.5-flash", .none, .documents, 1.1),
  ])
  func measuredModelsHaveTheirOwn(model: String, effort: Effort, task: TaskKind, likely: Double) {
    let multiplier = multipliers.multiplier(model: model, effort: effort, task: task)
    #expect(multiplier.likely == likely)
    #expect(abs(multiplier.low - likely / 1.66) < 1e-9)
    #expect(abs(multiplier.high - likely * 1.66) < 1e-9)
    #expect(!multiplier.isDefault)
    #expect(multiplier.source.kind == .measured)
  }

  @Test(arguments: [
    "meta-llama/Llama-3.3-70B-Instruct", "meta-llama/Llama-3.1-8B-Instruct",
    "mistralai/Mistral-Nemo-Instruct-2407", "openai/gpt-4.1-mini", "google/gemma-3-27b-it",
    "Qwen/Qwen3-235B-A22B-Instruct-2507", "Qwen/Qwen3-Next-80B-A3B-Instruct",
    "deepseek-ai/DeepSeek-V3", "Qwen/Qwen2.5-72B-Instruct",
  ])
  func modelsThatDoNotThinkCountOne(model: String) {
    #expect(multipliers.thinks(model) == false)
    for task in TaskKind.allCases {
      let multiplier = multipliers.multiplier(model: model, effort: .high, task: task)
      #expect([multiplier.low, multiplier.likely, multiplier.high] == [1, 1, 1])
    }
  }

  @Test(arguments: [
    ("openai/gpt-oss-120b", Effort.medium), ("Qwen/Qwen3-32B", .high),
    ("deepseek-ai/DeepSeek-V3.2", .none), ("openai/gpt-5.4-mini", .none),
    ("anthropic/claude-haiku-4-5", .none), ("moonshotai/Kimi-K3", .max),
    ("sgl-project/DeepSeek-V4-Pro-FP8", .high), ("zai-org/GLM-4.7", .high),
    ("google/gemini-2.5-flash-lite", .none), ("Qwen/Qwen3-30B-A3B-Thinking-2507", .high),
    ("deepseek-ai/DeepSeek-R1-Distill-Llama-70B", .high),
  ])
  func nothingSaidMeansTheirDefault(model: String, effort: Effort) throws {
    let known = try #require(multipliers.defaultEffort(model))
    #expect(known.effort == effort)
    #expect(known.source != nil)
    #expect(multipliers.thinks(model) == (effort != .none))
    #expect(multipliers.multiplier(model: model, task: .knowledge).effort == effort)
  }

  @Test func betweenTwoEffortsIsTheGeometricMean() {
    let medium = multipliers.multiplier(model: "openai/gpt-oss-120b", task: .documents)
    // √(3.6 · 8.7) = 5.597.
    #expect(abs(medium.likely - 5.597) < 0.001)
    #expect(medium.source.kind == .derived)
    // A third of the way from medium (2.4) to max (21) is halfway in places: √(2.4 · 21) = 7.099.
    let high = multipliers.multiplier(model: "openai/gpt-5.4-mini", effort: .high, task: .tools)
    #expect(abs(high.likely - 7.099) < 0.001)
  }

  @Test func aSwitchThinksOneWayOnly() {
    for effort in [Effort.low, .medium, .high, .max] {
      let multiplier = multipliers.multiplier(
        model: "moonshotai/Kimi-K2.5", effort: effort, task: .documents)
      #expect(multiplier.likely == 12)
    }
  }

  @Test func oneThatMustThinkDoesSoAtLeastALittle() {
    let least = multipliers.multiplier(
      model: "openai/gpt-oss-120b", effort: Effort.none, task: .facts)
    #expect(least.effort == .low)
    #expect(least.likely == 11)
  }

  @Test(arguments: [
    (TaskKind.tools, 2.0, 4.9, 7.0), (.documents, 5, 12, 28), (.facts, 25, 63, 400),
  ])
  func thinkersThatWereNotMeasuredHaveTheUsualRange(
    task: TaskKind, low: Double, likely: Double, high: Double
  ) {
    let multiplier = multipliers.multiplier(model: "zai-org/GLM-4.6", task: task)
    #expect([multiplier.low, multiplier.likely, multiplier.high] == [low, likely, high])
    #expect(multiplier.isDefault)
    #expect(multiplier.source.kind == .derived)
  }

  @Test func nothingIsKnownOfAStranger() {
    #expect(multipliers.thinks("acme/own-model-7b") == nil)
    let plain = multipliers.multiplier(model: "acme/own-model-7b", task: .facts)
    #expect(plain.likely == 1)
    #expect(plain.isDefault)
    #expect(plain.source.kind == .assumed)
    let told = multipliers.multiplier(model: "acme/own-model-7b", effort: .high, task: .tools)
    #expect(told.likely == 4.9)
  }

  @Test func somethingIsKnownOfEveryModelInTheCatalog() throws {
    let catalog = try Catalog.builtIn()
    for tariff in catalog.prices.tariffs where tariff.purpose == .generation {
      #expect(multipliers.thinks(tariff.openModel ?? tariff.id) != nil, "\(tariff.id)")
    }
    for model in catalog.models.identifiers {
      // What embeds or ranks writes nothing.
      let layers = try? catalog.models.architecture(named: model)
      guard layers?.purpose.isPrefillOnly != true else { continue }
      #expect(multipliers.thinks(model) != nil, "\(model)")
    }
  }

  @Test func moreEffortNeverWritesLess() throws {
    for model in Set(try Catalog.builtIn().prices.tariffs.map { $0.openModel ?? $0.model }) {
      for task in TaskKind.allCases {
        let likely = [Effort.low, .medium, .high, .max].map {
          multipliers.multiplier(model: model, effort: $0, task: task).likely
        }
        #expect(likely == likely.sorted(), "\(model) \(task)")
      }
    }
  }

  @Test(arguments: [("xhigh", Effort.max), ("minimal", .low), ("HIGH", .high)])
  func effortsAreReadAsAPIsSpellThem(text: String, effort: Effort) {
    #expect(Effort(spelled: text) == effort)
    #expect(Effort(spelled: "ultra") == nil)
  }
}
