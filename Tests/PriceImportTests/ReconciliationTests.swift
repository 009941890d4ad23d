import CheckedJSON
import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bills of imported tariffs against what the packages that publish the prices calculate.
///
/// The fixtures hold a part of each package's price list as it was published, and the results of
/// its own calculation for token mixes across service tiers, prompt lengths and hours.
@Suite struct ReconciliationTests {
  static let date = CalendarDate(year: 2026, month: 11, day: 12)

  @Test func litellm() throws {
    let imported = try PriceImporter.prices(
      from: fixture("litellm-cost-map.json"), format: .litellm, source: "litellm 1.110.2",
      asOf: #require(Self.date))
    try reconcile(imported, with: "litellm-bills.csv", atLeast: 150)
  }

  @Test func genaiPrices() throws {
    let imported = try PriceImporter.prices(
      from: fixture("genai-prices-data.json"), format: .genaiPrices, source: "genai-prices 0.2.3",
      asOf: #require(CalendarDate(year: 2026, month: 11, day: 10)))
    try reconcile(imported, with: "genai-prices-bills.csv", atLeast: 120)
  }

  private func reconcile(
    _ imported: PriceImport, with bills: String, atLeast models: Int
  ) throws {
    let catalog = try PriceCatalog(
      files: imported.files.map { ($0.name, Data($0.text.utf8)) })
    // The source of an imported tariff ends in the name of its entry.
    var tariffs: [String: Tariff] = [:]
    for tariff in catalog.tariffs {
      let source = tariff.provenance.source
      let comma = try #require(source.firstIndex(of: ","))
      tariffs[String(source[comma...].dropFirst(2))] = tariff
    }
    var billed: Set<String> = []
    for bill in try RecordedBill.all(in: bills) {
      let tariff = try #require(
        tariffs[bill.model], "\(bill.model) was left out: \(imported.leftOut)")
      let usd = try #require(
        tariff.cost(of: bill.tokens, service: bill.service, at: bill.hour),
        "\(bills):\(bill.line) \(bill.model) \(bill.service)")
      // What a reseller keeps of the credit is on no list.
      let theirs = bill.usd * (1 + (tariff.fees?.shareOfBill ?? 0))
      #expect(
        abs(usd - theirs) <= 1e-9 * max(1, theirs),
        "\(bills):\(bill.line) \(bill.model) \(bill.service): ours \(usd), theirs \(theirs)")
      let explained = try #require(
        tariff.bill(for: bill.tokens, service: bill.service, at: bill.hour))
      #expect(abs(explained.totalUSD - usd) <= 1e-12 * max(1, usd))
      billed.insert(bill.model)
    }
    #expect(billed.count >= models)
  }
}
