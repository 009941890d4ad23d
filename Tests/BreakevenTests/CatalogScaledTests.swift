import Testing

@testable import Breakeven

/// What if all APIs cost so many times their price.
struct CatalogScaledTests {
  private static func decision(apiPrices factor: Double, volume: Volume) throws -> Decision {
    try Market.decision(
      Market.workload().with(
        volume: volume, today: .some(Today(api: "host/llama", usdPerMonth: 9600))),
      catalog: Market.catalog().with(apiPrices: factor))
  }

  /// A request of 1000 + 200 tokens at $0.2 and $0.6 a million costs $0.00032: $9,600 pay for 30 million of them,
  /// whatever they would cost at other prices.
  @Test(arguments: [0.5, 1, 2])
  func aBillPaysForTheSameVolume(factor: Double) throws {
    let decision = try Self.decision(apiPrices: factor, volume: .fromBill)
    #expect(abs(decision.demand.requests / 30e6 - 1) < 1e-9)
    let api = try #require(decision.bestAPI)
    let today = try #require(decision.today)
    #expect(abs(api.billUSD(requests: decision.demand.requests) / (9600 * factor) - 1) < 1e-9)
    #expect(abs((today.usd - today.overheadUSD) / (9600 * factor) - 1) < 1e-9)
  }

  /// A bill beside a volume moves with the prices as the tariff does, so that the two go on agreeing.
  @Test func aStatedBillMovesWithThePrices() throws {
    let decision = try Self.decision(apiPrices: 2, volume: Volume(30e6, .perMonth))
    #expect(abs((decision.today?.usd ?? 0) - (decision.today?.overheadUSD ?? 0) - 19_200) < 1e-6)
    #expect(!decision.cautions.contains { $0.kind == "billDiffers" })
  }
}
