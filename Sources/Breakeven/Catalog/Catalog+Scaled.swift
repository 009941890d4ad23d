package import CheckedJSON
import Pricing

extension Catalog {
  /// The same catalog with all machines, rented or to be bought, at so many times their prices.
  package func with(machinePrices factor: Double) throws(InputError) -> Catalog {
    try with(
      tariffs: prices.tariffs, offers: prices.offers.map { $0.with(priceFactor: factor) },
      owned: prices.owned.map { $0.with(priceFactor: factor) })
  }

  /// The same catalog with all APIs at so many times their prices.
  ///
  /// A bill that a workload states is one at the sellers' own prices: a decision takes ``apiPriceFactor`` of it, so that
  /// the volume that it pays for stays what it is.
  package func with(apiPrices factor: Double) throws(InputError) -> Catalog {
    try with(
      tariffs: prices.tariffs.map { $0.scaled(by: factor) }, offers: prices.offers,
      owned: prices.owned, apiPriceFactor: apiPriceFactor * factor)
  }

  private func with(
    tariffs: [Tariff], offers: [GPUOffer], owned: [OwnedHardware], apiPriceFactor: Double? = nil
  ) throws(InputError) -> Catalog {
    with(
      prices: try PriceCatalog(
        tariffs: tariffs, offers: offers, owned: owned, hosts: prices.hosts,
        market: prices.market, ownershipDefaults: prices.ownershipDefaults),
      apiPriceFactor: apiPriceFactor ?? self.apiPriceFactor)
  }
}

extension GPUOffer {
  fileprivate func with(priceFactor factor: Double) -> GPUOffer {
    GPUOffer(
      id: id, provider: provider, region: region, instanceType: instanceType, gpu: gpu,
      gpusPerInstance: gpusPerInstance, maximumGPUsPerNode: maximumGPUsPerNode,
      nodeSizeKind: nodeSizeKind, hostClass: hostClass, stock: stock,
      terms: terms.map {
        PriceTerm(
          commitment: $0.commitment, usdPerInstanceHour: $0.usdPerInstanceHour * factor,
          kind: $0.kind, interruptionsPerHour: $0.interruptionsPerHour,
          seenUSDPerInstanceHour: $0.seenUSDPerInstanceHour.map {
            ($0.lowerBound * factor)...($0.upperBound * factor)
          })
      }, billing: billing, service: service, provenance: provenance)
  }
}

extension OwnedHardware {
  fileprivate func with(priceFactor factor: Double) -> OwnedHardware {
    OwnedHardware(
      gpu: gpu, gpusPerServer: gpusPerServer, capitalUSDPerGPU: capitalUSDPerGPU * factor,
      lifeYears: lifeYears, residualFraction: residualFraction,
      costOfCapitalPerYear: costOfCapitalPerYear, kilowattsPerGPU: kilowattsPerGPU,
      powerUsageEffectiveness: powerUsageEffectiveness,
      usdPerKilowattHour: usdPerKilowattHour * factor,
      colocationUSDPerKilowattMonth: colocationUSDPerKilowattMonth * factor,
      supportFractionPerYear: supportFractionPerYear, isPaid: isPaid, site: site,
      provenance: provenance)
  }
}
