import CheckedJSON

extension PromptReuse {
  /// The key of a workload file and what stands under it.
  var member: (key: String, value: OrderedJSON) {
    switch self {
    case .sessions(let sessions): ("sessions", sessions.json)
    case .measured(let reuse): ("reuse", reuse.json)
    }
  }
}

extension Sessions {
  fileprivate var json: OrderedJSON {
    .object(
      OrderedJSON.present([
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
            .object([
              ("aboveTokens", .number($0.aboveTokens)), ("toTokens", .number($0.toTokens)),
            ])
          }
        ),
        ("forks", forks == 1 ? nil : .number(forks)),
        (
          "documents",
          documents.map {
            .object([
              ("count", .number(Double($0.count))), ("tokens", .number($0.tokens)),
              ("skew", .number($0.skew)),
            ])
          }
        ),
      ]))
  }
}

extension SessionTurns {
  fileprivate var json: OrderedJSON {
    switch stated {
    case .mean(let mean): .number(mean)
    case .fixed(let turns): .object([("fixed", .number(Double(turns)))])
    case .histogram(let counts):
      .object([
        (
          "histogram",
          .array(counts.map { .array([.number(Double($0.turns)), .number($0.weight)]) })
        )
      ])
    }
  }
}

extension MeasuredReuse {
  fileprivate var json: OrderedJSON {
    let tokens = withinTokens.enumerated().flatMap { doubling, rows in
      rows.map {
        OrderedJSON.array([
          .number(Double(1 << doubling)), .number($0.bound), .number($0.share),
        ])
      }
    }
    return .object([
      ("requestsPerSecond", .number(requestsPerSecond)), ("seconds", .number(seconds)),
      ("withinTokens", .array(tokens)),
      (
        "withinSeconds",
        .array(withinSeconds.map { .array([.number($0.bound), .number($0.share)]) })
      ),
    ])
  }
}
