import Pricing
import TestFixtures
import Testing

/// What hosts really ask for a request, worked by hand from their rules and the shipped prices.
///
/// Each line gives the tokens and the sum; the sum is that of a calculator with the prices of the tariff's file.
@Suite struct BillingRulesTests {
  struct Situation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let tariff: String
    let service: ServiceTier
    let region: String?
    let tokens: RequestTokens
    let usd: Double

    init(
      _ title: String, _ tariff: String, region: String? = nil, _ tokens: RequestTokens,
      _ usd: Double
    ) {
      self.init(title, tariff, .standard, region: region, tokens, usd)
    }

    init(
      _ title: String, _ tariff: String, _ service: ServiceTier, region: String? = nil,
      _ tokens: RequestTokens, _ usd: Double
    ) {
      testDescription = title
      self.tariff = tariff
      self.service = service
      self.region = region
      self.tokens = tokens
      self.usd = usd
    }
  }

  private static func tokens(
    _ prompt: Double, _ completion: Double, cached: Double = 0, written: Double = 0,
    hour: Double = 0, reasoning: Double = 0
  ) -> RequestTokens {
    RequestTokens(
      prompt: prompt, cachedPrompt: cached, cacheWritten: written, cacheWritten1h: hour,
      completion: completion, reasoning: reasoning)
  }

  static let situations: [Situation] = [
    // Makers: caches, batches, tiers, classes of service.
    .init("plain", "openai/gpt-4.1", tokens(1000, 100), 0.0028),
    .init("cached in part", "openai/gpt-4.1", tokens(2000, 100, cached: 1024), 0.003264),
    .init(
      "batch with a cache: 0.50, not 1.00", "openai/gpt-4.1", .batch,
      tokens(2000, 200, cached: 1000), 0.0023),
    .init("priority", "openai/gpt-4.1", .priority, tokens(1000, 100), 0.0049),
    .init("writing to the cache", "openai/gpt-6.1-sol", tokens(10_000, 0, written: 10_000), 0.025),
    .init("272,000 tokens are a short prompt", "openai/gpt-6.1-sol", tokens(272_000, 0), 0.544),
    .init("one more reprices all of it", "openai/gpt-6.1-sol", tokens(272_001, 1000), 1.103004),
    .init("fast at twice", "openai/gpt-6.1-sol", .fast, tokens(1000, 100), 0.006),
    .init("ultrafast at six times", "openai/gpt-6.1-sol", .ultrafast, tokens(1000, 100), 0.018),
    .init("fast of the largest", "openai/gpt-6-astra", .fast, tokens(1000, 100), 0.03),
    .init("reasoning is output", "openai/gpt-5", tokens(1000, 1000, reasoning: 900), 0.01125),
    .init(
      "cache read at a tenth", "anthropic/claude-haiku-4-5", tokens(10_000, 100, cached: 9000),
      0.0024),
    .init(
      "cache write at 1.25", "anthropic/claude-haiku-4-5", tokens(10_000, 0, written: 10_000),
      0.0125),
    .init(
      "an hour's write at 2", "anthropic/claude-haiku-4-5", tokens(10_000, 0, hour: 10_000), 0.02),
    .init(
      "an hour's write in a batch", "anthropic/claude-sonnet-5", .batch,
      tokens(10_000, 100, hour: 10_000), 0.0205),
    .init(
      "two lives in one request", "anthropic/claude-sonnet-5",
      tokens(10_000, 0, written: 4000, hour: 6000), 0.034),
    .init("five times above 100,000", "anthropic/claude-haiku-5-5", tokens(100_001, 0), 0.0500005),
    .init(
      "fast at twice, of Anthropic", "anthropic/claude-opus-5", .fast, tokens(1000, 100), 0.015),
    .init(
      "no discount for the cache in a batch", "google/gemini-2.5-pro", .batch,
      tokens(10_000, 100, cached: 10_000), 0.00175),
    .init("flex above 200,000", "google/gemini-2.5-pro", .flex, tokens(300_000, 1000), 0.3825),
    .init(
      "a batch's cache as the page shows it", "google/gemini-3.5-flash-lite", .batch,
      tokens(10_000, 0, cached: 10_000), 0.0002),
    .init("199,999 tokens at xAI", "xai/grok-4.3", tokens(199_999, 1000), 0.25249875),
    .init("200,000 tokens are a long prompt at xAI", "xai/grok-4.3", tokens(200_000, 1000), 0.505),
    .init("a batch at 0.8", "xai/grok-4.3", .batch, tokens(10_000, 1000), 0.012),
    // Hosts of open models: batches.
    .init("batch at half, Groq", "groq/openai/gpt-oss-120b", .batch, tokens(10_000, 500), 0.0009),
    .init(
      "batch at half, Mistral", "mistral/mistral-large-2512", .batch, tokens(10_000, 1000), 0.00325),
    .init("batch at half, Fireworks", "fireworks/kimi-k3", .batch, tokens(10_000, 1000), 0.0225),
    .init(
      "batch at half, Together", "together/openai/gpt-oss-120b", .batch, tokens(10_000, 1000),
      0.00105),
    .init("batch at half, Nebius", "nebius/zai-org/GLM-5.3", .batch, tokens(10_000, 1000), 0.0092),
    .init(
      "batch at 0.8, DeepInfra", "deepinfra/openai/gpt-oss-120b", .batch, tokens(10_000, 1000),
      0.000432),
    .init(
      "a long-prompt tier of a host", "novita/minimax/minimax-m3", tokens(600_000, 1000), 0.3624),
    // Regions: one factor, one for each class, none.
    .init(
      "a tenth more in the EU", "mistral/mistral-large-2512", region: "eu", tokens(10_000, 1000),
      0.00715),
    .init(
      "nothing more in the EU", "openai/gpt-4.1-mini", region: "eu", tokens(10_000, 1000), 0.0056),
    .init("FedRAMP", "openai/gpt-5.4", region: "fedramp", tokens(10_000, 1000), 0.044),
    .init(
      "1.20 in, 1.175 out", "bedrock/qwen.qwen3-next-80b-a3b", region: "eu", tokens(10_000, 1000),
      0.00321),
    .init("a data zone", "azure/gpt-5-mini", region: "eu", tokens(10_000, 1000), 0.00495),
  ]

  @Test(arguments: situations)
  func billsAreThoseOfACalculator(situation: Situation) throws {
    let tariff = try shippedCatalog().tariff(situation.tariff)
    let bill = try #require(
      tariff.bill(for: situation.tokens, service: situation.service, region: situation.region))
    #expect(abs(bill.totalUSD - situation.usd) < 1e-9, "\(bill.lines)")
    let cost = tariff.cost(
      of: situation.tokens, service: situation.service, region: situation.region)
    #expect(abs((cost ?? 0) - situation.usd) < 1e-9)
  }

  /// OpenAI caches 1,024 tokens and then every 128; Claude Haiku 4.5 4,096 at least; Kimi whole steps of 256.
  @Test(arguments: [
    ("openai/gpt-4.1", 600.0, 0.0), ("openai/gpt-4.1", 1023, 0), ("openai/gpt-4.1", 1024, 1024),
    ("openai/gpt-4.1", 1151, 1024), ("openai/gpt-4.1", 1152, 1152), ("openai/gpt-4.1", 1500, 1408),
    ("anthropic/claude-haiku-4-5", 4095, 0), ("anthropic/claude-haiku-4-5", 5000, 5000),
    ("google/gemini-2.5-pro", 2047, 0), ("moonshot/kimi-k3", 300, 256),
    ("moonshot/kimi-k3", 255, 0),
    ("deepseek/deepseek-flash", 77, 77),
  ])
  func cachesTakeWholeSteps(tariff: String, shared: Double, cached: Double) throws {
    #expect(try shippedCatalog().tariff(tariff).cachedTokens(ofShared: shared) == cached)
  }

  private static func tariff(
    fees: APIFees? = nil, currency: PriceCurrency? = nil,
    regions: [String: RegionalMultiplier] = [:]
  ) -> Tariff {
    Tariff(
      provider: "acme", model: "m",
      standard: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: 1, usdPerMillionCachedInput: 0.1, usdPerMillionOutput: 2)),
      regionalMultipliers: regions, fees: fees, currency: currency, provenance: anyProvenance)
  }

  private static let anyProvenance = Provenance(source: "a page", asOf: .distant)

  /// 0.003 of tokens and 0.005 for the request; with 5.5 % of the bill for the seller 0.00844.
  @Test func feesComeOnTop() throws {
    let tokens = Self.tokens(1000, 1000)
    let each = APIFees(usdPerRequest: 0.005, provenance: Self.anyProvenance)
    #expect(abs((Self.tariff(fees: each).cost(of: tokens) ?? 0) - 0.008) < 1e-12)
    let both = APIFees(usdPerRequest: 0.005, shareOfBill: 0.055, provenance: Self.anyProvenance)
    let bill = try #require(Self.tariff(fees: both).bill(for: tokens))
    #expect(abs(bill.totalUSD - 0.00844) < 1e-12)
    #expect(bill.lines.last?.tokenClass == .request)
    #expect(bill.assumptions == [.feeIncluded(0.055)])
  }

  /// Cached input has a factor of its own where the region gives one, and the request none.
  @Test func regionsPriceClassByClass() throws {
    let tariff = Self.tariff(
      fees: APIFees(usdPerRequest: 0.001, provenance: Self.anyProvenance),
      regions: ["eu": RegionalMultiplier(input: 1.2, cachedInput: 1.5, output: 1.1)])
    // 500 at 1.2, 500 at 0.15, 1,000 at 2.2, and the request.
    let usd = try #require(tariff.cost(of: Self.tokens(1000, 1000, cached: 500), region: "eu"))
    #expect(abs(usd - (0.0006 + 0.000075 + 0.0022 + 0.001)) < 1e-12)
  }
}
