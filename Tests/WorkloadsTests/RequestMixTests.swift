import CheckedJSON
import TestFixtures
import Testing
import Workloads

@Suite struct RequestMixTests {
  static let distributions: [LengthDistribution] = {
    do {
      return [
        .fixed(1200),
        .quantiles(try LengthQuantiles(mean: 800)),
        .quantiles(
          try LengthQuantiles(mean: 12035, p50: 6909, p90: 27367, p99: 85400, max: 131_072)),
        .quantiles(try LengthQuantiles(mean: 343, p50: 350, p90: 597, p99: 1119)),
        .histogram(
          try LengthHistogram([.init(tokens: 10, weight: 3), .init(tokens: 1000, weight: 1)])),
      ]
    } catch {
      Issue.record("\(error)")
      return []
    }
  }()

  @Test(arguments: distributions, distributions)
  func marginalsKeepTheirMeans(prompt: LengthDistribution, completion: LengthDistribution) throws {
    for correlation in [0, 0.1, 0.3] {
      if case .fixed = prompt, correlation > 0 { continue }
      if case .fixed = completion, correlation > 0 { continue }
      let mix = try RequestMix(prompt: prompt, completion: completion, correlation: correlation)
      #expect(isClose(mix.meanPromptTokens, prompt.mean, within: 1e-9))
      #expect(isClose(mix.meanCompletionTokens, completion.mean, within: 1e-9))
      #expect(isClose(mix.mean { _ in 1 }, 1, within: 1e-12))
      #expect(isClose(mix.correlation, correlation, within: 1e-6))
      #expect(mix.points.count <= RequestMix.maximumPoints)
    }
  }

  @Test func independentLengthsMultiply() throws {
    let mix = try RequestMix(prompt: Self.distributions[2], completion: Self.distributions[3])
    let product = mix.mean { $0.promptTokens * $0.completionTokens }
    #expect(isClose(product, 12035 * 343, within: 1e-9))
  }

  @Test func impossibleCorrelationsAreRefused() throws {
    #expect(throws: InputError.self) {
      try RequestMix(
        prompt: Self.distributions[2], completion: Self.distributions[2], correlation: -0.95)
    }
    #expect(throws: InputError.self) {
      try RequestMix(prompt: .fixed(1), completion: .fixed(1), correlation: 0.5)
    }
  }

  @Test func manyPointsAreCompressedWithoutMovingTheMeans() throws {
    var points: [RequestPoint] = []
    var (prompts, completions, weights) = (0.0, 0.0, 0.0)
    for index in 0..<50_000 {
      let prompt = Double((index * 7919) % 20_011 + 1)
      let completion = Double((index * 104_729) % 997 + 1)
      let weight = Double(index % 5 + 1)
      points.append(
        RequestPoint(promptTokens: prompt, completionTokens: completion, weight: weight))
      prompts += prompt * weight
      completions += completion * weight
      weights += weight
    }
    let mix = try RequestMix(points)
    #expect(mix.points.count <= 4096)
    #expect(isClose(mix.meanPromptTokens, prompts / weights, within: 1e-9))
    #expect(isClose(mix.meanCompletionTokens, completions / weights, within: 1e-9))
    #expect(isClose(mix.promptTokens(atQuantile: 0.99), 0.99 * 20_011, within: 0.01))
  }

  @Test func orderAndRepetitionDoNotMatter() throws {
    let one = try RequestMix([
      RequestPoint(promptTokens: 5, completionTokens: 1, weight: 2),
      RequestPoint(promptTokens: 3, completionTokens: 1, weight: 2),
    ])
    let other = try RequestMix([
      RequestPoint(promptTokens: 3, completionTokens: 1, weight: 1),
      RequestPoint(promptTokens: 5, completionTokens: 1, weight: 2),
      RequestPoint(promptTokens: 3, completionTokens: 1, weight: 1),
    ])
    #expect(one == other)
    #expect(one.promptTokens(atQuantile: 0.5) == 3)
  }

  @Test(arguments: [
    [], [RequestPoint(promptTokens: 1, completionTokens: 1, weight: 0)],
    [RequestPoint(promptTokens: -1, completionTokens: 1)],
    [RequestPoint(promptTokens: .nan, completionTokens: 1)],
    [RequestPoint(promptTokens: 1, completionTokens: .infinity)],
    [RequestPoint(promptTokens: 1, completionTokens: 1, weight: .nan)],
    [RequestPoint(promptTokens: 1e8, completionTokens: 1)],
  ])
  func absurdPointsAreRefused(points: [RequestPoint]) {
    #expect(throws: InputError.self) { try RequestMix(points) }
  }
}
