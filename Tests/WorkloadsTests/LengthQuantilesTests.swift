import CheckedJSON
import TestFixtures
import Testing
import Workloads

@Suite struct LengthQuantilesTests {
  struct Published: Sendable, CustomStringConvertible {
    var description: String
    var (mean, p50, p90, p99): (Double, Double, Double, Double)
  }

  static let published = [
    Published(description: "Azure conversation in", mean: 1155, p50: 1020, p90: 2735, p99: 4142),
    Published(description: "Azure conversation out", mean: 211, p50: 129, p90: 424, p99: 601),
    Published(description: "Azure code in", mean: 2048, p50: 1469, p90: 5188, p99: 7436),
    Published(description: "Azure code out", mean: 28, p50: 13, p90: 55, p99: 251),
    Published(description: "Mooncake in", mean: 12035, p50: 6909, p90: 27367, p99: 85400),
    Published(description: "Mooncake out", mean: 343, p50: 350, p90: 597, p99: 1119),
    Published(
      description: "Mooncake synthetic in", mean: 15326, p50: 11587, p90: 38611, p99: 66456),
    Published(description: "Mooncake synthetic out", mean: 149, p50: 69, p90: 389, p99: 768),
    Published(description: "arXiv in", mean: 2588, p50: 2730, p90: 3702, p99: 3933),
    Published(description: "arXiv out", mean: 291, p50: 167, p90: 372, p99: 3271),
    Published(description: "deepseek-r1 in", mean: 1268, p50: 208, p90: 2092, p99: 23423),
    Published(description: "deepseek-r1 out", mean: 1527, p50: 792, p90: 3432, p99: 12607),
  ]

  @Test(arguments: published) func everyPublishedShapeIsMet(_ known: Published) throws {
    let lengths = LengthDistribution.quantiles(
      try LengthQuantiles(mean: known.mean, p50: known.p50, p90: known.p90, p99: known.p99))
    let mix = try RequestMix(prompt: lengths, completion: .fixed(1))
    #expect(isClose(mix.meanPromptTokens, known.mean, within: 1e-9))
    #expect(isClose(mix.promptTokens(atQuantile: 0.5), known.p50, within: 0.06))
    #expect(isClose(mix.promptTokens(atQuantile: 0.9), known.p90, within: 0.025))
    #expect(isClose(mix.promptTokens(atQuantile: 0.99), known.p99, within: 0.03))
  }

  @Test func aLognormalStaysLognormal() throws {
    // exp(μ + σ²/2) with μ = ln 1000, σ = 1 is 1648.72; its 90th percentile is 1000·exp(1.28155).
    let mix = try RequestMix(
      prompt: .quantiles(LengthQuantiles(mean: 1648.72, p50: 1000)), completion: .fixed(1))
    #expect(isClose(mix.promptTokens(atQuantile: 0.9), 3602.2, within: 0.02))
    #expect(isClose(mix.promptTokens(atQuantile: 0.1), 277.6, within: 0.02))
  }

  @Test func theLongestIsNeverExceeded() throws {
    let mix = try RequestMix(
      prompt: .quantiles(LengthQuantiles(mean: 2588, p50: 2730, p99: 3933, max: 4096)),
      completion: .fixed(1))
    #expect(mix.promptTokens(atQuantile: 1) <= 4096)
  }

  @Test func impossibleQuantilesAreRefused() {
    #expect(throws: InputError.self) { try LengthQuantiles(mean: 100, p50: 200, p95: 100) }
    #expect(throws: InputError.self) { try LengthQuantiles(mean: 10, p50: 100) }
    #expect(throws: InputError.self) {
      try LengthQuantiles(mean: 300, p50: 100, p99: 200, max: 210)
    }
    #expect(throws: InputError.self) { try LengthQuantiles(mean: 300, p50: 100, max: 200) }
    #expect(throws: InputError.self) { try LengthQuantiles(mean: .nan) }
    #expect(throws: InputError.self) { try LengthQuantiles(mean: 0) }
  }

  @Test(arguments: [1, 1.5, 100, 1e7], [nil, 1, 50, 99, 100, 5e6, 1e7] as [Double?])
  func neverTraps(mean: Double, quantile: Double?) {
    for (p50, p90, p95, p99) in [
      (quantile, nil, nil, nil), (nil, quantile, nil, nil), (nil, nil, quantile, nil),
      (nil, nil, nil, quantile), (quantile, quantile, quantile, quantile),
    ] as [(Double?, Double?, Double?, Double?)] {
      guard let known = try? LengthQuantiles(mean: mean, p50: p50, p90: p90, p95: p95, p99: p99)
      else { continue }
      let mix = try? RequestMix(prompt: .quantiles(known), completion: .fixed(1))
      #expect(isClose(mix?.meanPromptTokens ?? 0, mean, within: 1e-6))
    }
  }
}
