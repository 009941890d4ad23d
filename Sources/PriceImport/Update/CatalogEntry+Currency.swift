import CheckedJSON
import Numerics

extension CatalogEntry {
  /// The same entry with its prices of tokens in a currency of which a unit is worth so many US dollars.
  ///
  /// 0.116 USD are 0.10 EUR at 1.16 USD for a EUR. Fees and rents stand in US dollars in any file.
  func inCurrency(worthUSD usd: Double) -> CatalogEntry {
    var entry = self
    entry.members = Self.converted(members, usd)
    return entry
  }

  private static func converted(
    _ members: [String: JSONValue], _ usd: Double
  ) -> [String: JSONValue] {
    var members = members
    for service in EntryMerger.services {
      guard case .object(let prices)? = members[service] else { continue }
      members[service] = .object(
        prices.mapValues {
          guard case .number(let price) = $0 else { return $0 }
          return .number(PlainDecimal.rounded(price / usd, toDigits: 6))
        })
    }
    // Tiers stand in the entry and in its hours.
    for key in ["tiers", "windows"] {
      guard case .array(let elements)? = members[key] else { continue }
      members[key] = .array(
        elements.map {
          guard case .object(let element) = $0 else { return $0 }
          return .object(converted(element, usd))
        })
    }
    return members
  }
}
