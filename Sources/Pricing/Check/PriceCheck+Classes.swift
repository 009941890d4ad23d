extension PriceCheck {
  /// Sellers of machines, offers and providers of APIs that are of another class than in a catalog that is known to be
  /// right: which answers hold for whom depends on it.
  static func classes(in catalog: PriceCatalog, unlike reference: PriceCatalog) -> [Finding] {
    var findings: [Finding] = []
    for host in catalog.hosts {
      guard let known = reference.host(host.provider), known.hostClass != host.hostClass else {
        continue
      }
      findings.append(
        Finding(
          id: host.provider,
          problem: problem(host.hostClass.rawValue, shipped: known.hostClass.rawValue)))
    }
    let told = Set(findings.map(\.id))
    let knownOffers = Dictionary(
      reference.offers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for offer in catalog.offers where !told.contains(offer.provider) {
      guard let known = knownOffers[offer.id], known.provider == offer.provider,
        let own = catalog.hostClass(of: offer), let shipped = reference.hostClass(of: known),
        own != shipped
      else { continue }
      findings.append(
        Finding(id: offer.id, problem: problem(own.rawValue, shipped: shipped.rawValue)))
    }
    return findings + providers(in: catalog, unlike: reference)
  }

  /// Providers of APIs, each once, as the class stands at the head of its file.
  private static func providers(
    in catalog: PriceCatalog, unlike reference: PriceCatalog
  ) -> [Finding] {
    let known = Dictionary(
      reference.tariffs.map { ($0.provider, $0.hostClass) },
      uniquingKeysWith: { first, second in first ?? second })
    var told: Set<String> = []
    return catalog.tariffs.compactMap { tariff in
      guard let own = tariff.hostClass, let shipped = known[tariff.provider] ?? nil,
        own != shipped, told.insert(tariff.provider).inserted
      else { return nil }
      return Finding(
        id: tariff.provider, problem: problem(own.rawValue, shipped: shipped.rawValue))
    }
  }

  private static func problem(_ own: String, shipped: String) -> Problem {
    .differs("the class of the seller", own: own, shipped: shipped)
  }
}
