package import CheckedJSON

/// The currency of a price list and what a unit of it was worth on a day.
///
/// A price of 0.40 EUR at 1.16 USD for a EUR is billed as 0.464 USD.
package struct PriceCurrency: Sendable, Hashable {
  /// Its three letters, such as `EUR`.
  package let code: String
  /// US dollars for one unit.
  package let usd: Double
  /// Who says so, and of which day.
  package let provenance: Provenance

  /// Makes a currency.
  package init(code: String, usd: Double, provenance: Provenance) {
    self.code = code
    self.usd = usd
    self.provenance = provenance
  }
}

extension PriceCurrency {
  /// Reads `{ "code", "usd", "provenance" }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["code", "usd", "provenance"])
    let code = try members.required("code")
    let text = try code.text()
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }), text != "USD"
    else { throw code.error(expected: "the three capital letters of a currency other than USD") }
    self.init(
      code: text, usd: try members.required("usd").number(in: 0.000_01...1000),
      provenance: try members.required("provenance").provenance())
  }
}
