/// What others ask for the same open model, the same closed one and the same accelerator, and what the same
/// offerings cost in another catalog, against which slips stand out.
struct PricePeers {
  let byModel: [String: ModelPeers]
  /// The tariffs of open models that write, by the canonical id of the model.
  let writingByModel: [String: [Tariff]]
  /// Prices of models that nobody calls open, by the name that all their sellers share.
  let byName: [String: [Tariff]]
  /// The median share of input that cached input costs, by provider.
  let cachedShareByProvider: [String: Double]
  let gpuHour: [String: Double]
  let gpuHourByClass: [ClassOfGPU: Double]
  /// What an hour of each accelerator costs on demand on machines that customers run themselves.
  let rents: [String: [Rent]]
  /// Hours of one accelerator in one provider's instances, by size.
  let sizes: [Sizes: [GPUOffer]]
  /// What another catalog says of the offerings, by id.
  let known: [String: Tariff]
  let knownOffers: [String: GPUOffer]
  let knownOwned: [String: OwnedHardware]
  /// The words of the names of all open models.
  let families: Set<String>
  /// The canonical ids of open models, by the names that the catalogs give them.
  let canonical: [String: String]
  /// The canonical ids of the open models whose names offerings have that do not say what they serve, by those names.
  let namedModels: [String: String]

  /// The middle of what hosts of one open model ask.
  struct ModelPeers {
    let input: Double?
    let output: Double?
    let context: Double?
    let cachedShare: Double?
  }

  struct ClassOfGPU: Hashable {
    let gpu: String
    let hostClass: HostClass
  }

  /// What one offer asks for an hour of an accelerator on demand.
  struct Rent {
    let id: String
    let provider: String
    let isMarket: Bool
    let usd: Double
  }

  /// What makes instances of several sizes one product.
  struct Sizes: Hashable {
    let provider: String
    let gpu: String
    let region: String?
    let hostClass: HostClass?
  }

  /// Fewer offerings than this have no meaningful middle.
  static let fewestPeers = 3

  /// - Parameters:
  ///   - reference: Another catalog whose prices count as elsewhere; `nil` for none.
  ///   - openModel: The canonical id of an open model of any name, so that spellings share a middle; `nil` takes each
  ///     name for a model of its own.
  init(
    _ catalog: PriceCatalog, reference: PriceCatalog? = nil, openModel: ((String) -> String?)? = nil
  ) {
    let own = Set(catalog.tariffs.map(\.id))
    let ownOffers = Set(catalog.offers.map(\.id))
    let tariffs = catalog.tariffs + (reference?.tariffs.filter { !own.contains($0.id) } ?? [])
    let offers = catalog.offers + (reference?.offers.filter { !ownOffers.contains($0.id) } ?? [])
    known = Self.byID(reference?.tariffs ?? [])
    knownOffers = Self.byID(reference?.offers ?? [])
    knownOwned = Self.byID(reference?.owned ?? [])
    var canonical: [String: String] = [:]
    for name in tariffs.compactMap(\.openModel) where canonical[name] == nil {
      canonical[name] = openModel?(name) ?? name
    }
    self.canonical = canonical
    families = Set(canonical.keys.flatMap { ModelNumbers($0).words })
    // What imported lists do not call open is so all the same, where an open model has its name or another seller says so.
    var named: [String: String] = [:]
    for tariff in tariffs {
      guard let model = tariff.openModel else { continue }
      named[tariff.commonName] = canonical[model] ?? model
    }
    var namedModels: [String: String] = [:]
    for tariff in tariffs where tariff.openModel == nil && namedModels[tariff.model] == nil {
      namedModels[tariff.model] = named[tariff.commonName] ?? openModel?(tariff.model)
    }
    self.namedModels = namedModels
    let tariffsByModel = Dictionary(grouping: tariffs) {
      ($0.openModel.flatMap { canonical[$0] } ?? namedModels[$0.model]) ?? ""
    }.filter { !$0.key.isEmpty }
    writingByModel = tariffsByModel.mapValues { $0.filter { $0.purpose == .generation } }
    byModel =
      tariffsByModel.mapValues { tariffs in
        ModelPeers(
          input: Self.median(tariffs.map(\.prices.usdPerMillionInput)),
          output: Self.median(tariffs.map(\.prices.usdPerMillionOutput)),
          context: Self.median(tariffs.compactMap { $0.contextTokens.map(Double.init) }),
          cachedShare: Self.median(tariffs.compactMap(\.prices.cachedShare)))
      }
    byName = Dictionary(
      grouping: tariffs.filter { $0.openModel == nil && namedModels[$0.model] == nil },
      by: \.commonName
    ).filter { $0.value.count > 1 }
    cachedShareByProvider = Dictionary(grouping: tariffs, by: \.provider)
      .compactMapValues { Self.median($0.compactMap(\.prices.cachedShare)) }
    // What a seller runs for its customers costs more than the machine alone.
    let machines = offers.filter { $0.service == nil }
    gpuHour = Dictionary(grouping: machines, by: \.gpu)
      .compactMapValues { Self.median($0.compactMap { $0.usdPerGPUHour() }) }
    func hostClass(_ offer: GPUOffer) -> HostClass? {
      catalog.hostClass(of: offer) ?? reference?.hostClass(of: offer)
    }
    var classes: [ClassOfGPU: [Double]] = [:]
    var rents: [String: [Rent]] = [:]
    for offer in machines {
      guard let usd = offer.usdPerGPUHour(), usd.isPrice else { continue }
      let own = hostClass(offer)
      rents[offer.gpu, default: []].append(
        Rent(id: offer.id, provider: offer.provider, isMarket: own == .marketplace, usd: usd))
      guard let own else { continue }
      classes[ClassOfGPU(gpu: offer.gpu, hostClass: own), default: []].append(usd)
    }
    self.rents = rents
    gpuHourByClass = classes.compactMapValues(Self.median)
    sizes = Dictionary(
      grouping: catalog.offers.filter {
        $0.usdPerGPUHour() != nil && $0.service == nil
      }
    ) {
      Sizes(
        provider: $0.provider, gpu: $0.gpu, region: $0.region,
        hostClass: hostClass($0))
    }.filter { $0.value.count > 1 }
  }

  private static func byID<Entry: Identifiable>(_ entries: [Entry]) -> [Entry.ID: Entry] {
    Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The canonical id of the open model that an offering serves, by what it says or by its name; `nil` for what nobody
  /// calls open.
  func model(of tariff: Tariff) -> String? {
    tariff.openModel.map { canonical[$0] ?? $0 } ?? namedModels[tariff.model]
  }

  /// The middle value; `nil` for too few.
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= fewestPeers else { return nil }
    return middle(sorted)
  }

  /// The middle of sorted values; `nil` for none.
  static func middle(_ sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension TokenPrices {
  /// Cached input over input, where it has a price.
  var cachedShare: Double? {
    usdPerMillionCachedInput.flatMap {
      $0 > 0 && usdPerMillionInput > 0 ? $0 / usdPerMillionInput : nil
    }
  }
}

extension Tariff {
  /// The name under which other sellers of the same closed model know it: without their folders, Bedrock's maker and
  /// version, and the day of a release.
  var commonName: String {
    var name = model.lowercased().split(separator: "/").last.map(String.init) ?? model
    let maker = name.split(separator: ".")
    if let last = maker.last, maker.dropLast().contains("anthropic") { name = String(last) }
    var parts = name.split(separator: "-")
    if let last = parts.last, last.first == "v", last.contains(":") { parts.removeLast() }
    if let last = parts.last, last.count == 8, last.allSatisfy(\.isNumber) { parts.removeLast() }
    return parts.joined(separator: "-")
  }

  /// Whether its name says how large it is, as those of open models do: `mythomax-l2-13b`, `phi-3-8x7b`.
  var saysItsSize: Bool {
    commonName.split { $0 == "-" || $0 == "_" || $0 == ":" }.contains { part in
      part.last == "b" && part.first?.isNumber == true
        && part.dropLast().allSatisfy { $0.isNumber || $0 == "." || $0 == "x" }
    }
  }
}
