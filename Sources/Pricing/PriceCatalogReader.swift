import CheckedJSON

/// Collects the contents of catalog files, and knows which file had which id first.
struct PriceCatalogReader {
  private(set) var tariffs: [Tariff] = []
  private(set) var offers: [GPUOffer] = []
  private(set) var owned: [OwnedHardware] = []
  private(set) var hosts: [Host] = []
  private(set) var market = MarketMoves()
  private(set) var ownershipDefaults: OwnershipDefaults?
  private static let kinds = ["tariffs", "offers", "owned", "hosts", "market"]
  private var fileOfID: [String: String] = [:]

  /// Reads one file: a catalog, or an array of catalogs, each of one kind.
  mutating func read(_ document: JSONDocument) throws(InputError) {
    guard document.root.isArray, case let catalogs = try document.root.array(), !catalogs.isEmpty
    else { return try read(document.root) }
    for place in catalogs { try read(place) }
  }

  private mutating func read(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    if members["tariffs"] != nil {
      try readTariffs(members)
    } else if members["offers"] != nil {
      try readOffers(members)
    } else if members["owned"] != nil {
      try readOwned(members)
    } else if members["hosts"] != nil {
      try readHosts(members)
    } else if let place = members["market"] {
      try members.allowOnly(["$schema", "market"])
      try note("file of kind", "market", at: place)
      market = try MarketMoves(place)
    } else {
      throw InputError(
        file: place.file, place: place.path,
        found: "none of " + Self.kinds.map { "\"\($0)\"" }.joined(separator: ", "),
        expected: "one of them",
        suggestion: members.keys.lazy.compactMap { nearest(to: $0, among: Self.kinds) }.first)
    }
  }

  private mutating func readTariffs(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "unit", "tariffs"] + APIProvider.keys)
    let provider = try APIProvider(members)
    let unit = try members.required("unit")
    let expected = (provider.currency?.code.lowercased() ?? "usd") + "PerMillionTokens"
    guard try unit.text() == expected else {
      throw unit.error(
        expected: "\"\(expected)\"" + (provider.currency == nil ? "" : ", after \"currency\""))
    }
    for place in try members.required("tariffs").array() {
      let tariff = try Tariff(place, provider: provider)
      try note("tariff", tariff.id, at: place)
      tariffs.append(tariff)
    }
  }

  private mutating func readOffers(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "provider", "billing", "service", "offers"])
    let provider = try members.required("provider").name()
    var billing: GPUOffer.Billing?
    if let place = members["billing"] { billing = try GPUOffer.Billing(place) }
    let service = try members["service"].map(ManagedService.init)
    for place in try members.required("offers").array() {
      let offer = try GPUOffer(
        place, provider: provider, defaultBilling: billing, defaultService: service)
      try note("GPU offer", offer.id, at: place)
      offers.append(offer)
    }
  }

  private mutating func readOwned(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "defaults", "owned"])
    let defaults = try members["defaults"]?.object()
    if let defaults {
      try OwnedHardware.checkDefaults(defaults)
      if let complete = try OwnershipDefaults(defaults) { ownershipDefaults = complete }
    }
    for place in try members.required("owned").array() {
      let hardware = try OwnedHardware(place, defaults: defaults)
      try note("owned accelerator", hardware.id, at: place)
      owned.append(hardware)
    }
  }

  private mutating func readHosts(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "hosts"])
    for place in try members.required("hosts").array() {
      let host = try Host(place)
      try note("host", host.id, at: place)
      hosts.append(host)
    }
  }

  private mutating func note(_ kind: String, _ id: String, at place: JSONPlace) throws(InputError) {
    let key = kind + " " + id
    if let first = fileOfID.updateValue(place.file ?? "this file", forKey: key) {
      throw InputError(
        file: place.file, place: place.path, found: "the \(kind) \"\(id)\" a second time",
        expected: "each id once; it is in \(first) already")
    }
  }
}
