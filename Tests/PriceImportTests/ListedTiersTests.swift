import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Prices of long prompts in the lists of others: where they begin, and what they leave out.
@Suite struct ListedTiersTests {
  private func catalog(_ text: String, _ format: PriceImporter.Format) throws -> PriceCatalog {
    let result = try PriceImporter.prices(
      from: Data(text.utf8), format: format, source: "a list", asOf: .distant)
    return try PriceCatalog(files: result.files.map { ($0.name, Data($0.text.utf8)) })
  }

  private static func litellm(_ provider: String, _ more: String) -> String {
    #"{"m": {"mode": "chat", "litellm_provider": "\#(provider)", "input_cost_per_token": 1e-6, "#
      + #""output_cost_per_token": 1e-5, \#(more)}}"#
  }

  private static func genai(_ provider: String) -> String {
    #"[{"id": "\#(provider)", "models": [{"id": "m", "prices": {"#
      + #""input_mtok": {"base": 1, "tiers": [{"start": 200000, "price": 2}]}, "output_mtok": 10}}]}]"#
  }

  private static func modelsDev(_ provider: String) -> String {
    #"{"\#(provider)": {"models": {"m": {"cost": {"input": 1, "output": 10, "#
      + #""context_over_200k": {"input": 2}}}}}}"#
  }

  /// A prompt of 200,000 tokens is long at xAI, and a token too short at anybody else.
  @Test(arguments: [("xai", 199_999.0), ("google", 200_000)])
  func xAIsLongPromptsBeginAtTheLength(provider: String, above: Double) throws {
    let tier = #""input_cost_per_token_above_200k_tokens": 2e-6"#
    for catalog in [
      try catalog(Self.litellm(provider, tier), .litellm),
      try catalog(Self.genai(provider), .genaiPrices),
      try catalog(Self.modelsDev(provider), .modelsDev),
    ] {
      let tariff = try catalog.tariff("\(provider)/m")
      #expect(tariff.standard.longPrompts.map(\.aboveTokens) == [above])
      let usd = try #require(tariff.cost(of: RequestTokens(prompt: 200_000, completion: 0)))
      #expect(abs(usd - (provider == "xai" ? 0.4 : 0.2)) < 1e-12)
    }
  }

  /// Prices of some hours have tiers of their own: 200,000 tokens at 2 USD per million from 16:00, at 6 before.
  @Test func hoursHaveTiersOfTheirOwn() throws {
    func prices(_ base: Int, _ long: Int) -> String {
      #""prices": {"input_mtok": {"base": \#(base), "tiers": [{"start": 128000, "price": \#(long)}]}, "#
        + #""output_mtok": 15}"#
    }
    let text =
      #"[{"id": "acme", "models": [{"id": "m", "prices": [{\#(prices(3, 6))}, "#
      + #"{"constraint": {"start_time": "16:00:00Z", "end_time": "00:00:00Z"}, \#(prices(1, 2))}]}]}]"#
    let tariff = try catalog(text, .genaiPrices).tariff("acme/m")
    let tokens = RequestTokens(prompt: 200_000, completion: 0)
    for (hour, usd) in [(15, 1.2), (16, 0.4)] {
      let cost = try #require(tariff.cost(of: tokens, at: HourOfWeek(hour)))
      #expect(abs(cost - usd) < 1e-12)
    }
  }

  /// Neither writes for less than it reads.
  ///
  /// Vertex AI's Gemini 2.5 Pro has a price of writing above 200,000 tokens alone, at a tenth of input; Databricks'
  /// GPT-5.4 one that its tier leaves where it was while input doubles.
  @Test(arguments: [
    #""input_cost_per_token_above_200k_tokens": 2.5e-6, "cache_creation_input_token_cost_above_200k_tokens": 2.5e-7"#,
    #""cache_creation_input_token_cost": 1e-6, "input_cost_per_token_above_200k_tokens": 2.5e-6"#,
  ])
  func writingLongPromptsCostsNoLessThanInput(more: String) throws {
    let tariff = try catalog(Self.litellm("vertex_ai", more), .litellm).tariff("vertex/m")
    let long = try #require(tariff.standard.longPrompts.first?.prices)
    #expect(long.usdPerMillionInput == 2.5)
    #expect(long.usdPerMillionCacheWrite == nil)
    // 300,000 tokens that are written cost 2.50 a million.
    let usd = try #require(
      tariff.cost(of: RequestTokens(prompt: 300_000, cacheWritten: 300_000, completion: 0)))
    #expect(abs(usd - 0.75) < 1e-12)
  }

  /// A discount of the cache stays what it was, and a price of writing that the tier raises is the tier's.
  @Test func whatATierStatesStays() throws {
    let tariff = try catalog(
      Self.litellm(
        "openai",
        #""cache_read_input_token_cost": 1e-7, "cache_creation_input_token_cost": 1.25e-6, "#
          + #""input_cost_per_token_above_200k_tokens": 2e-6, "#
          + #""cache_creation_input_token_cost_above_200k_tokens": 2.5e-6"#), .litellm
    ).tariff("openai/m")
    let long = try #require(tariff.standard.longPrompts.first?.prices)
    #expect(long.usdPerMillionCachedInput == 0.1)
    #expect(long.usdPerMillionCacheWrite == 2.5)
  }

  /// OpenAI asks for `fast` what it asks for `priority`; of others that is not known.
  @Test(arguments: [("openai", 2.0), ("azure", nil)] as [(String, Double?)])
  func openAIsFastIsPriority(provider: String, usd: Double?) throws {
    let tariff = try catalog(
      Self.litellm(
        provider,
        #""input_cost_per_token_priority": 2e-6, "output_cost_per_token_priority": 2e-5"#), .litellm
    ).tariff("\(provider)/m")
    #expect(tariff.schedules[.fast]?.base.usdPerMillionInput == usd)
  }

  /// Tiers of `tiered_pricing` are the standard service's; a batch beside them stays.
  @Test func tieredPricesLeaveOtherServicesAlone() throws {
    let tariff = try catalog(
      Self.litellm(
        "acme",
        #""input_cost_per_token_batches": 5e-7, "output_cost_per_token_batches": 5e-6, "#
          + #""tiered_pricing": [{"range": [0, 32000], "input_cost_per_token": 1e-6, "#
          + #""output_cost_per_token": 1e-5}, {"range": [32000, 128000], "input_cost_per_token": 2e-6, "#
          + #""output_cost_per_token": 2e-5}]"#), .litellm
    ).tariff("acme/m")
    #expect(tariff.standard.longPrompts.map(\.prices.usdPerMillionInput) == [2])
    #expect(tariff.batch?.usdPerMillionInput == 0.5)
    #expect(tariff.batch?.usdPerMillionOutput == 5)
  }
}
