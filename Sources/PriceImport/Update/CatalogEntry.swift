import CheckedJSON
import Numerics
import Pricing

/// One tariff or offer of a catalog file, as its JSON has it.
struct CatalogEntry {
  /// Whether a file holds tariffs or machines.
  enum Kind: String {
    case tariffs, offers
  }

  let kind: Kind
  let provider: String
  var members: [String: JSONValue]

  init?(_ value: JSONValue, kind: Kind, provider: String) {
    guard case .object(let members) = value else { return nil }
    self.kind = kind
    self.provider = provider
    self.members = members
    guard !name.isEmpty else { return nil }
  }

  private var name: String { text(kind == .tariffs ? "model" : "id") ?? "" }
  /// The id in the catalog.
  var id: String { kind == .tariffs ? provider + "/" + name : name }

  func text(_ key: String) -> String? {
    guard case .string(let text)? = members[key] else { return nil }
    return text
  }

  private func provenance(_ key: String) -> String? {
    guard case .object(let provenance)? = members["provenance"],
      case .string(let text)? = provenance[key]
    else { return nil }
    return text
  }

  /// The day of its prices, as a text that sorts.
  var asOf: String? { provenance("asOf") }
  /// The first word of its source: `litellm`.
  var sourceKind: String? {
    provenance("source")?.split(whereSeparator: { $0 == " " || $0 == "," }).first.map(String.init)
  }
  /// What its list calls it: the end of its source.
  var listedName: String? {
    guard let source = provenance("source"), let comma = source.lastIndex(of: ",") else {
      return nil
    }
    return String(source[source.index(after: comma)...].drop { $0 == " " })
  }

  /// Whether both come from lists of one kind.
  func isFrom(_ other: CatalogEntry) -> Bool { sourceKind != nil && sourceKind == other.sourceKind }

  /// Whether it was retired by a day.
  func isRetired(at date: CalendarDate) -> Bool {
    text("deprecation").flatMap { CalendarDate($0) }.map { $0 <= date } ?? false
  }

  /// Whether another means the same: the same id, or a machine of the same type and region.
  func isLike(_ other: CatalogEntry) -> Bool {
    guard kind == other.kind, provider == other.provider else { return false }
    if id == other.id { return true }
    guard kind == .offers, let type = text("instanceType"),
      let otherType = other.text("instanceType")
    else { return false }
    return type.lowercased() == otherType.lowercased() && text("region") == other.text("region")
  }

  /// Its prices in words, for a list of what is new.
  var priceTexts: [String] {
    if case .object(let prices)? = members["prices"] {
      return ["input", "output"].compactMap { key in
        guard case .number(let usd)? = prices[key] else { return nil }
        return "\(key) \(PlainDecimal.text(usd))"
      }
    }
    guard case .array(let terms)? = members["terms"] else { return [] }
    return terms.compactMap { term in
      guard case .object(let term) = term, case .string(let commitment)? = term["commitment"],
        case .number(let usd)? = term["usdPerInstanceHour"]
      else { return nil }
      return "\(commitment) \(PlainDecimal.text(usd))"
    }
  }

  var value: JSONValue { .object(members) }
}
