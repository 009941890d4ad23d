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

  /// The first of its rows.
  var entry: String { entries.first ?? instanceType }

  /// What it is, wherever it stands.
  var kind: String { [instanceType, gpu, "\(count)"].joined(separator: "\u{1F}") }

  /// Takes the lower of two prices: rows of one region differ by zone only.
  mutating func offer(onDemand: Double?, spot: Double?) {
    self.onDemand = [self.onDemand, onDemand].compactMap(\.self).min()
    self.spot = [self.spot, spot].compactMap(\.self).min()
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
