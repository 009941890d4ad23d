/// Where a rising function crosses zero, between two places of which the lower one lies below zero.
///
/// The line through both ends is tried first, and the middle whenever two tries in a row have not halved the
/// bracket, so that a bend or a step in the function costs a few tries and no more. A straight function takes
/// three, the capacity of a replica six to eight, where halving to one part in 10⁵ takes seventeen.
package struct RisingCrossing: Sendable {
  /// The highest place known to lie at or below zero.
  package private(set) var low: Double
  /// The lowest place known to lie above it.
  package private(set) var high: Double
  private var below: Double
  private var above: Double
  private var widthBefore: Double
  private var tries = 0
  private var lastWasLow: Bool?

  /// Begins the search between two places.
  ///
  /// - Parameters:
  ///   - low: A place where the function is at most zero.
  ///   - high: A higher place, where it is above zero.
  ///   - below: The function at `low`, at most zero.
  ///   - above: The function at `high`, above zero; infinite where it is not known.
  package init(low: Double, below: Double, high: Double, above: Double) {
    (self.low, self.below, self.high, self.above) = (low, below, high, above)
    widthBefore = high - low
  }

  /// Whether both ends lie within a part `tolerance` of the upper one.
  package func isWithin(_ tolerance: Double) -> Bool { high - low <= tolerance * high }

  /// The place to try next; strictly between both ends.
  package mutating func next(tolerance: Double) -> Double {
    tries += 1
    let width = high - low
    if tries % 3 == 0 {
      defer { widthBefore = width }
      if width > widthBefore / 4 { return low + width / 2 }
    }
    guard above < .infinity, above > below else { return low + width / 2 }
    let margin = min(width / 4, tolerance * high / 2)
    return min(max(low - below * width / (above - below), low + margin), high - margin)
  }

  /// Takes what the function is at a place; the end that stays counts half for the next line (the Illinois method).
  package mutating func take(_ value: Double, at place: Double) {
    if value <= 0 {
      if lastWasLow == true { above /= 2 }
      (low, below, lastWasLow) = (place, value, true)
    } else {
      if lastWasLow == false { below /= 2 }
      (high, above, lastWasLow) = (place, value, false)
    }
  }
}
