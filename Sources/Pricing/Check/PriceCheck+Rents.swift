/// Rents of accelerators against what others ask for the same one.
extension PricePeers {
  /// Rents of one accelerator among sellers of one class differ by less than a factor of two.
  private static let classLimit = 3.0
  /// Rents of one accelerator over all sellers: up to four times their middle.
  private static let gpuLimit = 5.0
  /// On a marketplace old cards go for a tenth of what clouds ask.
  private static let marketplaceLimit = 12.0
  /// Instances of one accelerator at one provider differ twofold, for their processors and memory.
  private static let sizeLimit = 3.0
  /// US dollars per hour of one accelerator: from a third of the cheapest old card to a rack's share.
  private static let gpuBounds = 0.02...200
  /// What may be taken back costs less than what may not: above twice the middle on demand it is another price.
  private static let dearestSpot = 2.0
  /// Over the dearest of other clouds: up to 1.74 in the shipped catalog, MI300X at OCI.
  private static let aboveAllRents = 2.5
  /// Of the cheapest of other clouds: from 0.66 on, where that asks a dollar or more.
  private static let belowAllRents = 0.45
  /// US dollars per hour below which old cards go for anything: a V100 for 0.14 to 3.06.
  private static let oldCard = 1.0

  func problems(of offer: GPUOffer, hostClass: HostClass?) -> [PriceCheck.Problem] {
    var found: [PriceCheck.Problem] = []
    let median = hostClass.flatMap { gpuHourByClass[ClassOfGPU(gpu: offer.gpu, hostClass: $0)] }
    for term in offer.terms {
      let price = term.usdPerInstanceHour / Double(offer.gpusPerInstance)
      guard price > 0 else { continue }
      if term.commitment == .onDemand,
        let outlier = Self.outlier(
          "a GPU-hour", price, median, high: Self.classLimit,
          low: hostClass == .marketplace ? Self.marketplaceLimit : nil)
          ?? Self.outlier(
            "a GPU-hour", price, gpuHour[offer.gpu], high: Self.gpuLimit,
            low: hostClass == .marketplace ? Self.marketplaceLimit : nil)
          ?? elsewhere(offer, price, isMarket: hostClass == .marketplace)
      {
        found.append(outlier)
      } else if term.commitment == .spot, offer.usdPerInstanceHour() == nil,
        let outlier = Self.outlier(
          "a GPU-hour spot", price, gpuHour[offer.gpu], high: Self.dearestSpot, low: .infinity)
      {
        found.append(outlier)
      } else if term.commitment == .spot, offer.usdPerInstanceHour() == nil,
        let usual = UsualRatio.spot.problem("spot", price, over: median ?? gpuHour[offer.gpu]),
        price < median ?? gpuHour[offer.gpu] ?? 0
      {
        found.append(usual)
      } else if !Self.gpuBounds.contains(price) {
        found.append(.implausible("a GPU-hour \(term.commitment.rawValue)", usd: price))
      }
      if let before = knownOffers[offer.id]?.usdPerGPUHour(term.commitment),
        let change = Self.change("a GPU-hour \(term.commitment.rawValue)", price, before)
      {
        found.append(change)
      }
    }
    if let before = knownOffers[offer.id], before.gpu != offer.gpu {
      found.append(.differs("the accelerator", own: offer.gpu, shipped: before.gpu))
    }
    if let price = offer.usdPerGPUHour() {
      let key = Sizes(
        provider: offer.provider, gpu: offer.gpu, region: offer.region, hostClass: hostClass)
      let others = (sizes[key] ?? [])
        .filter { $0.id != offer.id && $0.gpusPerInstance != offer.gpusPerInstance }
        .compactMap { $0.usdPerGPUHour() }.sorted()
      if let other = Self.middle(others), other > 0,
        price > other * Self.sizeLimit || price * Self.sizeLimit < other
      {
        found.append(.otherSizes(timesTheirs: price / other))
      }
    }
    return found
  }

  /// A rent beyond those of all other clouds, or far from the one or two that rent out the same accelerator.
  private func elsewhere(
    _ offer: GPUOffer, _ price: Double, isMarket: Bool
  ) -> PriceCheck.Problem? {
    guard offer.service == nil else { return nil }
    // Markets are cheaper than clouds, and say nothing of how little those ask.
    let others = (rents[offer.gpu] ?? []).filter {
      $0.provider != offer.provider && (isMarket || !$0.isMarket)
    }
    guard let least = others.map(\.usd).min(), let most = others.map(\.usd).max() else {
      return nil
    }
    guard Set(others.map(\.provider)).count >= Self.fewestPeers else {
      guard knownOffers[offer.id]?.usdPerGPUHour() != price,
        let nearest = others.min(by: { first, second in
          let (one, other) = (
            max(price / first.usd, first.usd / price), max(price / second.usd, second.usd / price)
          )
          return (one, first.id) < (other, second.id)
        })
      else { return nil }
      let times = price / nearest.usd
      return times > Self.gpuLimit || times < 1 / Self.gpuLimit
        ? .apartFrom(nearest.id, what: "a GPU-hour", times: times) : nil
    }
    if price > most * Self.aboveAllRents {
      return .rentBeyondAll(times: price / most, isDearer: true)
    }
    if !isMarket, least >= Self.oldCard, price < least * Self.belowAllRents {
      return .rentBeyondAll(times: price / least, isDearer: false)
    }
    return nil
  }
}
