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

extension MeasurementResolver {
  /// The deployment with tokens guessed ahead as a row says; where it does not say how many, with the
  /// number that serves its load best.
  func speculating(
    _ plain: Deployment, _ published: PublishedSpeculation, _ row: Measurement
  ) throws(InputError) -> Deployment {
    let choices = try choices(for: plain, published, row)
    if published.draftTokens != nil, let only = choices.first { return plain.speculating(only) }
    return plain.speculating(
      best: choices,
      for: RequestShape(prompt: row.promptTokens, completion: row.completionTokens),
      under: row.load, allowsNone: false)
  }

  /// A worker with tokens guessed ahead in each of the ways that the row allows; itself where none are.
  func guessing(_ plain: Deployment, _ row: Measurement) throws(InputError) -> [Deployment] {
    guard let published = row.speculation else { return [plain] }
    return try choices(for: plain, published, row).map { plain.speculating($0) }
  }

  private func choices(
    for plain: Deployment, _ published: PublishedSpeculation, _ row: Measurement
  ) throws(InputError) -> [Speculation] {
    let id = identifier(row.model)
    let draft = try published.draft.isEmpty ? nil : model(published.draft)
    func choice(_ tokens: Int) throws(InputError) -> Speculation {
      try speculation.speculation(
        with: plain.model, id: id, method: published.method, draftTokens: tokens,
        task: published.task, draft: draft, acceptanceLength: published.acceptanceLength)
    }
    if let tokens = published.draftTokens { return [try choice(tokens)] }
    var choices: [Speculation] = []
    for tokens in published.method.benchmarkedDraftTokens {
      if let length = published.acceptanceLength, length > Double(tokens + 1) { continue }
      choices.append(try choice(tokens))
    }
    return choices
  }
}

extension SpeculationMethod {
  /// The draft lengths that published benchmarks use where they do not say.
  var benchmarkedDraftTokens: ClosedRange<Int> { 1...3 }
}
