package import CheckedJSON

extension PriceCatalog {
  /// The catalog for requests that call tools, or are documents of a search.
  package func serving(_ use: ToolUse) throws(InputError) -> PriceCatalog {
    guard use != .none else { return self }
    return try PriceCatalog(
      tariffs: tariffs.map { tariff in
        var tariff = tariff
        tariff.toolUse = use
        return tariff
      }, offers: offers, owned: owned, hosts: hosts, market: market,
      ownershipDefaults: ownershipDefaults)
  }
}
