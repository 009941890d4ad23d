import Numerics
import Roofline
import Workloads

/// An 80 % range of factors around 1.
struct FactorRange: Sendable, Hashable {
  let low: Double
  let high: Double

  static let none = FactorRange(low: 1, high: 1)

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  init(_ declared: UncertaintyRanges.Factor) { self.init(low: declared.low, high: declared.high) }

  /// Standard deviations of the logarithm on either side, so that 80 % lie within the range:
  /// `ln(high) / 1.2816` above 1 and `−ln(low) / 1.2816` below.
  var spread: (below: Double, above: Double) {
    (
      -naturalLogarithm(max(1e-6, low)) / ErrorSpread.normalQuantile90,
      naturalLogarithm(max(1e-6, high)) / ErrorSpread.normalQuantile90
    )
  }
}
