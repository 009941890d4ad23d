import Breakeven
import Documents

extension StackAnswers {
  /// What the stack that the headline is not about would make; `nil` where it makes nothing different.
  func otherText(_ period: String) -> String? {
    guard differ else { return nil }
    let (other, ours) = headline == .plain ? (modern, plain) : (plain, modern)
    let cost = NumberText.usd(other.selfHostUSD)
    let share = other.selfHostUSD / ours.selfHostUSD
    let change =
      share < 1 ? "\(NumberText.percent(1 - share)) less" : "\(NumberText.ratio(share)) as much"
    let answer =
      other.choice == ours.choice
      ? "the answer stays" : "the answer would be \(other.choice.title)"
    switch headline {
    case .plain:
      let pools = other.option.split == nil ? nil : "prompts read by replicas of their own"
      let how = other.speculation.map {
        "\($0.draftTokens) token\($0.draftTokens == 1 ? "" : "s") guessed ahead by \($0.method.title)"
      }
      let whose = how == nil ? "a team that runs two pools" : "a team that tunes drafts to the load"
      let all = [how, pools].compactMap(\.self)
      let ways = all.isEmpty ? "" : " (\((all + [whose]).joined(separator: ", ")))"
      return
        "With a modern stack\(ways), own GPUs cost \(cost) \(period), \(change): \(answer)."
    case .modern:
      return
        "From an engine's container, with one token a step, own GPUs cost \(cost) \(period), "
        + "\(change): \(answer)."
    }
  }

  var json: JSONText {
    [
      "headline": .string(headline.rawValue), "plain": plain.json, "modern": modern.json,
    ]
  }
}

extension StackAnswer {
  fileprivate var json: JSONText {
    [
      "selfHostUSD": .number(selfHostUSD), "choice": .string(choice.rawValue),
      "probabilitySelfHostCheaper": .optional(probability), "option": .string(option.name),
      "speculation": speculation.map { $0.json(plain: nil) } ?? nil,
    ]
  }
}
