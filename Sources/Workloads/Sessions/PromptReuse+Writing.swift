import CheckedJSON

extension PromptReuse {
  /// The member `sessions` of a workload file; `nil` where reuse was measured.
  var sessionsJSON: JSONText? {
    if case .sessions(let sessions) = self { sessions.json } else { nil }
  }

  /// The member `reuse` of a workload file; `nil` where sessions are described.
  var measuredJSON: JSONText? {
    if case .measured(let reuse) = self { reuse.json } else { nil }
  }
}

extension Sessions {
  fileprivate var json: JSONText {
    .object(
      JSONText.present([
        ("systemPromptTokens", systemPromptTokens == 0 ? nil : .number(systemPromptTokens)),
        (
          "firstPromptTokens",
          firstPromptTokens == newTokensPerTurn ? nil : .number(firstPromptTokens)
        ),
        ("turns", turns.json), ("newTokensPerTurn", .number(newTokensPerTurn)),
        ("thinkTimeSeconds", .number(thinkTimeSeconds)),
        ("keptFraction", keptFraction == 1 ? nil : .number(keptFraction)),
        (
          "compaction",
          compaction.map {
            ["aboveTokens": .number($0.aboveTokens), "toTokens": .number($0.toTokens)]
          }
        ),
        ("forks", forks == 1 ? nil : .number(forks)),
        (
          "documents",
          documents.map {
            [
              "count": .integer($0.count), "tokens": .number($0.tokens),
              "skew": .number($0.skew),
            ]
          }
        ),
      ]))
  }
}

extension SessionTurns {
  fileprivate var json: JSONText {
    switch stated {
    case .mean(let mean): .number(mean)
    case .fixed(let turns): ["fixed": .integer(turns)]
    case .histogram(let counts):
      ["histogram": .array(counts.map { .numbers([Double($0.turns), $0.weight]) })]
    }
  }
}

extension MeasuredReuse {
  fileprivate var json: JSONText {
    let tokens = withinTokens.enumerated().flatMap { doubling, rows in
      rows.map { JSONText.numbers([Double(1 << doubling), $0.bound, $0.share]) }
    }
    return [
      "requestsPerSecond": .number(requestsPerSecond), "seconds": .number(seconds),
      "withinTokens": .array(tokens),
      "withinSeconds": .array(withinSeconds.map { .numbers([$0.bound, $0.share]) }),
    ]
  }
}
