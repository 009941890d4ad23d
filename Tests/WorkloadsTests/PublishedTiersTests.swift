import Testing

@testable import Workloads

/// What the working-set model says of tiers beside the memory of accelerators, beside what others measured.
///
/// Where a source does not tell its sessions, they are declared here so that one of its figures comes out, and the other
/// is what the model says.
struct PublishedTiersTests {
  private static func set(
    turns: Int, first: Double, new: Double, completion: Double, gap: Double, system: Double = 0
  ) throws -> (set: WorkingSet, share: (WorkingSet.Found) -> Double) {
    let sessions = try Sessions(
      systemPromptTokens: system, firstPromptTokens: first, turns: SessionTurns(.fixed(turns)),
      newTokensPerTurn: new, thinkTimeSeconds: gap)
    let all = sessions.turns(completion: completion)
    let prompt = all.reduce(0) { $0 + $1.promptTokens } / Double(all.count)
    return (
      sessions.workingSet(completion: completion),
      { (system + $0.share * (prompt - system)) / prompt }
    )
  }

  @Test func pegaFlow() throws {
    for gap in [20.0, 40, 60, 80, 120, 160, 240] {
      let (set, share) = try Self.set(turns: 4, first: 2000, new: 1900, completion: 100, gap: gap)
      let isolated = set.found(
        cacheTokens: 0, tier: .init(tokens: 455_000, isPool: false), requestsPerSecond: 7.68,
        replicas: 8, routing: .spread)
      let pool = set.found(
        cacheTokens: 0, tier: .init(tokens: 455_000, isPool: true), requestsPerSecond: 11.97,
        replicas: 8, routing: .spread)
      print("PUB pega", gap, share(isolated), share(pool))
    }
  }

  @Test func mla() throws {
    for turns in [40, 60, 80] {
      for gap in [5.0, 10, 15, 20, 25, 30, 40] {
        let (set, share) = try Self.set(
          turns: turns, first: 4000, new: 1000, completion: 200, gap: gap)
        let ranks = set.found(
          cacheTokens: 0, tier: .init(tokens: 7.64e6 / 8, isPool: false), requestsPerSecond: 1.05,
          replicas: 1, routing: .spread)
        let once = set.found(
          cacheTokens: 0, tier: .init(tokens: 7.64e6, isPool: false), requestsPerSecond: 1.81,
          replicas: 1, routing: .spread)
        print(
          "PUB mla", turns, gap, share(ranks), share(once), share(.init(share: set.unlimitedShare)))
      }
    }
  }

  @Test func codex() throws {
    for gap in [10.0, 20, 30, 60, 100] {
      let (set, share) = try Self.set(
        turns: 30, first: 12_000, new: 1902, completion: 340, gap: gap)
      for sessions in [75.0, 150, 300] {
        let near = set.found(
          cacheTokens: 837_000, tier: nil, requestsPerSecond: sessions / gap, replicas: 1,
          routing: .spread)
        let pool = set.found(
          cacheTokens: 837_000, tier: .init(tokens: 12 * 167e9 / 35_136, isPool: true),
          requestsPerSecond: sessions / gap, replicas: 1, routing: .spread)
        print("PUB codex", gap, sessions, share(near), share(pool))
      }
    }
    for replicas in [1, 5] {
      let (set, share) = try Self.set(
        turns: 30, first: 10_000, new: 2048, completion: 900, gap: 30, system: 20_000)
      let pool = set.found(
        cacheTokens: 837_000, tier: .init(tokens: 12 * 167e9 / 35_136, isPool: true),
        requestsPerSecond: 75.0 / 30 * Double(replicas), replicas: replicas, routing: .spread)
      let none = set.found(
        cacheTokens: 837_000, tier: nil, requestsPerSecond: 75.0 / 30 * Double(replicas),
        replicas: replicas, routing: .spread)
      print("PUB synth", replicas, share(pool), share(none))
    }
    for (turns, first, new) in [(12, 6000.0, 700.0), (25, 4000, 500)] {
      for requests in [4.0, 64] {
        let (set, share) = try Self.set(
          turns: turns, first: 1000, new: new, completion: 150, gap: 5, system: first)
        let near = set.found(
          cacheTokens: 66.75e9 / 36_864 * (requests > 4 ? 16 : 1) - 20_000 * requests, tier: nil,
          requestsPerSecond: requests / 5, replicas: 1, routing: .spread)
        print("PUB tau", turns, requests, share(near), share(.init(share: set.unlimitedShare)))
      }
    }
  }
}
