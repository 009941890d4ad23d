import Numerics

extension Sessions {
  /// Replicas up to which taking turns is told apart: 2⁷.
  private static let doublings = 7
  /// Times of keeping that are worked out, three to an octave.
  private static let times = (0...78).map {
    exponential(naturalLogarithm(2) * (Double($0) / 3 - 4))
  }
  /// Beyond so many turns back, nothing is looked for.
  private static let farthest = 200

  /// What these sessions leave in caches and come back to, with completions of so many tokens.
  ///
  /// A turn that comes to one of `n` replicas in turn finds there what the session left `k` turns before with a
  /// chance of `p·(1 − p)^(k−1)`, `p = 1/n`, if `k` gaps took no longer than the cache keeps it; gaps are
  /// exponential, so that `k` of them are Erlang-distributed. Until then, or until it is dropped, it takes
  /// memory. Answers that other replicas give in between take their time too.
  ///
  /// - Parameters:
  ///   - completion: Mean tokens of an answer.
  ///   - answerSeconds: What an answer takes.
  package func workingSet(completion: Double, answerSeconds: Double = 0) -> WorkingSet {
    let turns = turns(completion: completion)
    let lead = leadingTokens
    let requests = turns.reduce(0) { $0 + $1.reaching }
    let promptTokens = turns.reduce(0) {
      $0 + $1.reaching * ($1.promptTokens - systemPromptTokens)
    }
    let farthest = min(max(1, turns.count - 1), Self.farthest)
    // What a turn finds of the one `k` turns before, and what still waits for a turn `k` later.
    var found = [Double](repeating: 0, count: farthest + 1)
    var waiting = found
    for (index, turn) in turns.enumerated() {
      var kept = 1.0
      for back in stride(from: 1, through: min(index, farthest), by: 1) {
        if turns[index - back + 1].isSummary { break }
        kept *= keptFraction
        found[back] +=
          turn.reaching
          * min(kept * turns[index - back].heldTokens, turn.promptTokens - lead)
      }
      for ahead in stride(from: 1, through: min(turns.count - 1 - index, farthest), by: 1) {
        waiting[ahead] += turns[index + ahead].reaching * turn.heldTokens
      }
    }
    let held = turns.reduce(0) { $0 + $1.reaching * $1.heldTokens }
    if forks > 1 { found[1] += (1 - 1 / forks) * firstPromptTokens }
    let returns = Self.times.map {
      Self.returns(farthest, within: $0, gap: thinkTimeSeconds, answer: answerSeconds)
    }
    let curves = (0...Self.doublings).map { doubling in
      let chance = 1 / Double(1 << doubling)
      return zip(Self.times, returns).map { seconds, returns in
        var share = 0.0
        var area = seconds * held
        var weight = chance
        for turn in 1...farthest {
          share += weight * returns[turn].chance * found[turn]
          area += weight * (returns[turn].until - seconds) * waiting[turn]
          weight *= 1 - chance
        }
        return WorkingSet.Point(
          seconds: seconds, area: max(0, area) / requests, share: share / max(1, promptTokens))
      }
    }
    let popular = documents.map {
      PopularDocuments(
        $0, tokenShare: requests * $0.tokens / max(1, promptTokens), firstShare: 1 / requests,
        unlimitedShare: curves[0].last?.share ?? 0)
    }
    return WorkingSet(byReplicas: curves, byTime: curves[0], documents: popular)
  }

  /// The chances that a session's turn 1, 2, … later comes within so many seconds, and the mean seconds until then, or
  /// until those are over.
  ///
  /// Before a turn `k` later, `k` gaps and `k − 1` answers pass, which lengthen each gap by their share.
  private static func returns(
    _ count: Int, within seconds: Double, gap: Double, answer: Double
  ) -> [(chance: Double, until: Double)] {
    var found = [(chance: 1.0, until: 0.0)]
    guard answer > 0 else {
      let chances = passed(count, seconds: seconds, gap: gap)
      var until = 0.0
      for turn in 1...count {
        until += gap * chances[turn]
        found.append((chances[turn], until))
      }
      return found
    }
    for turn in 1...count {
      let longer = gap + answer * Double(turn - 1) / Double(turn)
      let chances = passed(turn, seconds: seconds, gap: longer)
      found.append((chances[turn], longer * chances.dropFirst().reduce(0, +)))
    }
    return found
  }

  /// The chances that 1, 2, … exponential gaps together take no longer than `seconds`: Erlang's distribution.
  private static func passed(_ count: Int, seconds: Double, gap: Double) -> [Double] {
    var chances = [Double](repeating: 1, count: count + 1)
    guard gap > 0 else { return chances }
    let ratio = seconds / gap
    guard ratio < 600 else { return chances }
    var term = exponential(-ratio)
    var sum = 0.0
    for turn in 1...count {
      sum += term
      chances[turn] = max(0, 1 - sum)
      term *= ratio / Double(turn)
    }
    return chances
  }
}
