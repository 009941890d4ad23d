/// Spans of time by their names.
package enum TimeSpan {
  /// The seconds of a unit that stands behind a number: `h`, `min`, `days`.
  package static func seconds(_ unit: String) -> Double? {
    switch unit {
    case "ms", "millisecond", "milliseconds": 0.001
    case "s", "sec", "secs", "second", "seconds": 1
    case "m", "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hrs", "hour", "hours": 3600
    case "d", "day", "days", "night", "nightly", "daily": 86_400
    case "w", "wk", "week", "weeks", "weekly": 7 * 86_400
    case "mo", "mon", "month", "months", "monthly": Volume.hoursPerMonth * 3600
    case "y", "yr", "year", "years", "yearly": 12 * Volume.hoursPerMonth * 3600
    default: nil
    }
  }

  /// How often a period comes in a month of 730 hours.
  package static func perMonth(_ period: String) -> Double? {
    seconds(period).map { Volume.hoursPerMonth * 3600 / $0 }
  }

  /// The word after `/`, `per`, `a` or `each`: the `day` of `/day`; `nil` where none of them stands.
  package static func afterPer(_ text: String) -> String? {
    for mark in ["/", "per ", "a ", "an ", "each ", "every "] where text.hasPrefix(mark) {
      return String(text.dropFirst(mark.count)).trimmingBlanks
    }
    return nil
  }

  /// The seconds of a time in several units, the largest first; `nil` for any other text.
  ///
  /// `1h30m`, `1 day 12 h`; behind hours a bare number are minutes, behind minutes seconds, as in `1h30`.
  package static func seconds(ofParts text: String) -> Double? {
    var rest = text[...]
    var seconds = 0.0
    var last = Double.infinity
    var parts = 0
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count).drop(while: \.isWhitespace)
      let unit = rest.prefix(while: \.isLetter)
      rest = rest.dropFirst(unit.count).drop(while: \.isWhitespace)
      let isBare = unit.isEmpty && rest.isEmpty && (last == 3600 || last == 60)
      guard let count = Double(String(digits)),
        let each = isBare ? last / 60 : self.seconds(unit.lowercased()), each < last,
        count * each < last
      else { return nil }
      seconds += count * each
      last = each
      parts += 1
    }
    return parts > 1 ? seconds : nil
  }
}
