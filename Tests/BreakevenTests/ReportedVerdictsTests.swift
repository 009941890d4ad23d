import Testing

@testable import Breakeven

/// Verdicts that were reported to be wrong or misleading: which models and APIs are compared.
struct ReportedVerdictsTests {
  // MARK: Names

  /// Short names resolve where they stand, and the hosts of the model are compared with the declared API.
  @Test func aShortNameInAnEquivalence() async throws {
    let decision = try await ReportedWorkload.decided("e1", on: .oneH100)
    #expect(decision.bestSelfHost?.deployment.model.name == "Qwen/Qwen3-32B")
    #expect(decision.bestAPI?.basis == .sameModel("Qwen/Qwen3-32B"))
    #expect(decision.apis.filter { $0.basis == .sameModel("Qwen/Qwen3-32B") }.count >= 4)
    #expect(decision.apis.contains { $0.tariff.id == "openai/gpt-5.4-mini" })
    #expect(decision.verdict.probabilitySelfHostCheaper != nil)
  }

  @Test func aMisspeltNameInAnEquivalence() throws {
    let error = #expect(throws: InputError.self) {
      try ReportedWorkload.decision("e1", on: .oneH100) {
        try $0.with(equivalences: [
          Equivalence(model: "Qwen/Qwen3-32X", api: "openai/gpt-5.4-mini", note: "a slip")
        ])
      }
    }
    #expect(error?.place == "$.equivalence[0].model")
    #expect(error?.suggestion == "Qwen/Qwen3-32B")
  }

  /// Two to eight price lists host each of these, under the ids of quantised copies as often as not.
  @Test(arguments: [
    "moonshotai/Kimi-K2.7-Code", "deepseek-ai/DeepSeek-V4-Pro", "MiniMaxAI/MiniMax-M3",
    "meta-llama/Llama-4-Scout-17B-16E-Instruct", "google/gemma-4-31B-it", "zai-org/GLM-5.1",
    "Qwen/Qwen3.6-27B",
  ])
  func thePublishersIdFindsItsHosts(name: String) throws {
    let catalog = try Market.builtIn.get()
    let model = try catalog.canonicalModel(name)
    #expect(try catalog.canonicalModel(name.lowercased()) == model)
    #expect(catalog.tariffs(serving: model).count >= 2)
    #expect(try catalog.architecture(ofModel: model) != nil)
  }

  @Test(arguments: ["official-id-DeepSeek-V4-Pro", "official-id-MiniMax-M3"])
  func hostedUnderAnotherId(file: String) async throws {
    let decision = try await ReportedWorkload.decided(file, on: Narrowing(gpus: ["B300"]))
    #expect(decision.apis.count >= 7)
    #expect(decision.verdict.choice != .nothingToCompare)
    #expect(decision.verdict.probabilitySelfHostCheaper != nil)
  }

  /// An offer implies its accelerator.
  @Test func anOfferIsEnough() throws {
    let decision = try ReportedWorkload.decision("t1", on: Narrowing(gpus: [], engines: ["vLLM"])) {
      try $0.with(
        volume: Volume(7200, .perDay),
        candidates: Candidates(
          models: ["meta-llama/Llama-3.1-8B-Instruct"], offers: ["runpod-rtx-4090"]))
    }
    #expect(!decision.selfHosting.isEmpty)
    #expect(decision.selfHosting.allSatisfy { $0.rental.gpu == "RTX-4090" })
  }

  // MARK: Meaning

  /// `candidates` restricts, and an equivalence of another model draws nothing in.
  @Test(arguments: ["cand-only-llama70b", "cand-only-llama70b-noeq"])
  func oneCandidateIsAllThatIsLookedAt(file: String) async throws {
    let decision = try await ReportedWorkload.decided(file, on: .twoH100)
    let model = "meta-llama/Llama-3.3-70B-Instruct"
    #expect(!decision.selfHosting.isEmpty)
    #expect(decision.selfHosting.allSatisfy { $0.deployment.model.name == model })
    #expect(decision.apis.allSatisfy { $0.model == model })
    #expect(!decision.apis.contains { $0.tariff.id == "openai/gpt-5.4-mini" })
    let isUnused = decision.cautions.contains {
      if case .unusedEquivalence("openai/gpt-oss-120b", _) = $0 { true } else { false }
    }
    #expect(isUnused == (file == "cand-only-llama70b"))
  }

  /// A model that was named keeps its row where neither its machines nor a host of it can serve.
  @Test func everyModelThatWasNamedHasARow() throws {
    let models = ["meta-llama/Llama-3.3-70B-Instruct", "Qwen/Qwen3-30B-A3B"]
    let decision = try ReportedWorkload.decision("cand-only-llama70b", on: .twoH100) {
      var candidates = $0.candidates
      candidates.models = models
      return try $0.with(candidates: candidates).with(
        lengths: .marginals(
          prompt: .fixed(60_000), completion: .fixed(300), correlation: 0))
    }
    #expect(decision.models.map(\.model) == models)
    let tooLong = try #require(decision.models.last)
    #expect(tooLong.choice == .nothingToCompare)
    #expect(tooLong.selfHost == nil && tooLong.api == nil && tooLong.probability == nil)
  }

  /// No model is named: a row each, and no winner across models.
  @Test func modelsThatNobodyDeclaredAlike() async throws {
    let decision = try await ReportedWorkload.decided(
      "s2", on: Narrowing(gpus: ["L40S"], layouts: ["TP1"]))
    #expect(decision.scope == .each)
    #expect(decision.bestSelfHost == nil && decision.bestAPI == nil)
    #expect(decision.models.count > 10)
    #expect(Set(decision.models.map(\.model)).count == decision.models.count)
    #expect(
      decision.models.allSatisfy {
        $0.selfHost.map(\.deployment.model.name) ?? $0.model == $0.model
          && $0.api?.model ?? $0.model == $0.model
      })
    #expect(decision.verdict.savingUSD == 0 && decision.breakEven == nil)
    #expect([.modelsDiffer, .modelsAgree].contains(decision.verdict.ground))
    #expect(decision.cautions.contains(.noModelNamed(count: decision.models.count)))
  }

  /// A declared equivalent that is dearer than others is still told of, as what is paid today.
  @Test func whatIsPaidTodayIsPinned() throws {
    let decision = try ReportedWorkload.decision("e1", on: .oneH100) {
      try $0.with(today: Today(api: "openai/gpt-5.4-mini"))
    }
    let today = try #require(decision.today)
    #expect(today.api?.tariff.id == "openai/gpt-5.4-mini")
    #expect(decision.bestAPI?.tariff.id != "openai/gpt-5.4-mini")
    // 1,800 tokens at 0.75 USD and 250 at 4.5 USD per million are 0.002475 USD, 1,216,667 times a month.
    let tariff = try #require(today.api).tariff
    let request =
      1800e-6 * tariff.prices.usdPerMillionInput + 250e-6 * tariff.prices.usdPerMillionOutput
    #expect(abs(today.usd / (request * 40_000 * 365 / 12) - 1) < 1e-9)
  }

  /// A model that thinks thrice as much is served, and billed, for three times the completion.
  @Test func openModelsHaveTheirOwnMultipliers() throws {
    let model = "openai/gpt-oss-20b"
    let decision = try Market.decision(
      Market.workload(models: [model, Market.model], multipliers: [model: 3]),
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/oss", input: 1, output: 2, openModel: model),
        Market.tariff("host/llama", input: 1, output: 2, openModel: Market.model),
      ]))
    func usd(_ name: String) throws -> Double {
      try #require(decision.apis.first { $0.model == name }).usdPerRequest
    }
    // A million requests: 1,000 + 2 · 600 and 1,000 + 2 · 200 USD.
    #expect(abs(try usd(model) * 1e6 - 2200) < 1e-6)
    #expect(abs(try usd(Market.model) * 1e6 - 1400) < 1e-6)
    let served = decision.selfHosting.first { $0.deployment.model.name == model }
    #expect(served?.demand.mix.meanCompletionTokens == 600)
  }

  // MARK: Search

  /// int4 has a published checkpoint and is tried; int8 has none and is named.
  @Test func precisionsAreTriedOrNamed() async throws {
    let decision = try await ReportedWorkload.decided("q0", on: .oneA100)
    #expect(decision.selfHosting.contains { $0.deployment.precision.weightFormat == .int4 })
    #expect(decision.untried.contains { $0.name == "Qwen/Qwen3-32B in int8" })
    let best = try #require(decision.bestSelfHost)
    let wide = try #require(decision.selfHosting.first { !$0.isStepInQuality })
    #expect(best.totalUSD <= wide.totalUSD)
    #expect(
      decision.cautions.contains { if case .fewerBits = $0 { true } else { false } }
        == best.isStepInQuality)
  }

  /// The best stack that a user may name is found without naming it.
  @Test func theBestStackIsFoundByDefault() async throws {
    let chips = Narrowing(gpus: ["B200"], engines: [])
    let named = try await ReportedWorkload.decided("dsb-TensorRT-LLM-2025-nvfp4", on: chips)
    let silent = try await ReportedWorkload.decided("dsb-default", on: chips)
    let (best, known) = (try #require(silent.bestSelfHost), try #require(named.bestSelfHost))
    #expect(best.deployment.precision == known.deployment.precision)
    // As engines differ, one more replica keeps the deadline with the same chance, and is paid for its start.
    #expect(best.totalUSD <= known.totalUSD * 1.001)
    for engine in ["vLLM 2025", "SGLang 2025"] {
      let other = try ReportedWorkload.decision(
        "dsb-default", on: Narrowing(gpus: ["B200"], engines: [engine])
      ) {
        $0
      }
      #expect(best.totalUSD <= (other.bestSelfHost?.totalUSD ?? .infinity) * 1.001, "\(engine)")
    }
    #expect(silent.triedDeployments > 3 * named.triedDeployments)
    #expect(
      silent.selfHosting.contains {
        $0.deployment.layout.expert > 1 || $0.deployment.layout.attentionData > 1
      })
  }

  /// Layouts that cannot be are refused, or left out for models whose heads they do not divide.
  @Test func impossibleLayouts() async throws {
    func decide(_ layout: String) async throws -> Decision {
      try await ReportedWorkload.decided("q0", on: Narrowing(gpus: ["H100-SXM"], layouts: [layout]))
    }
    await #expect(throws: InputError.self) { try await decide("PP5000") }
    #expect(try await decide("TP3").selfHosting.isEmpty)
  }
}
