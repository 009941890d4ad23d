import Breakeven
import Calibration
import Testing

@testable import Backtest

struct BacktestTests {
  static let noPrices = Result { try PriceCatalog() }

  static func held(
    _ error: Double, group: String, novelty: Novelty = .seen, model: String = "some/model",
    accelerator: String = "H100-SXM", predicted: Double = 1000
  ) -> HeldBackThroughput {
    HeldBackThroughput(
      novelty: novelty, group: group, configuration: group, modelClass: .dense, model: model,
      accelerator: accelerator, chips: 1, promptTokens: 1000, completionTokens: 100,
      predicted: predicted, measured: predicted * exponential(error))
  }

  /// Groups of one measurement each, whose errors follow the law with a spread of σ.
  static func lawful(_ sigma: Double, count: Int = 4000, seed: UInt64 = 7) -> [HeldBackThroughput] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map {
      held(sigma * ErrorLaw.quantile(generator.uniform()), group: "group \($0)")
    }
  }

  static func fixed(_ sigma: Double) -> CrossFittedSpreads {
    CrossFittedSpreads(fixed: ErrorSpread(dense: sigma, experts: sigma, latent: sigma))
  }

  /// Errors that follow the stated law come true as often as stated, within the error of counting.
  @Test(arguments: [0.15, 0.2, 0.25])
  func lawfulErrorsComeTrueAsStated(sigma: Double) throws {
    let backtest = try Backtest(Self.lawful(sigma), prices: Self.noPrices.get())
    let section = try #require(backtest.sections.first)
    #expect(section.prices == .aroundBreakEven && section.groups == 4000)
    #expect(section.bins.count == 5)
    for bin in section.bins + [try #require(section.confident)] {
      #expect(abs(bin.right - bin.stated) < 4 * bin.standardError + 0.004, "\(bin)")
    }
  }

  /// Widths half as large as the errors state far more than comes true, and are found out.
  @Test func overconfidenceIsFoundOut() throws {
    let backtest = try Backtest(
      Self.lawful(0.3), prices: Self.noPrices.get(), spreads: Self.fixed(0.1))
    let section = try #require(backtest.sections.first)
    let bin = try #require(section.bins.first { $0.odds.lowerBound == 0.95 })
    #expect(bin.stated - bin.right > 8 * bin.standardError)
    #expect(bin.right < 0.9)
  }

  /// Widths twice as large state too little.
  @Test func timidityIsFoundOut() throws {
    let backtest = try Backtest(
      Self.lawful(0.1), prices: Self.noPrices.get(), spreads: Self.fixed(0.3))
    let bin = try #require(backtest.sections.first?.bins.first { $0.odds.lowerBound == 0.8 })
    #expect(bin.right - bin.stated > 8 * bin.standardError)
  }

  /// An error of −20 %, worked out.
  ///
  /// At an API price 4^(1/16·k) times the predicted cost, self-hosting is said to be
  /// cheaper for k > 0 and is for 1.0905^k > 1.25, which is k ≥ 3. So k = 1 and 2 are wrong, k = 0 too,
  /// where even odds count as a verdict to self-host: 30 of 33 are right.
  @Test func oneMeasurementByHand() throws {
    let backtest = try Backtest(
      [Self.held(naturalLogarithm(0.8), group: "a")], prices: Self.noPrices.get(),
      spreads: Self.fixed(0.2))
    let section = try #require(backtest.sections.first)
    let right = section.bins.reduce(0) { $0 + $1.right * Double($1.verdicts) }
    #expect(section.bins.reduce(0) { $0 + $1.verdicts } == 33)
    #expect(abs(right - 30) < 1e-9)
  }

  /// A thousand points of one configuration that is wrong weigh as much as one point of another.
  @Test func aConfigurationCountsOnce() throws {
    let rows =
      (0..<1000).map { _ in Self.held(-3, group: "many") } + [Self.held(0, group: "one")]
    let section = try #require(
      try Backtest(rows, prices: Self.noPrices.get(), spreads: Self.fixed(0.01)).sections.first)
    // Of the verdicts at 90 % and more, those to self-host are wrong for the many.
    let selfHost = try #require(section.confidentSelfHost)
    #expect(abs(selfHost.right - 0.5) < 1e-9)
    #expect(try #require(section.confidentByMeasurement).right < 0.51)
  }

  /// What happens in a group does not move the widths by which it is judged.
  @Test func noGroupJudgesItself() throws {
    var rows = Self.lawful(0.2, count: 40)
    let before = CrossFittedSpreads(rows).deviation(of: rows[5])
    rows[5] = Self.held(5, group: "group 5")
    #expect(CrossFittedSpreads(rows).deviation(of: rows[5]) == before)
    let neighbour = rows.first { CrossFittedSpreads(rows).deviation(of: $0) != before }
    #expect(neighbour != nil)
  }

  /// Two offers against two APIs, worked out.
  ///
  /// A request of 100 completion tokens at 1,000 tokens/s takes 0.1 s: at 3.6 and 7.2 USD an hour 0.0001
  /// and 0.0002 USD. At 0.05 USD per million both ways the API asks 0.000055, at 5 USD 0.0055: self-hosting
  /// is cheaper at the two latter pairs, whatever the error of 1 %.
  @Test func listedPricesByHand() throws {
    let prices = try PriceCatalog(
      tariffs: [
        Market.tariff("cheap/model", input: 0.05, output: 0.05, openModel: "some/model"),
        Market.tariff("dear/model", input: 5, output: 5, openModel: "some/model"),
        Market.tariff("dear/other", input: 50, output: 50, openModel: "other/model"),
      ],
      offers: [
        Market.offer("low", usdPerGPUHour: 3.6), Market.offer("high", gpus: 8, usdPerGPUHour: 7.2),
        Market.offer("other", gpu: "B200", usdPerGPUHour: 1),
      ])
    let backtest = Backtest(
      [Self.held(0.01, group: "a")], prices: prices, spreads: Self.fixed(0.05))
    let section = try #require(backtest.sections.first { $0.prices == .listed })
    #expect(section.bins.reduce(0) { $0 + $1.verdicts } == 4)
    #expect(section.confidentSelfHost?.verdicts == 2 && section.confidentAPI?.verdicts == 2)
    #expect(section.confident?.right == 1)
  }

  /// Of three deployments alike but for luck, the one that is predicted best disappoints: its error is
  /// what made it the best.
  @Test func theCheapestOfSeveralDisappoints() throws {
    var generator = SplitMix64(seed: 3)
    var rows: [HeldBackThroughput] = []
    for set in 0..<600 {
      for choice in 0..<3 {
        let error = 0.3 * generator.normal()
        rows.append(
          Self.held(
            error, group: "\(set) \(choice)", model: "model \(set)",
            predicted: 1000 * exponential(-error)))
      }
    }
    let backtest = try Backtest(
      rows, prices: PriceCatalog(offers: [Market.offer("one", usdPerGPUHour: 2)]))
    let alone = try #require(
      backtest.sections.first { $0.prices == .aroundBreakEven }?.confidentSelfHost)
    let chosen = try #require(
      backtest.sections.first { $0.prices == .cheapestOfSeveral }?.confidentSelfHost)
    #expect(chosen.right - chosen.stated < alone.right - alone.stated - 0.01)
  }

  @Test func nothingToJudge() throws {
    #expect(try Backtest([], prices: Self.noPrices.get()).sections.isEmpty)
  }
}
