/// What different sellers ask for the same thing, from the least to the most.
public struct PriceSpread: Sendable, Hashable {
  /// What one seller asks.
  public struct Quote: Sendable, Hashable {
    /// The id of the offer or tariff.
    public let id: String
    /// Who asks it.
    public let provider: String
    /// The seller's class; `nil` if it is not known.
    public let hostClass: HostClass?
    /// The price, in US dollars of whatever is compared.
    public let usd: Double

    /// Makes a quote.
    public init(id: String, provider: String, hostClass: HostClass?, usd: Double) {
      self.id = id
      self.provider = provider
      self.hostClass = hostClass
      self.usd = usd
    }
  }

  /// One quote of each provider and class, its cheapest, ascending; never empty.
  public let quotes: [Quote]
  /// The cheapest quote.
  public let least: Quote
  /// The quote in the middle, of two the cheaper.
  public let median: Quote
  /// The dearest quote.
  public let greatest: Quote

  /// Sorts quotes; there must be one at least, else `nil`.
  ///
  /// Of several quotes of a provider in one class the cheapest counts, so that one seller with
  /// forty regions does not make the middle.
  public init?(_ quotes: [Quote]) {
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
  public var classes: [HostClass] {
    HostClass.allCases.filter { wanted in quotes.contains { $0.hostClass == wanted } }
  }

  /// The quotes of one class alone; `nil` if it has none.
  public func within(_ hostClass: HostClass) -> PriceSpread? {
    PriceSpread(quotes.filter { $0.hostClass == hostClass })
  }
}
