import Pricing
import TestFixtures
import Testing

@Suite struct PriceSpreadTests {
  static func quote(_ provider: String, _ usd: Double, _ hostClass: HostClass? = nil)
    -> PriceSpread.Quote
  { .init(id: "\(provider)-\(usd)", provider: provider, hostClass: hostClass, usd: usd) }

  /// Of 1, 2, 4 and 9 the cheaper of the middle two is 2; a second price of one seller is ignored.
  @Test func leastMiddleAndMost() throws {
    let spread = try #require(
      PriceSpread([
        Self.quote("a", 9), Self.quote("b", 2), Self.quote("c", 1), Self.quote("b", 3),
        Self.quote("d", 4),
      ]))
    #expect(spread.quotes.map(\.usd) == [1, 2, 4, 9])
    #expect([spread.least, spread.median, spread.greatest].map(\.usd) == [1, 2, 9])
    #expect(PriceSpread([]) == nil)
  }

  @Test func oneClassAlone() throws {
    let spread = try #require(
      PriceSpread([
        Self.quote("a", 9, .hyperscaler), Self.quote("b", 2, .marketplace),
        Self.quote("b", 5, .smallNeocloud),
      ]))
    #expect(spread.classes == [.hyperscaler, .smallNeocloud, .marketplace])
    #expect(spread.within(.smallNeocloud)?.least.usd == 5)
    #expect(spread.within(.own) == nil)
  }

  /// In 2026 the dearest hyperscaler asks four times what the cheapest marketplace does.
  @Test func shippedH100SpreadByClass() throws {
    let spread = try #require(try shippedCatalog().spread(of: "H100-SXM"))
    #expect(spread.greatest.usd > 4 * spread.least.usd)
    let marketplace = try #require(spread.within(.marketplace)?.median.usd)
    let hyperscaler = try #require(spread.within(.hyperscaler)?.median.usd)
    #expect(marketplace < 3 && hyperscaler > 6)
  }
}
