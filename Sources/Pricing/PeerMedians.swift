/// The middle price of each open model and each accelerator, against which slips stand out.
struct PeerMedians {
  private let input: [String: Double]
  private let output: [String: Double]
  private let gpuHour: [String: Double]

  /// Fewer offerings than this have no meaningful middle.
  private static let fewestPeers = 3
  /// APIs of one open model differ tenfold at most; a slip in the unit is a thousandfold.
  private static let apiLimit = 30.0
  /// Rental prices of one accelerator differ sixfold in the market of 2026.
  private static let gpuLimit = 10.0

  init(_ catalog: PriceCatalog) {
    var inputs: [String: [Double]] = [:]
    var outputs: [String: [Double]] = [:]
    for tariff in catalog.tariffs {
      guard let model = tariff.openModel else { continue }
      inputs[model, default: []].append(tariff.prices.usdPerMillionInput)
      outputs[model, default: []].append(tariff.prices.usdPerMillionOutput)
    }
    input = inputs.compactMapValues(Self.median)
    output = outputs.compactMapValues(Self.median)
    var hours: [String: [Double]] = [:]
    for offer in catalog.offers {
      if let price = offer.usdPerGPUHour() { hours[offer.gpu, default: []].append(price) }
    }
    gpuHour = hours.compactMapValues(Self.median)
  }

  func problems(of tariff: Tariff) -> [PriceCheck.Problem] {
    guard let model = tariff.openModel else { return [] }
    return [
      Self.outlier("input", tariff.prices.usdPerMillionInput, input[model], Self.apiLimit),
      Self.outlier("output", tariff.prices.usdPerMillionOutput, output[model], Self.apiLimit),
    ].compactMap(\.self)
  }

  func problems(of offer: GPUOffer) -> [PriceCheck.Problem] {
    guard let price = offer.usdPerGPUHour() else { return [] }
    let outlier = Self.outlier("a GPU-hour", price, gpuHour[offer.gpu], Self.gpuLimit)
    return [outlier].compactMap(\.self)
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
