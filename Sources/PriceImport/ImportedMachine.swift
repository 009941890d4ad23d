import CheckedJSON
import Pricing

/// One machine of one region, while its on-demand and spot rows are brought together.
struct ImportedMachine {
  /// The rows of the list that say it.
  var entries: [String]
  var instanceType: String
  var region: String
  var gpu: String
  var count: Int
  var onDemand: Double?
  var spot: Double?
  var notes: [String] = []
  /// Rows that ask a price on demand, and rows that ask one for spot; on a market each is a machine that is to be had.
  private(set) var asks = (onDemand: 0, spot: 0)

  /// Makes a machine of one row of a list.
  init(
    entries: [String], instanceType: String, region: String, gpu: String, count: Int,
    onDemand: Double? = nil, spot: Double? = nil, notes: [String] = []
  ) {
    self.entries = entries
    self.instanceType = instanceType
    self.region = region
    self.gpu = gpu
    self.count = count
    self.onDemand = onDemand
    self.spot = spot
    self.notes = notes
    asks = (onDemand == nil ? 0 : 1, spot == nil ? 0 : 1)
  }

  /// The first of its rows.
  var entry: String { entries.first ?? instanceType }

  /// What it is, wherever it stands.
  var kind: String { [instanceType, gpu, "\(count)"].joined(separator: "\u{1F}") }

  /// Takes the lower of two prices: rows of one region differ by zone only.
  mutating func offer(onDemand: Double?, spot: Double?) {
    asks.onDemand += onDemand == nil ? 0 : 1
    asks.spot += spot == nil ? 0 : 1
    self.onDemand = [self.onDemand, onDemand].compactMap(\.self).min()
    self.spot = [self.spot, spot].compactMap(\.self).min()
  }

  /// Counts the asks of the same machine elsewhere as well.
  mutating func add(asksOf other: ImportedMachine) {
    asks.onDemand += other.asks.onDemand
    asks.spot += other.asks.spot
  }

  /// Sellers whose lists have a row for each machine that somebody offers, so that the day's rows are its stock.
  ///
  /// A row of any other list is a type of machine, of which nobody says how many there are.
  private static let markets: Set = ["vast", "vastai"]

  /// Accelerators that are to be had, by a market's own rows.
  ///
  /// A machine that is offered on demand and as spot is one.
  private func stock(at provider: String) -> Int? {
    guard Self.markets.contains(provider.lowercased()) else { return nil }
    return max(asks.onDemand, asks.spot) * count
  }

  /// Whether it is of RunPod's Community Cloud, whose machines are those of anybody (SkyPilot marks them
  /// `1x_RTX4090_COMMUNITY`, and those of RunPod's own cloud `1x_RTX4090_SECURE`).
  private func isOfACommunity(at provider: String) -> Bool {
    provider.lowercased() == "runpod" && instanceType.uppercased().hasSuffix("_COMMUNITY")
  }

  /// The machine as an offer of our catalog.
  func offer(provider: String, source: String, asOf: CalendarDate) -> JSONValue {
    var terms: [JSONValue] = []
    if let onDemand { terms.append(Self.term("onDemand", onDemand)) }
    if let spot { terms.append(Self.term("spot", spot)) }
    var provenance: [String: JSONValue] = [
      "source": .string(source), "asOf": .string("\(asOf)"),
    ]
    if !notes.isEmpty { provenance["note"] = .string(notes.joined(separator: "; ")) }
    var value: [String: JSONValue] = [
      "id": .string(Self.slug([provider, region, instanceType])),
      "gpu": .string(gpu), "gpusPerInstance": .number(Double(count)),
      "terms": .array(terms), "provenance": .object(provenance),
    ]
    if isOfACommunity(at: provider) {
      value["hostClass"] = .string(HostClass.marketplace.rawValue)
    }
    if let stock = stock(at: provider) { value["stock"] = .number(Double(stock)) }
    if !region.isEmpty { value["region"] = .string(region) }
    if !instanceType.isEmpty { value["instanceType"] = .string(instanceType) }
    return .object(value)
  }

  private static func term(_ commitment: String, _ price: Double) -> JSONValue {
    .object(["commitment": .string(commitment), "usdPerInstanceHour": .number(price)])
  }

  private static func slug(_ parts: [String]) -> String {
    let text = parts.filter { !$0.isEmpty }.joined(separator: "-").lowercased()
    return String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(120))
  }
}
