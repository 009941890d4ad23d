public import CheckedJSON

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// All tariffs, offers and owned hardware that a decision may choose from.
public struct PriceCatalog: Sendable {
  /// API offerings, by id.
  public let tariffs: [Tariff]
  /// Machines for rent, by id.
  public let offers: [GPUOffer]
  /// Machines to own, by accelerator.
  public let owned: [OwnedHardware]
  /// Who rents out machines, by provider.
  package internal(set) var hosts: [Host]
  /// How far prices moved in the past.
  package internal(set) var market: MarketMoves
  /// What holds of owned machines unless they say otherwise; `nil` if no file gives all of it.
  package internal(set) var ownershipDefaults: OwnershipDefaults?

  let tariffNames: NameIndex
  let offerNames: NameIndex
  let ownedNames: NameIndex

  /// Makes a catalog from values.
  ///
  /// - Parameters:
  ///   - tariffs: Prices of APIs.
  ///   - offers: Machines for rent.
  ///   - owned: What it costs to own machines.
  ///   - hosts: What is known of who rents machines out.
  /// - Throws: `InputError` for an id that stands twice.
  public init(
    tariffs: [Tariff] = [], offers: [GPUOffer] = [], owned: [OwnedHardware] = [],
    hosts: [Host] = []
  ) throws(InputError) {
    try self.init(
      tariffs: tariffs, offers: offers, owned: owned, hosts: hosts, ownershipDefaults: nil)
  }

  /// The same with how prices moved and what one's own machines cost beside their purchase.
  package init(
    tariffs: [Tariff] = [], offers: [GPUOffer] = [], owned: [OwnedHardware] = [],
    hosts: [Host] = [], market: MarketMoves = MarketMoves(), ownershipDefaults: OwnershipDefaults?
  ) throws(InputError) {
    self.tariffs = Self.sorted(tariffs, by: \.id)
    self.offers = Self.sorted(offers, by: \.id)
    self.owned = Self.sorted(owned, by: \.id)
    self.hosts = Self.sorted(hosts, by: \.id)
    self.market = market
    self.ownershipDefaults = ownershipDefaults
    try Self.refuseRepeated(self.hosts.map(\.id), of: "host")
    try Self.refuseRepeated(self.tariffs.map(\.id), of: "tariff")
    try Self.refuseRepeated(self.offers.map(\.id), of: "GPU offer")
    try Self.refuseRepeated(self.owned.map(\.id), of: "owned accelerator")
    tariffNames = NameIndex(
      self.tariffs.map { NameIndex.Entry($0.id, isPreferred: $0.isFromMaker) },
      kind: "API offering")
    offerNames = NameIndex(self.offers.map { NameIndex.Entry($0.id) }, kind: "GPU offer")
    ownedNames = NameIndex(
      self.owned.map { NameIndex.Entry($0.id) }, kind: "owned accelerator")
  }

  /// Reads catalog files, each with one kind of contents; `*.schema.json` and what lies in `history/`
  /// are skipped.
  ///
  /// - Parameter files: The text of each file, and its path within the catalog.
  /// - Throws: `InputError` for text that is not JSON, unknown keys, prices that are negative, zero
  ///   or absurd, a batch price above the standard one, and ids that stand twice.
  public init(files: [(name: String, data: Data)]) throws(InputError) {
    var reader = PriceCatalogReader()
    for file in files
    where !file.name.hasSuffix(".schema.json") && !PriceHistory.holds(file.name) {
      try reader.read(JSONDocument(file.data, file: file.name))
    }
    try self.init(
      tariffs: reader.tariffs, offers: reader.offers, owned: reader.owned, hosts: reader.hosts,
      market: reader.market, ownershipDefaults: reader.ownershipDefaults)
  }

  /// Every tariff under which this open model is served, by id.
  ///
  /// - Parameter model: The model's id as price lists have it, such as `Qwen/Qwen3-32B`.
  public func tariffs(servingOpenModel model: String) -> [Tariff] {
    tariffs.filter { $0.openModel == model }
  }

  /// Every offer of this accelerator, by id.
  ///
  /// - Parameter gpu: The accelerator's id, such as `H100-SXM`.
  public func offers(of gpu: String) -> [GPUOffer] { offers.filter { $0.gpu == gpu } }

  /// Items by id; large as they are, each moves once.
  private static func sorted<Item>(_ items: [Item], by id: (Item) -> String) -> [Item] {
    let ids = items.map(id)
    return ids.indices.sorted { ids[$0] < ids[$1] }.map { items[$0] }
  }

  private static func refuseRepeated(
    _ ids: [String], of kind: String
  ) throws(InputError) {
    for (id, next) in zip(ids, ids.dropFirst()) where id == next {
      throw InputError(found: "the \(kind) \"\(id)\" a second time", expected: "each id once")
    }
  }
}
