/// What an offering is for, which decides in what it is priced.
///
/// Who embeds or ranks reads only: such a tariff has a price of input, or of a search, and none of output.
public enum TariffPurpose: String, Sendable, Hashable, CaseIterable {
  /// It writes text.
  case generation
  /// It makes a vector of each text.
  case embedding
  /// It scores documents for a query.
  case reranking

  /// Whether it writes no tokens.
  package var isPrefillOnly: Bool { self != .generation }

  /// What it does, as a verb.
  package var verb: String {
    switch self {
    case .generation: "writes"
    case .embedding: "embeds"
    case .reranking: "ranks"
    }
  }
}
