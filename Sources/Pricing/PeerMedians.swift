/// The middle price of each open model and each accelerator, and the prices that the same offerings had,
/// against which slips stand out.
struct PeerMedians {
  private let input: [String: Double]
  private let output: [String: Double]
  private let gpuHour: [String: Double]
  /// What other catalogs say of the offerings, by id.
  private let known: [String: TokenPrices]
  /// The canonical ids of open models, by the names that the catalogs give them.
  private let canonical: [String: String]

  /// Fewer offerings than this have no meaningful middle.
  private static let fewestPeers = 3
  /// APIs of one open model differ tenfold at most; a slip in the unit is a thousandfold.
  private static let apiLimit = 30.0
  /// Rental prices of one accelerator differ sixfold in the market of 2026.
  private static let gpuLimit = 10.0
  /// US dollars per million tokens beyond which nobody sells: the cheapest and the dearest of 2026 are at
  /// 0.01 and 600.
  private static let apiBounds = 0.001...1000
  /// US dollars per hour of one accelerator: from a third of the cheapest old card to a rack's share.
  private static let gpuBounds = 0.02...200

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

  func problems(of tariff: Tariff) -> [PriceCheck.Problem] {
    let prices = tariff.prices
    return [
      ("input", prices.usdPerMillionInput, \TokenPrices.usdPerMillionInput, input),
      ("output", prices.usdPerMillionOutput, \TokenPrices.usdPerMillionOutput, output),
    ]
    .compactMap { what, price, path, medians in
      if let before = known[tariff.id]?[keyPath: path],
        let change = Self.outlier(what, price, before, Self.apiLimit)
      {
        return change
      }
      if let model = tariff.openModel.flatMap({ canonical[$0] }),
        let outlier = Self.outlier(what, price, medians[model], Self.apiLimit)
      {
        return outlier
      }
      return price > 0 && !Self.apiBounds.contains(price) ? .implausible(what, usd: price) : nil
    }
  }

  func problems(of offer: GPUOffer) -> [PriceCheck.Problem] {
    offer.terms.compactMap { term in
      let price = term.usdPerInstanceHour / Double(offer.gpusPerInstance)
      guard price > 0 else { return nil }
      if term.commitment == .onDemand,
        let outlier = Self.outlier("a GPU-hour", price, gpuHour[offer.gpu], Self.gpuLimit)
      {
        return outlier
      }
      return Self.gpuBounds.contains(price)
        ? nil : .implausible("a GPU-hour \(term.commitment.rawValue)", usd: price)
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= fewestPeers else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func outlier(
    _ what: String, _ price: Double, _ median: Double?, _ limit: Double
  ) -> PriceCheck.Problem? {
    guard let median, median > 0, price > 0 else { return nil }
    let times = price / median
    return times > limit || times < 1 / limit ? .outlier(what: what, timesMedian: times) : nil
  }
}
