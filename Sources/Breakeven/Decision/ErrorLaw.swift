import Numerics
import Roofline

/// How errors of predicted throughputs are distributed, in units of the σ that an 80 % interval implies.
///
/// The logarithm of measured/predicted follows Student's distribution with two degrees of freedom, scaled
/// to the interval: `F(z) = ½ + t / (2·√(2 + t²))` with `t = z · 1.8856/1.2816`. It puts 80 % within
/// ±1.28 σ as a normal distribution does, but 95 % within ±2.92 σ (normal: 1.96) and 99 % within ±6.75 σ
/// (normal: 2.58), as measurements do that were held back from the fit: see `Backtest`. With normal
/// tails, of verdicts at 99 % one in forty was wrong.
package enum ErrorLaw {
  /// `1.8856 / 1.2816`: the 90 % quantiles of Student's distribution and of the normal one.
  private static let scale = 1.885618083164127 / ErrorSpread.normalQuantile90

  /// The probability of an error below `z` σ; for 1.2816 it is 0.9.
  package static func probability(below z: Double) -> Double {
    let t = z * scale
    guard t * t < .infinity else { return t < 0 ? 0 : 1 }
    return 0.5 + t / (2 * (2 + t * t).squareRoot())
  }

  /// The error, in σ, that is exceeded with the probability `1 − probability`.
  package static func quantile(_ probability: Double) -> Double {
    let p = min(max(probability, 1e-12), 1 - 1e-12)
    return (2 * p - 1) / (2 * p * (1 - p)).squareRoot() / scale
  }

  /// The speed, over the likely one, that is reached with a chance, where 80 % of true speeds lie within
  /// `throughputFactor`: at a chance of 0.9 it is `1/throughputFactor`.
  static func slowSpeed(chance: Double, throughputFactor: Double) -> Double {
    let deviation = naturalLogarithm(max(1, throughputFactor)) / ErrorSpread.normalQuantile90
    return exponential(-deviation * quantile(chance))
  }
}
