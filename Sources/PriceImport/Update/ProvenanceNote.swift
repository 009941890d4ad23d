/// The clauses of a note on a price, parted by semicolons.
enum ProvenanceNote {
  /// The clauses of a note.
  static func clauses(_ note: String?) -> [String] {
    (note ?? "").split(separator: ";").map { String($0.drop { $0 == " " }) }
  }

  /// The note of clauses.
  static func joined(_ clauses: [String]) -> String { clauses.joined(separator: "; ") }

  /// Whether a clause speaks of the price that it stands beside, so that it falls with it: what another list asks
  /// (`genai-prices 0.2.3 differs: 0.2 in, 0.6 out`), or which price it is (`the peak price stands in prices`).
  ///
  /// What begins with a name and a colon says where that was read (`leastCachedTokens: OpenAI prompt caching guide`).
  static func isAboutAPrice(_ clause: String) -> Bool {
    let first = clause.prefix { $0 != " " && $0 != "," }
    if PriceImporter.Format.allCases.contains(where: { $0.rawValue == first }) { return true }
    guard !clause.contains(":") else { return false }
    return clause.split { !$0.isLetter }.contains { $0 == "price" || $0 == "prices" }
  }
}
