import Numerics

extension PriceCatalog {
  /// What an hour reserved for a year costs over one on demand: the median of the offers of an accelerator that have both,
  /// else of all offers; 1 where none has.
  ///
  /// Offers at 0.63, 0.70 and 0.83 of their prices on demand give 0.70.
  package func reservedShare(of gpu: String) -> Double {
    func shares(_ offers: [GPUOffer]) -> [Double] {
      offers.compactMap { offer in
        guard let reserved = offer.usdPerGPUHour(.reserved1Year),
          let onDemand = offer.usdPerGPUHour(.onDemand), onDemand > 0
        else { return nil }
        return reserved / onDemand
      }
    }
    return quantile(shares(offers.filter { $0.gpu == gpu }), 0.5) ?? quantile(shares(offers), 0.5)
      ?? 1
  }
}
