package import CheckedJSON
import Numerics

/// Conversations, or runs of an agent, whose prompts begin with what was said before.
///
/// The first prompt of a session holds the system prompt, a document if there are any, and `firstPromptTokens`.
/// Each later one keeps what the session held, prompt and completion, and adds `newTokensPerTurn`:
///
///     K = P + C,   P′ = S + kept · (K − S) + new
///
/// With a system prompt of 1,000 tokens, 200 new tokens a turn and completions of 300, the prompts of three
/// turns have 1,200, 1,700 and 2,200 tokens.
public struct Sessions: Hashable, Sendable {
  /// Tokens that all sessions begin with.
  package let systemPromptTokens: Double
  /// Tokens of a session's first prompt behind the system prompt.
  package let firstPromptTokens: Double
  /// How many turns sessions have.
  package let turns: SessionTurns
  /// Tokens that each later turn adds to the prompt: what the user says, or what tools answer.
  package let newTokensPerTurn: Double
  /// Mean seconds from an answer to the next prompt of its session; the gaps vary as at random.
  package let thinkTimeSeconds: Double
  /// The share of what a session held that its next prompt begins with, from its start: 1 where all is kept.
  package let keptFraction: Double
  /// When a session's context is replaced by a summary; `nil` if never.
  package let compaction: Compaction?
  /// Agents that begin with the same first prompt, on average.
  package let forks: Double
  /// Documents of which each session is about one; `nil` if there are none.
  package let documents: Documents?

  /// A context that is replaced by a summary of it.
  package struct Compaction: Hashable, Sendable {
    /// Prompts longer than this are summarised.
    package let aboveTokens: Double
    /// Tokens of the summary, system prompt aside.
    package let toTokens: Double
  }

  /// Documents that stand behind the system prompt, some of them asked about more often than others.
  package struct Documents: Hashable, Sendable {
    /// How many there are.
    package let count: Int
    /// Tokens of each.
    package let tokens: Double
    /// How popular the first ones are: the `i`th is asked about in proportion to `i^(−skew)`.
    package let skew: Double
  }

  /// Makes sessions.
  ///
  /// - Throws: `InputError` for numbers out of range, and for a summary that is as long as what it replaces.
  package init(
    systemPromptTokens: Double = 0, firstPromptTokens: Double? = nil, turns: SessionTurns,
    newTokensPerTurn: Double, thinkTimeSeconds: Double, keptFraction: Double = 1,
    compaction: Compaction? = nil, forks: Double = 1, documents: Documents? = nil
  ) throws(InputError) {
    let first = firstPromptTokens ?? newTokensPerTurn
    for (name, tokens) in [
      ("systemPromptTokens", systemPromptTokens), ("firstPromptTokens", first),
      ("newTokensPerTurn", newTokensPerTurn), ("documents.tokens", documents?.tokens ?? 0),
      ("compaction.aboveTokens", compaction?.aboveTokens ?? 0),
      ("compaction.toTokens", compaction?.toTokens ?? 0),
    ] where !(0...Bounds.maximumTokens).contains(tokens) {
      throw InputError(
        found: "\(name) of \(PlainDecimal.text(tokens))", expected: "from 0 to 10000000 tokens")
    }
    guard first >= 1 else {
      throw InputError(
        found: "sessions that begin with \(PlainDecimal.text(first)) tokens of their own",
        expected: "at least 1")
    }
    guard (0...Bounds.maximumThinkTime).contains(thinkTimeSeconds) else {
      throw InputError(
        found: "a think time of \(PlainDecimal.text(thinkTimeSeconds)) s",
        expected: "from 0 to 2592000 s")
    }
    guard (0...1).contains(keptFraction) else {
      throw InputError(
        found: "a kept share of \(PlainDecimal.text(keptFraction))", expected: "a share from 0 to 1"
      )
    }
    guard (1...1000).contains(forks) else {
      throw InputError(found: "\(forks) forks", expected: "from 1 to 1000")
    }
    if let compaction, compaction.toTokens + systemPromptTokens >= compaction.aboveTokens {
      throw InputError(
        found: "prompts above \(compaction.aboveTokens) tokens that become "
          + "\(compaction.toTokens + systemPromptTokens)",
        expected: "a summary that is shorter, with the system prompt, than what it replaces")
    }
    if let documents {
      guard (1...10_000_000).contains(documents.count), (0...10).contains(documents.skew) else {
        throw InputError(
          found: "\(documents.count) documents of skew \(documents.skew)",
          expected: "from 1 to 10000000 documents, and a skew from 0 to 10")
      }
    }
    self.systemPromptTokens = systemPromptTokens
    self.firstPromptTokens = first
    self.turns = turns
    self.newTokensPerTurn = newTokensPerTurn
    self.thinkTimeSeconds = thinkTimeSeconds
    self.keptFraction = keptFraction
    self.compaction = compaction
    self.forks = forks
    self.documents = documents
  }
}

/// How many turns sessions have: the share of them that reach each turn.
public struct SessionTurns: Hashable, Sendable {
  /// The most turns that are told apart.
  package static let most = 1000
  /// What was stated.
  package let stated: Stated
  /// The share of sessions that reach the first turn, the second and so on; the first is 1.
  package let reaching: [Double]

  /// How turns are stated.
  package enum Stated: Hashable, Sendable {
    /// Their mean: each turn is the last with the same chance.
    case mean(Double)
    /// All the same.
    case fixed(Int)
    /// Counted: turns, and how many sessions had that many.
    case histogram([Count])
  }

  /// So many turns, and how many sessions had that many.
  package struct Count: Hashable, Sendable {
    package let turns: Int
    package let weight: Double
  }

  /// Makes the turns of sessions.
  package init(_ stated: Stated) throws(InputError) {
    self.stated = stated
    switch stated {
    case .mean(let mean):
      guard (1...Double(Self.most)).contains(mean) else {
        throw InputError(found: "\(PlainDecimal.text(mean)) turns", expected: "from 1 to 1000")
      }
      var reaching = [1.0]
      let goesOn = 1 - 1 / mean
      while reaching.count < Self.most, let last = reaching.last, last * goesOn > 1e-3 {
        reaching.append(last * goesOn)
      }
      self.reaching = reaching
    case .fixed(let turns):
      guard (1...Self.most).contains(turns) else {
        throw InputError(found: "\(turns) turns", expected: "from 1 to 1000")
      }
      reaching = [Double](repeating: 1, count: turns)
    case .histogram(let counts):
      let total = counts.reduce(0) { $0 + $1.weight }
      guard total > 0, total.isFinite,
        counts.allSatisfy({ (1...Self.most).contains($0.turns) && $0.weight >= 0 })
      else {
        throw InputError(
          found: "a histogram of turns that is empty or out of range",
          expected: "turns from 1 to 1000, at least one of a weight above 0")
      }
      var reaching = [Double](repeating: 0, count: counts.map(\.turns).max() ?? 1)
      for count in counts {
        for turn in 0..<count.turns { reaching[turn] += count.weight / total }
      }
      while reaching.count > 1, (reaching.last ?? 0) <= 0 { reaching.removeLast() }
      self.reaching = reaching
    }
  }

  /// The mean, turns beyond the most that are told apart left out.
  package var mean: Double { reaching.reduce(0, +) }

  /// The turns of a session, by a number from 0 to 1.
  package func turns(at share: Double) -> Int {
    var turns = 1
    while turns < reaching.count, reaching[turns] > share { turns += 1 }
    return turns
  }
}
