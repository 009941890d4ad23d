package import CheckedJSON

extension PriceCatalog {
  /// The catalog as one pays it who was granted discounts: tariffs and rents less a share each.
  ///
  /// - Parameters:
  ///   - apis: Off every price of a tariff, as a share of it; 0.15 makes 2.00 of 1.70.
  ///   - machines: Off every rent, as a share of it.
  /// - Throws: Nothing for a catalog that exists.
  package func discounted(apis: Double, machines: Double) throws(InputError) -> PriceCatalog {
    guard apis > 0 || machines > 0 else { return self }
    return try PriceCatalog(
      tariffs: tariffs.map { $0.discounted(by: apis) },
      offers: offers.map { $0.discounted(by: machines) }, owned: owned, hosts: hosts,
      market: market, ownershipDefaults: ownershipDefaults)
  }
}

extension Tariff {
  /// The tariff less a share of every price; its bills say so.
  package func discounted(by share: Double) -> Tariff {
    guard share > 0 else { return self }
    var tariff = scaled(by: 1 - share)
    tariff.discount = share
    return tariff
  }
}

extension GPUOffer {
  /// The offer less a share of every rent; its note says so.
  package func discounted(by share: Double) -> GPUOffer {
    guard share > 0 else { return self }
    var offer = self
    let factor = 1 - share
    offer.terms = terms.map { term in
      PriceTerm(
        commitment: term.commitment, usdPerInstanceHour: term.usdPerInstanceHour * factor,
        kind: term.kind, interruptionsPerHour: term.interruptionsPerHour,
        seenUSDPerInstanceHour: term.seenUSDPerInstanceHour.map {
          ($0.lowerBound * factor)...($0.upperBound * factor)
        })
    }
    let said = "less the discount that the workload states"
    offer.provenance = Provenance(
      source: provenance.source, asOf: provenance.asOf,
      note: provenance.note.map { $0 + "; " + said } ?? said, kind: provenance.kind)
    return offer
  }
}
