/// The middle price of each open model and each accelerator, and the prices that the same offerings had,
/// against which slips stand out.
struct PeerMedians {
  let input: [String: Double]
  let output: [String: Double]
  let gpuHour: [String: Double]
  /// What other catalogs say of the offerings, by id.
  let known: [String: TokenPrices]
  /// The canonical ids of open models, by the names that the catalogs give them.
  let canonical: [String: String]

  /// Fewer offerings than this have no meaningful middle.
  static let fewestPeers = 3
  /// APIs of one open model differ tenfold at most; a slip in the unit is a thousandfold.
  static let apiLimit = 30.0
  /// Rental prices of one accelerator differ sixfold in the market of 2026.
  static let gpuLimit = 10.0
  /// US dollars per million tokens beyond which nobody sells: the cheapest and the dearest of 2026 are at
  /// 0.01 and 600.
  static let apiBounds = 0.001...1000
  /// US dollars per hour of one accelerator: from a third of the cheapest old card to a rack's share.
  static let gpuBounds = 0.02...200

  /// - Parameters:
  ///   - reference: Another catalog whose prices count as elsewhere; `nil` for none.
  ///   - openModel: The canonical id of an open model of any name, so that spellings share a middle.
  init(
    _ catalog: PriceCatalog, reference: PriceCatalog? = nil,
    openModel: (String) -> String? = { $0 }
  ) {
    let own = Set(catalog.tariffs.map(\.id))
    let ownOffers = Set(catalog.offers.map(\.id))
    let tariffs = catalog.tariffs + (reference?.tariffs.filter { !own.contains($0.id) } ?? [])
    let offers = catalog.offers + (reference?.offers.filter { !ownOffers.contains($0.id) } ?? [])
    known = Dictionary(
      (reference?.tariffs ?? []).map { ($0.id, $0.prices) }, uniquingKeysWith: { first, _ in first }
    )
    var canonical: [String: String] = [:]
    for name in tariffs.compactMap(\.openModel) where canonical[name] == nil {
      canonical[name] = openModel(name) ?? name
    }
    self.canonical = canonical
    var inputs: [String: [Double]] = [:]
    var outputs: [String: [Double]] = [:]
    for tariff in tariffs {
      guard let model = tariff.openModel.flatMap({ canonical[$0] }) else { continue }
      inputs[model, default: []].append(tariff.prices.usdPerMillionInput)
      outputs[model, default: []].append(tariff.prices.usdPerMillionOutput)
    }
    input = inputs.compactMapValues(Self.median)
    output = outputs.compactMapValues(Self.median)
    var hours: [String: [Double]] = [:]
    for offer in offers {
      if let price = offer.usdPerGPUHour() { hours[offer.gpu, default: []].append(price) }
    }
    gpuHour = hours.compactMapValues(Self.median)
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= fewestPeers else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
