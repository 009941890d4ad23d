package import CheckedJSON
import Numerics

/// A number somebody states, with how low and how high it may be; a plain number is all three.
package struct DeclaredValue: Hashable, Sendable {
  /// The least that it may be.
  package let low: Double
  /// The best guess.
  package let likely: Double
  /// The most that it may be.
  package let high: Double

  /// Makes a value with `0 ≤ low ≤ likely ≤ high`.
  package init(low: Double, likely: Double, high: Double) throws(InputError) {
    guard low >= 0, high.isFinite, low <= likely, likely <= high else {
      throw InputError(
        found:
          "low \(PlainDecimal.text(low)), likely \(PlainDecimal.text(likely)), high \(PlainDecimal.text(high))",
        expected: "0 ≤ low ≤ likely ≤ high")
    }
    self.low = low
    self.likely = likely
    self.high = high
  }

  /// A number that is sure.
  package init(_ value: Double) throws(InputError) {
    try self.init(low: value, likely: value, high: value)
  }
}
