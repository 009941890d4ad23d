extension PriceCatalog {
  /// What is known of a provider; `nil` if the catalog does not know it.
  package func host(_ provider: String) -> Host? { hosts.first { $0.provider == provider } }

  /// The class of an offer: its own, else its provider's; `nil` if neither is known.
  ///
  /// RunPod is a small neocloud, but its Community Cloud is a marketplace: the offer says so.
  package func hostClass(of offer: GPUOffer) -> HostClass? {
    offer.hostClass ?? host(offer.provider)?.hostClass
  }

  /// This catalog, with the hosts, price moves and ownership defaults of another where it has none.
  ///
  /// A folder with offers and tariffs alone is complete with those that the library carries.
  package func completed(by other: PriceCatalog) -> PriceCatalog {
    var catalog = self
    let known = Set(hosts.map(\.provider))
    catalog.hosts += other.hosts.filter { !known.contains($0.provider) }
    catalog.hosts.sort { $0.provider < $1.provider }
    catalog.market = market.completed(by: other.market)
    catalog.ownershipDefaults = ownershipDefaults ?? other.ownershipDefaults
    return catalog
  }
}
