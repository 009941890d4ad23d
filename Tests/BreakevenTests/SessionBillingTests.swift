import Testing
import Workloads

@testable import Breakeven

/// What an API's cache reads and writes of sessions, where nothing below a least length is cached.
struct SessionBillingTests {
  /// OpenAI's rules: 1,024 tokens are cached at least, and every further 128.
  private static func tariff() throws -> Tariff {
    Tariff(
      provider: "lab", model: "chat", openModel: Market.model, leastCachedTokens: 1024,
      cacheStepTokens: 128,
      standard: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: 0.75, usdPerMillionCachedInput: 0.075, usdPerMillionOutput: 4.5)),
      provenance: try Market.provenance())
  }

  private static func workload(turns: Int) throws -> Workload {
    try Workload(
      json: #"""
        {"version": 1, "name": "chats", "completion": {"fixed": 100},
         "sessions": {"systemPromptTokens": 900, "turns": {"fixed": \#(turns)},
           "newTokensPerTurn": 150, "thinkTimeSeconds": 400},
         "candidates": {"models": ["\#(Market.model)"], "engines": ["vLLM"]},
         "volume": {"requestsPerDay": 200000},
         "mode": {"interactive": {"timeToFirstTokenSeconds": 3, "timePerOutputTokenSeconds": 0.06}}}
        """#)
  }

  /// Of 400 tokens behind a prefix of 900, `250 / (150 + 400)` were sent before: 1,081.8 with the prefix.
  ///
  /// Of these 1,024 are cached. `1 − e^(−300/400) = 52.8 %` of entries live: 540 tokens are read. A mean of live and dead ones, 996,
  /// would be too short for any.
  @Test func anEntryLivesAsAWholeOrNotAtAll() throws {
    let demand = Demand(try Self.workload(turns: 2))
    let sessions = try #require(SessionBilling(Self.tariff(), demand, .usual))
    let (found, written) = sessions.tokens(ofPrompt: 1300, shared: 900)
    #expect(abs(found - 540.3) < 8)
    #expect(abs(found + written - 1280) < 1e-9)
    // 968 tokens were sent before: too few.
    #expect(sessions.tokens(ofPrompt: 1050, shared: 900).found == 0)
  }

  /// Twenty turns, billed one by one: 1,892.7 USD per million requests; 1,628 where the least length was asked of a mean.
  @Test func sessionsCostWhatTheirTurnsCost() throws {
    let decision = try Market.decision(
      Self.workload(turns: 20), catalog: Market.catalog(tariffs: [Self.tariff()]))
    let api = try #require(decision.bestAPI)
    #expect(abs(api.usdPerRequest * 1e6 / 1892.7 - 1) < 0.02)
  }
}
