/// A number of requests and what it is counted over, as people write it: `40k/day`, `2M a month`, `3/s`.
package struct WrittenVolume: Sendable, Hashable {
  /// How many requests.
  package let requests: Double
  /// What they are counted over.
  package let unit: Volume.Unit
  /// The seconds of the time that is named: 604,800 for `7M/week`.
  package let periodSeconds: Double

  /// How it may be written, for an error.
  package static let examples = "requests over a time, such as 40k/day, 2M/month or 3/s"

  /// Reads a rate; `nil` for a text that names no time.
  package init?(rate text: String) {
    guard let number = WrittenNumber(text), !number.isPercent else { return nil }
    let rest = Self.withoutNoun(number.rest)
    if let seconds = Self.abbreviated(rest) {
      (requests, unit) = (number.value * 3600 / seconds, .perHour)
      periodSeconds = seconds
      return
    }
    guard let period = TimeSpan.afterPer(rest) ?? Self.adverb(rest),
      let seconds = TimeSpan.seconds(period), !number.mayPartThousands || seconds <= 60
    else { return nil }
    periodSeconds = seconds
    switch seconds {
    case ..<3601: (requests, unit) = (number.value * 3600 / seconds, .perHour)
    case ..<(8 * 86_400): (requests, unit) = (number.value * 86_400 / seconds, .perDay)
    default:
      (requests, unit) = (number.value * Volume.hoursPerMonth * 3600 / seconds, .perMonth)
    }
  }

  /// Reads a count, such as `200k` or `200k documents`; `nil` where a time is named.
  package static func count(_ text: String) -> Double? {
    guard let number = WrittenNumber(text), !number.isPercent, !number.mayPartThousands,
      withoutNoun(number.rest).isEmpty
    else { return nil }
    return number.value
  }

  /// What requests are called.
  private static let nouns = [
    "requests", "request", "reqs", "req", "calls", "queries", "tickets", "documents", "docs",
    "messages", "prompts", "files", "items",
  ]

  private static func withoutNoun(_ text: String) -> String {
    for noun in nouns where text.hasPrefix(noun) {
      return String(text.dropFirst(noun.count)).trimmingBlanks
    }
    return text
  }

  /// The seconds of requests a second, minute or hour in three letters.
  private static func abbreviated(_ text: String) -> Double? {
    switch text {
    case "rps", "qps": 1
    case "rpm", "qpm": 60
    case "rph": 3600
    default: nil
    }
  }

  /// What each user sends, such as `20/user/day` or `50 per user per day`, as a rate: `20/day`; `nil` where no user is
  /// named.
  package static func perUser(_ text: String) -> String? {
    let lowered = text.lowercased()
    for user in ["user", "person", "seat", "developer", "employee", "head", "agent"] {
      for mark in ["/", "per ", "a ", "each "] {
        guard let place = lowered.firstRange(of: mark + user) else { continue }
        var rest = lowered[place.upperBound...].drop { $0 == "s" || $0 == " " }
        if rest.hasPrefix("and ") { rest = "per " + rest.dropFirst(4) }
        return String(lowered[..<place.lowerBound]).trimmingBlanks + " " + rest
      }
    }
    return nil
  }

  private static func adverb(_ text: String) -> String? {
    ["daily", "nightly", "weekly", "monthly", "yearly"].contains(text) ? text : nil
  }
}

/// Prompt tokens for each completion token as people write it: `6`, `6:1`, `6/1`, `6 to 1`, `3:0.5`.
package enum WrittenRatio {
  /// The ratio; `nil` for a text that is none.
  package static func value(of text: String) -> Double? {
    let parts = text.replacing(" to ", with: ":").replacing("/", with: ":")
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let first = parts.first,
      let prompt = WrittenQuantity.number.value(of: first)
    else { return nil }
    guard parts.count == 2 else { return prompt }
    guard let completion = WrittenQuantity.number.value(of: parts[1]), completion > 0 else {
      return nil
    }
    return prompt / completion
  }
}
