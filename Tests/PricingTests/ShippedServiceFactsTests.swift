import Pricing
import TestFixtures
import Testing

@Suite struct ShippedServiceFactsTests {
  @Test func everyHostHasAClass() throws {
    for tariff in try shippedCatalog().tariffs { #expect(tariff.hostClass != nil, "\(tariff.id)") }
  }

  @Test(arguments: [
    ("anthropic/claude-haiku-4-5", APIHostClass.maker), ("deepseek/deepseek-v4-pro", .maker),
    ("bedrock/openai.gpt-oss-120b-1:0", .hyperscaler),
    ("vertex/openai/gpt-oss-120b-maas", .hyperscaler),
    ("fireworks/gpt-oss-120b", .specialist), ("groq/openai/gpt-oss-120b", .specialist),
  ])
  func hostsAreOfTheirClass(id: String, hostClass: APIHostClass) throws {
    #expect(try shippedCatalog().tariff(id).hostClass == hostClass)
  }

  @Test func measuredFirstTokensAreThoseOfTheirSource() throws {
    let catalog = try shippedCatalog()
    // modelstats.ai, 24 hours of April 2026.
    let haiku = try #require(try catalog.tariff("anthropic/claude-haiku-4-5").speed?.firstToken)
    #expect(haiku == LatencyQuantiles(median: 0.541, p95: 1.591, p99: 4.117))
    let lite = try #require(try catalog.tariff("google/gemini-2.5-flash-lite").speed?.firstToken)
    #expect(lite == LatencyQuantiles(median: 0.311, p95: 1.142, p99: 3.08))
    let mini = try #require(try catalog.tariff("openai/gpt-4.1-mini").speed?.firstToken)
    #expect(mini == LatencyQuantiles(median: 0.661, p95: 1.087, p99: 2.169))
  }

  @Test func noAPIAnswersWithinTwentyMilliseconds() throws {
    let terms = ServiceTerms(timeToFirstTokenSeconds: 0.02, timePerOutputTokenSeconds: 0.002)
    for tariff in try shippedCatalog().tariffs {
      #expect(tariff.services(keeping: terms).isEmpty, "\(tariff.id)")
    }
  }

  @Test func noPromisedBatchIsBackInThreeMinutes() throws {
    let terms = ServiceTerms(deadlineHours: 0.05, service: .batch)
    for id in ["openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5", "google/gemini-2.5-flash-lite"]
    {
      let tariff = try shippedCatalog().tariff(id)
      #expect(tariff.batchWindow?.hours == 24)
      #expect(tariff.obstacle(to: terms) != nil)
      #expect(tariff.services(keeping: terms).contains(.standard))
    }
  }

  @Test func spendCapsAreThoseOfTheHighestOrdinaryTier() throws {
    let catalog = try shippedCatalog()
    let terms = ServiceTerms(usdPerMonth: 7000)
    #expect(
      try catalog.tariff("wandb/openai/gpt-oss-120b").obstacle(to: terms)
        == .limit(.usdPerMonth, allowed: 6000, needed: 7000, raisedBy: .contract))
    #expect(try catalog.tariff("anthropic/claude-haiku-4-5").obstacle(to: terms) == nil)
    #expect(
      try catalog.tariff("openai/gpt-5.4-mini").unchecked(terms) == [.spend])
  }

  @Test func noContextExceedsWhatTheModelHas() throws {
    let catalog = try shippedCatalog()
    for (id, tokens) in [
      ("minimax/MiniMax-M2.5", 196_608), ("azure/FW-MiniMax-M2.5", 196_608),
      ("bedrock/minimax.minimax-m2", 196_608), ("novita/qwen/qwen3.8-27b", 262_144),
      ("databricks/meta-llama-3-1-8b-instruct", 131_072),
    ] {
      let tariff = try catalog.tariff(id)
      #expect(tariff.contextTokens == tokens)
      #expect(tariff.listedContextTokens ?? 0 > tokens)
      #expect(tariff.provenance.note?.contains("which the model does not have") == true)
    }
  }

  @Test func everyFactHasASourceAndAPlausibleDate() throws {
    let collected = try #require(CalendarDate("2026-11-27"))
    let oldest = try #require(CalendarDate("2025-01-01"))
    for tariff in try shippedCatalog().tariffs {
      let facts = [
        tariff.speed?.provenance, tariff.limits?.provenance, tariff.providerLimits?.provenance,
        tariff.batchWindow?.provenance,
      ].compactMap(\.self)
      for fact in facts {
        #expect(fact.source.count > 8)
        #expect(oldest <= fact.asOf && fact.asOf <= collected, "\(tariff.id)")
      }
    }
  }
}
