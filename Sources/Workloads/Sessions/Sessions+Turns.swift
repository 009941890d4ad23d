package import CheckedJSON

/// One turn of a session, on average over sessions that reach it.
package struct SessionTurn: Hashable, Sendable {
  /// The share of sessions that reach it.
  package let reaching: Double
  /// Tokens of its prompt, system prompt and document included.
  package let promptTokens: Double
  /// Tokens that the session itself holds after it: prompt and completion without system prompt and document.
  package let heldTokens: Double
  /// Whether its prompt is a summary of what was before.
  package let isSummary: Bool
}

extension Sessions {
  /// Tokens that stand before what a session owns.
  package var leadingTokens: Double { systemPromptTokens + (documents?.tokens ?? 0) }

  /// The turns of a session whose completions have so many tokens.
  package func turns(completion: Double) -> [SessionTurn] {
    var found: [SessionTurn] = []
    var own = firstPromptTokens
    var isSummary = false
    for reaching in turns.reaching {
      found.append(
        SessionTurn(
          reaching: reaching, promptTokens: leadingTokens + own, heldTokens: own + completion,
          isSummary: isSummary))
      own = keptFraction * (own + completion) + newTokensPerTurn
      isSummary = false
      if let compaction, leadingTokens + own > compaction.aboveTokens {
        own = max(1, compaction.toTokens)
        isSummary = true
      }
      own = min(max(1, own), Bounds.maximumTokens)
    }
    return found
  }

  /// The lengths of all turns, each with the completions of a distribution.
  package func mix(completion: LengthDistribution) throws(InputError) -> RequestMix {
    let turns = turns(completion: completion.mean)
    let prompts = Strata(values: turns.map { ($0.promptTokens, $0.reaching) })
    let completions = completion.strata
    var points: [RequestPoint] = []
    for (prompt, share) in zip(prompts.means, prompts.shares) {
      for (tokens, weight) in zip(completions.means, completions.shares) {
        points.append(
          RequestPoint(
            promptTokens: min(prompt, Bounds.maximumTokens), completionTokens: tokens,
            weight: share * weight))
      }
    }
    return try RequestMix(points)
  }
}
