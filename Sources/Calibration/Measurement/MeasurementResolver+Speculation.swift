import CheckedJSON
import Roofline

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
      for: row.conditions.shape,
      under: row.conditions.load, allowsNone: false)
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
