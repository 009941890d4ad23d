/// Numbers as people read them in a report.
///
/// Every text rounds half away from zero on the shortest decimal digits of the `Double`, uses `,`
/// between thousands and `.` before decimals, and is "—" for NaN and the infinities. A number that
/// rounds to zero has no sign.
package enum NumberText {
  /// What stands where there is no number.
  package static let missing = "—"

  /// Beyond 10^21 and, unless decimals were asked for, below 10^−6, digits give way to `1.2e24`.
  private static let plainMagnitudes = -6...20

  /// A fixed number of decimals: `fixed(1234.565, decimals: 2)` is "1,234.57".
  package static func fixed(_ value: Double, decimals: Int, grouped: Bool = true) -> String {
    guard let digits = ShortestDecimal(value) else { return missing }
    return text(digits, decimals: decimals, grouped: grouped)
  }

  /// A fixed number of significant digits: `significant(0.037, digits: 3)` is "0.0370".
  package static func significant(_ value: Double, digits: Int) -> String {
    guard let exact = ShortestDecimal(value) else { return missing }
    return text(exact, significant: digits, trimmed: false)
  }

  /// At most `digits` significant digits, with no zeros that say nothing: 3.10 is "3.1".
  package static func trimmed(_ value: Double, digits: Int) -> String {
    guard let exact = ShortestDecimal(value) else { return missing }
    return text(exact, significant: digits, trimmed: true)
  }

  /// The number in so many significant digits, for programs: 1,234.567 in four is 1235.
  package static func rounded(_ value: Double, digits: Int) -> Double {
    guard let exact = ShortestDecimal(value)?.rounded(significant: digits) else { return value }
    let sign = exact.isNegative ? "-" : ""
    return Double("\(sign)\(exact.significand)e\(exact.exponent)") ?? value
  }

  /// A count with its thousands: "12.5k", "3.1M", "46.7B", "1.2T".
  package static func compact(_ value: Double, digits: Int = 3) -> String {
    guard let exact = ShortestDecimal(value) else { return missing }
    return compact(exact, digits: digits)
  }

  /// A multiple: "1.8×", "0.35×", "12×".
  package static func ratio(_ value: Double) -> String {
    guard let exact = ShortestDecimal(value) else { return missing }
    // Close to one, two digits would say that nothing changes.
    let least = value != 1 && (0.995..<1.05).contains(value) ? 3 : 2
    return text(exact, significant: max(least, exact.magnitude + 1), trimmed: false) + "×"
  }

  /// Names in a sentence: "a", "a and b", "a, b and c".
  package static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// An interval: "350–400 ms", "$1.20–$1.50", "-$5 to $3", or one text where both ends read alike.
  package static func range(
    _ low: Double, _ high: Double, _ text: (Double) -> String
  ) -> String {
    let lowText = text(low)
    let highText = text(high)
    if lowText == highText { return highText }
    if low < 0 || high < 0 { return lowText + " to " + highText }
    guard let lowUnit = lowText.lastIndex(of: " "), let highUnit = highText.lastIndex(of: " "),
      lowText[lowUnit...] == highText[highUnit...]
    else { return lowText + "–" + highText }
    return lowText[..<lowUnit] + "–" + highText
  }
}

extension NumberText {
  static func text(_ exact: ShortestDecimal, decimals: Int, grouped: Bool = true) -> String {
    if exact.magnitude > plainMagnitudes.upperBound {
      return exact.rounded(significant: 3).scientificText
    }
    let decimals = min(max(decimals, 0), 20)
    return exact.rounded(decimals: decimals).text(decimals: decimals, grouped: grouped)
  }

  static func text(_ exact: ShortestDecimal, significant digits: Int, trimmed: Bool) -> String {
    let rounded = exact.rounded(significant: digits)
    guard plainMagnitudes.contains(rounded.magnitude) else { return rounded.scientificText }
    return rounded.text(decimals: trimmed ? 0 : digits - 1 - rounded.magnitude)
  }

  static func compact(_ exact: ShortestDecimal, digits: Int) -> String {
    let rounded = exact.rounded(significant: digits)
    let units = ["", "k", "M", "B", "T"]
    let thousands = max(rounded.magnitude, 0) / 3
    guard thousands < units.count else { return rounded.scientificText }
    return text(rounded.shifted(by: -3 * thousands), significant: digits, trimmed: true)
      + units[thousands]
  }
}
