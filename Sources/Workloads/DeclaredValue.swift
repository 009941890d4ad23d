public import CheckedJSON

/// A number somebody states, with how low and how high it may be; a plain number is all three.
public struct DeclaredValue: Hashable, Sendable {
  /// The least that it may be.
  public let low: Double
  /// The best guess.
  public let likely: Double
  /// The most that it may be.
  public let high: Double

  /// Makes a value with `0 ≤ low ≤ likely ≤ high`.
  public init(low: Double, likely: Double, high: Double) throws(InputError) {
    guard low >= 0, high.isFinite, low <= likely, likely <= high else {
      throw InputError(
        found: "low \(low), likely \(likely), high \(high)", expected: "0 ≤ low ≤ likely ≤ high")
    }
    self.low = low
    self.likely = likely
    self.high = high
  }

  /// A number that is sure.
  public init(_ value: Double) throws(InputError) {
    try self.init(low: value, likely: value, high: value)
  }
}
