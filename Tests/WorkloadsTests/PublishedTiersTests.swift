import Testing

@testable import Workloads

/// What the working-set model says of tiers beside the memory of accelerators, beside what others measured.
///
/// Where a source does not tell its sessions, they are declared here so that one of its figures comes out, and the other
/// is what the model says.
struct PublishedTiersTests {
  /// Sessions of so many turns, all alike.
  private struct Declared {
    let set: WorkingSet
    private let systemShare: Double

    init(
      system: Double = 0, turns: Int, first: Double, new: Double, completion: Double, gap: Double
    ) throws {
      let sessions = try Sessions(
        systemPromptTokens: system, firstPromptTokens: first, turns: SessionTurns(.fixed(turns)),
        newTokensPerTurn: new, thinkTimeSeconds: gap)
      let all = sessions.turns(completion: completion)
      systemShare = system * Double(all.count) / all.reduce(0) { $0 + $1.promptTokens }
      set = sessions.workingSet(completion: completion)
    }

    /// The share of all prompt tokens that is found.
    func found(
      near: Double = 0, tier: Double = 0, isPool: Bool = false, rate: Double, replicas: Int = 1
    ) -> Double {
      share(
        set.found(
          cacheTokens: near, tier: WorkingSet.Tier(tokens: tier, isPool: isPool),
          requestsPerSecond: rate, replicas: replicas, routing: .spread
        ).share)
    }

    func share(_ found: Double) -> Double { systemShare + found * (1 - systemShare) }
  }

  /// Of eight Qwen3-8B with 500 GiB of host memory, 11.8 % of requests find something in eight parts, 52.4 % in a pool.
  ///
  /// 147,456 B a token; vLLM's post on PegaFlow of 18 May 2026. Four turns of 2,000 tokens, 45 s apart, are declared
  /// for the second.
  @Test func onePoolFindsWhatEightPartsDoNot() throws {
    let declared = try Declared(turns: 4, first: 2000, new: 1900, completion: 100, gap: 45)
    let tokens = 62.5 * 1_073_741_824 / 147_456
    let apart = declared.found(tier: tokens, rate: 7.68, replicas: 8)
    let pool = declared.found(tier: tokens, isPool: true, rate: 11.97, replicas: 8)
    #expect(abs(pool - 0.5235) < 0.03, "\(pool)")
    #expect(abs(apart - 0.1177) < 0.05, "\(apart)")
  }

  /// DeepSeek-V3.2 on eight ranks with 500 GiB finds 65.2 % where each rank keeps its latent cache, 97.2 % where one does.
  ///
  /// 70,272 B a token; the same post. 60 turns of 1,000 tokens, 34 s apart, are declared for the first.
  @Test func aLatentCacheKeptOnceFindsMore() throws {
    let declared = try Declared(turns: 60, first: 4000, new: 1000, completion: 200, gap: 34)
    let tokens = 500 * 1_073_741_824 / 70_272.0
    let ranks = declared.found(tier: tokens / 8, rate: 1.05)
    let once = declared.found(tier: tokens, rate: 1.81)
    #expect(abs(ranks - 0.6518) < 0.05, "\(ranks)")
    #expect(abs(once - 0.9723) < 0.01, "\(once)")
  }

  /// Of Codex traces on Kimi K2.5, 92.2 % of prompt tokens are found in a pool, 1.7 % in the memory of four GB200.
  ///
  /// Those read prompts and keep 837,000 tokens; vLLM's post on the Mooncake store of 6 May 2026. How many sessions
  /// there were is not told.
  @Test func codexTracesNeedAPool() throws {
    let declared = try Declared(turns: 30, first: 12_000, new: 1902, completion: 340, gap: 30)
    var last = 1.0
    for sessions in [75.0, 150, 300] {
      let alone = declared.found(near: 837_000, rate: sessions / 30)
      let pool = declared.found(
        near: 837_000, tier: 12 * 167e9 / 35_136, isPool: true, rate: sessions / 30)
      #expect(alone < 0.25 && alone < 0.6 * last)
      #expect(abs(pool - 0.922) < 0.03)
      last = alone
    }
  }

  /// The synthetic sessions of the same post, in turn: above 95 % on one group of 12 GPUs and on five.
  @Test(arguments: [1, 5])
  func aPoolFindsTheSameAtAllScales(groups: Int) throws {
    let declared = try Declared(
      system: 20_000, turns: 30, first: 10_000, new: 2048, completion: 900, gap: 30)
    let rate = 75.0 / 30 * Double(groups)
    let pool = declared.found(
      near: 837_000, tier: 12 * 167e9 / 35_136, isPool: true, rate: rate, replicas: groups)
    #expect(pool > 0.95)
    #expect(declared.found(near: 837_000, rate: rate, replicas: groups) < 0.5)
  }

  /// Four agents of tau-bench at a time on an H200 with gpt-oss-120b find what an unlimited cache finds, within 0.7 points.
  ///
  /// Airline, retail and telecom find 89.4 to 97.5 %. 60 GB are 1.6 million tokens of 36,864 B.
  @Test(arguments: [(12, 5000.0, 700.0), (20, 4000, 500), (30, 7000, 400)])
  func fourAgentsFitIntoOneAccelerator(turns: Int, system: Double, new: Double) throws {
    let declared = try Declared(
      system: system, turns: turns, first: 1000, new: new, completion: 150, gap: 5)
    let ideal = declared.share(declared.set.unlimitedShare)
    #expect((0.88...0.98).contains(ideal))
    #expect(abs(declared.found(near: 60e9 / 36_864 - 80_000, rate: 0.8) - ideal) < 0.005)
  }
}
