extension PriceCatalog {
  /// What sellers ask for an hour of one accelerator on these terms; `nil` if none offers it.
  ///
  /// A provider that has an accelerator in two classes, as RunPod has, counts once in each.
  package func spread(of gpu: String, terms: Commitment = .onDemand) -> PriceSpread? {
    PriceSpread(
      offers(of: gpu).compactMap { offer in
        offer.usdPerGPUHour(terms).map {
          PriceSpread.Quote(
            id: offer.id, provider: offer.provider, hostClass: hostClass(of: offer), usd: $0)
        }
      })
  }
}
