/// A predicted quantity with its 80 % interval.
public struct Interval: Sendable, Hashable {
  /// The best guess.
  public let value: Double
  /// One time in ten the truth is lower.
  public let low: Double
  /// One time in ten the truth is higher.
  public let high: Double

  /// Makes an interval.
  ///
  /// - Parameters:
  ///   - value: The best single number.
  ///   - low: The lower end.
  ///   - high: The upper end.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// An interval of a factor on both sides: `value / factor … value · factor`.
  ///
  /// - Parameters:
  ///   - value: The best single number.
  ///   - factor: How many times less, and more, the ends are; at least 1.
  public init(value: Double, factor: Double) {
    self.init(value: value, low: value / factor, high: value * factor)
  }

  /// The same interval of the quantity in another unit.
  ///
  /// - Parameter factor: How many of the new unit one of the old is.
  public func scaled(by factor: Double) -> Interval {
    Interval(value: value * factor, low: low * factor, high: high * factor)
  }
}
