import CheckedJSON
import Numerics

/// Values of a workload file that may be written as people write them.
extension JSONPlace {
  /// A number within `range`, or a text that means one.
  func quantity(
    _ kind: WrittenQuantity, in range: ClosedRange<Double>
  ) throws(InputError) -> Double {
    guard case .string(let text) = value else { return try number(in: range) }
    guard let number = kind.value(of: text) else {
      throw error(expected: "a number \(kind.examples)")
    }
    guard range.contains(number) else {
      var error = error(expected: "")
      error.expected =
        "a number from \(PlainDecimal.text(range.lowerBound)) to \(PlainDecimal.text(range.upperBound))"
      throw error
    }
    return number
  }
}
