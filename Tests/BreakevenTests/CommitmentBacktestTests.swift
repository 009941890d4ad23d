import Testing

@testable import Backtest
@testable import Breakeven

struct CommitmentBacktestTests {
  private static let gpu = "H100-SXM"

  private static let shared = Result { try decided() }

  private static func market() throws -> CommitmentMarket { try shared.get() }

  private static func decided() throws -> CommitmentMarket {
    let decision = try Market.decision(Market.workload(requestsPerDay: 2_000_000))
    let option = try #require(decision.bestSelfHost)
    return try #require(CommitmentMarket(decision, option: option, needsChoice: false))
  }

  private static func history(_ prices: [(String, Double)], tokens: [(String, Double)] = [])
    throws -> PriceHistory
  {
    PriceHistory([
      PriceSeries(
        provider: "a", item: gpu, unit: .perGPUHour, terms: "onDemand",
        points: try prices.map { .init(date: try Market.date($0.0), usd: $0.1, source: "a feed") }),
      PriceSeries(
        provider: "host", item: "model", unit: .perMillionTokens,
        points: try tokens.map {
          .init(date: try Market.date($0.0), usd: $0.1, output: $0.1, source: "a feed")
        }),
    ])
  }

  private static func backtest(
    _ history: PriceHistory, from: String = "2024-01-01", until: String = "2024-06-01",
    asOf: String = "2025-05-01", share: Double = 0.6
  ) throws -> CommitmentBacktest {
    try CommitmentBacktest(
      market(), history: history, reservedShare: share, from: Market.date(from),
      until: Market.date(until), asOf: Market.date(asOf), seed: 1, paths: 8)
  }

  /// At a price that stays, six decisions of a year each cost the same; none of the three regrets less than ours, and ours
  /// regrets nothing.
  @Test func atAConstantPriceOursIsTheLeast() throws {
    let backtest = try Self.backtest(Self.history([("2023-12-01", 2)]))
    #expect(backtest.trials.count == 6)
    #expect(backtest.trials.allSatisfy { $0.months == 12 })
    for trial in backtest.trials {
      #expect(trial.regret(of: .ours) < 1e-6)
      #expect(trial.usd == backtest.trials[0].usd)
    }
    let summaries = backtest.summaries
    #expect(summaries.map(\.policy) == CommitmentBacktest.Policy.allCases)
    #expect(summaries.allSatisfy { $0.regret >= 0 })
  }

  /// All day on demand and reserved for the same replicas differ by the hours in which they rest: reserved at the price on
  /// demand is never cheaper.
  @Test func reservingAtTheFullPriceSavesNothing() throws {
    let backtest = try Self.backtest(Self.history([("2023-12-01", 2)]), share: 1)
    for trial in backtest.trials {
      #expect((trial.usd[.reserved] ?? 0) >= (trial.usd[.onDemand] ?? 0) - 1e-6)
      #expect(trial.reservedReplicas == 0)
    }
  }

  /// Nothing of the future is in a decision: other prices from April on leave those until April as they were, but not
  /// what they paid.
  @Test func noDecisionKnowsTheFuture() throws {
    let past = [("2023-12-01", 2.0), ("2024-01-15", 2.5), ("2024-03-01", 2.2)]
    let tokens = [("2023-12-01", 1.0), ("2024-02-01", 0.8)]
    let first = try Self.backtest(
      Self.history(past + [("2024-05-01", 0.4)], tokens: tokens + [("2024-05-02", 0.1)]))
    let second = try Self.backtest(
      Self.history(past + [("2024-05-01", 9.0)], tokens: tokens + [("2024-05-02", 4)]))
    func decided(_ backtest: CommitmentBacktest) throws -> [CommitmentBacktest.Trial] {
      try backtest.trials.filter { try $0.month < Market.date("2024-05-01") }
    }
    let (before, after) = (try decided(first), try decided(second))
    #expect(before.count == 4)
    for (one, other) in zip(before, after) {
      #expect(one.choice == other.choice && one.rent == other.rent)
      #expect(one.apiIndex == other.apiIndex && one.newPrices == other.newPrices)
      #expect(one.reservedReplicas == other.reservedReplicas)
      #expect(one.hourlyReplicas == other.hourlyReplicas)
    }
    #expect(before.map(\.usd) != after.map(\.usd))
  }

  /// Of a decision in June 2024 and prices until September, four months have come; before any price nothing is decided.
  @Test func onlyMonthsThatCameArePaid() throws {
    let backtest = try Self.backtest(
      Self.history([("2024-03-15", 2)]), asOf: "2024-09-20")
    #expect(backtest.skipped == 3)
    #expect(backtest.trials.map(\.months) == [6, 5, 4])
  }

  /// A rent that halves in the second month: one who reserved in the first pays the old price for a year.
  @Test func whoReservedBeforeAFallRegretsIt() throws {
    let backtest = try Self.backtest(
      Self.history([("2023-12-01", 4), ("2024-01-20", 2)]), until: "2024-02-01")
    let (before, after) = (try #require(backtest.trials.first), try #require(backtest.trials.last))
    let reserved = (try #require(before.usd[.reserved]), try #require(after.usd[.reserved]))
    let fixed = try Self.market().option.overheadUSD
    #expect(abs((reserved.0 - fixed) / (reserved.1 - fixed) - 2) < 1e-9)
    #expect(before.regret(of: .reserved) > after.regret(of: .reserved))
  }
}
