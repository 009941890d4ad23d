import Numerics
import Workloads

/// How far the prices of a comparison may move, where the workload does not say.
///
/// Two things make a price uncertain: what such prices did in the past, and how far the one that was found
/// lies below what others ask. A price far below the middle of the market may not hold, or not for all that
/// is needed: with a chance of one in ten the middle has to be paid.
struct MarketRanges: Sendable {
  let machinePrice: FactorRange
  let apiPrice: FactorRange
  /// Change of rents from month to month.
  let machineTrend: (low: Double, high: Double)
  /// Change of API prices from month to month.
  let apiTrend: (low: Double, high: Double)

  /// - Parameters:
  ///   - machineMoves: The 80 % range of what rents did in the time that a price is relied on.
  ///   - apiMoves: The same of API prices.
  ///   - machineMiddle: The median rent of the same accelerator over the one that was found.
  ///   - apiMiddle: The median bill of hosts of the same model over the one that was found.
  init(
    machineMoves: FactorRange, apiMoves: FactorRange, machineMiddle: Double,
    apiMiddle: Double, machineTrend: (low: Double, high: Double),
    apiTrend: (low: Double, high: Double)
  ) {
    machinePrice = FactorRange(
      low: machineMoves.low, high: max(machineMoves.high, min(machineMiddle, 100)))
    apiPrice = FactorRange(low: apiMoves.low, high: max(apiMoves.high, min(apiMiddle, 100)))
    self.machineTrend = machineTrend
    self.apiTrend = apiTrend
  }

  /// The range of the mean price over so many months, relative to today's, for a trend from month to month.
  func trendRange(
    _ declared: UncertaintyRanges.Trend?, usual: (low: Double, high: Double), months: Double
  ) -> FactorRange {
    let low = Self.meanPrice(perMonth: declared?.low ?? usual.low, months: months)
    let high = Self.meanPrice(perMonth: declared?.high ?? usual.high, months: months)
    return FactorRange(low: low, high: high)
  }

  /// The mean over months 0 … n − 1 of `(1 + t)^m`: `((1 + t)^n − 1) / (n·t)`.
  ///
  /// At −3 % a month over 60 months: 0.466.
  static func meanPrice(perMonth trend: Double, months: Double) -> Double {
    guard abs(trend) > 1e-9, months > 1 else { return 1 }
    return (exponential(months * naturalLogarithm(1 + trend)) - 1) / (months * trend)
  }
}
