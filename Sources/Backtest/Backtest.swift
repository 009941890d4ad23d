import Breakeven
import Calibration
import Pricing
package import Roofline

/// Whether the odds of verdicts come true.
///
/// A fit that never saw a measurement predicts it and states, by `ErrorLaw`, how likely self-hosting is
/// to be cheaper at some price of machines and some price of an API. With the measured throughput in place
/// of the predicted one it is known which side was cheaper. Of verdicts at 95 %, 95 in 100 should be right.
///
/// Machines are used in full and are all that self-hosting costs, so that nothing but throughput is
/// uncertain. Intervals never rest on what they are judged by: groups that were held back together are
/// dealt into two halves, and each half is judged with the widths of the other. Each configuration of
/// engine, model, chip, layout and datatypes counts as one, however many points were published of it.
package struct Backtest: Sendable, Hashable {
  /// Which prices verdicts are tried at.
  package enum Prices: String, Sendable, Hashable, CaseIterable {
    /// API prices from a quarter to four times what self-hosting is predicted to cost, in even ratios.
    case aroundBreakEven
    /// The cheapest, the median and the dearest offer of the chip, each against the cheapest, the median
    /// and the dearest API of the same model.
    case listed
    /// As around the break-even, but for the deployment that is predicted to be the cheapest of those
    /// measured for the same model and lengths, at the median price of each chip: whoever chooses the best
    /// of several predictions profits from their errors, until the bill comes.
    case cheapestOfSeveral
  }

  /// Verdicts whose odds lie within some bounds.
  package struct Bin: Sendable, Hashable {
    /// The odds of the verdict: the larger of both sides' probabilities.
    package let odds: ClosedRange<Double>
    /// How many verdicts.
    package let verdicts: Int
    /// Their odds, on average.
    package let stated: Double
    /// The share that was right.
    package let right: Double
    /// One standard error of ``right``, counting verdicts of one group as one.
    package let standardError: Double
  }

  /// Verdicts on measurements that were new in one way, at one choice of prices.
  package struct Section: Sendable, Hashable {
    /// The prices.
    package let prices: Prices
    /// How new the measurements were to the fit.
    package let novelty: Novelty
    /// Verdicts by odds, from even odds to certainty; bins without any are left out.
    package let bins: [Bin]
    /// All verdicts at 90 % or more.
    package let confident: Bin?
    /// Those of them that say to self-host.
    package let confidentSelfHost: Bin?
    /// Those of them that say to pay the API.
    package let confidentAPI: Bin?
    /// All verdicts at 90 % or more, counting each measurement instead of each configuration as one.
    package let confidentByMeasurement: Bin?
    /// Measurements that were judged; of ``Prices/cheapestOfSeveral``, choices.
    package let measurements: Int
    /// Groups that were held back together.
    package let groups: Int
  }

  /// By prices, then by novelty; those without any verdict are left out.
  package let sections: [Section]

  /// Bounds of the bins.
  static let bounds = [0.5, 0.8, 0.9, 0.95, 0.99, 1]
  /// The odds from which on a verdict is confident.
  static let confidentOdds = 0.9
}
