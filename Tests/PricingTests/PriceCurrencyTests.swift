import CheckedJSON
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Lists in another currency, with the day of its worth.
@Suite struct PriceCurrencyTests {
  private static func catalog(
    currency: String, unit: String = "eurPerMillionTokens"
  ) throws -> PriceCatalog {
    let text =
      #"{"provider": "acme", \#(currency) "unit": "\#(unit)", "tariffs": [{"model": "m", "#
      + #""prices": {"input": 0.4, "output": 2}, "batch": {"input": 0.2, "output": 1}, "#
      + #""provenance": {"source": "a page", "asOf": "2026-11-10"}}]}"#
    return try PriceCatalog(files: [("a.json", Data(text.utf8))])
  }

  private static let euro =
    #""currency": {"code": "EUR", "usd": 1.16, "provenance": {"source": "ECB", "asOf": "2026-11-10"}},"#

  /// 0.40 and 2.00 EUR at 1.16 are 0.464 and 2.32 USD: a million tokens in and half a million out cost 1.624.
  @Test func pricesAreTakenAtTheirWorth() throws {
    let tariff = try Self.catalog(currency: Self.euro).tariff("acme/m")
    let bill = try #require(tariff.bill(for: RequestTokens(prompt: 1e6, completion: 5e5)))
    #expect(abs(bill.totalUSD - 1.624) < 1e-12)
    #expect(
      bill.assumptions.map(\.description) == ["prices in EUR, taken at 1.16 USD as of 2026-11-10"])
    #expect(abs((tariff.batch?.usdPerMillionInput ?? 0) - 0.232) < 1e-12)
  }

  @Test(arguments: [
    (euro, "usdPerMillionTokens"), ("", "eurPerMillionTokens"),
    (euro.replacing("EUR", with: "eur"), "eurPerMillionTokens"),
    (euro.replacing("EUR", with: "USD"), "usdPerMillionTokens"),
    (euro.replacing("1.16", with: "0"), "eurPerMillionTokens"),
  ])
  func unitAndCurrencyMustAgree(currency: String, unit: String) {
    #expect(throws: InputError.self) { try Self.catalog(currency: currency, unit: unit) }
  }

  /// 100 days after the rate it is told to be old, while the prices were read anew.
  @Test func anOldRateIsToldBesideNewPrices() throws {
    let rate = Self.euro.replacing("2026-11-10", with: "2026-08-02")
    let catalog = try Self.catalog(currency: rate)
    let day = try #require(CalendarDate("2026-11-10"))
    let old = PriceCheck.findings(in: catalog, at: day).filter { $0.kind == .stale }
    #expect(old.map(\.description) == ["acme/m: the worth of one EUR in USD: 100 days old"])
    let none = PriceCheck.findings(in: catalog, at: day, maximumAgeDays: 100)
    #expect(none.filter { $0.kind == .stale } == [])
  }
}
