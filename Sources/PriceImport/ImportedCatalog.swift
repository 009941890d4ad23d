import CheckedJSON
import Pricing

/// Collects imported entries by provider, each checked by the catalog's own reader.
struct ImportedCatalog {
  private var tariffs: [String: [JSONValue]] = [:]
  private var offers: [String: [JSONValue]] = [:]
  private var entryOfID: [String: (entry: String, prices: JSONValue?)] = [:]
  private var leftOut: [PriceImport.LeftOut] = []
  private var unusedPriceKeys: [String: Int] = [:]
  let known: KnownOfferings
  /// Rows of a table that went into offers.
  private(set) var rowsImported: Int?
  private var rowsWithoutAccelerator = 0

  /// Starts empty, with what is known of the offerings beside their prices.
  init(knowing known: KnownOfferings = KnownOfferings(nil)) { self.known = known }

  mutating func leaveOut(_ entry: String, _ reason: PriceImport.Reason) {
    leftOut.append(.init(entry: entry, reason: reason))
  }

  mutating func noteUnusedPriceKey(_ key: String) { unusedPriceKeys[key, default: 0] += 1 }

  /// Counts a row that is of no interest: a machine without accelerators.
  mutating func skipRow() { rowsWithoutAccelerator += 1 }

  /// Adds the offers of a table of machines, each that costs what its kind is known to cost.
  mutating func add(
    _ machines: MachineTable, provider: String, source: String, asOf: CalendarDate,
    peers: MachinePeers
  ) {
    rowsImported = 0
    for machine in machines.merged {
      if let reason = peers.obstacle(to: machine, provider: provider) {
        machine.entries.forEach { leaveOut($0, reason) }
        continue
      }
      let isAdded = addOffer(
        machine.offer(
          provider: provider, source: source + ", " + machine.instanceType.shortened(to: 100),
          asOf: asOf),
        provider: provider, entry: machine.entry)
      if isAdded {
        rowsImported = (rowsImported ?? 0) + machine.entries.count
      } else {
        machine.entries.dropFirst().forEach { leaveOut($0, .repeated(machine.entry)) }
      }
    }
  }

  /// Adds a tariff unless the catalog's reader refuses it or another entry gave it already.
  mutating func addTariff(
    _ value: JSONValue, provider: String, model: String, entry: String
  ) {
    let value = ResellerFee.added(
      to: known.completed(value, provider: provider, model: model), of: provider)
    do {
      let place = JSONPlace(value: value, path: "$[\"\(entry.shortened())\"]", file: nil)
      let provider = try JSONPlace(value: .string(provider), path: place.path, file: nil).name()
      let tariff = try Tariff(place, provider: APIProvider(name: provider))
      if let problem = known.unitProblem(of: tariff, at: place) {
        leaveOut(entry, .invalid(problem))
        return
      }
      if WebSearches.areOfEveryRequest(seller: provider, model: model),
        tariff.fees?.usdPerRequest ?? 0 == 0
      {
        leaveOut(
          entry, .unbilledFee("a search in each request, of which nothing known has the price"))
        return
      }
      guard claim("tariff " + tariff.id, for: entry, at: value) else { return }
      tariffs[provider, default: []].append(value)
    } catch {
      leaveOut(entry, .invalid(error))
    }
  }

  /// Adds an offer unless the catalog's reader refuses it or another entry gave it already.
  private mutating func addOffer(
    _ value: JSONValue, provider: String, entry: String
  ) -> Bool {
    do {
      let place = JSONPlace(value: value, path: "$[\"\(entry.shortened())\"]", file: nil)
      let provider = try JSONPlace(value: .string(provider), path: place.path, file: nil).name()
      let offer = try GPUOffer(place, provider: provider, defaultBilling: nil)
      guard claim("offer " + offer.id, for: entry, at: value) else { return false }
      offers[provider, default: []].append(value)
      return true
    } catch {
      leaveOut(entry, .invalid(error))
      return false
    }
  }

  /// Whether no other entry gave the offering; one that did at other prices is named with it.
  private mutating func claim(_ id: String, for entry: String, at value: JSONValue) -> Bool {
    let prices = Self.prices(of: value)
    if let first = entryOfID[id] {
      leaveOut(
        entry,
        first.prices == prices ? .repeated(first.entry) : .repeatedAtOtherPrices(first.entry))
      return false
    }
    entryOfID[id] = (entry, prices)
    return true
  }

  /// The prices of the standard service, or the terms of a machine.
  private static func prices(of value: JSONValue) -> JSONValue? {
    guard case .object(let members) = value else { return nil }
    return members["prices"] ?? members["terms"]
  }

  /// The files and the account of what was left out.
  func finish() -> PriceImport {
    var files: [PriceImport.File] = []
    for (provider, values) in tariffs.sorted(by: { $0.key < $1.key }) {
      let head: [String: JSONValue] = [
        "provider": .string(provider), "unit": .string("usdPerMillionTokens"),
        "tariffs": .array(Self.sorted(values, by: "model")),
      ]
      let text = CatalogText.file(head.merging(known.head(ofProvider: provider)) { own, _ in own })
      files.append(.init(name: Self.fileName(provider), text: text))
    }
    for (provider, values) in offers.sorted(by: { $0.key < $1.key }) {
      let text = CatalogText.file([
        "provider": .string(provider), "offers": .array(Self.sorted(values, by: "id")),
      ])
      files.append(.init(name: Self.fileName(provider), text: text))
    }
    return PriceImport(
      files: files,
      imported: tariffs.values.reduce(0) { $0 + $1.count }
        + offers.values.reduce(0) { $0 + $1.count },
      rowsImported: rowsImported, rowsWithoutAccelerator: rowsWithoutAccelerator,
      leftOut: leftOut, unusedPriceKeys: unusedPriceKeys)
  }

  private static func sorted(_ values: [JSONValue], by key: String) -> [JSONValue] {
    func name(_ value: JSONValue) -> String {
      guard case .object(let members) = value, case .string(let name)? = members[key] else {
        return ""
      }
      return name
    }
    return values.map { (name($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// A file name that no provider's name can lead out of its folder.
  static func fileName(_ provider: String) -> String {
    let safe = provider.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-"
    }
    return String(safe.prefix(80)) + ".json"
  }
}
