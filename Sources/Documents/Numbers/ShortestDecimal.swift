/// A finite number as the shortest run of decimal digits that reads back as the same `Double`:
/// `significand × 10^exponent`.
///
/// Rounding these digits gives what a reader with a calculator expects: `2.675` to two decimals is
/// `2.68`, although the nearest `Double` lies just below 2.675.
struct ShortestDecimal: Equatable, Sendable {
  private(set) var isNegative: Bool
  private(set) var significand: UInt64
  private(set) var exponent: Int

  /// Nil for NaN and the infinities.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    significand = 0
    exponent = 0
    var fractionDigits = 0
    var isFraction = false
    var readsExponent = false
    var exponentIsNegative = false
    var writtenExponent = 0
    for byte in value.description.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = UInt64(byte &- UInt8(ascii: "0"))
        if readsExponent {
          writtenExponent = writtenExponent * 10 + Int(digit)
        } else {
          significand = significand * 10 + digit
          if isFraction { fractionDigits += 1 }
        }
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): readsExponent = true
      case UInt8(ascii: "-"): if readsExponent { exponentIsNegative = true }
      default: break
      }
    }
    exponent = (exponentIsNegative ? -writtenExponent : writtenExponent) - fractionDigits
    dropTrailingZeros()
  }

  var isZero: Bool { significand == 0 }

  /// The power of ten of the first digit: 2 for 123, −3 for 0.00456, 0 for zero.
  var magnitude: Int { isZero ? 0 : digitCount + exponent - 1 }

  private var digitCount: Int {
    var count = 1
    var rest = significand
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// The same digits with the decimal point moved `places` to the right, exactly.
  func shifted(by places: Int) -> ShortestDecimal {
    var result = self
    if !isZero { result.exponent += places }
    return result
  }

  var absolute: ShortestDecimal {
    var result = self
    result.isNegative = false
    return result
  }

  /// Rounded half away from zero to `decimals` digits after the point.
  func rounded(decimals: Int) -> ShortestDecimal {
    var result = self
    let dropped = -decimals - exponent
    guard dropped > 0 else { return result }
    if dropped > 18 {
      result.significand = 0
    } else {
      var divisor: UInt64 = 1
      for _ in 0..<dropped { divisor *= 10 }
      let remainder = significand % divisor
      result.significand = significand / divisor + (remainder >= divisor - remainder ? 1 : 0)
    }
    result.exponent = -decimals
    result.dropTrailingZeros()
    return result
  }

  /// Rounded half away from zero to `digits` significant digits.
  func rounded(significant digits: Int) -> ShortestDecimal {
    rounded(decimals: max(digits, 1) - 1 - magnitude)
  }

  private mutating func dropTrailingZeros() {
    if significand == 0 {
      isNegative = false
      exponent = 0
      return
    }
    while significand.isMultiple(of: 10) {
      significand /= 10
      exponent += 1
    }
  }
}
