import Breakeven
import Documents

extension Speculation {
  /// How tokens are guessed, and what that gains.
  func sentence(plain: Estimate?, with guessing: Estimate?) -> String {
    func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
    var text =
      "Guesses \(draftTokens) token\(draftTokens == 1 ? "" : "s") ahead by \(method.title); a step "
      + "yields \(number(acceptanceLength.value))"
    if acceptanceLength.low < acceptanceLength.high {
      text += " (\(number(acceptanceLength.low)) – \(number(acceptanceLength.high)))"
    }
    text += " tokens a sequence, \(source)."
    if let plain, let guessing {
      let gain = plain.timePerOutputTokenSeconds.value / guessing.timePerOutputTokenSeconds.value
      text += " Tokens come \(number(gain)) times as fast as without."
    }
    return text
  }

  /// - Parameter plain: The same without guessing ahead, where that was worked out.
  func json(plain: Estimate?) -> JSONText {
    [
      "method": .string(method.rawValue), "draftTokens": .integer(draftTokens),
      "acceptanceLength": acceptanceLength.json,
      "source": .string(source),
      "plainOutputTokensPerSecond": plain.map { .number($0.outputTokensPerSecond.value) } ?? .null,
    ]
  }
}
