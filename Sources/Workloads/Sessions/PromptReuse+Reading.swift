import CheckedJSON

extension PromptReuse {
  /// Reads `sessions` or `reuse` of a workload file; `nil` if it has neither.
  init?(_ members: JSONMembers) throws(InputError) {
    if let place = members["sessions"] {
      for key in ["reuse", "sharedPrefix"] {
        if let other = members[key] {
          throw other.error(
            expected: key == "reuse"
              ? "no \"reuse\" beside \"sessions\""
              : "no \"sharedPrefix\" beside \"sessions\", whose systemPromptTokens all share")
        }
      }
      self = .sessions(try Sessions(reading: place))
    } else if let place = members["reuse"] {
      if let other = members["sharedPrefix"] {
        throw other.error(expected: "no \"sharedPrefix\" beside \"reuse\"")
      }
      self = .measured(try MeasuredReuse(reading: place))
    } else {
      return nil
    }
  }
}

extension Sessions {
  private static let keys = [
    "systemPromptTokens", "firstPromptTokens", "turns", "newTokensPerTurn", "thinkTimeSeconds",
    "keptFraction", "compaction", "forks", "documents",
  ]

  /// Reads `{"systemPromptTokens": 1200, "turns": 6, "newTokensPerTurn": 150, "thinkTimeSeconds": 60, …}`.
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(Self.keys)
    let tokens = 0...Bounds.maximumTokens
    let system = try members["systemPromptTokens"]?.quantity(.tokens, in: tokens) ?? 0
    let first = try members["firstPromptTokens"]?.quantity(.tokens, in: tokens)
    let turns = try SessionTurns(reading: members.required("turns"))
    let new = try members.required("newTokensPerTurn").quantity(.tokens, in: tokens)
    let think = try members.required("thinkTimeSeconds")
      .quantity(.seconds, in: 0...Bounds.maximumThinkTime)
    let kept = try members["keptFraction"]?.quantity(.share, in: 0...1) ?? 1
    let forks = try members["forks"]?.number(in: 1...1000) ?? 1
    let compaction = try members["compaction"].map { place throws(InputError) in
      let members = try place.object()
      try members.allowOnly(["aboveTokens", "toTokens"])
      return Compaction(
        aboveTokens: try members.required("aboveTokens").quantity(.tokens, in: tokens),
        toTokens: try members.required("toTokens").quantity(.tokens, in: tokens))
    }
    let documents = try members["documents"].map { place throws(InputError) in
      let members = try place.object()
      try members.allowOnly(["count", "tokens", "skew"])
      return Documents(
        count: try members.required("count").integer(in: 1...10_000_000),
        tokens: try members.required("tokens").quantity(.tokens, in: tokens),
        skew: try members["skew"]?.number(in: 0...10) ?? 1)
    }
    self = try place.located { () throws(InputError) in
      try Sessions(
        systemPromptTokens: system, firstPromptTokens: first, turns: turns, newTokensPerTurn: new,
        thinkTimeSeconds: think, keptFraction: kept, compaction: compaction, forks: forks,
        documents: documents)
    }
  }
}

extension SessionTurns {
  /// Reads `6`, their mean; `{"fixed": 6}`; or `{"histogram": [[turns, sessions], …]}`.
  fileprivate init(reading place: JSONPlace) throws(InputError) {
    switch place.value {
    case .number, .string:
      self = try Self(.mean(try place.quantity(.number, in: 1...Double(Self.most))))
      return
    case .object: break
    default:
      throw place.error(
        expected: #"turns such as 6, {"fixed": 6} or {"histogram": [[turns, sessions], …]}"#)
    }
    let members = try place.object()
    try members.allowOnly(["fixed", "histogram"])
    if let fixed = members["fixed"] {
      self = try Self(.fixed(try fixed.integer(in: 1...Self.most)))
      return
    }
    let histogram = try members.required("histogram")
    let rows = try histogram.rows(of: 2)
    var counts: [Count] = []
    for (row, place) in zip(rows, try histogram.array()) {
      // Half a turn is none: a mean stands as a number by itself.
      guard let turns = Int(exactly: row[0]), (1...Self.most).contains(turns) else {
        throw place.error(expected: "whole turns from 1 to \(Self.most), and how many sessions")
      }
      counts.append(Count(turns: turns, weight: row[1]))
    }
    self = try histogram.located { () throws(InputError) in try Self(.histogram(counts)) }
  }
}

extension MeasuredReuse {
  /// Reads `{"requestsPerSecond": 3.3, "seconds": 3600, "withinTokens": [[replicas, tokens, share], …], "withinSeconds":
  /// [[seconds, share], …]}`.
  fileprivate init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["requestsPerSecond", "seconds", "withinTokens", "withinSeconds"])
    let rate = try members.required("requestsPerSecond").number(in: 1e-9...1e9)
    let length = try members.required("seconds").quantity(.seconds, in: 0...1e10)
    let tokens = try members.required("withinTokens")
    let seconds = try members.required("withinSeconds").rows(of: 2)
    var curves: [[Row]] = []
    for row in try tokens.rows(of: 3) {
      guard
        let doubling = (0...Self.mostDoublings).first(where: { Double(1 << $0) == row[0] }),
        doubling == curves.count || doubling == curves.count - 1
      else {
        throw tokens.error(expected: "rows of 1 replica, then of 2, 4, 8 and so on, at most 128")
      }
      if doubling == curves.count { curves.append([]) }
      curves[doubling].append(Row(bound: row[1], share: row[2]))
    }
    self = try place.located { () throws(InputError) in
      try MeasuredReuse(
        requestsPerSecond: rate, seconds: length, withinTokens: curves,
        withinSeconds: seconds.map { Row(bound: $0[0], share: $0[1]) })
    }
  }
}
