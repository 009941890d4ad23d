import CheckedJSON

/// Collects the contents of catalog files, and knows which file had which id first.
struct PriceCatalogReader {
  private(set) var tariffs: [Tariff] = []
  private(set) var offers: [GPUOffer] = []
  private(set) var owned: [OwnedHardware] = []
  private var fileOfID: [String: String] = [:]

  /// Reads one file: a catalog, or an array of catalogs, each of one of three kinds.
  mutating func read(_ document: JSONDocument) throws(InputError) {
    guard case .array(let catalogs) = document.root.value, !catalogs.isEmpty else {
      return try read(document.root)
    }
    for place in try document.root.array() { try read(place) }
  }

  private mutating func read(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    if members["tariffs"] != nil {
      try readTariffs(members)
    } else if members["offers"] != nil {
      try readOffers(members)
    } else if members["owned"] != nil {
      try readOwned(members)
    } else {
      throw InputError(
        file: place.file, place: place.path, found: "none of \"tariffs\", \"offers\" and \"owned\"",
        expected: "one of them",
        suggestion: members.keys.lazy.compactMap {
          nearest(to: $0, among: ["tariffs", "offers", "owned"])
        }.first)
    }
  }

  private mutating func readTariffs(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "unit", "tariffs"] + APIProvider.keys)
    let unit = try members.required("unit")
    guard try unit.text() == "usdPerMillionTokens" else {
      throw unit.error(expected: "\"usdPerMillionTokens\"")
    }
    let provider = try APIProvider(members)
    for place in try members.required("tariffs").array() {
      let tariff = try Tariff(place, provider: provider)
      try note("tariff", tariff.id, at: place)
      tariffs.append(tariff)
    }
  }

  private mutating func readOffers(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "provider", "billing", "offers"])
    let provider = try members.required("provider").name()
    var billing: GPUOffer.Billing?
    if let place = members["billing"] { billing = try GPUOffer.Billing(place) }
    for place in try members.required("offers").array() {
      let offer = try GPUOffer(place, provider: provider, defaultBilling: billing)
      try note("GPU offer", offer.id, at: place)
      offers.append(offer)
    }
  }

  private mutating func readOwned(_ members: JSONMembers) throws(InputError) {
    try members.allowOnly(["$schema", "defaults", "owned"])
    let defaults = try members["defaults"]?.object()
    if let defaults { try OwnedHardware.checkDefaults(defaults) }
    for place in try members.required("owned").array() {
      let hardware = try OwnedHardware(place, defaults: defaults)
      try note("owned accelerator", hardware.id, at: place)
      owned.append(hardware)
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
