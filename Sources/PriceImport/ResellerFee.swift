import CheckedJSON

/// What a reseller keeps of the credit that is bought, which no list states beside its prices.
enum ResellerFee {
  /// OpenRouter's share of the credit.
  static let openRouterShare = 0.055
  static let openRouterSource =
    "openrouter.ai/docs/faq: 5.5 % of the credit that is bought, 0.80 USD at least"

  /// The tariff with the fee of its seller; as it is where the seller takes none, or the tariff has one.
  ///
  /// OpenRouter's models stand in genai-prices and models.dev too, without a word of it.
  static func added(to tariff: JSONValue, of provider: String) -> JSONValue {
    guard provider == "openrouter", case .object(var members) = tariff else { return tariff }
    var fees: [String: JSONValue] = [
      "provenance": .object(["source": .string(openRouterSource), "asOf": .string("2026-10")])
    ]
    if case .object(let listed)? = members["fees"] {
      guard listed["shareOfBill"] == nil else { return tariff }
      fees.merge(listed) { $1 }
      if case .object(var provenance)? = listed["provenance"],
        case .string(let source)? = provenance["source"]
      {
        provenance["source"] = .string(source + "; " + openRouterSource)
        fees["provenance"] = .object(provenance)
      }
    }
    fees["shareOfBill"] = .number(openRouterShare)
    members["fees"] = .object(fees)
    return .object(members)
  }
}
