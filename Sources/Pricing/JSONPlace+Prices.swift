package import CheckedJSON

extension JSONPlace {
  /// A finite number above 0, because a price of 0 in a price list means that it is unknown.
  package func price(upTo limit: Double, per unit: String) throws(InputError) -> Double {
    guard case .number(let number) = value, number.isFinite, number > 0, number <= limit else {
      throw error(
        expected: "a price above 0 and up to \(Int(limit)) USD per \(unit)"
          + " (leave it out if it is unknown)")
    }
    return number
  }

  /// A date such as `2026-11-12`, or a month such as `2026-10`.
  package func date() throws(InputError) -> CalendarDate {
    guard isText, let text = try? text(), let date = CalendarDate(text) else {
      throw error(expected: "a date such as \"2026-11-12\" or a month such as \"2026-10\"")
    }
    return date
  }

  /// `{ "source", "asOf", "note"?, "kind"? }`.
  package func provenance() throws(InputError) -> Provenance {
    let members = try object()
    try members.allowOnly(["source", "asOf", "note", "kind"])
    return Provenance(
      source: try members.required("source").text(),
      asOf: try members.required("asOf").date(),
      note: try members["note"]?.text(),
      kind: try members["kind"]?.choice() ?? .published)
  }

  /// A name that may stand in an id: no spaces, no control characters, at most 120 bytes.
  package func name() throws(InputError) -> String {
    let text = try text()
    guard text.utf8.count <= 120, text.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else {
      throw error(expected: "a name of at most 120 characters without spaces")
    }
    return text
  }
}
