public import CheckedJSON
public import Pricing

extension Catalog {
  /// The same catalog where a GPU has one price: one's own quote in the place of all offers of it.
  ///
  /// ```swift
  /// let mine = try Catalog.builtIn().settingPrice(of: "H100", usdPerGPUHour: 1.85, source: "our contract")
  /// ```
  ///
  /// - Parameters:
  ///   - gpu: The accelerator, by any of its names.
  ///   - usdPerGPUHour: US dollars for an hour of one GPU, paid by the minute.
  ///   - source: Who says so; reports name it.
  ///   - asOf: The day of the quote.
  ///   - gpusPerNode: GPUs that share one node, and so may serve one replica.
  /// - Throws: `InputError` for an accelerator that is not known, and a price that is not above zero.
  public func settingPrice(
    of gpu: String, usdPerGPUHour: Double, source: String, asOf: CalendarDate = .today,
    gpusPerNode: Int = 8
  ) throws(InputError) -> Catalog {
    guard (0.0001...10_000).contains(usdPerGPUHour) else {
      throw InputError(
        found: "\(usdPerGPUHour) US dollars per GPU and hour", expected: "from 0.0001 to 10000")
    }
    let id = try accelerators.accelerator(named: gpu).id
    let quote = GPUOffer(
      id: "quoted-\(id.lowercased())", provider: "quoted", gpu: id, gpusPerInstance: 1,
      maximumGPUsPerNode: gpusPerNode,
      terms: [GPUOffer.PriceTerm(commitment: .onDemand, usdPerInstanceHour: usdPerGPUHour)],
      provenance: Provenance(source: source, asOf: asOf))
    return with(
      prices: try PriceCatalog(
        tariffs: prices.tariffs, offers: prices.offers.filter { $0.gpu != id } + [quote],
        owned: prices.owned, hosts: prices.hosts, market: prices.market,
        ownershipDefaults: prices.ownershipDefaults))
  }
}
