import Breakeven
import Workloads

extension OptionValue where Value == Double {
  /// A quantity as people write it, such as `1.8k`, within a range.
  static func quantity(_ kind: WrittenQuantity, in range: ClosedRange<Double>) -> OptionValue {
    OptionValue { text throws(InputError) in
      guard let value = kind.value(of: text) else {
        throw InputError(
          found: "\"\(text.shortened())\"", expected: "a number \(kind.examples)")
      }
      guard range.contains(value) else {
        throw InputError(
          found: "\"\(text.shortened())\"",
          expected:
            "a number from \(PlainDecimal.text(range.lowerBound)) to \(PlainDecimal.text(range.upperBound))"
        )
      }
      return value
    }
  }
}
