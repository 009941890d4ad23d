import CheckedJSON
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct PriceMovesTests {
  static func moves(_ horizons: [(months: Double, low: Double, high: Double)]) -> PriceMoves {
    PriceMoves(
      horizons: horizons.map {
        .init(
          months: $0.months, factor: .init(low: $0.low, likely: 1, high: $0.high), series: 20,
          kind: .measured)
      },
      trendPerMonth: .init(low: -0.01, likely: 0, high: 0.01), trendSeries: 20,
      from: TariffBillingTests.anyProvenance.asOf, until: TariffBillingTests.anyProvenance.asOf,
      provenance: TariffBillingTests.anyProvenance)
  }

  /// The numbers of the documentation: half-way in √months between 4 and 16 is 9.
  @Test(arguments: [
    (0.0, 1.0), (1, 0.894427), (4, 0.8), (9, 0.632456), (16, 0.5), (36, 0.353553), (.nan, 1),
  ])
  func walksBetweenTheHorizons(months: Double, low: Double) {
    let range = Self.moves([(4, 0.8, 1.2), (16, 0.5, 2)]).range(overMonths: months)
    #expect(abs(range.low - low) < 1e-6)
    #expect(range.likely == 1)
    #expect(range.low <= range.likely && range.likely <= range.high)
  }

  /// Rents both rose and fell within three months: no decline is assumed.
  @Test func shippedRentsMoveBothWays() throws {
    let rents = try #require(try shippedCatalog().market.gpuRents)
    #expect(rents.horizons.map(\.months) == [1, 3, 6, 12, 24, 36])
    let quarter = rents.range(overMonths: 3)
    #expect(quarter == .init(low: 0.938, likely: 1, high: 1.389))
    #expect(rents.trendPerMonth.low < 0 && rents.trendPerMonth.high > 0)
  }

  /// Most APIs never reprice a model: half of them not within two years.
  @Test func shippedAPIPricesSeldomMove() throws {
    let apis = try #require(try shippedCatalog().market.apiPrices)
    #expect(apis.range(overMonths: 24) == .init(low: 0.49, likely: 1, high: 1.429))
    #expect(apis.horizons.first { $0.months == 24 }?.series == 57)
  }

  @Test(arguments: [
    (#""gpuRent": {}"#, "gpuRents"),
    (#""gpuRents": {"horizons": [], "from": "2024-01", "until": "2025-01"}"#, "at least one"),
    (
      #""gpuRents": {"horizons": [{"months": 3, "low": 1.1, "likely": 1, "high": 1, "series": 1}]}"#,
      "from 1.1 to 1000"
    ),
  ])
  func saysWhatIsWrong(market: String, says: String) throws {
    let text = #"{"market": {\#(market)}}"#
    let error = try #require(throws: InputError.self) {
      try PriceCatalog(files: [("market.json", Data(text.utf8))])
    }
    #expect("\(error)".contains(says), "\(error)")
  }
}
