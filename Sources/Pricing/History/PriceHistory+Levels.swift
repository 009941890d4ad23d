import Numerics

extension PriceHistory {
  /// A seller's last price counts for so many months: sparse lists are all that there is of 2024 and 2025.
  package static let monthsOfRents = 24.0

  /// What an accelerator cost on demand on a day: the median over sellers of the last price of each that was known, in US
  /// dollars per GPU-hour; `nil` where none was younger than two years.
  ///
  /// Sellers at 1.99, 2.80 and 8.00 USD give 2.80. No later price has a part in it.
  package func rent(of gpu: String, on day: CalendarDate) -> Double? {
    var prices: [Double] = []
    for series in series
    where series.unit == .perGPUHour && series.item == gpu && series.terms == "onDemand" {
      guard let point = series.points.last(where: { $0.date.map { $0 <= day } ?? false }),
        let date = point.date, Self.months(from: date, to: day) <= Self.monthsOfRents
      else { continue }
      prices.append(point.usd)
    }
    return quantile(prices, 0.5)
  }

  /// How many prices of an accelerator on demand are dated from one day up to before another.
  package func rentsSeen(of gpu: String, from start: CalendarDate, to end: CalendarDate) -> Int {
    series.reduce(0) { count, series in
      guard series.unit == .perGPUHour, series.item == gpu, series.terms == "onDemand" else {
        return count
      }
      return count
        + series.points.count { $0.date.map { start <= $0 && $0 < end } ?? false }
    }
  }

  /// API prices of each day over those of the first: a chained index of matched models.
  ///
  /// From one day to the next, the geometric mean over all models with a price on both (Jevons' index). It holds what the
  /// same model costs at the same seller; that a newer one does the same for less is not in it.
  package func apiIndex(on days: [CalendarDate]) -> [Double] {
    let models = series.filter(\.isOfWriting)
    func price(_ series: PriceSeries, on day: CalendarDate) -> Double? {
      guard let point = series.points.last(where: { $0.date.map { $0 <= day } ?? false }),
        let date = point.date, Self.months(from: date, to: day) <= Self.monthsKnown
      else { return nil }
      let usd = Self.blended(point)
      return usd > 0 ? usd : nil
    }
    guard let first = days.first else { return [] }
    var index = [1.0]
    var before = models.map { price($0, on: first) }
    for day in days.dropFirst() {
      let now = models.map { price($0, on: day) }
      let moves = zip(before, now).compactMap { before, now -> Double? in
        guard let before, let now else { return nil }
        return naturalLogarithm(now / before)
      }
      let mean = moves.isEmpty ? 0 : moves.reduce(0, +) / Double(moves.count)
      index.append(index[index.count - 1] * exponential(mean))
      before = now
    }
    return index
  }
}
