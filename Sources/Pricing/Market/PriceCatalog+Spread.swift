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

  /// What APIs that serve this open model ask for a request; `nil` if none has a price for it.
  ///
  /// - Parameters:
  ///   - model: The model's id, as ``Tariff/openModel`` spells it.
  ///   - usd: What a request costs under a tariff; `nil` leaves the tariff out.
  package func spreadOfHosts(
    openModel model: String, usd: (Tariff) -> Double?
  ) -> PriceSpread? {
    PriceSpread(
      tariffs(servingOpenModel: model).compactMap { tariff in
        usd(tariff).map {
          PriceSpread.Quote(
            id: tariff.id, provider: tariff.provider, hostClass: host(tariff.provider)?.hostClass,
            usd: $0)
        }
      })
  }
}
