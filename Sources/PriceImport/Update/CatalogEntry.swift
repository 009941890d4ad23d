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

  /// The note on its prices.
  var note: String? { provenance("note") }
  /// Its whole source.
  var source: String { provenance("source") ?? "" }

  /// Whether both come from lists of one kind.
  func isFrom(_ other: CatalogEntry) -> Bool { other.sourceKind.map(isFrom) ?? false }

  /// Whether it comes from a list of a kind, by its name or that of the repository that publishes it:
  /// `github.com/skypilot-org/skypilot-catalog` is SkyPilot's, `anomalyco/models.dev@369fa2d` that of models.dev.
  func isFrom(_ kind: String) -> Bool {
    guard let sourceKind else { return false }
    return sourceKind == kind
      || sourceKind.split { $0 == "/" || $0 == "@" }.contains {
        $0 == kind || $0.hasPrefix(kind + "-")
      }
  }

  /// Whether it was retired by a day.
  func isRetired(at date: CalendarDate) -> Bool {
    text("deprecation").flatMap { CalendarDate($0) }.map { $0 <= date } ?? false
  }

  /// Whether it has another's id.
  func hasID(of other: CatalogEntry) -> Bool {
    kind == other.kind && provider == other.provider && id == other.id
  }

  /// Whether both were read from the same entry of one list, whatever they are called here.
  func isListedAs(_ other: CatalogEntry) -> Bool {
    kind == .tariffs && kind == other.kind && provider == other.provider && isFrom(other)
      && listedName != nil && listedName == other.listedName
  }

  /// Whether both are machines of one type in one region, or in any where the other costs the same everywhere.
  func isOfType(of other: CatalogEntry) -> Bool {
    guard kind == .offers, isMachine(like: other), let type = text("instanceType"),
      let otherType = other.text("instanceType")
    else { return false }
    return type.lowercased() == otherType.lowercased()
      && (other.text("region") == nil || text("region") == other.text("region"))
  }

  /// Whether nothing that is said of both tells two machines apart, where the type of one is not said.
  func canBe(_ other: CatalogEntry) -> Bool {
    guard kind == .offers, isMachine(like: other) else { return false }
    func agrees(_ key: String) -> Bool {
      guard let own = text(key), let theirs = other.text(key) else { return true }
      return own.lowercased() == theirs.lowercased()
    }
    return (text("instanceType") == nil || other.text("instanceType") == nil) && agrees("region")
  }

  /// Whether both have as many of one accelerator, from one class of host, and run by the same side.
  private func isMachine(like other: CatalogEntry) -> Bool {
    kind == other.kind && provider == other.provider
      && members["service"] == other.members["service"]
      && ["gpu", "gpusPerInstance", "hostClass"].allSatisfy { members[$0] == other.members[$0] }
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
