import Numerics
import Pricing
import Testing

@Suite struct PriceProcessTests {
  private static func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(text))
  }

  private static func series(
    _ seller: String, _ points: [(String, Double)], unit: PriceSeries.Unit = .perGPUHour
  ) throws -> PriceSeries {
    PriceSeries(
      provider: seller, item: unit == .perGPUHour ? "H100-SXM" : "model", unit: unit,
      terms: unit == .perGPUHour ? "onDemand" : nil,
      points: try points.map {
        .init(date: try day($0.0), usd: $0.1, source: "a feed")
      })
  }

  /// One that neither drifts nor wanders nor jumps is the same in every month.
  @Test func aConstantPriceStays() {
    var generator = SplitMix64(seed: 1)
    #expect(
      PriceProcess.constant.paths(2, months: 3, using: &generator) == [[1, 1, 1], [1, 1, 1]])
  }

  /// 1 % more a month: 1, 1.01, 1.0201.
  @Test func aDriftGrowsWithInterest() {
    let process = PriceProcess(driftPerMonth: 0.01)
    #expect(abs(process.expected(inMonth: 2) - 1.0201) < 1e-12)
  }

  /// However few the paths, their mean is the expected price, and the same seed draws the same ones.
  @Test func theMeanOfPathsIsTheExpectedPrice() {
    let process = PriceProcess(
      driftPerMonth: -0.01, volatility: 0.2, jumpsPerMonth: 0.3, jumps: [-0.7, 0.1])
    var (first, second) = (SplitMix64(seed: 7), SplitMix64(seed: 7))
    let paths = process.paths(6, months: 13, using: &first)
    #expect(paths == process.paths(6, months: 13, using: &second))
    #expect(paths.allSatisfy { $0[0] == 1 && $0.allSatisfy { $0 > 0 } })
    for month in 0..<13 {
      let mean = paths.reduce(0) { $0 + $1[month] } / 6
      #expect(abs(mean / process.expected(inMonth: month) - 1) < 1e-12)
    }
  }

  /// −1 % known to within 0.5 % counts as −0.75 %; known to within 1 %, as none.
  @Test(arguments: [(-0.01, 0.005, -0.0075), (-0.01, 0.01, 0), (-0.01, 0.02, 0), (0, 0.01, 0)])
  func aTrendThatMayBeChanceIsNone(drift: Double, error: Double, counts: Double) {
    let found = PriceProcess.distinguishable(drift, standardError: error)
    #expect(abs(found - counts) < 1e-12)
  }

  /// Three sellers' last prices of 2, 3 and 8; the one of 2020 is too old, and tomorrow's is not known.
  @Test func aRentIsTheMedianOfWhatIsKnown() throws {
    let history = PriceHistory([
      try Self.series("a", [("2023-01-01", 5), ("2023-06-01", 2), ("2023-08-01", 90)]),
      try Self.series("b", [("2023-02-01", 3)]), try Self.series("c", [("2023-06-15", 8)]),
      try Self.series("d", [("2020-01-01", 50)]),
    ])
    #expect(try history.rent(of: "H100-SXM", on: Self.day("2023-07-01")) == 3)
    #expect(try history.rent(of: "H100-SXM", on: Self.day("2022-12-01")) == nil)
    #expect(try history.rent(of: "B200", on: Self.day("2023-07-01")) == nil)
    #expect(
      try history.rentsSeen(
        of: "H100-SXM", from: Self.day("2023-06-01"), to: Self.day("2023-07-01")) == 2)
  }

  /// One model falls to a quarter and one stays: the index halves, by the root of their product.
  ///
  /// One that is new has no part in it.
  @Test func theIndexFollowsModelsThatKeepTheirName() throws {
    let history = PriceHistory([
      try Self.series("a", [("2024-01-01", 4), ("2024-01-20", 1)], unit: .perMillionTokens),
      try Self.series("b", [("2024-01-01", 9)], unit: .perMillionTokens),
      try Self.series("c", [("2024-01-25", 77)], unit: .perMillionTokens),
      // One that embeds is not of the market for answers.
      PriceSeries(
        provider: "d", item: "embedder", unit: .perMillionTokens, terms: "embedding",
        points: [
          .init(date: try Self.day("2024-01-01"), usd: 1, source: "a feed"),
          .init(date: try Self.day("2024-01-20"), usd: 0.01, source: "a feed"),
        ]),
    ])
    let index = history.apiIndex(
      on: [try Self.day("2024-01-02"), try Self.day("2024-02-01"), try Self.day("2024-03-01")])
    #expect(index.count == 3)
    #expect(abs(index[1] - 0.5) < 1e-12 && abs(index[2] - 0.5) < 1e-12)
  }

  /// Ten sellers whose prices double or halve in a month: a volatility near ln 2, and no trend.
  @Test func aProcessIsCalibratedOnMoves() throws {
    let all = try (0..<10).map { number in
      try Self.series(
        "seller\(number)", [("2024-01-01", 2), ("2024-02-01", number % 2 == 0 ? 4.0 : 1.0)])
    }
    let history = PriceHistory(all)
    let process = try history.rentProcess(until: Self.day("2024-06-01"))
    #expect(process.moves == 10)
    #expect(process.driftPerMonth == 0)
    // ln 2 / √(31/30.4375) · 2/2/1.2816 of the 80 % range, which reaches from one to the other.
    #expect(abs(process.volatility - 0.6931 / 1.00920 / 1.28155) < 1e-3)
    #expect(try history.rentProcess(until: Self.day("2024-01-15")) == .constant)
  }

  /// Ten models under watch for a year each, of which eight halve: 8 jumps in 120 months.
  @Test func apiPricesStandAndJump() throws {
    let all = try (0..<10).map { number in
      try Self.series(
        "seller\(number)",
        number < 8 ? [("2024-01-01", 2), ("2024-07-01", 1)] : [("2024-01-01", 2)],
        unit: .perMillionTokens)
    }
    let process = try PriceHistory(all).apiProcess(until: Self.day("2025-01-01"))
    #expect(process.jumps.count == 8 && process.volatility == 0)
    #expect(abs(process.jumpsPerMonth - 8 / 120) < 0.002)
    #expect(process.driftPerMonth < 0)
  }

  @Test func aReservedHourIsAShareOfOneOnDemand() throws {
    let offers = try [0.6, 0.7, 0.9].map { share in
      GPUOffer(
        id: "o\(share)", provider: "cloud", gpu: "H100-SXM", gpusPerInstance: 1,
        terms: [
          .init(commitment: .onDemand, usdPerInstanceHour: 2),
          .init(commitment: .reserved1Year, usdPerInstanceHour: 2 * share),
        ], provenance: Provenance(source: "a list", asOf: try Self.day("2026-10-04")))
    }
    let catalog = try PriceCatalog(offers: offers)
    #expect(abs(catalog.reservedShare(of: "H100-SXM") - 0.7) < 1e-12)
    #expect(abs(catalog.reservedShare(of: "B200") - 0.7) < 1e-12)
    #expect(try PriceCatalog(offers: []).reservedShare(of: "B200") == 1)
  }
}
