import Pricing
import TestFixtures
import Testing

@Suite struct TariffBillingTests {
  /// 2 / 0.1 / 2.5 / 10 USD per million, half of it in a batch, doubled above 272,000 tokens.
  static let tariff = Tariff(
    provider: "acme", model: "large",
    standard: PriceSchedule(
      base: TokenPrices(
        usdPerMillionInput: 2, usdPerMillionCachedInput: 0.1, usdPerMillionCacheWrite: 2.5,
        usdPerMillionOutput: 10),
      longPrompts: [
        .init(
          aboveTokens: 272_000,
          prices: TokenPrices(
            usdPerMillionInput: 4, usdPerMillionCachedInput: 0.2, usdPerMillionCacheWrite: 5,
            usdPerMillionOutput: 15))
      ]),
    services: [
      .batch: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: 1, usdPerMillionCachedInput: 0.1, usdPerMillionOutput: 5)),
      .fast: PriceSchedule(
        base: TokenPrices(usdPerMillionInput: 12, usdPerMillionOutput: 60)),
    ],
    regionalMultipliers: ["us": 1.1], provenance: anyProvenance)

  static let anyProvenance = Provenance(
    source: "a price list", asOf: CalendarDate(year: 2026, month: 11, day: 12) ?? .distant)

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var tokens: RequestTokens
    var service = ServiceTier.standard
    var region: String?
    var usd: Double
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "1,000 × 2 + 500 × 10, per million",
      tokens: RequestTokens(prompt: 1000, completion: 500), usd: 0.007),
    Case(
      name: "2,000 × 2 + 8,000 × 0.1 + 100 × 10",
      tokens: RequestTokens(prompt: 10_000, cachedPrompt: 8000, completion: 100), usd: 0.0058),
    Case(
      name: "1,000 × 2 + 4,000 × 2.5",
      tokens: RequestTokens(prompt: 5000, cacheWritten: 4000, completion: 0), usd: 0.012),
    Case(
      name: "reasoning is output: 3,000 × 10",
      tokens: RequestTokens(prompt: 0, completion: 3000, reasoning: 2500), usd: 0.03),
    Case(
      name: "exactly at the bound: the whole at the base price",
      tokens: RequestTokens(prompt: 272_000, completion: 1000), usd: 0.554),
    Case(
      name: "one above the bound: the whole at the long price",
      tokens: RequestTokens(prompt: 272_001, completion: 1000), usd: 1.103004),
    Case(
      name: "cached tokens count towards the bound",
      tokens: RequestTokens(prompt: 300_000, cachedPrompt: 290_000, completion: 0), usd: 0.098),
    Case(
      name: "batch halves input and output, not cached input",
      tokens: RequestTokens(prompt: 10_000, cachedPrompt: 8000, completion: 100),
      service: .batch, usd: 0.0033),
    Case(
      name: "a region multiplies the whole",
      tokens: RequestTokens(prompt: 1000, completion: 500), region: "us", usd: 0.0077),
    Case(name: "nothing costs nothing", tokens: RequestTokens(prompt: 0, completion: 0), usd: 0),
  ])
  func workedNumber(_ example: Case) throws {
    let tariff = Self.tariff
    let cost = try #require(
      tariff.cost(of: example.tokens, service: example.service, region: example.region))
    #expect(abs(cost - example.usd) < 1e-12)
    let bill = try #require(
      tariff.bill(for: example.tokens, service: example.service, region: example.region))
    #expect(abs(bill.totalUSD - example.usd) < 1e-12)
    #expect(bill.assumptions == [])
  }

  @Test func isLinearInTokensOfOneTier() throws {
    let rates = try #require(Self.tariff.rates())
    let one = RequestTokens(
      prompt: 700, cachedPrompt: 300, cacheWritten: 100, completion: 40, reasoning: 10)
    for factor in [2.0, 10, 137, 350] {
      let many = RequestTokens(
        prompt: 700 * factor, cachedPrompt: 300 * factor, cacheWritten: 100 * factor,
        completion: 40 * factor, reasoning: 10 * factor)
      #expect(abs(rates.cost(of: many) - factor * rates.cost(of: one)) < 1e-12 * factor)
    }
  }

  @Test func sumsAWeightedList() throws {
    let short = RequestTokens(prompt: 1000, completion: 500)
    let long = RequestTokens(prompt: 272_001, completion: 1000)
    let cost = try #require(Self.tariff.cost(ofWeighted: [(short, 90), (long, 10)]))
    #expect(abs(cost - (90 * 0.007 + 10 * 1.103004)) < 1e-10)
  }

  @Test func aServiceThatIsNotOfferedHasNoPrice() {
    let tokens = RequestTokens(prompt: 1, completion: 1)
    #expect(Self.tariff.cost(of: tokens, service: .flex) == nil)
    #expect(Self.tariff.bill(for: tokens, service: .flex) == nil)
    #expect(Self.tariff.services == [.standard, .batch, .fast])
  }

  @Test func aMissingCachedPriceIsChargedInFullAndSaid() throws {
    let tokens = RequestTokens(prompt: 10_000, cachedPrompt: 8000, completion: 0)
    let bill = try #require(Self.tariff.bill(for: tokens, service: .fast))
    #expect(abs(bill.totalUSD - 0.12) < 1e-12)
    #expect(bill.assumptions == [.charged(.cachedInput, as: .uncachedInput)])
    #expect(
      "\(bill.assumptions[0])"
        == "no price for cached input is known; charged as uncached input")
  }

  @Test func oneHourWritesFallBackToOrdinaryWrites() throws {
    let tokens = RequestTokens(prompt: 5000, cacheWritten1h: 4000, completion: 0)
    let bill = try #require(Self.tariff.bill(for: tokens))
    #expect(abs(bill.totalUSD - 0.012) < 1e-12)
    #expect(bill.assumptions == [.charged(.cacheWrite1h, as: .cacheWrite)])
    let batch = try #require(Self.tariff.bill(for: tokens, service: .batch))
    #expect(batch.assumptions == [.charged(.cacheWrite1h, as: .uncachedInput)])
  }

  /// At twice the prices, 1.215 is 2.43, and what is not known stays unknown.
  @Test func aScaledTariffAssumesTheSame() throws {
    let long = RequestTokens(prompt: 300_000, completion: 1000)
    let batch = try #require(Self.tariff.scaled(by: 2).bill(for: long, service: .batch))
    #expect(abs(batch.totalUSD - 2.43) < 1e-12)
    #expect(batch.assumptions == [.longPromptPriceUnknown(.batch)])
  }

  @Test func anUnknownLongPromptPriceIsTheDearerOfTwo() throws {
    let tokens = RequestTokens(prompt: 300_000, completion: 1000)
    // Batch knows no long price: the standard 4 and 15 are dearer than its own 1 and 5.
    let batch = try #require(Self.tariff.bill(for: tokens, service: .batch))
    #expect(abs(batch.totalUSD - 1.215) < 1e-12)
    #expect(batch.assumptions == [.longPromptPriceUnknown(.batch)])
    // Fast costs 12 and 60 already below the bound.
    let fast = try #require(Self.tariff.bill(for: tokens, service: .fast))
    #expect(abs(fast.totalUSD - 3.66) < 1e-12)
  }

  @Test func anUnknownRegionIsChargedAtListPriceAndSaid() throws {
    let bill = try #require(
      Self.tariff.bill(for: RequestTokens(prompt: 1000, completion: 500), region: "mars"))
    #expect(abs(bill.totalUSD - 0.007) < 1e-12)
    #expect(bill.assumptions == [.unknownRegion("mars")])
  }

  @Test func partsLargerThanTheirWholeNeverEarnMoney() throws {
    let cost = try #require(
      Self.tariff.cost(
        of: RequestTokens(prompt: 10, cachedPrompt: 100, completion: 5, reasoning: 50)))
    #expect(cost >= 0)
  }
}
