/// How the numbers of an axis or a scale are written.
package enum ValueFormat: Equatable, Sendable {
  case number
  case usd
  case percent
  case seconds
  case bytes
  case ratio

  /// The number in few digits, for a label.
  package func text(_ value: Double) -> String {
    switch self {
    case .number: NumberText.compact(value)
    case .usd:
      value == 0 || abs(value) >= 1000 ? NumberText.usdCompact(value) : NumberText.usd(value)
    case .percent: NumberText.percent(value)
    case .seconds: NumberText.duration(seconds: value)
    case .bytes: NumberText.bytes(value)
    case .ratio: NumberText.ratio(value)
    }
  }

  /// A tick's number in all its digits; a tick has few.
  func tickText(_ value: Double) -> String {
    switch self {
    case .number: NumberText.compact(value, digits: 12)
    case .usd: Self.usdTickText(value)
    case .percent: NumberText.trimmed(value * 100, digits: 12) + " %"
    case .seconds: NumberText.duration(seconds: value, digits: 12)
    case .bytes: NumberText.bytes(value, digits: 12)
    case .ratio: NumberText.trimmed(value, digits: 12) + "×"
    }
  }

  /// Cents have two digits, unless the tick needs more.
  private static func usdTickText(_ value: Double) -> String {
    let text = NumberText.usdCompact(value, digits: 12)
    guard abs(value) < 1000, let point = text.firstIndex(of: "."),
      text.distance(from: point, to: text.endIndex) == 2
    else { return text }
    return text + "0"
  }
}
