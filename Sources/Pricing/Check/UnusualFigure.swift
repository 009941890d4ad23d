import Numerics

/// A figure beside the prices of an entry that lies where none lies that anybody states.
package struct UnusualFigure: Sendable, Hashable {
  /// What it is, with its unit.
  package let what: String
  /// The figure.
  package let value: Double
  /// Where such figures lie, with some room.
  package let usual: ClosedRange<Double>

  /// Makes a figure; `nil` if it lies where it should or there is none.
  init?(_ what: String, _ value: Double?, usually usual: ClosedRange<Double>) {
    guard let value, !usual.contains(value) else { return nil }
    self.what = what
    self.value = value
    self.usual = usual
  }

  /// The figure and where such figures lie, in words.
  package var description: String {
    "\(what) is \(PlainDecimal.text(PlainDecimal.rounded(value, toDigits: 4))), usually"
      + " \(PlainDecimal.text(usual.lowerBound)) to \(PlainDecimal.text(usual.upperBound))"
  }
}
