package import Calibration
package import Pricing
import Roofline

extension Backtest {
  /// Judges predictions of measurements that were held back, at these prices.
  package init(_ predictions: [HeldBackThroughput], prices: PriceCatalog) {
    self.init(predictions, prices: prices, spreads: CrossFittedSpreads(predictions))
  }

  init(_ predictions: [HeldBackThroughput], prices: PriceCatalog, spreads: CrossFittedSpreads) {
    let market = BacktestMarket(predictions, prices: prices, spreads: spreads)
    let byNovelty = Dictionary(grouping: predictions, by: \.novelty)
    sections = Prices.allCases.flatMap { prices in
      Novelty.allCases.compactMap { novelty in
        Section(prices, novelty, market.trials(byNovelty[novelty] ?? [], at: prices))
      }
    }
  }
}

extension Backtest.Section {
  /// `nil` without any verdict.
  init?(_ prices: Backtest.Prices, _ novelty: Novelty, _ trials: [BacktestTrial]) {
    let trials = trials.filter { !$0.verdicts.isEmpty }
    guard !trials.isEmpty else { return nil }
    let points = Dictionary(grouping: trials, by: \.configuration).mapValues { Double($0.count) }
    func bin(
      _ odds: ClosedRange<Double>, byMeasurement: Bool = false,
      where isMeant: (BacktestTrial.Verdict) -> Bool = { _ in true }
    ) -> Backtest.Bin? {
      var tally = BacktestTally()
      for trial in trials {
        let each = 1 / Double(trial.verdicts.count)
        let weight = byMeasurement ? each : each / (points[trial.configuration] ?? 1)
        for verdict in trial.verdicts
        where verdict.odds >= odds.lowerBound && isMeant(verdict)
          && (verdict.odds < odds.upperBound || odds.upperBound == 1)
        {
          tally.add(verdict, group: trial.group, weight: weight)
        }
      }
      return tally.bin(odds)
    }
    self.prices = prices
    self.novelty = novelty
    bins = zip(Backtest.bounds, Backtest.bounds.dropFirst()).compactMap { bin($0...$1) }
    let confident = Backtest.confidentOdds...1
    self.confident = bin(confident)
    confidentSelfHost = bin(confident) { $0.saysSelfHost }
    confidentAPI = bin(confident) { !$0.saysSelfHost }
    confidentByMeasurement = bin(confident, byMeasurement: true)
    measurements = trials.count
    groups = Set(trials.map(\.group)).count
  }
}

/// Sums of verdicts.
private struct BacktestTally {
  private var verdicts = 0
  private var weight = 0.0
  private var stated = 0.0
  private var right = 0.0
  private var groups: [String: (weight: Double, right: Double)] = [:]

  mutating func add(_ verdict: BacktestTrial.Verdict, group: String, weight: Double) {
    verdicts += 1
    self.weight += weight
    stated += weight * verdict.odds
    let isRight = verdict.isRight ? weight : 0
    right += isRight
    let known = groups[group] ?? (0, 0)
    groups[group] = (known.weight + weight, known.right + isRight)
  }

  /// The standard error of a ratio of sums over groups: `√Σ_g (right_g − r·weight_g)² / Σ weight`.
  func bin(_ odds: ClosedRange<Double>) -> Backtest.Bin? {
    guard weight > 0 else { return nil }
    let share = right / weight
    // In the order of the keys, so that rounding is the same in every run.
    let squares = groups.keys.sorted().reduce(0) { sum, key in
      let group = groups[key] ?? (0, 0)
      let residual = group.right - share * group.weight
      return sum + residual * residual
    }
    return Backtest.Bin(
      odds: odds, verdicts: verdicts, stated: stated / weight, right: share,
      standardError: squares.squareRoot() / weight)
  }
}
