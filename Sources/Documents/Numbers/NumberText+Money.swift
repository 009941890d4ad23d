extension NumberText {
  /// An amount in US dollars: whole dollars from $100 up, cents below, and below one cent two
  /// significant digits, so that a small cost never reads as nothing: "$1,234", "$12.50", "$0.0037".
  package static func usd(_ amount: Double) -> String {
    money(amount) { exact in
      let cents = exact.rounded(decimals: 2)
      if cents.magnitude >= 2 { return text(exact, decimals: 0) }
      if exact.magnitude >= -2 || exact.isZero { return text(exact, decimals: 2) }
      return text(exact, significant: 2, trimmed: false)
    }
  }

  /// A price per million tokens: at most three significant digits, and never fewer than cents up to $100:
  /// "$0.037", "$0.15", "$3.00", "$15.00", "$150".
  package static func usdPrice(_ price: Double) -> String {
    money(price) { exact in
      let rounded = exact.rounded(significant: 3)
      if rounded.isZero || (0...1).contains(rounded.magnitude) { return text(exact, decimals: 2) }
      if rounded.magnitude >= 2 { return text(exact, decimals: 0) }
      let digits = text(rounded, significant: 3, trimmed: true)
      guard let point = digits.firstIndex(of: ".") else { return digits }
      let cents = 3 - digits.distance(from: point, to: digits.endIndex)
      return digits + String(repeating: "0", count: max(0, cents))
    }
  }

  /// A large amount in US dollars in little room: "$950", "$12.5k", "-$3.1M".
  package static func usdCompact(_ amount: Double, digits: Int = 3) -> String {
    money(amount) { compact($0, digits: digits) }
  }

  private static func money(_ amount: Double, _ text: (ShortestDecimal) -> String) -> String {
    guard let exact = ShortestDecimal(amount) else { return missing }
    return (exact.isNegative ? "-$" : "$") + text(exact.absolute)
  }
}
