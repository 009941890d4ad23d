extension PriceHistory {
  /// The same with the prices of a catalog as the newest points.
  package func with(_ catalog: PriceCatalog) -> PriceHistory {
    var all = series
    var positions = Dictionary(
      all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func add(_ point: PriceSeries.Point, to key: PriceSeries) {
      let id = key.id
      if let position = positions[id] {
        all[position].append(point)
      } else {
        positions[id] = all.count
        all.append(
          PriceSeries(
            provider: key.provider, item: key.item, unit: key.unit, terms: key.terms,
            points: [point]))
      }
    }
    for tariff in catalog.tariffs where tariff.prices.usdPerMillionInput > 0 {
      add(
        .init(
          date: tariff.provenance.asOf, usd: tariff.prices.usdPerMillionInput,
          output: tariff.purpose.isPrefillOnly ? nil : tariff.prices.usdPerMillionOutput,
          cachedInput: tariff.prices.usdPerMillionCachedInput, source: tariff.provenance.source),
        to: PriceSeries(
          provider: tariff.provider, item: tariff.model, unit: .perMillionTokens,
          terms: tariff.purpose == .generation ? nil : tariff.purpose.rawValue, points: []))
    }
    // The cheapest size stands for an accelerator at one seller, as in the past.
    let offers = catalog.offers.sorted {
      ($0.usdPerGPUHour() ?? .infinity) < ($1.usdPerGPUHour() ?? .infinity)
    }
    for offer in offers {
      for term in offer.terms {
        add(
          .init(
            date: offer.provenance.asOf,
            usd: term.usdPerInstanceHour / Double(offer.gpusPerInstance),
            source: offer.provenance.source),
          to: PriceSeries(
            provider: offer.provider, item: offer.gpu, unit: .perGPUHour,
            terms: offer.service?.kind.rawValue ?? term.commitment.rawValue, points: []))
      }
    }
    return PriceHistory(all)
  }
}
