import CheckedJSON
import Foundation
import ModelArithmetic
import Numerics
import TestFixtures
import Testing

@testable import Roofline

/// What guessing ahead costs and yields, on measured steps and on numbers worked out by hand.
struct SpeculationTests {
  /// A step of four tokens a sequence over one of a single token, as one CUDA graph on an H100 takes them:
  /// 7.497/7.089 ms and so on for an 8B dense model, and for 8 of 128 experts of a 30B one.
  @Test(arguments: [
    ("meta-llama/Llama-3.1-8B-Instruct", 1.0, 2048.0, 1.06),
    ("meta-llama/Llama-3.1-8B-Instruct", 16, 2048, 1.05),
    ("meta-llama/Llama-3.1-8B-Instruct", 128, 1024, 1.50),
    ("Qwen/Qwen3-30B-A3B", 1, 2048, 1.52), ("Qwen/Qwen3-30B-A3B", 4, 2048, 1.75),
    ("Qwen/Qwen3-30B-A3B", 16, 2048, 1.42), ("Qwen/Qwen3-30B-A3B", 128, 1024, 1.19),
  ])
  func verifyingFourTokensCostsWhatWasMeasured(
    model: String, sequences: Double, context: Double, measured: Double
  ) throws {
    let deployment = try Fixtures.deployment(model)
    func seconds(_ tokens: Double) -> Double {
      var load = StepLoad(decoding: sequences, context: context)
      load.tokensPerSequence = tokens
      return deployment.pass.time(of: load, with: deployment.parameters).total
    }
    #expect(abs(seconds(4) / seconds(1) / measured - 1) < 0.3)
  }

  /// 1 + 0.7 + 0.49 + 0.343 = 2.533.
  @Test func acceptanceAddsUp() {
    #expect(abs(AcceptanceFigure.length(rate: 0.7, draftTokens: 3) - 2.533) < 1e-12)
    #expect(abs(AcceptanceFigure.rate(ofLength: 2.533, draftTokens: 3) - 0.7) < 1e-9)
  }

  /// Nothing accepted yields one token a step, at the price of the draft.
  @Test func aDraftThatIsNeverRightCosts() throws {
    let plain = try Fixtures.deployment()
    let useless = plain.speculating(
      try Speculation(
        method: .eagle3, draftTokens: 3,
        acceptanceLength: Interval(value: 1, low: 1, high: 1),
        draft: plain.model.usualEagleDraft, source: "none"))
    let shape = RequestShape(prompt: 1000, completion: 500)
    let with = try useless.estimate(of: shape, under: .concurrency(8))
    let without = try plain.estimate(of: shape, under: .concurrency(8))
    #expect(with.outputTokensPerSecond.value < without.outputTokensPerSecond.value)
    #expect(useless.memory.weights > plain.memory.weights)
  }

  /// Without cost, tokens of a step come for nothing: twice as many are twice as fast.
  @Test func nGramsOfTwoTokensNearlyDoubleADenseStepAtOneRequest() throws {
    let plain = try Fixtures.deployment()
    let guessing = plain.speculating(
      try Speculation(
        method: .ngram, draftTokens: 1, acceptanceLength: Interval(value: 2, low: 2, high: 2),
        draft: nil, source: "every guess right"))
    let shape = RequestShape(prompt: 100, completion: 2001)
    let with = try guessing.estimate(of: shape, under: .concurrency(1))
    let without = try plain.estimate(of: shape, under: .concurrency(1))
    let gain = without.timePerOutputTokenSeconds.value / with.timePerOutputTokenSeconds.value
    #expect(gain > 1.9)
    #expect(gain <= 2)
  }

  /// A more uncertain acceptance widens what is predicted.
  @Test func spreadOfAcceptanceWidensTheInterval() throws {
    let plain = try Fixtures.deployment()
    func width(_ low: Double, _ high: Double) throws -> Double {
      let guessing = plain.speculating(
        try Speculation(
          method: .ngram, draftTokens: 3,
          acceptanceLength: Interval(value: 2, low: low, high: high), draft: nil, source: ""))
      let estimate = try guessing.estimate(
        of: RequestShape(prompt: 100, completion: 500), under: .concurrency(4))
      return estimate.outputTokensPerSecond.high / estimate.outputTokensPerSecond.low
    }
    #expect(try width(1.5, 2.7) > width(2, 2))
  }

  @Test func moreThanIsGuessedCannotBeAccepted() throws {
    #expect(throws: InputError.self) {
      try Speculation(
        method: .ngram, draftTokens: 2, acceptanceLength: Interval(value: 3.5, low: 3, high: 4),
        draft: nil, source: "")
    }
    #expect(throws: InputError.self) {
      try Speculation(
        method: .ngram, draftTokens: 0, acceptanceLength: Interval(value: 1, low: 1, high: 1),
        draft: nil, source: "")
    }
  }

  /// InferenceX publishes 2.99 for three tokens of GLM-5.2's head on code.
  @Test func publishedLengthsAreTaken() throws {
    let known = try #require(
      try Fixtures.speculation().acceptance(
        of: "zai-org/GLM-5.2", method: .mtp, draftTokens: 3, task: "coding"))
    #expect(abs(known.length.value - 2.99) < 0.001)
    #expect(known.source.contains("InferenceX"))
  }

  /// A model without figures gets the median of others, wider than one with figures.
  @Test func unknownModelsGetTheMedianOfOthersAndAWideSpread() throws {
    let catalog = try Fixtures.speculation()
    func width(_ model: String) throws -> Double {
      let known = try #require(
        catalog.acceptance(of: model, method: .mtp, draftTokens: 3, task: nil))
      return known.length.high / known.length.low
    }
    #expect(try width("nobody/new-model") > width("zai-org/GLM-5.2"))
    let known = try #require(
      catalog.acceptance(of: "nobody/new-model", method: .mtp, draftTokens: 3, task: nil))
    #expect(known.source.hasPrefix("median of"))
    #expect((2...3.5).contains(known.length.value))
  }

  /// Longer drafts yield no fewer tokens, and never more than they guess.
  @Test(arguments: SpeculationMethod.allCases)
  func longerDraftsYieldMore(method: SpeculationMethod) throws {
    let catalog = try Fixtures.speculation()
    var before = 1.0
    for tokens in method.usualDraftTokens {
      guard
        let known = catalog.acceptance(
          of: "deepseek-ai/DeepSeek-R1-0528", method: method, draftTokens: tokens, task: nil)
      else { return }
      #expect(known.length.value >= before - 1e-9)
      #expect(known.length.high <= Double(tokens) + 1)
      before = known.length.value
    }
  }

  /// One request alone gains from three guessed tokens, thousands on one replica lose: a batch that is bound
  /// by arithmetic pays for every token that is thrown away.
  @Test func crowdsGainLessThanSingleRequests() throws {
    let plain = try Fixtures.deployment()
    let guessing = plain.speculating(
      try Fixtures.speculation().speculation(
        with: plain.model, id: plain.model.name, method: .eagle3, draftTokens: 5, task: "chat"))
    let shape = RequestShape(prompt: 200, completion: 500)
    func gain(_ requests: Double) throws -> Double {
      try guessing.estimate(of: shape, under: .concurrency(requests)).outputTokensPerSecond.value
        / plain.estimate(of: shape, under: .concurrency(requests)).outputTokensPerSecond.value
    }
    #expect(try gain(1) > 1.2)
    #expect(try gain(512) < 1)
    let choices = try Fixtures.speculation().choices(with: plain.model, id: plain.model.name)
    #expect(
      plain.speculating(best: choices, for: shape, under: .concurrency(512)).speculation == nil)
    #expect(
      plain.speculating(best: choices, for: shape, under: .concurrency(1)).speculation != nil)
  }
}
