import Numerics

extension PriceHistory {
  /// Fewer moves than this say nothing about a process.
  private static let fewestMoves = 8
  /// A price that nobody has confirmed for so many months is no longer known to hold.
  package static let monthsKnown = 12.0
  static let daysPerMonth = 30.4375

  /// How rents of accelerators on demand move, as far as prices until a day show.
  ///
  /// From each price of a series to its next, at least a month later, `r = ln(p₂/p₁)` over `Δ` months: the drift of the
  /// logarithm is `Σr/ΣΔ`, the volatility the half-width of the 80 % range of `(r − μΔ)/√Δ` over 1.2816, so that a slip
  /// of the pen does not widen it. Where fewer than eight moves are known, cards on sale stand for them, whose prices are
  /// known since 2018; where these are too few as well, nothing moves.
  package func rentProcess(until day: CalendarDate) -> PriceProcess {
    let rents = moves(until: day) { $0.unit == .perGPUHour && $0.terms == "onDemand" }
    if let process = Self.wandering(rents) { return process }
    return Self.wandering(moves(until: day) { $0.unit == .perCard }) ?? .constant
  }

  /// How prices of API models move at one provider, as far as prices until a day show: they stand, and jump.
  ///
  /// A price holds from its day to the next, at most a year; the chance of a jump is jumps over months under watch. Input
  /// and output count three to one.
  package func apiProcess(until day: CalendarDate) -> PriceProcess {
    var months = 0.0
    var jumps: [Double] = []
    for series in series where series.isOfWriting {
      let known = Self.known(series, until: day)
      for (index, point) in known.enumerated() {
        let end = index + 1 < known.count ? known[index + 1].date : day
        months += min(Self.monthsKnown, Self.months(from: point.date, to: end))
        if index + 1 < known.count, point.usd > 0, known[index + 1].usd > 0 {
          let jump = naturalLogarithm(known[index + 1].usd / point.usd)
          if abs(jump) > 1e-3 { jumps.append(jump) }
        }
      }
    }
    guard jumps.count >= Self.fewestMoves, months > 0 else { return .constant }
    let perMonth = min(1, Double(jumps.count) / months)
    let changes = jumps.map { exponential($0) - 1 }
    let mean = changes.reduce(0, +) / Double(changes.count)
    let square = changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count)
    let drift = PriceProcess.distinguishable(
      perMonth * mean, standardError: (perMonth * square / months).squareRoot())
    return PriceProcess(
      driftPerMonth: drift, jumpsPerMonth: perMonth, jumps: jumps.sorted(), moves: jumps.count)
  }

  private struct Move {
    let months: Double
    let logarithm: Double
  }

  /// A point whose day is known, of tokens three of input for one of output.
  private struct DatedPrice {
    let date: CalendarDate
    let usd: Double
  }

  private static func known(_ series: PriceSeries, until day: CalendarDate) -> [DatedPrice] {
    series.points.compactMap { point in
      guard let date = point.date, date <= day, point.usd >= 0 else { return nil }
      return DatedPrice(date: date, usd: blended(point))
    }
  }

  /// Of tokens, three of input for one of output; of all else the price.
  static func blended(_ point: PriceSeries.Point) -> Double {
    point.output.map { (3 * point.usd + $0) / 4 } ?? point.usd
  }

  static func months(from start: CalendarDate, to end: CalendarDate) -> Double {
    Double(start.days(until: end)) / daysPerMonth
  }

  private func moves(
    until day: CalendarDate, where isMeant: (PriceSeries) -> Bool
  ) -> [Move] {
    series.filter(isMeant).flatMap { series in
      var moves: [Move] = []
      var last: DatedPrice?
      for point in Self.known(series, until: day) where point.usd > 0 {
        if let before = last {
          let months = Self.months(from: before.date, to: point.date)
          guard months >= 1 else { continue }
          moves.append(
            Move(months: months, logarithm: naturalLogarithm(point.usd / before.usd)))
        }
        last = point
      }
      return moves
    }
  }

  private static func wandering(_ moves: [Move]) -> PriceProcess? {
    guard moves.count >= fewestMoves else { return nil }
    let months = moves.reduce(0) { $0 + $1.months }
    let trend = moves.reduce(0) { $0 + $1.logarithm } / months
    let scaled = moves.map { ($0.logarithm - trend * $0.months) / $0.months.squareRoot() }
    guard let low = quantile(scaled, 0.1), let high = quantile(scaled, 0.9) else { return nil }
    let volatility = (high - low) / 2 / normalQuantile90
    let drift = exponential(trend + volatility * volatility / 2) - 1
    return PriceProcess(
      driftPerMonth: PriceProcess.distinguishable(
        drift, standardError: volatility / months.squareRoot()),
      volatility: volatility, moves: moves.count)
  }

  /// The value below which nine tenths of a standard normal lie.
  private static let normalQuantile90 = 1.2815515655446004
}
