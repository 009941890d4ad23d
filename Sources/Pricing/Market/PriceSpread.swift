/// What different sellers ask for the same thing, from the least to the most.
package struct PriceSpread: Sendable, Hashable {
  /// What one seller asks.
  package struct Quote: Sendable, Hashable {
    /// The id of the offer or tariff.
    package let id: String
    /// Who asks it.
    package let provider: String
    /// The seller's class; `nil` if it is not known.
    package let hostClass: HostClass?
    /// The price, in US dollars of whatever is compared.
    package let usd: Double

    /// Makes a quote.
    package init(id: String, provider: String, hostClass: HostClass?, usd: Double) {
      self.id = id
      self.provider = provider
      self.hostClass = hostClass
      self.usd = usd
    }
  }

  /// One quote of each provider and class, its cheapest, ascending; never empty.
  package let quotes: [Quote]
  /// The cheapest quote.
  package let least: Quote
  /// The quote in the middle, of two the cheaper.
  package let median: Quote
  /// The dearest quote.
  package let greatest: Quote

  /// Sorts quotes; there must be one at least, else `nil`.
  ///
  /// Of several quotes of a provider in one class the cheapest counts, so that one seller with
  /// forty regions does not make the middle.
  package init?(_ quotes: [Quote]) {
    struct Seller: Hashable { var provider: String, hostClass: HostClass? }
    var cheapest: [Seller: Quote] = [:]
    for quote in quotes where quote.usd.isFinite {
      let seller = Seller(provider: quote.provider, hostClass: quote.hostClass)
      let other = cheapest[seller] ?? quote
      cheapest[seller] = (quote.usd, quote.id) < (other.usd, other.id) ? quote : other
    }
    self.quotes = cheapest.values.sorted { ($0.usd, $0.id) < ($1.usd, $1.id) }
    guard let least = self.quotes.first, let greatest = self.quotes.last else { return nil }
    (self.least, self.greatest) = (least, greatest)
    median = self.quotes[(self.quotes.count - 1) / 2]
  }

  /// The classes that have a quote, from the hyperscalers on.
  package var classes: [HostClass] {
    HostClass.allCases.filter { wanted in quotes.contains { $0.hostClass == wanted } }
  }

  /// The quotes of one class alone; `nil` if it has none.
  package func within(_ hostClass: HostClass) -> PriceSpread? {
    PriceSpread(quotes.filter { $0.hostClass == hostClass })
  }
}
