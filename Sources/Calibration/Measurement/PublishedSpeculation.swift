import CheckedJSON
package import Roofline

/// How a run guessed tokens ahead, as far as it was published.
package struct PublishedSpeculation: Sendable, Hashable {
  /// How tokens were guessed.
  package let method: SpeculationMethod
  /// Tokens guessed for each sequence in a step; `nil` where not published.
  package let draftTokens: Int?
  /// Tokens that a step yielded for each sequence; `nil` where not published.
  package let acceptanceLength: Double?
  /// The draft's name; empty if not published.
  package let draft: String
  /// The kind of text: `random` for benchmarks that draw tokens and lengths; `nil` where not known.
  package let task: String?

  /// `nil` for a row that does not speculate.
  init?(_ row: MeasurementRow) throws(RowError) {
    guard let method = SpeculationMethod(published: row.text("speculative")) else { return nil }
    self.method = method
    draftTokens = try row.number("draft_tokens", in: 1...32).map { Int($0) }
    acceptanceLength = try row.number("acceptance_length", in: 1...33)
    draft = row.text("draft_model")
    task = row.text("lengths").hasPrefix("uniform") ? "random" : nil
    if let draftTokens, let acceptanceLength, acceptanceLength > Double(draftTokens + 1) {
      throw RowError(
        reason: "acceptance_length is \(acceptanceLength), more than the \(draftTokens) of "
          + "draft_tokens and one")
    }
  }
}

extension SpeculationMethod {
  /// The draft lengths that published benchmarks use where they do not say.
  var benchmarkedDraftTokens: ClosedRange<Int> { 1...3 }
}
