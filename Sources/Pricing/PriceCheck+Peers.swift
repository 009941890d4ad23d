extension PeerMedians {
  func problems(of tariff: Tariff) -> [PriceCheck.Problem] {
    let prices = tariff.prices
    return [
      ("input", prices.usdPerMillionInput, \TokenPrices.usdPerMillionInput, input),
      ("output", prices.usdPerMillionOutput, \TokenPrices.usdPerMillionOutput, output),
    ]
    .compactMap { what, price, path, medians in
      if let before = known[tariff.id]?[keyPath: path],
        let change = Self.outlier(what, price, before, Self.apiLimit)
      {
        return change
      }
      if let model = tariff.openModel.flatMap({ canonical[$0] }),
        let outlier = Self.outlier(what, price, medians[model], Self.apiLimit)
      {
        return outlier
      }
      return price > 0 && !Self.apiBounds.contains(price) ? .implausible(what, usd: price) : nil
    }
  }

  func problems(of offer: GPUOffer) -> [PriceCheck.Problem] {
    offer.terms.compactMap { term in
      let price = term.usdPerInstanceHour / Double(offer.gpusPerInstance)
      guard price > 0 else { return nil }
      if term.commitment == .onDemand,
        let outlier = Self.outlier("a GPU-hour", price, gpuHour[offer.gpu], Self.gpuLimit)
      {
        return outlier
      }
      return Self.gpuBounds.contains(price)
        ? nil : .implausible("a GPU-hour \(term.commitment.rawValue)", usd: price)
    }
  }

  private static func outlier(
    _ what: String, _ price: Double, _ median: Double?, _ limit: Double
  ) -> PriceCheck.Problem? {
    guard let median, median > 0, price > 0 else { return nil }
    let times = price / median
    return times > limit || times < 1 / limit ? .outlier(what: what, timesMedian: times) : nil
  }
}
