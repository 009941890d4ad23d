import CheckedJSON
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct PriceHistoryTests {
  private static func history(_ series: String, unit: String = "usdPerGPUHour") throws
    -> PriceHistory
  {
    try PriceHistory(files: [
      (
        "history/a.json",
        Data(#"{"history": "\#(unit)", "sources": ["a feed"], "series": [\#(series)]}"#.utf8)
      )
    ])
  }

  private static let verda =
    #"{"provider": "verda", "item": "B200", "terms": "spot", "points": [["2026-01-01", 4, 0], ["2026-07-01", 1, 0]]}"#

  /// A quarter after six months of 30.4 days is 1 − 4^(−1/5.95) = 21 % less a month.
  @Test func changesAreTold() throws {
    let series = try #require(try Self.history(Self.verda).series(matching: "b200").first)
    #expect(series.change == 0.25)
    #expect(abs((series.changePerMonth ?? 0) - -0.2079) < 1e-3)
    #expect(series.range == 1...4)
    #expect(series.points.first?.source == "a feed")
  }

  @Test func todaysPriceIsTheNewestPoint() throws {
    let offer = GPUOffer(
      id: "verda-b200", provider: "verda", gpu: "B200", gpusPerInstance: 8,
      terms: [.init(commitment: .spot, usdPerInstanceHour: 28)],
      provenance: Provenance(source: "a list", asOf: try #require(CalendarDate("2026-10-04"))))
    let history = try Self.history(Self.verda).with(PriceCatalog(offers: [offer]))
    #expect(history.series.map { $0.points.map(\.usd) } == [[4, 1, 3.5]])
  }

  @Test(arguments: ["B200", "b200", "verda", "verda/b200", "ver*", "*200", "20"])
  func namesAreFound(name: String) throws {
    let history = try Self.history(Self.verda)
    if name.count < 3 {
      #expect(throws: InputError.self) { try history.series(matching: name) }
    } else {
      #expect(try history.series(matching: name).count == 1)
    }
  }

  @Test(arguments: [
    #"{"provider": "a", "item": "b", "points": [["2026-07-01", 1, 0], ["2026-01-01", 4, 0]]}"#,
    #"{"provider": "a", "item": "b", "points": [["2026-07-01", 0, 0]]}"#,
    #"{"provider": "a", "item": "b", "points": [["2026-07-01", 1, 1]]}"#,
    #"{"provider": "a", "item": "b", "points": [["2026-07-01", 1, 2, 3, 0]]}"#,
    #"{"provider": "a", "item": "b", "points": [["soon", 1, 0]]}"#,
    #"{"provider": "a", "item": "b", "points": [[]]}"#,
    #"{"provider": "a", "item": "b"}"#,
  ])
  func whatIsNoHistoryIsRefused(series: String) {
    #expect(throws: InputError.self) { try Self.history(series) }
  }

  /// The folder's own history: read apart from the catalog, and dated.
  @Test func theShippedHistoryIsRead() throws {
    let history = try PriceHistory(files: shippedFiles())
    #expect(history.series.count > 1000)
    let spot = try history.series(matching: "verda/A100-40GB").first { $0.terms == "spot" }
    #expect(spot?.points.map(\.usd) == [0.2524])
  }
}
