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
  public internal(set) var hosts: [Host]
  /// How far prices moved in the past.
  public internal(set) var market: MarketMoves
  /// What holds of owned machines unless they say otherwise; `nil` if no file gives all of it.
  public internal(set) var ownershipDefaults: OwnershipDefaults?

  private let tariffIndex: [String: Int]
  private let offerIndex: [String: Int]
  private let ownedIndex: [String: Int]

  /// Makes a catalog from values.
  ///
  /// - Throws: `InputError` for an id that stands twice.
  public init(
    tariffs: [Tariff] = [], offers: [GPUOffer] = [], owned: [OwnedHardware] = [],
    hosts: [Host] = [], market: MarketMoves = MarketMoves(),
    ownershipDefaults: OwnershipDefaults? = nil
  ) throws(InputError) {
    self.tariffs = tariffs.sorted { $0.id < $1.id }
    self.offers = offers.sorted { $0.id < $1.id }
    self.owned = owned.sorted { $0.id < $1.id }
    self.hosts = hosts.sorted { $0.id < $1.id }
    self.market = market
    self.ownershipDefaults = ownershipDefaults
    tariffIndex = try Self.index(self.tariffs.map(\.id), of: "tariff")
    offerIndex = try Self.index(self.offers.map(\.id), of: "GPU offer")
    ownedIndex = try Self.index(self.owned.map(\.id), of: "owned accelerator")
    _ = try Self.index(self.hosts.map(\.id), of: "host")
  }

  /// Reads catalog files, each with one kind of contents; `*.schema.json` is skipped.
  ///
  /// - Throws: `InputError` for text that is not JSON, unknown keys, prices that are negative, zero
  ///   or absurd, a batch price above the standard one, and ids that stand twice.
  public init(files: [(name: String, data: Data)]) throws(InputError) {
    var reader = PriceCatalogReader()
    for file in files where !file.name.hasSuffix(".schema.json") {
      try reader.read(JSONDocument(file.data, file: file.name))
    }
    try self.init(
      tariffs: reader.tariffs, offers: reader.offers, owned: reader.owned, hosts: reader.hosts,
      market: reader.market, ownershipDefaults: reader.ownershipDefaults)
  }

  /// The tariff with this id.
  ///
  /// - Throws: `InputError` with the nearest id.
  public func tariff(_ id: String) throws(InputError) -> Tariff {
    guard let index = tariffIndex[id] else {
      throw InputError.unknown("API offering", id, among: tariffs.map(\.id))
    }
    return tariffs[index]
  }

  /// The GPU offer with this id.
  ///
  /// - Throws: `InputError` with the nearest id.
  public func offer(_ id: String) throws(InputError) -> GPUOffer {
    guard let index = offerIndex[id] else {
      throw InputError.unknown("GPU offer", id, among: offers.map(\.id))
    }
    return offers[index]
  }

  /// The ownership inputs of this accelerator.
  ///
  /// - Throws: `InputError` with the nearest accelerator.
  public func owned(_ gpu: String) throws(InputError) -> OwnedHardware {
    guard let index = ownedIndex[gpu] else {
      throw InputError.unknown("owned accelerator", gpu, among: owned.map(\.id))
    }
    return owned[index]
  }

  /// Every tariff under which this open model is served, by id.
  public func tariffs(servingOpenModel model: String) -> [Tariff] {
    tariffs.filter { $0.openModel == model }
  }

  /// Every offer of this accelerator, by id.
  public func offers(of gpu: String) -> [GPUOffer] { offers.filter { $0.gpu == gpu } }

  private static func index(_ ids: [String], of kind: String) throws(InputError) -> [String: Int] {
    var index: [String: Int] = [:]
    for (position, id) in ids.enumerated() {
      guard index.updateValue(position, forKey: id) == nil else {
        throw InputError(found: "the \(kind) \"\(id)\" a second time", expected: "each id once")
      }
    }
    return index
  }
}
