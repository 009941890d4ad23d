import Testing

@testable import Breakeven

/// Bills of single requests that somebody worked out by a provider's own rules.
@Suite struct ReportedBillsTests {
  /// Each request costs what its tokens cost by the provider's rules, in US dollars.
  ///
  /// - GPT-4.1 in a batch keeps the price of cached tokens: 86 × 1 + 1,920 × 0.50 + 300 × 4 per million;
  /// - OpenAI caches from 1,024 tokens, so a prefix of 600 is billed in full: 700 × 2 + 300 × 8;
  /// - Claude Haiku 4.5 caches from 4,096 tokens: 3,500 × 1 + 300 × 5;
  /// - xAI's long prompts begin at 200,000 tokens, not above them: 200,000 × 2.50 + 1,000 × 5;
  /// - Claude Sonnet 5 in a batch writes to its cache for an hour at 2.00: 10 × 1 + 9,990 × 2 + 100 × 5.
  @Test(arguments: [
    ("c10-batch-cached-gpt41", "openai/gpt-4.1", 0.002246),
    ("c20-min-cache-openai", "openai/gpt-4.1", 0.0038),
    ("c21-min-cache-haiku45", "anthropic/claude-haiku-4-5", 0.0050),
    ("c07-xai-exact200k", "xai/grok-4.3", 0.5050),
    ("c34-anthropic-batch-1h", "anthropic/claude-sonnet-5", 0.02049),
  ])
  func aRequestCostsWhatTheProviderBills(name: String, api: String, usd: Double) async throws {
    let decision = try await ReportedWorkload.decided(name, on: Narrowing(gpus: []))
    let found = try #require(decision.apis.first { $0.tariff.id == api })
    #expect(abs(found.usdPerRequest - usd) < 1e-9)
    #expect(
      found.assumptions.contains { $0.contains("shorter than") } == name.contains("min-cache"))
  }
}
