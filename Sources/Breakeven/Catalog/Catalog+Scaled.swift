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
      tariffs: prices.tariffs.map { $0.with(priceFactor: factor) }, offers: prices.offers,
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

extension Tariff {
  fileprivate func with(priceFactor factor: Double) -> Tariff {
    Tariff(
      provider: provider, model: model, openModel: openModel, purpose: purpose,
      quantization: quantization, contextTokens: contextTokens,
      leastCachedTokens: leastCachedTokens, cacheStepTokens: cacheStepTokens,
      standard: standard.with(priceFactor: factor),
      services: schedules.mapValues { $0.with(priceFactor: factor) },
      windows: windows.map {
        PriceWindow(
          name: $0.name, hours: $0.hours,
          schedules: $0.schedules.mapValues { $0.with(priceFactor: factor) })
      },
      regionalMultipliers: regionalMultipliers, fees: fees?.scaled(by: factor),
      provisioned: provisioned?.scaled(by: factor), deprecation: deprecation, speed: speed,
      limits: limits, providerLimits: providerLimits, batchWindow: batchWindow,
      hostClass: hostClass, provenance: provenance)
  }
}

extension PriceSchedule {
  fileprivate func with(priceFactor factor: Double) -> PriceSchedule {
    PriceSchedule(
      base: base.with(priceFactor: factor),
      longPrompts: longPrompts.map {
        LongPrompt(aboveTokens: $0.aboveTokens, prices: $0.prices.with(priceFactor: factor))
      })
  }
}

extension TokenPrices {
  fileprivate func with(priceFactor factor: Double) -> TokenPrices {
    func scaled(_ price: Double?) -> Double? { price.map { $0 * factor } }
    return TokenPrices(
      usdPerMillionInput: usdPerMillionInput * factor,
      usdPerMillionCachedInput: scaled(usdPerMillionCachedInput),
      usdPerMillionCacheWrite: scaled(usdPerMillionCacheWrite),
      usdPerMillionCacheWrite1h: scaled(usdPerMillionCacheWrite1h),
      usdPerMillionTokenHoursCacheStorage: scaled(usdPerMillionTokenHoursCacheStorage),
      usdPerMillionOutput: usdPerMillionOutput * factor,
      usdPerMillionReasoning: scaled(usdPerMillionReasoning))
  }
}
