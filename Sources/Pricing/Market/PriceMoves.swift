#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// By what factor the price of the same thing at the same seller changed over some months.
///
/// The factors are percentiles over series of prices of the past: they say how wide the future may
/// be, not which way it goes. Rents of accelerators fell from 2023 to 2025 and rose in 2026.
package struct PriceMoves: Sendable, Hashable {
  /// A change that one in ten stayed below, half did, and nine in ten did.
  package struct Change: Sendable, Hashable {
    /// The 10th percentile.
    package let low: Double
    /// The 50th percentile.
    package let likely: Double
    /// The 90th percentile.
    package let high: Double

    /// Makes a change from its percentiles.
    package init(low: Double, likely: Double, high: Double) {
      self.low = low
      self.likely = likely
      self.high = high
    }
  }

  /// The factors over one number of months.
  package struct Horizon: Sendable, Hashable {
    /// How many months lie between the two prices.
    package let months: Double
    /// The later price over the earlier one.
    package let factor: Change
    /// How many series show it.
    package let series: Int
    /// `.derived` where too few series show it, and it stands between its neighbours instead.
    package let kind: Provenance.Kind

    /// Makes a horizon.
    package init(months: Double, factor: Change, series: Int, kind: Provenance.Kind) {
      self.months = months
      self.factor = factor
      self.series = series
      self.kind = kind
    }
  }

  /// The factors by horizon, ascending.
  package let horizons: [Horizon]
  /// The change from one month to the next over a year or more: −0.005 is half a percent less.
  package let trendPerMonth: Change
  /// How many series the trend rests on.
  package let trendSeries: Int
  /// The first price of any series.
  package let from: CalendarDate
  /// The last price of any series.
  package let until: CalendarDate
  /// Where the series come from, and how the factors were computed.
  package let provenance: Provenance

  /// Makes price moves.
  package init(
    horizons: [Horizon], trendPerMonth: Change, trendSeries: Int, from: CalendarDate,
    until: CalendarDate, provenance: Provenance
  ) {
    self.horizons = horizons.sorted { $0.months < $1.months }
    self.trendPerMonth = trendPerMonth
    self.trendSeries = trendSeries
    self.from = from
    self.until = until
    self.provenance = provenance
  }

  /// The factor by which a price may have changed after `months`.
  ///
  /// Between two horizons the logarithm of each percentile is linear in the square root of the
  /// months, as for a price that walks at random; no time, or none that is a number, changes nothing; beyond the last horizon
  /// the last logarithm grows with that root. Between a low of 0.8 at 4 months and of 0.5 at 16,
  /// nine months are half-way, √(0.8 · 0.5) = 0.632; 36 months are 0.5^(6/4) = 0.354.
  package func range(overMonths months: Double) -> Change {
    guard months > 0, months.isFinite, let last = horizons.last else {
      return Change(low: 1, likely: 1, high: 1)
    }
    let unchanged = Horizon(
      months: 0, factor: Change(low: 1, likely: 1, high: 1), series: 0, kind: .derived)
    let above = horizons.first { $0.months >= months } ?? last
    let below =
      above.months >= months ? horizons.last { $0.months < above.months } ?? unchanged : unchanged
    let start = below.months.squareRoot()
    let share = (months.squareRoot() - start) / (above.months.squareRoot() - start)
    func factor(_ percentile: KeyPath<Change, Double>) -> Double {
      let low = log(below.factor[keyPath: percentile])
      return exp(low + share * (log(above.factor[keyPath: percentile]) - low))
    }
    return Change(low: factor(\.low), likely: factor(\.likely), high: factor(\.high))
  }
}
