extension NumberText {
  /// A fraction as percent: whole from 10 % up, one decimal from 1 %, two significant digits below:
  /// "62 %", "4.5 %", "0.034 %".
  package static func percent(_ fraction: Double, signed: Bool = false) -> String {
    guard let exact = ShortestDecimal(fraction)?.shifted(by: 2) else { return missing }
    let sign = signed && !exact.isNegative && !exact.isZero ? "+" : ""
    let oneDecimal = exact.rounded(decimals: 1)
    let digits =
      if oneDecimal.magnitude >= 1 || exact.isZero {
        text(exact, decimals: 0)
      } else if exact.magnitude >= 0 {
        oneDecimal.text()
      } else {
        text(exact, significant: 2, trimmed: true)
      }
    return sign + digits + " %"
  }

  /// A probability, never rounded to certainty: ">99 %" and "<1 %" near the ends, and at them, as a share
  /// of draws proves nothing certain.
  package static func probability(_ probability: Double) -> String {
    guard probability.isFinite else { return missing }
    if probability > 0.99 { return ">99 %" }
    if probability < 0.01 { return "<1 %" }
    return fixed(probability * 100, decimals: 0) + " %"
  }

  /// A time span in the unit that keeps the number small: "350 ms", "2.4 s", "12 min", "3.1 h".
  package static func duration(seconds: Double, digits: Int = 2) -> String {
    guard let exact = ShortestDecimal(seconds) else { return missing }
    let size = abs(seconds)
    if exact.isZero { return "0 s" }
    if size < 0.0009995 { return spanText(exact.shifted(by: 6), digits) + " µs" }
    if size < 0.9995 { return spanText(exact.shifted(by: 3), digits) + " ms" }
    if size < 119.5 { return spanText(exact, digits) + " s" }
    if size < 119.5 * 60 { return spanText(seconds / 60, digits) + " min" }
    if size < 71.5 * 3600 { return spanText(seconds / 3600, digits) + " h" }
    return spanText(seconds / 86400, digits) + " days"
  }

  /// Bytes in powers of 1000: "140 GB", "1.5 TB".
  package static func bytes(_ count: Double, digits: Int = 3) -> String {
    guard let exact = ShortestDecimal(count) else { return missing }
    let rounded = exact.rounded(significant: digits)
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    let thousands = min(max(rounded.magnitude, 0) / 3, units.count - 1)
    return text(rounded.shifted(by: -3 * thousands), significant: digits, trimmed: true) + " "
      + units[thousands]
  }

  /// Bytes in powers of 1024: "80 GiB", "1.5 TiB".
  package static func binaryBytes(_ count: Double, digits: Int = 3) -> String {
    guard count.isFinite else { return missing }
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var unit = 0
    var scaled = count
    // 1023.5 and not 1024, so that rounding never prints "1024 MiB" for a gibibyte.
    while abs(scaled) >= 1023.5, unit < units.count - 1 {
      scaled /= 1024
      unit += 1
    }
    return trimmed(scaled, digits: (1000..<1024).contains(abs(scaled)) ? max(digits, 4) : digits)
      + " "
      + units[unit]
  }

  private static func spanText(_ value: Double, _ digits: Int) -> String {
    guard let exact = ShortestDecimal(value) else { return missing }
    return spanText(exact, digits)
  }

  /// At least whole units: 350 stays 350 at two digits.
  private static func spanText(_ exact: ShortestDecimal, _ digits: Int) -> String {
    text(exact, significant: max(digits, exact.magnitude + 1), trimmed: true)
  }
}
