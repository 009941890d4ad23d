/// How far prices moved in the past: of rented accelerators, bought ones, and APIs.
package struct MarketMoves: Sendable, Hashable {
  /// Of the hour of one accelerator on demand, at one seller.
  package let gpuRents: PriceMoves?
  /// Of one card, new or used.
  package let gpuPurchases: PriceMoves?
  /// Of one model at one API provider.
  package let apiPrices: PriceMoves?

  /// Makes a history; what is not known is `nil`.
  package init(
    gpuRents: PriceMoves? = nil, gpuPurchases: PriceMoves? = nil, apiPrices: PriceMoves? = nil
  ) {
    self.gpuRents = gpuRents
    self.gpuPurchases = gpuPurchases
    self.apiPrices = apiPrices
  }

  /// This history, with what another knows where it knows nothing.
  func completed(by other: MarketMoves) -> MarketMoves {
    MarketMoves(
      gpuRents: gpuRents ?? other.gpuRents, gpuPurchases: gpuPurchases ?? other.gpuPurchases,
      apiPrices: apiPrices ?? other.apiPrices)
  }
}
