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

@Suite struct PriceImporterTests {
  private func imported(
    _ text: String, _ format: PriceImporter.Format, provider: String? = nil
  ) throws -> PriceImport {
    try PriceImporter.prices(
      from: Data(text.utf8), format: format, file: "list", source: "a list",
      asOf: .distant, provider: provider, accelerators: KnownAccelerators.id)
  }

  private func catalog(_ imported: PriceImport) throws -> PriceCatalog {
    try PriceCatalog(files: imported.files.map { ($0.name, Data($0.text.utf8)) })
  }

  private static func litellm(_ prices: String) -> String {
    #"{"acme/m": {"mode": "chat", "litellm_provider": "acme", \#(prices)}}"#
  }

  /// 1e-07 × 1e6 is 0.09999999999999999 in binary; the list means 0.1.
  @Test func keepsTheDecimalDigitsOfAPrice() throws {
    let result = try imported(
      Self.litellm(
        #""input_cost_per_token": 1e-07, "output_cost_per_token": 0.00000123, "#
          + #""cache_read_input_token_cost": 2.8e-9"#), .litellm)
    let prices = try catalog(result).tariff("acme/m").prices
    #expect(prices.usdPerMillionInput == 0.1)
    #expect(prices.usdPerMillionOutput == 1.23)
    #expect(prices.usdPerMillionCachedInput == 0.0028)
    #expect(result.files.map(\.name) == ["acme.json"])
    #expect(
      result.files[0].text.contains(#"{ "input": 0.1, "cachedInput": 0.0028, "output": 1.23 }"#))
  }

  /// A list that multiplied 0.1 by 2e-06 in binary means 0.2 a million, and one that has a third means a third.
  @Test func dropsWhatArithmeticLeftOnAPrice() throws {
    let result = try imported(
      Self.litellm(
        #""input_cost_per_token": 2.0000000000000002e-07, "output_cost_per_token": 3.3333333333333335e-05"#
      ), .litellm)
    let prices = try catalog(result).tariff("acme/m").prices
    #expect(prices.usdPerMillionInput == 0.2)
    #expect(prices.usdPerMillionOutput == 33.333333333333335)
  }

  static let leftOut: [(prices: String, reason: String)] = [
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "input_cost_per_moon": 1"#,
      #"unknown price key "input_cost_per_moon""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "token_surcharge": 1e-6"#,
      #"unknown price key "token_surcharge""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "#
        + #""provider_specific_entry": {"night": 0.5}"#,
      #"unknown price key "provider_specific_entry.night""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "minimum_charge_per_request": 1"#,
      #"unknown price key "minimum_charge_per_request""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "input_rate_per_token": 2e-6"#,
      #"unknown price key "input_rate_per_token""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "batch_discount": 0.5"#,
      #"unknown price key "batch_discount""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "currency": "EUR""#,
      "prices in EUR, expected US dollars"
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "input_cost_per_query": 0.01"#,
      #"unknown price key "input_cost_per_query""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "deprecation_date": "12/31/2026""#,
      #".deprecation_date: found the text "12/31/2026""#
    ),
    (
      #""input_cost_per_token": 0.003, "output_cost_per_token": 0.015"#, "the price of a thousand?"
    ),
    (
      #""tiered_pricing": [{"range": [0, 32000], "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}, "#
        + #"{"range": [64000, 128000], "input_cost_per_token": 2e-6, "output_cost_per_token": 2e-6}]"#,
      "ends at 32000 and the next starts at 64000"
    ),
    (#""input_cost_per_token": 0.0, "output_cost_per_token": 2e-6"#, "a price of 0 for input"),
    (#""input_cost_per_token": 1e-6"#, "no price for output"),
    (#""input_cost_per_token": 1e-6, "output_cost_per_token": -1"#, "a number from 0 to 1"),
    (#""input_cost_per_token": "1", "output_cost_per_token": 1"#, "a number from 0 to 1"),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "#
        + #""input_cost_per_token_batches": 2e-6, "output_cost_per_token_batches": 2e-6"#,
      "at most the standard price 1"
    ),
    (
      #""tiered_pricing": [{"range": [0], "input_cost_per_token": 1}]"#, "a range of two"
    ),
    (
      #""tiered_pricing": [{"range": [1e300, 2], "input_cost_per_token": 1}]"#, "a whole number"
    ),
    (
      #""tiered_pricing": [{"range": [0, "32k"], "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}]"#,
      #"found the text "32k""#
    ),
    (
      #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "#
        + #""off_peak_pricing": {"hours_utc": "16:30-00:30", "input_cost_per_token": 1e-7}"#,
      "that are not whole"
    ),
  ]

  @Test(arguments: leftOut)
  func leavesOutWhatItCannotBillWhole(prices: String, reason: String) throws {
    let result = try imported(Self.litellm(prices), .litellm)
    #expect(result.imported == 0)
    #expect(result.files.isEmpty)
    let leftOut = try #require(result.leftOut.first)
    #expect(leftOut.entry == "acme/m")
    #expect("\(leftOut.reason)".contains(reason), "\(leftOut.reason)")
    #expect(result.leftOutByKind == [leftOut.reason.kind: 1])
  }

  @Test func countsPricesOfOptionsThatAreNotUsed() throws {
    let result = try imported(
      Self.litellm(
        #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "#
          + #""input_cost_per_audio_token": 1e-5"#), .litellm)
    #expect(result.imported == 1)
    #expect(result.unusedPriceKeys == ["input_cost_per_audio_token": 1])
  }

  /// 3 and 15 dollars a million are 0.003 and 0.015 a thousand, and 0.000003 and 0.000015 a token.
  @Test(arguments: [(0.003, 0.015), (0.000003, 0.000015)])
  func leavesOutPricesOfAnotherNumberOfTokens(input: Double, output: Double) throws {
    func lists(_ input: Double, _ output: Double) -> [(String, PriceImporter.Format)] {
      [
        (
          #"[{"id": "acme", "models": [{"id": "dear", "prices": {"input_mtok": \#(input), "output_mtok": \#(output)}}]}]"#,
          .genaiPrices
        ),
        (
          #"{"acme": {"models": {"dear": {"cost": {"input": \#(input), "output": \#(output)}}}}}"#,
          .modelsDev
        ),
      ]
    }
    let right = try lists(3, 15).map { try imported($0.0, $0.1) }
    #expect(right.map(\.imported) == [1, 1])
    let known = try catalog(right[0])
    for (text, format) in lists(input, output) {
      let result = try PriceImporter.prices(
        from: Data(text.utf8), format: format, source: "a list", asOf: .distant, knowing: known)
      #expect(result.imported == 0)
      #expect(result.leftOut.first?.reason.kind == "invalid")
      #expect(
        result.leftOut.first?.reason.description.contains("at least 3 and 15 are known") == true)
    }
  }

  /// LiteLLM has `azure/gpt-5.5` with a flex price of input and none of output, and contexts as texts.
  @Test func saysWhichServiceAndWhichContextItDoesNotTakeOver() throws {
    let prices = #""input_cost_per_token": 5e-6, "output_cost_per_token": 3e-5, "#
    let oneSided = try imported(
      Self.litellm(prices + #""input_cost_per_token_flex": 2.5e-6, "max_input_tokens": "128000""#),
      .litellm)
    #expect(oneSided.unusedPriceKeys == ["input_cost_per_token_flex": 1])
    let tariff = try catalog(oneSided).tariff("acme/m")
    #expect(tariff.services == [.standard])
    #expect(tariff.contextTokens == 128_000)
    #expect(
      tariff.provenance.note
        == "the flex service is left out, as the list has no price of its output")
    let unread = try imported(Self.litellm(prices + #""max_input_tokens": "128k""#), .litellm)
    let unreadTariff = try catalog(unread).tariff("acme/m")
    #expect(unreadTariff.contextTokens == nil)
    #expect(unreadTariff.provenance.note?.contains(#"found the text "128k""#) == true)
  }

  /// Who embeds has a price of input alone, who ranks one by the search or by the token; a search of the web is a fee.
  @Test func whatOnlyReadsAndWhatIsCalledIsImported() throws {
    let text = #"""
      {"text-embedding-x": {"litellm_provider": "openai", "mode": "embedding", "max_input_tokens": 8191,
        "input_cost_per_token": 1.3e-07, "input_cost_per_token_batches": 6.5e-08,
        "output_cost_per_token": 0.0},
       "rerank-x": {"litellm_provider": "cohere", "mode": "rerank", "input_cost_per_query": 0.002,
        "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
       "rerank-y": {"litellm_provider": "acme", "mode": "rerank", "input_cost_per_query": 0.002},
       "gpt-x": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
        "output_cost_per_token": 2e-06, "google_maps_grounding_cost_per_query": 0.014,
        "search_context_cost_per_query": {"search_context_size_low": 0.01,
          "search_context_size_medium": 0.01, "search_context_size_high": 0.01}},
       "gpt-y": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
        "output_cost_per_token": 2e-06,
        "search_context_cost_per_query": {"search_context_size_low": 0.01,
          "search_context_size_high": 0.02}}}
      """#
    let result = try imported(text, .litellm)
    #expect(result.imported == 4)
    #expect(result.leftOut.map(\.entry) == ["rerank-y"])
    #expect(result.unusedPriceKeys == ["search_context_cost_per_query": 1])
    let catalog = try self.catalog(result)
    let embedder = try catalog.tariff("openai/text-embedding-x")
    #expect(embedder.purpose == .embedding && embedder.prices.usdPerMillionInput == 0.13)
    #expect(embedder.batch?.usdPerMillionInput == 0.065)
    let ranker = try catalog.tariff("cohere/rerank-x")
    #expect(ranker.purpose == .reranking)
    #expect(ranker.fees?.search == SearchFee(usd: 0.002, documents: 100))
    let writer = try catalog.tariff("openai/gpt-x")
    #expect(writer.fees?.usdPerCall == [.webSearch: 0.01, .mapSearch: 0.014])
    #expect(try catalog.tariff("openai/gpt-y").fees == nil)
  }

  /// The first 5,000 searches of a month are free with all of Gemini 3: the fee says so.
  @Test func searchesThatAreFreeAreReadWithTheirPrice() throws {
    let result = try imported(
      Self.litellm(
        #""input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "#
          + #""search_context_cost_per_query": {"search_context_size_low": 0.014}, "#
          + #""search_free_requests": {"count": 5000, "period": "month", "shared_group": "g"}"#),
      .litellm)
    let fees = try #require(catalog(result).tariff("acme/m").fees)
    #expect(fees.usdPerCall == [.webSearch: 0.014])
    #expect(fees.freeCalls == [.webSearch: FreeCalls(count: 5000, period: .month)])
  }

  /// Perplexity's Sonar and OpenAI's models of search look in each request: 5 dollars for a thousand, or nobody knows.
  @Test func whoSearchesInEachRequestHasAFeeOfTheRequest() throws {
    let text = #"""
      {"perplexity/sonar": {"litellm_provider": "perplexity", "mode": "chat",
        "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06,
        "search_context_cost_per_query": {"search_context_size_low": 0.005,
          "search_context_size_medium": 0.008, "search_context_size_high": 0.012}},
       "perplexity/sonar-flat": {"litellm_provider": "perplexity", "mode": "chat",
        "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06,
        "search_context_cost_per_query": {"search_context_size_low": 0.005}},
       "gpt-5-search-api": {"litellm_provider": "openai", "mode": "chat",
        "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
        "search_context_cost_per_query": {"search_context_size_low": 0.01,
          "search_context_size_high": 0.01}},
       "gpt-y": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
        "output_cost_per_token": 2e-06,
        "search_context_cost_per_query": {"search_context_size_low": 0.01,
          "search_context_size_high": 0.02}}}
      """#
    let result = try imported(text, .litellm)
    #expect(result.leftOut.map(\.entry) == ["perplexity/sonar"])
    #expect(
      result.leftOut.first?.reason.description
        == "a search in each request by how much it reads: high 0.012, low 0.005, medium 0.008 USD")
    let catalog = try self.catalog(result)
    #expect(try catalog.tariff("perplexity/sonar-flat").fees?.usdPerRequest == 0.005)
    let search = try catalog.tariff("openai/gpt-5-search-api")
    #expect(search.fees?.usdPerCall == [:])
    // 1,000 tokens at 1.00 and 500 at 2.00 a million are 0.002, and the search is 0.01.
    let usd = try #require(search.cost(of: RequestTokens(prompt: 1000, completion: 500)))
    #expect(abs(usd - 0.012) < 1e-12)
    #expect(
      try catalog.tariff("openai/gpt-y").provenance.note?.contains("high 0.02, low 0.01 USD")
        == true)
  }

  /// LiteLLM lists one model of Azure's under two names of the provider, at 8 and 24 and at 2 and 6.
  @Test func anOfferingThatIsListedTwiceAtOtherPricesIsNamed() throws {
    func entry(_ provider: String, _ model: String, _ input: String) -> String {
      #""\#(provider)/\#(model)": {"litellm_provider": "\#(provider)", "mode": "chat", "#
        + #""input_cost_per_token": \#(input), "output_cost_per_token": 6e-6}"#
    }
    let entries = [
      entry("azure", "m", "8e-6"), entry("azure_ai", "m", "2e-6"), entry("azure", "n", "1e-6"),
      entry("azure_ai", "n", "1e-6"),
    ]
    let result = try imported("{" + entries.joined(separator: ",") + "}", .litellm)
    #expect(
      result.leftOut.map(\.reason) == [.repeatedAtOtherPrices("azure/m"), .repeated("azure/n")])
  }

  @Test func genaiPricesGiveFeesOfCalls() throws {
    let text = #"""
      [{"id": "acme", "models": [{"id": "m", "prices": {"input_mtok": 1, "output_mtok": 2,
        "web_searches_kcount": 10, "storage_searches_kcount": 2.5}}]}]
      """#
    let result = try imported(text, .genaiPrices)
    let catalog = try self.catalog(result)
    let fees = try #require(try catalog.tariff("acme/m").fees)
    #expect(fees.usdPerCall == [.webSearch: 0.01, .fileSearch: 0.0025])
  }

  @Test func fixturesLeaveOutWhatTheyShould() throws {
    let result = try PriceImporter.prices(
      from: fixture("litellm-cost-map.json"), format: .litellm, source: "litellm", asOf: .distant)
    let reasons = Dictionary(
      result.leftOut.map { ($0.entry, $0.reason) }, uniquingKeysWith: { first, _ in first })
    #expect(reasons["gemini/gemma-3-27b-it"] == .zeroPrice("input"))
    #expect(reasons["text-embedding-3-small"] == nil)
    // OVH's stand there in euros as if they were dollars.
    #expect(reasons["ovhcloud/gpt-oss-20b"] == .otherCurrency("EUR", isSaid: false))
    #expect(result.imported + result.leftOut.count == 167)
  }

  @Test func genaiPricesTakeTheVersionOfTheDate() throws {
    let text = #"""
      [{"id": "acme", "models": [{"id": "m", "prices": [
        {"prices": {"input_mtok": 4, "output_mtok": 8}},
        {"constraint": {"start_date": "1999-12-31"},
         "prices": {"input_mtok": {"base": 2, "tiers": [{"start": 1000, "price": 3}]},
                    "output_mtok": 6}},
        {"constraint": {"start_date": "2000-01-02"}, "prices": {"input_mtok": 1, "output_mtok": 1}}
      ], "price_variants": [
        {"when": {"processing": "batch"}, "prices": {"input_mtok": 1}}]}]}]
      """#
    let tariff = try catalog(try imported(text, .genaiPrices)).tariff("acme/m")
    #expect(tariff.prices == TokenPrices(usdPerMillionInput: 2, usdPerMillionOutput: 6))
    // The variant gives no output price: the standard one holds. It has no tier either.
    #expect(tariff.batch == TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 6))
    #expect(tariff.schedules[.standard]?.longPrompts.map(\.aboveTokens) == [1000])
    #expect(tariff.cost(of: RequestTokens(prompt: 1001, completion: 0)) == 0.003003)
  }

  @Test(arguments: [
    (
      #"[{"id": "a", "models": [{"id": "m", "prices": {"input_mtok": 1, "output_mtok": 1, "#
        + #""requests_kcount": 5}}]}]"#, #"unknown price key "requests_kcount""#
    ),
    (
      #"[{"id": "a", "models": [{"id": "m", "prices": {"input_mtok": 1}}]}]"#, "no price for output"
    ),
    (
      #"[{"id": "a", "models": [{"id": "m", "prices": {"input_mtok": 0, "output_mtok": 1}}]}]"#,
      "a price of 0"
    ),
    (#"[{"id": "a", "models": [{"id": "m", "prices": []}]}]"#, "no price for this date"),
    (#"[{"id": "a", "models": [{"id": "m"}]}]"#, #"the key "prices""#),
  ])
  func genaiPricesLeavesOut(text: String, reason: String) throws {
    let result = try imported(text, .genaiPrices)
    #expect(result.imported == 0)
    let leftOut = try #require(result.leftOut.first)
    #expect("\(leftOut.reason)".contains(reason), "\(leftOut.reason)")
  }

  static let notALists: [(text: String, format: PriceImporter.Format)] = [
    ("", .litellm), ("[]", .litellm), ("{}", .genaiPrices), (#"[{"models": []}]"#, .genaiPrices),
    ("", .skypilot), ("a,b\n1,2\n", .skypilot), ("", .gpuhunt), ("\"never ends", .gpuhunt),
    ("instance_name,location,price,gpu_count,gpu_name\n", .gpuhunt),
  ]

  @Test(arguments: notALists)
  func refusesWhatIsNoPriceList(text: String, format: PriceImporter.Format) {
    #expect(throws: InputError.self) { try imported(text, format, provider: "acme") }
  }

  @Test func aCSVNeedsTheNameOfItsCloud() {
    #expect(throws: InputError.self) { try imported("a\n", .skypilot) }
  }

  /// Refreshing the catalog from a list keeps ids, and what is known of the open models, regions and storage.
  @Test func aRefreshKeepsIdsAndOpenModels() throws {
    let shipped = try shippedCatalog()
    let result = try PriceImporter.prices(
      from: fixture("litellm-cost-map.json"), format: .litellm, source: "litellm", asOf: .distant,
      knowing: shipped)
    let refreshed = try catalog(result)
    let common = Set(shipped.tariffs.map(\.id)).intersection(refreshed.tariffs.map(\.id))
    #expect(common.count >= 120)
    for id in common {
      let (old, new) = (try shipped.tariff(id), try refreshed.tariff(id))
      #expect(old.openModel == new.openModel, "\(id)")
      #expect(old.quantization == new.quantization, "\(id)")
      #expect(old.contextTokens == new.contextTokens, "\(id)")
      #expect(old.regionalMultipliers == new.regionalMultipliers, "\(id)")
      // Databricks' units are rounded.
      if old.provider != "databricks" {
        #expect(old.prices == new.prices, "\(id)")
        // Of the other services the catalog knows more than that list: what tokens cost that a batch finds cached.
        for (service, schedule) in new.schedules {
          let known = try #require(old.schedules[service], "\(id)")
          #expect(known.base.usdPerMillionInput == schedule.base.usdPerMillionInput, "\(id)")
          #expect(known.base.usdPerMillionOutput == schedule.base.usdPerMillionOutput, "\(id)")
          #expect(known.longPrompts.count >= schedule.longPrompts.count, "\(id)")
        }
        #expect(old.windows.map(\.hours) == new.windows.map(\.hours), "\(id)")
      }
    }
  }

  @Test func aNewProviderOfAKnownNameServesTheKnownModel() throws {
    let text = #"""
      {"acme/Llama-3.3-70B-Instruct": {"mode": "chat", "litellm_provider": "acme",
        "input_cost_per_token": 1e-7, "output_cost_per_token": 3e-7},
       "acme/llama-3.3-70b-like": {"mode": "chat", "litellm_provider": "acme",
        "input_cost_per_token": 1e-7, "output_cost_per_token": 3e-7}}
      """#
    let result = try PriceImporter.prices(
      from: Data(text.utf8), format: .litellm, source: "a list", asOf: .distant,
      knowing: shippedCatalog())
    let imported = try catalog(result)
    #expect(
      try imported.tariff("acme/Llama-3.3-70B-Instruct").openModel
        == "meta-llama/Llama-3.3-70B-Instruct")
    #expect(try imported.tariff("acme/llama-3.3-70b-like").openModel == nil)
  }

  /// The whole name is the id of an open model, in any case; another of its last name is not it.
  @Test func aNameThatIsAnOpenModelsIdIsThatModel() throws {
    func entry(_ name: String) -> String {
      #""\#(name)": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 1e-7, "#
        + #""output_cost_per_token": 3e-7}"#
    }
    let text = "{" + entry("acme/Qwen/QwQ-32B") + "," + entry("acme/mine/QwQ-32B") + "}"
    let imported = try catalog(
      try PriceImporter.prices(
        from: Data(text.utf8), format: .litellm, source: "a list", asOf: .distant,
        openModels: ["qwen/QwQ-32B"]))
    #expect(try imported.tariff("acme/Qwen/QwQ-32B").openModel == "qwen/QwQ-32B")
    #expect(try imported.tariff("acme/mine/QwQ-32B").openModel == nil)
  }

  /// genai-prices says of no model what it is for; what is known to embed needs no price of output, and has none.
  @Test func aKnownEmbedderOfGenAIPricesHasNoPriceOfOutput() throws {
    let known = try PriceCatalog(files: [
      (
        "acme.json",
        Data(
          #"""
          {"provider": "acme", "unit": "usdPerMillionTokens", "tariffs": [
            {"model": "e", "purpose": "embedding", "prices": {"input": 1},
             "provenance": {"source": "a page", "asOf": "2026-11"}},
            {"model": "f", "purpose": "embedding", "prices": {"input": 1},
             "provenance": {"source": "a page", "asOf": "2026-11"}}]}
          """#.utf8)
      )
    ])
    let text = #"""
      [{"id": "acme", "models": [
        {"id": "e", "prices": {"input_mtok": 0.1}},
        {"id": "f", "prices": {"input_mtok": 0.1, "output_mtok": 0.1}},
        {"id": "g", "prices": {"input_mtok": 0.1}}]}]
      """#
    let result = try PriceImporter.prices(
      from: Data(text.utf8), format: .genaiPrices, source: "a list", asOf: .distant, knowing: known)
    let tariffs = try catalog(result).tariffs
    #expect(tariffs.map(\.model) == ["e", "f"])
    #expect(tariffs.map(\.purpose) == [.embedding, .embedding])
    #expect(tariffs.map(\.prices.usdPerMillionOutput) == [0, 0])
    #expect(result.leftOut.map(\.entry) == ["acme/g"])
  }

  @Test func anImportKeepsWhatIsKnownOfAService() throws {
    let known = try shippedCatalog()
    let day = try #require(CalendarDate("2026-11-12"))
    let list =
      #"{"claude-haiku-4-5": {"litellm_provider": "anthropic", "mode": "chat", "#
      + #""input_cost_per_token": 1e-06, "output_cost_per_token": 5e-06}}"#
    let imported = try PriceImporter.prices(
      from: Data(list.utf8), format: .litellm, source: "a list",
      asOf: day, knowing: known)
    let catalog = try PriceCatalog(
      files: imported.files.map { ($0.name, Data($0.text.utf8)) })
    let tariff = try catalog.tariff("anthropic/claude-haiku-4-5")
    let before = try known.tariff("anthropic/claude-haiku-4-5")
    #expect(tariff.speed == before.speed)
    #expect(tariff.limits == before.limits)
    #expect(tariff.providerLimits == before.providerLimits)
    #expect(tariff.batchWindow == before.batchWindow)
    #expect(tariff.hostClass == .maker)
  }
}
