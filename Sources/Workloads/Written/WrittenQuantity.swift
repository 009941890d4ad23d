/// A quantity with its unit as people write it: a price, a span of time, a count.
package enum WrittenQuantity: Sendable, Hashable {
  /// A plain number, such as `1,800`.
  case number
  /// Tokens: `1800`, `1.8k`, `1.8k tokens`.
  case tokens
  /// A share of something: `0.25` or `25%`.
  case share
  /// Hours: `8`, `8h`, `90min`, `1h30`, `2 days`.
  case hours
  /// Seconds: `2`, `2s`, `5m`, `200ms`, `1m30s`.
  case seconds
  /// US dollars: `18000`, `$18,000`, `18k USD`.
  case usd
  /// US dollars a month: `18000/month`, `216k/year`, `600/day`.
  case usdPerMonth
  /// US dollars for a kWh: `0.30`, `$0.30/kWh`, `30ct/kWh`.
  case usdPerKilowattHour

  /// How it may be written, for an error.
  package var examples: String {
    switch self {
    case .number: "such as 1800, 1,800 or 1.8k"
    case .tokens: "of tokens, such as 1800 or \"1.8k\""
    case .share: "such as 0.25 or \"25%\""
    case .hours: "of hours, such as 8, \"8h\", \"90min\" or \"2 days\""
    case .seconds: "of seconds, such as 2, \"2s\", \"5m\" or \"200ms\""
    case .usd: "of US dollars, such as 18000 or \"18k\""
    case .usdPerMonth: "of US dollars a month, such as 18000, \"18k/month\" or \"216k/year\""
    case .usdPerKilowattHour: "of US dollars per kWh, such as 0.30 or \"0.30/kWh\""
    }
  }

  /// The quantity in the unit of its key; `nil` for a text that cannot mean one.
  package func value(of text: String) -> Double? {
    var text = text.trimmingBlanks
    if isMoney, text.first == "$" { text = String(text.dropFirst()) }
    if isTime {
      if let seconds = TimeSpan.seconds(ofParts: text) {
        return self == .hours ? seconds / 3600 : seconds
      }
      // Of times, `m` are minutes and no millions.
      if text.last?.lowercased() == "m", text.dropLast().last?.isLetter != true { text += "in" }
    }
    guard let number = WrittenNumber(text), !number.isPercent || self == .share,
      !number.mayPartThousands || !isCount
    else { return nil }
    return factor(number.rest).map { number.value * $0 }
  }

  /// Whether thousands of it are usual, and thousandths are not.
  private var isCount: Bool {
    switch self {
    case .tokens, .usd, .usdPerMonth: true
    default: false
    }
  }

  private var isTime: Bool { self == .hours || self == .seconds }

  private var isMoney: Bool {
    switch self {
    case .usd, .usdPerMonth, .usdPerKilowattHour: true
    default: false
    }
  }

  /// What a unit counts for; `nil` for one that does not fit.
  private func factor(_ unit: String) -> Double? {
    switch self {
    case .number, .share: return unit.isEmpty ? 1 : nil
    case .tokens: return ["", "token", "tokens", "tok"].contains(unit) ? 1 : nil
    case .hours: return unit.isEmpty ? 1 : TimeSpan.seconds(unit).map { $0 / 3600 }
    case .seconds: return unit.isEmpty ? 1 : TimeSpan.seconds(unit)
    case .usd: return Self.withoutCurrency(unit).isEmpty ? 1 : nil
    case .usdPerMonth:
      let rest = Self.withoutCurrency(unit)
      guard let period = TimeSpan.afterPer(rest) else { return rest.isEmpty ? 1 : nil }
      return TimeSpan.perMonth(period)
    case .usdPerKilowattHour:
      let isCents = ["ct", "c", "cent", "cents", "¢"].contains(
        String(unit.prefix { $0.isLetter || $0 == "¢" }))
      let rest = isCents ? unit.drop { $0.isLetter || $0 == "¢" } : Substring(unit)
      let per = Self.withoutCurrency(String(rest))
      guard per.isEmpty || TimeSpan.afterPer(per) == "kwh" else { return nil }
      return isCents ? 0.01 : 1
    }
  }

  private static func withoutCurrency(_ text: String) -> String {
    for name in ["us dollars", "dollars", "usd", "$"] where text.hasPrefix(name) {
      return String(text.dropFirst(name.count)).trimmingBlanks
    }
    return text
  }
}
