import Pricing

/// The clauses of a note on a price, parted by semicolons.
enum ProvenanceNote {
  /// The clauses of a note.
  static func clauses(_ note: String?) -> [String] {
    (note ?? "").split(separator: ";").map { String($0.drop { $0 == " " }) }
  }

  /// The note of clauses.
  static func joined(_ clauses: [String]) -> String { clauses.joined(separator: "; ") }

  private static let classes: Set = [
    "input", "cachedInput", "cacheWrite", "cacheWrite1h", "cacheStoragePerMillionTokenHours",
    "output", "reasoning",
  ]

  /// The prices that a clause says were read elsewhere than in the source, as an update names them.
  ///
  /// `batch cachedInput: ai.google.dev, 2026-08-03` is `batch cachedInput`, and `batch prices cacheWrite1h: …` both
  /// `batch cacheWrite1h` and `cacheWrite1h`.
  static func pricesReadElsewhere(_ clause: String) -> Set<String> {
    guard let colon = clause.firstIndex(of: ":") else { return [] }
    let words = clause[..<colon].split(separator: " ").map(String.init)
    guard let tokenClass = words.last, classes.contains(tokenClass),
      words.dropLast().allSatisfy({ $0 == "prices" || ServiceTier(rawValue: $0) != nil })
    else { return [] }
    let services = words.count > 1 ? Array(words.dropLast()) : ["prices"]
    return Set(services.map { $0 == "prices" ? tokenClass : $0 + " " + tokenClass })
  }

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
