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

  /// The number without an exponent, as few digits as identify it: `0.0028`, `250`.
  package static func text(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if abs(number) < 1e15, number == number.rounded() { return "\(Int(number))" }
    let parts = "\(number)".split(separator: "e", maxSplits: 1)
    guard parts.count == 2, let exponent = Int(parts[1]), exponent < 0 else { return "\(number)" }
    let isNegative = parts[0].hasPrefix("-")
    let digits = parts[0].filter(\.isNumber)
    let zeros = String(repeating: "0", count: -exponent - 1)
    var significant = digits
    while significant.hasSuffix("0") { significant.removeLast() }
    return (isNegative ? "-" : "") + "0." + zeros + significant
  }
}
