import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// DeepSeek's rule: 01–04 and 06–10 UTC on weekdays cost twice the price of all other hours.
@Suite struct PriceWindowTests {
  static let million = RequestTokens(prompt: 1_000_000, completion: 0)

  /// Hour 98 is Friday 02:00, 122 Saturday 02:00, 152 Sunday 08:00.
  static let hours: [(Int, Double)] = [
    (0, 0.15), (1, 0.3), (3, 0.3), (4, 0.15), (5, 0.15), (6, 0.3), (9, 0.3), (10, 0.15),
    (23, 0.15), (98, 0.3), (122, 0.15), (152, 0.15), (170, 0.3), (-1, 0.15), (-161, 0.3),
  ]

  @Test(arguments: hours)
  func chargesByTheHourOfTheWeek(hour: Int, usd: Double) throws {
    let tariff = try shippedCatalog().tariff("deepseek/deepseek-flash")
    let cost = try #require(tariff.cost(of: Self.million, at: HourOfWeek(hour)))
    #expect(abs(cost - usd) < 1e-12)
  }

  /// 35 of 168 hours are peak: 0.15 × (1 + 35/168) = 0.18125.
  @Test func withoutAnHourChargesTheMeanAndSaysSo() throws {
    let tariff = try shippedCatalog().tariff("deepseek/deepseek-flash")
    let cost = try #require(tariff.cost(of: Self.million))
    #expect(abs(cost - 0.18125) < 1e-12)
    let bill = try #require(tariff.bill(for: Self.million))
    #expect(bill.assumptions == [.meanOverWeek])
    let mean =
      (0..<168).compactMap { tariff.cost(of: Self.million, at: HourOfWeek($0)) }.reduce(0, +) / 168
    #expect(abs(cost - mean) < 1e-12)
  }

  /// Three of four requests at a peak hour, one off-peak: (3·0.3 + 0.15)/4.
  @Test func knownHoursOfTrafficAreWeighed() throws {
    let tariff = try shippedCatalog().tariff("deepseek/deepseek-flash")
    var traffic = [Double](repeating: 0, count: 168)
    traffic[2] = 30
    traffic[12] = 10
    let bill = try #require(tariff.bill(for: Self.million, traffic: traffic))
    #expect(abs(bill.totalUSD - 1.05 / 4) < 1e-12)
    #expect(bill.assumptions == [.meanOverTraffic])
    for useless in [[], [Double](repeating: 0, count: 168), [Double](repeating: 7, count: 168)] {
      let mean = try #require(tariff.bill(for: Self.million, traffic: useless)).totalUSD
      #expect(abs(mean - 0.18125) < 1e-12)
    }
  }

  @Test func theMeanKeepsTheTiersOfBothTimes() throws {
    func schedule(_ scale: Double) -> PriceSchedule {
      PriceSchedule(
        base: TokenPrices(usdPerMillionInput: scale, usdPerMillionOutput: scale),
        longPrompts: [
          .init(
            aboveTokens: 1000,
            prices: TokenPrices(usdPerMillionInput: 10 * scale, usdPerMillionOutput: scale))
        ])
    }
    let tariff = Tariff(
      provider: "acme", model: "tidal", standard: schedule(2),
      windows: [
        PriceWindow(
          name: "half", hours: Set((0..<84).map { HourOfWeek($0) }),
          schedules: [.standard: schedule(1)])
      ],
      provenance: TariffBillingTests.anyProvenance)
    for (prompt, usd) in [(1000.0, 1.5e-3), (1001, 15.015e-3)] {
      let cost = try #require(tariff.cost(of: RequestTokens(prompt: prompt, completion: 0)))
      #expect(abs(cost - usd) < 1e-12)
    }
  }

  /// Hours that say nothing of long prompts do not bill them as short ones: 2,000 tokens at 4 USD per million, not at 1.
  @Test func aWindowWithoutTiersKeepsTheOrdinaryOnes() throws {
    let file = #"""
      {"provider": "acme", "unit": "usdPerMillionTokens", "tariffs": [{"model": "tidal",
        "prices": {"input": 2, "output": 4},
        "tiers": [{"aboveTokens": 1000, "prices": {"input": 4, "output": 8}}],
        "windows": [
          {"name": "nights", "hoursUTC": [{"days": "everyDay", "from": 0, "to": 1}],
            "prices": {"input": 1, "output": 2}},
          {"name": "dawn", "hoursUTC": [{"days": "everyDay", "from": 1, "to": 2}],
            "prices": {"input": 1, "output": 2},
            "tiers": [{"aboveTokens": 1000, "prices": {"input": 3, "output": 6}}]}],
        "provenance": {"source": "a list", "asOf": "2026-11-01"}}]}
      """#
    let tariff = try PriceCatalog(files: [("apis/acme.json", Data(file.utf8))]).tariff("acme/tidal")
    let long = RequestTokens(prompt: 2000, completion: 0)
    let night = try #require(tariff.bill(for: long, at: HourOfWeek(0)))
    #expect(abs(night.totalUSD - 0.008) < 1e-12)
    #expect(night.assumptions == [.longPromptPriceOfHoursUnknown("nights")])
    let dawn = try #require(tariff.bill(for: long, at: HourOfWeek(1)))
    #expect(abs(dawn.totalUSD - 0.006) < 1e-12)
    #expect(dawn.assumptions == [])
  }

  @Test func saysWhatAWindowLeavesUnknown() throws {
    let ordinary = TokenPrices(
      usdPerMillionInput: 2, usdPerMillionCachedInput: 1, usdPerMillionOutput: 4)
    let cheap = TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 2)
    let tariff = Tariff(
      provider: "acme", model: "tidal", standard: PriceSchedule(base: ordinary),
      windows: [
        PriceWindow(
          name: "first", hours: [HourOfWeek(0)],
          schedules: [.standard: PriceSchedule(base: cheap)])
      ],
      provenance: TariffBillingTests.anyProvenance)
    let tokens = RequestTokens(prompt: 1000, cachedPrompt: 1000, completion: 0)
    let inside = try #require(tariff.bill(for: tokens, at: HourOfWeek(0)))
    #expect(inside.assumptions == [.charged(.cachedInput, as: .uncachedInput)])
    let outside = try #require(tariff.bill(for: tokens, at: HourOfWeek(1)))
    #expect(outside.assumptions == [])
    #expect(inside.totalUSD == 0.001 && outside.totalUSD == 0.001)
  }
}
