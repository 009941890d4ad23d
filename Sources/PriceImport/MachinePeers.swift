import Pricing

/// What is known to be asked for an hour of each accelerator, against which a floor of bids stands out.
///
/// Markets list the least bid as if it were a price: 1 USD for an H200. What the same seller was known to ask
/// before decides; where it is new, the middle of at least three others.
struct MachinePeers {
  private let catalog: PriceCatalog?

  init(_ catalog: PriceCatalog?) { self.catalog = catalog }

  /// Below a third of what is known a price is refused, and above ten times it.
  private static let usual = (1 / 3.0)...10.0
  private static let fewestPeers = 3
  /// What spot costs of on demand where no spot price is known: half.
  private static let spotShare = 0.5

  /// The reason to refuse a machine; `nil` where its prices can be believed or nothing is known to compare with.
  func obstacle(to machine: ImportedMachine, provider: String) -> PriceImport.Reason? {
    for (price, commitment) in [(machine.onDemand, Commitment.onDemand), (machine.spot, .spot)] {
      guard let price, let peers = peers(machine.gpu, provider, commitment) else { continue }
      let perGPU = price / Double(max(1, machine.count))
      if !Self.usual.contains(perGPU / peers) {
        return .unlikePeers(usdPerGPUHour: perGPU, peers: peers)
      }
    }
    return nil
  }

  private func peers(_ gpu: String, _ provider: String, _ commitment: Commitment) -> Double? {
    let offers = (catalog?.offers(of: gpu) ?? []).filter { $0.service == nil }
    func prices(_ offers: [GPUOffer], _ commitment: Commitment) -> [Double] {
      offers.compactMap { $0.usdPerGPUHour(commitment) }.sorted()
    }
    let own = offers.filter { $0.provider == provider }
    if let least = prices(own, commitment).first { return least }
    if commitment == .spot, let least = prices(own, .onDemand).first {
      return least * Self.spotShare
    }
    let all = prices(offers, commitment)
    if all.count >= Self.fewestPeers { return all[all.count / 2] }
    guard commitment == .spot else { return nil }
    let onDemand = prices(offers, .onDemand)
    return onDemand.count >= Self.fewestPeers
      ? onDemand[onDemand.count / 2] * Self.spotShare : nil
  }
}
