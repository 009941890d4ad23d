/// Exact decimal handling of the shortest digits of a `Double`.
package enum PlainDecimal {
  /// The number times a power of ten, exact in its decimal digits.
  ///
  /// Price lists state 1e-07 USD per token and mean 0.1 USD per million, which a multiplication in
  /// binary misses: `1e-07 * 1e6` is 0.09999999999999999.
  package static func scaled(_ number: Double, byPowerOfTen power: Int) -> Double {
    guard number.isFinite else { return number }
    let parts = "\(number)".split(separator: "e", maxSplits: 1)
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return Double("\(parts.first ?? "0")e\(exponent + power)") ?? number
  }

  /// The number to so many significant digits, 1 to 17, half away from zero.
  package static func rounded(_ number: Double, toDigits count: Int) -> Double {
    guard number.isFinite else { return number }
    let parts = "\(abs(number))".split(separator: "e", maxSplits: 1)
    let written = parts.first ?? "0"
    let whole = written.prefix { $0 != "." }
    let fraction = written.dropFirst(whole.count + 1)
    let digits = (whole + fraction).drop { $0 == "0" }
    guard digits.count > count, let kept = Int(digits.prefix(count)),
      let next = digits.dropFirst(count).first
    else { return number }
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let power = exponent - fraction.count + digits.count - count
    return Double("\(number < 0 ? "-" : "")\(next < "5" ? kept : kept + 1)e\(power)") ?? number
  }

  /// The number without the last digits that arithmetic in binary left on it.
  ///
  /// A list that multiplied 0.1 by 2e-06 states 2.0000000000000002e-07 and means 2e-07. A number that has no short
  /// decimal, such as a third, stays as it is.
  package static func withoutNoise(_ number: Double) -> Double {
    let short = rounded(number, toDigits: 11)
    return rounded(number, toDigits: 15) == short ? short : number
  }

  /// The number as people write it, in as few digits as identify it: `0.0028`, `250`, `1e20`.
  ///
  /// An exponent stands only where more than fifteen zeros would.
  package static func text(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    if abs(number) < 1e15, number == number.rounded() { return "\(Int(number))" }
    let parts = "\(number)".split(separator: "e", maxSplits: 1)
    let digits = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    guard parts.count == 2, let exponent = Int(parts[1]) else { return String(digits) }
    guard (-15..<0).contains(exponent) else { return "\(digits)e\(exponent)" }
    let zeros = String(repeating: "0", count: -exponent - 1)
    return (digits.hasPrefix("-") ? "-" : "") + "0." + zeros + digits.filter(\.isNumber)
  }

  /// The number as ``text(_:)`` has it, with commas between thousands: `1,270,000`, `0.0028`.
  package static func grouped(_ number: Double) -> String {
    let plain = text(number)
    let sign = plain.hasPrefix("-") ? "-" : ""
    let whole = plain.dropFirst(sign.count).prefix { $0.isNumber }
    var parted = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { parted.append(",") }
      parted.append(digit)
    }
    return sign + parted + plain.dropFirst(sign.count + whole.count)
  }
}
