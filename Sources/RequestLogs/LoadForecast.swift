import Workloads

/// What the load of the next stretch of time may be, by the four quarters of a log, over the log's mean.
///
/// The level of the load is taken to walk at random: each quarter's differs from the one before by a step of variance
/// `σ²`, and a quarter shows it with an error of variance `ε²`, by the chance of what arrives. `σ²` follows from the
/// three steps `d` that are seen,
///
///     σ² = Σd² / 3 − 2·ε²,   g = P / (P + ε²),   P = (σ² + √(σ⁴ + 4·σ²·ε²)) / 2
///
/// with the gain `g` the level at the end from the quarters, and the mean of the four quarters to come is known to
///
///     level ± t · √(σ²·(1² + 2² + 3² + 4²) / 4² + g·ε²)
///
/// where `t = 2.353` bounds 95 % with three steps known. Quarters of 0.8, 1, 1 and 1.2 of the mean without chance give
/// 1.2 + 2.353 · √(1.875 · 0.0267) = 1.73. Where chance explains all of the difference, it is 1.
///
/// Of 2,013 stretches of 40 minutes to 12 hours of the rates of ServeGen's "m-mid" fortnight
/// (https://github.com/alibaba/ServeGen), the next one of the same length stayed below in 95.5 %, and the median bound
/// was 1.29.
///
/// Source: Harvey, "Forecasting, structural time series models and the Kalman filter" (1989), the local level model.
struct LoadForecast: Hashable, Sendable {
  /// The load that the next stretch of the log's length stays below with a chance of 95 %, over the log's mean; at
  /// least 1, as the log itself may come again.
  let bound: Double

  /// Student's t of three degrees of freedom, one-sided 95 %.
  static let student = 2.3534

  /// - Parameters:
  ///   - quarters: The load of the log's quarters, over their mean.
  ///   - chance: The variance of one that random arrivals of random lengths make.
  init(quarters: [Double], chance: Double) {
    let steps = zip(quarters.dropFirst(), quarters).map { $0 - $1 }
    let seen = steps.reduce(0) { $0 + $1 * $1 } / Double(max(1, steps.count))
    let variance = max(0, seen - 2 * chance)
    let prior = (variance + (variance * variance + 4 * variance * chance).squareRoot()) / 2
    let gain = prior > 0 ? prior / (prior + chance) : 0
    let level = quarters.reduce(1) { $0 + gain * ($1 - $0) }
    let spread = variance * 30 / 16 + gain * chance
    bound = max(1, level + Self.student * spread.squareRoot())
  }
}

extension TraceProfile {
  /// The busiest hour over the mean that a workload of this log is sized for, where the log does not know its week;
  /// 1 where it does.
  package var expectedPeak: Double {
    guard !isBatch, let busiestHour, (try? traffic) == .flat else { return 1 }
    return min(20, busiestHour.rounded(toPlaces: 2))
  }

  /// The load of the busiest hour over the log's mean, as far as a log of less than a day can tell; 1 where chance
  /// explains how its load differs, and `nil` without times, with groups of requests, and where the week is known.
  ///
  /// Gaps of variation `c` and loads of a request of variation `v` make the load of `n` requests vary by
  /// `(c² + v²) / n` of its square: that is drawn at random when fleets are sized, and not counted twice.
  package var busiestHour: Double? {
    let (first, last) = (tally.minutes.first, tally.minutes.last)
    guard tally.requests > 0, tally.grouped == 0, tally.timed == tally.requests, hours.isEmpty,
      last > first, let quarters = tally.load.quarters(from: first, to: last)
    else { return nil }
    let requests = Double(tally.requests)
    let each = Double(LoadByTime.promptTokensPerCompletionToken)
    let mean = (Double(tally.promptTokens) + each * Double(tally.completionTokens)) / requests
    let square =
      (Double(tally.promptSquares) + 2 * each * Double(tally.products)
        + each * each * Double(tally.completionSquares)) / requests
    guard mean > 0 else { return nil }
    let gaps = burstiness ?? gapCoefficientOfVariation ?? 1
    let lengths = max(0, square / (mean * mean) - 1)
    return LoadForecast(quarters: quarters, chance: (gaps * gaps + lengths) * 4 / requests).bound
  }
}
