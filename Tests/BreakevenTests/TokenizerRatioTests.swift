import Testing

@testable import Breakeven

@Suite struct TokenizerRatioTests {
  private let ratios: TokenizerRatios

  init() throws { ratios = try .builtIn() }

  @Test(arguments: [
    ("openai/gpt-5.4-mini", "anthropic/claude-sonnet-5", TextKind.english, 1.51),
    ("openai/gpt-5.4-mini", "anthropic/claude-sonnet-5", .german, 1.84),
    ("openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5", .english, 1.13),
    ("openai/gpt-oss-120b", "Qwen/Qwen3-32B", .json, 1.11),
    ("openai/gpt-oss-120b", "nvidia/Qwen3.6-35B-A3B-NVFP4", .code, 1.09),
    ("openai/gpt-4.1", "meta-llama/Llama-3.3-70B-Instruct", .german, 1.12),
    ("openai/gpt-4.1", "mistralai/Mixtral-8x7B-v0.1", .code, 1.28),
    ("openai/gpt-4.1", "zai-org/GLM-5.2", .english, 1.032),
    // 1.34 over 1.12.
    ("meta-llama/Llama-3.1-8B-Instruct", "anthropic/claude-haiku-4-5", .german, 1.1964),
  ])
  func theSameTextHasOtherCounts(from: String, to: String, text: TextKind, value: Double) throws {
    let ratio = try #require(ratios.ratio(from: from, to: to, text: text))
    #expect(abs(ratio.value - value) < 0.001)
    let back = try #require(ratios.ratio(from: to, to: from, text: text))
    #expect(abs(ratio.value * back.value - 1) < 1e-12)
    #expect(ratio.source.source.count > 8)
  }

  @Test func oneTokenizerCountsAlike() throws {
    let ratio = try #require(
      ratios.ratio(from: "openai/gpt-oss-20b", to: "azure/gpt-oss-120b", text: .chinese))
    #expect(ratio.value == 1)
    #expect(ratios.family(of: "openai/gpt-oss-20b") == "o200k")
  }

  @Test func whatWasNotCountedIsNotKnown() {
    #expect(ratios.ratio(from: "zai-org/GLM-5", to: "openai/gpt-5.5", text: .german) == nil)
    #expect(ratios.ratio(from: "acme/own", to: "openai/gpt-5.5", text: .english) == nil)
  }
}
