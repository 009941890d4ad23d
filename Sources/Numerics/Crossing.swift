/// Finds where something begins to hold.
package enum Crossing {
  /// The least value at which `holds`, by bisection on the logarithm; `nil` if it holds at neither end,
  /// or already at the lower.
  package static func first(from low: Double, to high: Double, _ holds: (Double) -> Bool) -> Double?
  {
    var low = naturalLogarithm(low)
    var high = naturalLogarithm(high)
    guard !holds(exponential(low)), holds(exponential(high)) else { return nil }
    for _ in 0..<45 {
      let middle = (low + high) / 2
      if holds(exponential(middle)) { high = middle } else { low = middle }
    }
    return exponential(high)
  }
}
