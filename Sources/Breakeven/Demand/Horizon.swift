import Workloads

/// The months that a decision looks at, each with its volume and prices relative to the mean volume and
/// today's prices.
public struct Horizon: Sendable, Hashable {
  /// One month of it.
  package struct Month: Sendable, Hashable {
    /// Requests relative to the mean of the horizon.
    package let volume: Double
    /// Prices of machines without a commitment relative to today's.
    package let machinePrice: Double
    /// API prices relative to today's.
    package let apiPrice: Double
  }

  /// The months in order; a single one where nothing grows.
  package let months: [Month]

  /// A single month.
  static let constant = Horizon(months: [Month(volume: 1, machinePrice: 1, apiPrice: 1)])

  private init(months: [Month]) { self.months = months }

  /// The months of a growth: `volume = (1 + g)^m / mean`, `price = (1 + d)^m`, with `m` from 0.
  ///
  /// A growth of 100 % over two months has the volumes 2/3 and 4/3.
  init(_ growth: Growth?) {
    guard let growth, growth.horizonMonths > 1 else {
      self = .constant
      return
    }
    let mean = growth.meanFactor
    var (machine, api) = (1.0, 1.0)
    var months: [Month] = []
    for month in 0..<growth.horizonMonths {
      months.append(
        Month(
          volume: growth.factor(inMonth: month) / mean, machinePrice: machine, apiPrice: api))
      machine *= 1 + growth.machinePricePerMonth
      api *= 1 + growth.apiPricePerMonth
    }
    self.months = months
  }

  /// Each month as a horizon of its own, with the volume that its machines are kept for.
  func kept(isCommitted: Bool) -> [Horizon] {
    var largest = 0.0
    return months.map { month in
      largest = max(largest, month.volume)
      return Horizon(months: [
        Month(
          volume: isCommitted ? largest : month.volume,
          machinePrice: isCommitted ? 1 : month.machinePrice, apiPrice: month.apiPrice)
      ])
    }
  }

  /// The mean API price, each month weighted by its volume: `Σ v·p / Σ v`.
  ///
  /// With twice the volume at half the price in the second of two months: (1·1 + 2·0.5)/3 = 2/3.
  package var meanAPIPrice: Double {
    let volume = months.reduce(0) { $0 + $1.volume }
    return months.reduce(0) { $0 + $1.volume * $1.apiPrice } / volume
  }
}
