import CheckedJSON

/// What is known of prompts that come back: sessions that somebody declared, or what a log showed.
public enum PromptReuse: Hashable, Sendable {
  /// Declared.
  case sessions(Sessions)
  /// Measured.
  case measured(MeasuredReuse)

  /// The sessions that were declared; `nil` for what a log showed.
  package var sessions: Sessions? {
    if case .sessions(let sessions) = self { sessions } else { nil }
  }

  /// The prefix that all prompts share, with what an unlimited cache would find behind it.
  func sharedPrefix(_ set: WorkingSet) throws(InputError) -> SharedPrefix {
    switch self {
    case .sessions(let sessions):
      try SharedPrefix(
        tokens: sessions.systemPromptTokens, hitRate: sessions.systemPromptTokens > 0 ? 1 : 0,
        sessionHitRate: min(1, set.unlimitedShare))
    case .measured:
      try SharedPrefix(tokens: 0, hitRate: 0, sessionHitRate: min(1, set.unlimitedShare))
    }
  }

  /// What requests leave in caches and come back to.
  ///
  /// - Parameters:
  ///   - completion: Mean tokens of an answer.
  ///   - answerSeconds: What an answer takes.
  func workingSet(completion: Double, answerSeconds: Double) -> WorkingSet {
    switch self {
    case .sessions(let sessions):
      sessions.workingSet(completion: completion, answerSeconds: answerSeconds)
    case .measured(let reuse): reuse.workingSet
    }
  }

  /// Refuses sessions whose prompts are not as long as those of the lengths.
  func check(_ mix: RequestMix) throws(InputError) {
    guard case .sessions(let sessions) = self else { return }
    let turns = sessions.turns(completion: mix.meanCompletionTokens)
    let requests = turns.reduce(0) { $0 + $1.reaching }
    let mean = turns.reduce(0) { $0 + $1.reaching * $1.promptTokens } / requests
    let stated = mix.meanPromptTokens
    guard abs(mean - stated) <= 0.1 * stated else {
      throw InputError(
        found: "sessions whose prompts have \(Int(mean.rounded())) tokens on average",
        expected: "about the \(Int(stated.rounded())) of the lengths, within 10 %, or sessions and "
          + "completion without prompt, so that prompts follow")
    }
  }
}
