import CheckedJSON
import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// OpenRouter's list, that of models.dev, and what LiteLLM multiplies prices by.
@Suite struct NewFormatTests {
  private func imported(
    _ text: String, _ format: PriceImporter.Format
  ) throws -> (catalog: PriceCatalog, result: PriceImport) {
    let result = try PriceImporter.prices(
      from: Data(text.utf8), format: format, source: "a list", asOf: .distant)
    return (
      try PriceCatalog(files: result.files.map { ($0.name, Data($0.text.utf8)) }), result
    )
  }

  private static func openRouter(_ pricing: String, more: String = "") -> String {
    #"{"data": [{"id": "a/b", "context_length": 8192, \#(more) "pricing": {\#(pricing)}}]}"#
  }

  @Test func openRouterGivesTheOpenModelAndTakesItsFee() throws {
    let (catalog, _) = try imported(
      Self.openRouter(
        #""prompt": "0.0000002", "completion": "0.000001", "input_cache_read": "0.00000005", "image": "0.1""#,
        more: #""hugging_face_id": "acme/B", "#), .openRouter)
    let tariff = try catalog.tariff("openrouter/a/b")
    #expect(tariff.openModel == "acme/B")
    #expect(tariff.contextTokens == 8192)
    // 1,000 tokens at 0.20, of which 500 at 0.05, and 100 at 1.00 are 0.000225; with 5.5 % 0.000237375.
    let usd = try #require(
      tariff.cost(of: RequestTokens(prompt: 1000, cachedPrompt: 500, completion: 100)))
    #expect(abs(usd - 0.000237375) < 1e-12)
  }

  /// A price from 200,000 tokens on, and one of the request itself.
  @Test func openRouterHasLongPromptsAndRequests() throws {
    let (catalog, _) = try imported(
      Self.openRouter(
        #""prompt": "0.000001", "completion": "0.000002", "request": "0.005", "#
          + #""overrides": [{"min_prompt_tokens": 200000, "prompt": "0.000002"}]"#), .openRouter)
    let tariff = try catalog.tariff("openrouter/a/b")
    let short = try #require(tariff.cost(of: RequestTokens(prompt: 199_999, completion: 0)))
    let long = try #require(tariff.cost(of: RequestTokens(prompt: 200_000, completion: 0)))
    #expect(abs(short - (0.199999 + 0.005) * 1.055) < 1e-12)
    #expect(abs(long - (0.4 + 0.005) * 1.055) < 1e-12)
  }

  @Test(arguments: [
    (#""prompt": "0", "completion": "0""#, "a price of 0"),
    (#""prompt": "-1", "completion": "-1""#, "depends on the route"),
    (#""prompt": "1e-6""#, "no price for output"),
    (#""prompt": "1e-6", "completion": "2e-6", "moon_phase": "1e-6""#, "moon_phase"),
    (#""prompt": "1e-6", "completion": "2e-6", "overrides": [{"utc_start": "01:00"}]"#, "hour"),
    (#""prompt": "cheap", "completion": "2e-6""#, "per token"),
    (#""prompt": "0.003", "completion": "0.015""#, "the price of a thousand?"),
  ])
  func whatOpenRouterDoesNotPriceIsNamed(pricing: String, says: String) throws {
    let (_, result) = try imported(Self.openRouter(pricing), .openRouter)
    #expect(result.imported == 0)
    #expect(result.leftOut.map(\.entry) == ["a/b"])
    #expect(result.leftOut[0].reason.description.contains(says))
  }

  /// A search is a fee of a call, and one of each request where the model always searches: 1,000 tokens at 1.00 a million
  /// and a search at 0.005, with 5.5 %.
  @Test(
    arguments: [("a/b", 0.001055, 0.01), ("perplexity/sonar", 0.006 * 1.055, nil)]
      as [(String, Double, Double?)])
  func openRouterHasSearches(model: String, usd: Double, call: Double?) throws {
    let price = call ?? 0.005
    let (catalog, _) = try imported(
      #"{"data": [{"id": "\#(model)", "pricing": {"prompt": "0.000001", "completion": "0.000001", "#
        + #""request": "0", "web_search": "\#(price)"}}]}"#, .openRouter)
    let tariff = try catalog.tariff("openrouter/" + model)
    #expect(tariff.fees?.usdPerCall[.webSearch] == call)
    let cost = try #require(tariff.cost(of: RequestTokens(prompt: 1000, completion: 0)))
    #expect(abs(cost - usd) < 1e-12)
  }

  /// Who searches in each request costs more than his tokens: a list without the price of a search leaves him out.
  @Test(arguments: [
    (
      PriceImporter.Format.genaiPrices,
      #"[{"id": "openai", "models": [{"id": "gpt-4o-search-preview", "prices": {"input_mtok": 2.5, "output_mtok": 10}}]}]"#
    ),
    (
      .modelsDev,
      #"{"perplexity": {"models": {"sonar-pro": {"cost": {"input": 3, "output": 15}}}}}"#
    ),
    (
      .openRouter,
      #"{"data": [{"id": "perplexity/sonar-pro", "pricing": {"prompt": "3e-6", "completion": "15e-6"}}]}"#
    ),
  ])
  func aSearchOfEachRequestNeedsItsPrice(format: PriceImporter.Format, text: String) throws {
    let (_, result) = try imported(text, format)
    #expect(result.leftOut.map(\.reason.kind) == ["a fee of each request"])
  }

  /// OpenRouter takes its 5.5 % in whatever list its models stand: 1,000 tokens at 1.00 a million are 0.001055.
  @Test(arguments: [
    (
      PriceImporter.Format.genaiPrices,
      #"[{"id": "openrouter", "models": [{"id": "a/b", "prices": {"input_mtok": 1, "output_mtok": 2, "#
        + #""web_searches_kcount": 10}}]}]"#
    ),
    (.modelsDev, #"{"openrouter": {"models": {"a/b": {"cost": {"input": 1, "output": 2}}}}}"#),
  ])
  func openRouterTakesItsFeeInEveryList(format: PriceImporter.Format, text: String) throws {
    let tariff = try imported(text, format).catalog.tariff("openrouter/a/b")
    let usd = try #require(tariff.cost(of: RequestTokens(prompt: 1000, completion: 0)))
    #expect(abs(usd - 0.001055) < 1e-12)
    let call = format == .genaiPrices ? 0.01 : nil
    #expect(tariff.fees?.usdPerCall[.webSearch] == call)
  }

  /// A context that is none is said beside the prices, and one of 0 is not known.
  @Test(arguments: [
    (PriceImporter.Format.openRouter, "openrouter/a/b"), (.modelsDev, "acme/m"),
    (.genaiPrices, "acme/m"),
  ])
  func aContextThatCannotBeReadIsSaid(format: PriceImporter.Format, id: String) throws {
    func list(_ context: String) -> String {
      switch format {
      case .openRouter:
        #"{"data": [{"id": "a/b", "context_length": \#(context), "#
          + #""pricing": {"prompt": "1e-6", "completion": "2e-6"}}]}"#
      case .modelsDev:
        #"{"acme": {"models": {"m": {"limit": {"context": \#(context)}, "cost": {"input": 1, "output": 2}}}}}"#
      default:
        #"[{"id": "acme", "models": [{"id": "m", "context_window": \#(context), "#
          + #""prices": {"input_mtok": 1, "output_mtok": 2}}]}]"#
      }
    }
    let wrong = try imported(list(#""128k""#), format).catalog.tariff(id)
    #expect(wrong.contextTokens == nil)
    #expect(wrong.provenance.note?.contains(#"found the text "128k""#) == true)
    #expect(try imported(list(#""8192""#), format).catalog.tariff(id).contextTokens == 8192)
    let unknown = try imported(list("0"), format).catalog.tariff(id)
    #expect(unknown.contextTokens == nil)
    #expect(unknown.provenance.note?.contains("the context") != true)
  }

  private static func modelsDev(_ cost: String) -> String {
    #"{"fireworks-ai": {"id": "fireworks-ai", "models": {"accounts/fireworks/models/m": {"limit": {"context": 4096}, "#
      + #""modalities": {"output": ["text"]}, "cost": {\#(cost)}}}}}"#
  }

  @Test func modelsDevHasTiersByLength() throws {
    let (catalog, _) = try imported(
      Self.modelsDev(
        #""input": 5, "output": 30, "cache_read": 0.5, "cache_write": 0, "#
          + #""tiers": [{"tier": {"type": "context", "size": 272000}, "input": 10, "output": 45}]"#),
      .modelsDev)
    let tariff = try catalog.tariff("fireworks/m")
    #expect(tariff.prices.usdPerMillionCacheWrite == nil)
    // 300,000 tokens at 10 and 1,000 at 45.
    let usd = try #require(tariff.cost(of: RequestTokens(prompt: 300_000, completion: 1000)))
    #expect(abs(usd - 3.045) < 1e-12)
  }

  /// GPT-5.5 has its prices above 272,000 tokens in the older form too, as if they began at 200,000: 250,000 tokens are at
  /// 5, and 1,000 of reasoning above 272,000 at 45, the price of output, not at the 30 of short prompts.
  @Test func theOlderFormOfATierIsNoSecondOne() throws {
    let over = #""input": 10, "output": 45, "cache_read": 1"#
    let (catalog, _) = try imported(
      Self.modelsDev(
        #""input": 5, "output": 30, "cache_read": 0.5, "cache_write": 6.25, "reasoning": 30, "#
          + #""tiers": [{"tier": {"type": "context", "size": 272000}, \#(over)}], "#
          + #""context_over_200k": {\#(over)}"#), .modelsDev)
    let tariff = try catalog.tariff("fireworks/m")
    #expect(tariff.standard.longPrompts.map(\.aboveTokens) == [272_000])
    func usd(_ prompt: Double, reasoning: Double = 0, written: Double = 0) throws -> Double {
      try #require(
        tariff.cost(
          of: RequestTokens(
            prompt: prompt, cacheWritten: written, completion: reasoning, reasoning: reasoning)))
    }
    #expect(abs(try usd(250_000) - 1.25) < 1e-12)
    #expect(abs(try usd(300_000, reasoning: 1000) - 3.045) < 1e-12)
    // Writing at 6.25 would cost less than reading afresh at 10: it has no price there, and is charged as input.
    #expect(abs(try usd(300_000, written: 100_000) - 3) < 1e-12)
  }

  /// Above 200,000 tokens input costs 20: writing to the cache, at 12.5 against an input of 10, is not cheaper than that.
  @Test func writingFollowsTheInputIntoATierOfGenAIPrices() throws {
    let (catalog, _) = try imported(
      #"[{"id": "acme", "models": [{"id": "m", "prices": {"#
        + #""input_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 20}]}, "#
        + #""cache_read_mtok": 1, "cache_write_mtok": 12.5, "output_mtok": 30}}]}]"#,
      .genaiPrices)
    let tariff = try catalog.tariff("acme/m")
    let long = try #require(tariff.standard.longPrompts.first).prices
    #expect(tariff.prices.usdPerMillionCacheWrite == 12.5)
    #expect(long.usdPerMillionCacheWrite == nil && long.usdPerMillionCachedInput == 1)
    let tokens = RequestTokens(prompt: 300_000, cacheWritten: 300_000, completion: 0)
    #expect(abs((tariff.cost(of: tokens) ?? 0) - 6) < 1e-12)
  }

  @Test(arguments: [
    (#""input": 1, "output": 2, "per_prayer": 1"#, "cost.per_prayer"),
    (#""input": 0, "output": 0"#, "a price of 0"),
    (#""input": 1, "output": 2, "tiers": [{"tier": {"type": "moon", "size": 1}}]"#, "moon"),
  ])
  func whatModelsDevDoesNotPriceIsNamed(cost: String, says: String) throws {
    let (_, result) = try imported(Self.modelsDev(cost), .modelsDev)
    #expect(result.imported == 0)
    #expect(result.leftOut.count == 1)
    #expect(result.leftOut[0].reason.description.contains(says))
  }

  /// Scaleway bills in euros, and LiteLLM and models.dev list 0.15 and 0.60 EUR as if they were dollars.
  @Test(arguments: [
    (
      PriceImporter.Format.litellm,
      #"{"scaleway/m": {"mode": "chat", "litellm_provider": "scaleway", "#
        + #""input_cost_per_token": 1.5e-7, "output_cost_per_token": 6e-7}}"#
    ),
    (.modelsDev, #"{"scaleway": {"models": {"m": {"cost": {"input": 0.15, "output": 0.6}}}}}"#),
  ])
  func eurosAreNotTakenForDollars(format: PriceImporter.Format, text: String) throws {
    let (_, result) = try imported(text, format)
    #expect(result.leftOut.map(\.entry) == ["scaleway/m"])
    #expect(result.leftOut.map(\.reason) == [.otherCurrency("EUR", isSaid: false)])
  }

  /// A multiplier never loses a model: one of a region is taken over, any other is kept in the note; a price that
  /// nobody knows does.
  @Test func litellmMultipliersDoNotLoseAModel() throws {
    let (catalog, result) = try imported(
      #"""
      {"m": {"mode": "chat", "litellm_provider": "openai", "input_cost_per_token": 1e-6,
        "output_cost_per_token": 2e-6, "fedramp_uplift_multiplier": 1.1,
        "sovereign_cloud_uplift_multiplier": 1.25, "regional_processing_uplift_multiplier_jp": 1.2,
        "weekend_multiplier": 3, "input_cost_per_request": 0.005},
       "n": {"mode": "chat", "litellm_provider": "openai", "input_cost_per_token": 1e-6,
        "output_cost_per_token": 2e-6, "surge_cost_per_token": 1e-6}}
      """#, .litellm)
    let tariff = try catalog.tariff("openai/m")
    #expect(
      tariff.regionalMultipliers == ["fedramp": 1.1, "sovereign_cloud": 1.25, "jp": 1.2])
    #expect(tariff.provenance.note?.contains("weekend_multiplier 3") == true)
    #expect(tariff.fees?.usdPerRequest == 0.005)
    #expect(result.leftOut.map(\.reason) == [.unknownPriceKey("surge_cost_per_token")])
  }

  @Test(
    arguments: [
      (#"{"data": [{"id": "a", "pricing": {}}]}"#, PriceImporter.Format.openRouter),
      (#"{"openai": {"id": "openai", "models": {}}}"#, .modelsDev),
      (#"{"sample_spec": {}, "m": {"litellm_provider": "x"}}"#, .litellm),
      (#"[{"id": "openai", "models": []}]"#, .genaiPrices),
      ("InstanceType,AcceleratorName,Price\na,b,1\n", .skypilot),
      ("instance_name,gpu_name,price\na,b,1\n", .gpuhunt), ("hello", nil), ("[]", nil),
    ] as [(String, PriceImporter.Format?)])
  func formatsAreTold(text: String, format: PriceImporter.Format?) throws {
    #expect(try PriceImporter.Format.detected(in: Data(text.utf8)) == format)
  }

  /// JSON that is broken is told by its place, not as a list that nobody knows.
  @Test func brokenJSONIsToldByItsPlace() {
    #expect(throws: InputError.self) {
      try PriceImporter.Format.detected(in: Data(#"{"openai/x": {"mode""#.utf8))
    }
  }
}
