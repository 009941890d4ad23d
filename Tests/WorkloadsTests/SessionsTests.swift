import CheckedJSON
import Testing

@testable import Workloads

/// Sessions: the lengths that follow from them, what they leave in caches, and how they are written down.
struct SessionsTests {
  private static func workload(
    _ sessions: String, lengths: String = #""completion": {"fixed": 300}"#, more: String = ""
  ) throws -> Workload {
    try Workload(
      json: #"""
        {"version": 1, "name": "sessions", \#(lengths), "sessions": \#(sessions), \#(more)
         "volume": {"requestsPerDay": 10000}, "mode": {"interactive": {}}}
        """#)
  }

  private static let plain =
    #"{"systemPromptTokens": 1000, "turns": {"fixed": 3}, "newTokensPerTurn": 200, "thinkTimeSeconds": 60}"#

  /// 1,200, then 1,000 + 500 + 200, then 1,000 + 1,000 + 200.
  @Test func promptsFollowFromTurns() throws {
    let workload = try Self.workload(Self.plain)
    #expect(workload.mix.points.map(\.promptTokens) == [1200, 1700, 2200])
    #expect(workload.mix.points.allSatisfy { $0.completionTokens == 300 })
    #expect(workload.sharedPrefix?.tokens == 1000)
    #expect(workload.sharedPrefix?.hitRate == 1)
  }

  /// Of 200 + 700 + 1,200 tokens of its own, a session finds 500 and 1,000 again.
  @Test func anUnlimitedCacheFindsWhatSessionsHeld() throws {
    let set = try #require(try Self.workload(Self.plain).workingSet)
    #expect(abs(set.unlimitedShare - 1500.0 / 2100) < 1e-6)
    // Half of exponential gaps of 60 s take no longer than 41.6 s.
    let half = set.hitShare(keptSeconds: 60 * 0.693147, requestsPerSecond: 1)
    #expect(abs(half - 0.5 * 1500 / 2100) < 0.01)
  }

  /// Codex traces of 30 turns from 12,000 tokens on, 2,242 more a turn and 131 tokens in for one out: vLLM's post on
  /// the Mooncake store of 6 May 2026 gives 94.2 % that could be found, and 92.2 % that a pool of memory found.
  @Test func codexTracesAreFoundAsPublished() throws {
    let workload = try Self.workload(
      #"{"firstPromptTokens": 12000, "turns": {"fixed": 30}, "newTokensPerTurn": 1902, "thinkTimeSeconds": 10}"#,
      lengths: #""completion": {"fixed": 340}"#)
    #expect(abs(workload.mix.meanPromptTokens / 340 - 131) < 1)
    #expect(abs(try #require(workload.workingSet).unlimitedShare - 0.942) < 0.01)
  }

  @Test func summariesAreNotFound() throws {
    let workload = try Self.workload(
      #"{"turns": {"fixed": 3}, "newTokensPerTurn": 200, "thinkTimeSeconds": 60, "compaction": {"aboveTokens": 1000, "toTokens": 100}}"#
    )
    #expect(workload.mix.points.map(\.promptTokens) == [100, 200, 700])
    let found = try #require(workload.workingSet?.unlimitedShare)
    #expect(abs(found - 500.0 / 1000) < 1e-6)
  }

  /// Fewer turns of a session come to a replica the more there are, unless it stays with one.
  @Test func routingDecidesWhatIsFound() throws {
    let set = try #require(
      try Self.workload(
        #"{"turns": 8, "newTokensPerTurn": 200, "thinkTimeSeconds": 60}"#
      ).workingSet)
    func share(_ replicas: Int, _ routing: WorkingSet.Routing) -> Double {
      set.hitShare(
        cacheTokens: 1e6, requestsPerSecond: Double(replicas), replicas: replicas,
        routing: routing)
    }
    #expect(abs(share(8, .sessions) - share(1, .spread)) < 1e-9)
    #expect(share(2, .spread) < share(1, .spread))
    #expect(share(8, .spread) < 0.7 * share(2, .spread))
    for replicas in [1, 2, 3, 5, 8] {
      var last = 0.0
      for tokens in [1e3, 1e4, 1e5, 1e6, 1e7] {
        let here = set.hitShare(
          cacheTokens: tokens, requestsPerSecond: 2, replicas: replicas, routing: .spread)
        #expect(here >= last - 1e-9 && here <= set.unlimitedShare + 1e-9)
        last = here
      }
    }
  }

  @Test(arguments: [
    plain,
    #"{"turns": 6, "newTokensPerTurn": 150, "thinkTimeSeconds": 45, "keptFraction": 0.8, "forks": 3}"#,
    #"{"systemPromptTokens": 500, "firstPromptTokens": 4000, "turns": {"histogram": [[1, 10], [4, 5]]}, "newTokensPerTurn": 80, "thinkTimeSeconds": 10, "documents": {"count": 100, "tokens": 3000, "skew": 0.8}}"#,
  ])
  func theFileIsReadBack(_ sessions: String) throws {
    let workload = try Self.workload(sessions)
    #expect(try Workload(json: workload.json) == workload)
  }

  @Test(arguments: [
    (#"{"turn": 3, "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#, "turns"),
    (#"{"turns": 0, "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#, "1"),
    (#"{"turns": 3, "newTokensPerTurn": -1, "thinkTimeSeconds": 1}"#, "0"),
    (#"{"turns": 3, "newTokensPerTurn": 0, "thinkTimeSeconds": 1}"#, "at least 1"),
    (#"{"turns": 3, "newTokensPerTurn": 1}"#, "thinkTimeSeconds"),
    (#"{"turns": [3], "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#, "turns such as 6"),
    (#"{"turns": "few", "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#, "a number"),
    (
      #"{"turns": {"histogram": [[1, 4], [2.5, 1]]}, "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#,
      "$.sessions.turns.histogram[1]"
    ),
    (
      #"{"turns": {"histogram": [[1001, 1]]}, "newTokensPerTurn": 1, "thinkTimeSeconds": 1}"#,
      "whole turns from 1 to 1000"
    ),
    (
      #"{"turns": 3, "newTokensPerTurn": 1, "thinkTimeSeconds": 1, "compaction": {"aboveTokens": 100, "toTokens": 100}}"#,
      "shorter"
    ),
  ])
  func whatIsWrongIsSaid(_ sessions: String, _ expected: String) throws {
    let error = #expect(throws: InputError.self) { try Self.workload(sessions) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("$.sessions") == true, "\(error?.description ?? "")")
  }

  /// Numbers and times may be written as people write them.
  @Test func wordsMeanWhatNumbersMean() throws {
    #expect(
      try Self.workload(#"{"turns": "5", "newTokensPerTurn": 80, "thinkTimeSeconds": "5m"}"#)
        == Self.workload(#"{"turns": 5, "newTokensPerTurn": 80, "thinkTimeSeconds": 300}"#))
  }

  @Test func promptsMustAgree() throws {
    let agreeing = try Self.workload(
      Self.plain, lengths: #""prompt": 1750, "completion": {"fixed": 300}"#)
    #expect(agreeing.mix.meanPromptTokens == 1750)
    let error = #expect(throws: InputError.self) {
      try Self.workload(Self.plain, lengths: #""prompt": 3000, "completion": {"fixed": 300}"#)
    }
    #expect(error?.description.contains("1700 tokens on average") == true)
  }

  @Test func onePrefixIsStatedOnce() {
    let error = #expect(throws: InputError.self) {
      try Self.workload(
        Self.plain, more: #""sharedPrefix": {"tokens": 100, "hitRate": 0.5},"#)
    }
    #expect(error?.description.contains("systemPromptTokens") == true)
  }
}
