/// How tokens are guessed ahead of the model that verifies them.
public enum SpeculationMethod: String, Sendable, Hashable, CaseIterable {
  /// A head for multi-token prediction that the checkpoint carries.
  case mtp
  /// A layer trained on what the model knows of the last token (EAGLE-3).
  case eagle3
  /// A smaller model of the same vocabulary.
  case draft
  /// Text that occurred before in the same request; nothing is computed.
  case ngram

  /// The method that publishers call so; `nil` for others.
  package init?(published name: String) {
    switch name.lowercased() {
    case "mtp", "nextn": self = .mtp
    case "eagle3", "eagle-3", "eagle", "p-eagle": self = .eagle3
    case "draft", "draft_model": self = .draft
    case "ngram", "n-gram", "prompt_lookup": self = .ngram
    default: return nil
    }
  }

  /// What it is, in words.
  package var title: String {
    switch self {
    case .mtp: "multi-token prediction"
    case .eagle3: "EAGLE-3"
    case .draft: "a draft model"
    case .ngram: "n-grams of the request"
    }
  }

  /// The draft lengths that are tried where none is asked for.
  ///
  /// Longer ones than the figures were measured for would be extrapolated.
  package var usualDraftTokens: ClosedRange<Int> { self == .mtp ? 1...5 : 1...7 }
}
