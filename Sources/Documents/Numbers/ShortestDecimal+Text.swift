extension ShortestDecimal {
  /// The digits with at least `decimals` after the point; more only where the value has them.
  func text(decimals: Int = 0, grouped: Bool = true) -> String {
    let fractionCount = max(decimals, -exponent, 0)
    var digits = Array(String(significand).utf8)
    digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: fractionCount + exponent))
    if digits.count <= fractionCount {
      let missing = fractionCount + 1 - digits.count
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing), at: 0)
    }
    let integerCount = digits.count - fractionCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count + integerCount / 3 + 2)
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    for (index, digit) in digits.enumerated() {
      if index == integerCount {
        bytes.append(UInt8(ascii: "."))
      } else if grouped, index > 0, index < integerCount, (integerCount - index).isMultiple(of: 3) {
        bytes.append(UInt8(ascii: ","))
      }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `1.23e18`, for magnitudes that no reader counts the zeros of.
  var scientificText: String {
    let mantissa = shifted(by: -magnitude)
    return mantissa.text() + "e" + String(magnitude)
  }
}
