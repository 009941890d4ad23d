import Numerics

/// How two prices of one offering stand to each other, as a rule and at most.
///
/// The usual range holds every one of the 430 tariffs and 130 offers shipped in November 2026 with some room; beyond
/// the possible range the two cannot both be meant.
package struct UsualRatio: Sendable, Hashable {
  /// What the first price is compared with.
  package let base: String
  /// Where the ratio lies as a rule.
  package let usual: ClosedRange<Double>
  /// Where it may lie.
  package let possible: ClosedRange<Double>

  /// Output over input: from 1 at hosts of small Llamas to 12.2.
  package static let output = UsualRatio("input", 1...16, possible: 0.5...50)
  /// Cached input over input: from 0.015, DeepSeek V4.1 Flash at one host, to 1.
  package static let cachedInput = UsualRatio("input", 0.012...1, possible: 0.004...1)
  /// A cache write over input: 1 to 1.33.
  package static let cacheWrite = UsualRatio("input", 0.9...2, possible: 0.4...5)
  /// A cache write for an hour over input: 2 where it has a price.
  package static let cacheWrite1h = UsualRatio("input", 0.9...3, possible: 0.4...8)
  /// A cache write for an hour over one for minutes: 1.6 to 2.
  package static let longerWrite = UsualRatio("the shorter write", 1...3, possible: 0.99...8)
  /// Reasoning over output, where it has a price of its own: 0.375 to 3.3 in LiteLLM's list.
  package static let reasoning = UsualRatio("output", 0.3...10, possible: 0.2...25)
  /// An hour of keeping tokens in the cache over their input: 3.6 at Google.
  package static let storage = UsualRatio("input", 0.05...20, possible: 0.01...100)
  /// Prices of some hours over those of all others: 0.5 at DeepSeek.
  package static let window = UsualRatio("other hours", 0.2...5, possible: 0.1...10)
  /// Batch and flex over the standard service: 0.47 to 1.
  package static let discounted = UsualRatio("standard", 0.35...1, possible: 0.2...1)
  /// Priority over the standard service: 1.2 to 2.5.
  package static let priority = UsualRatio("standard", 1...4, possible: 0.9...10)
  /// Fast services over the standard one: 2 to 6.
  package static let fast = UsualRatio("standard", 1...10, possible: 0.9...25)
  /// Long prompts over short ones: 1.5 to 5.
  package static let longPrompt = UsualRatio("short prompts", 1...6, possible: 0.99...15)
  /// Spot over on demand: 0.28 to 0.67.
  package static let spot = UsualRatio("on demand", 0.15...1, possible: 0.08...1)
  /// A year over on demand: 0.63 to 0.83.
  package static let oneYear = UsualRatio("on demand", 0.3...1, possible: 0.15...1)
  /// Three years over on demand: 0.45 to 0.62.
  package static let threeYears = UsualRatio("on demand", 0.2...1, possible: 0.1...1)

  /// Makes a ratio.
  package init(_ base: String, _ usual: ClosedRange<Double>, possible: ClosedRange<Double>) {
    self.base = base
    self.usual = usual
    self.possible = possible
  }

  /// Whether the two prices can both be meant.
  package func isPossible(_ times: Double) -> Bool { possible.contains(times) }

  /// The usual range in words.
  package var rangeText: String {
    "\(PlainDecimal.text(usual.lowerBound)) to \(PlainDecimal.text(usual.upperBound))"
  }

  /// The problem of a price that does not stand to another as usual; `nil` where it does or one is not known.
  func problem(_ what: String, _ price: Double?, over other: Double?) -> PriceCheck.Problem? {
    guard let price, let other, price > 0, other > 0, price.isFinite, other.isFinite else {
      return nil
    }
    let times = price / other
    let slack = 1e-9
    return times < usual.lowerBound * (1 - slack) || times > usual.upperBound * (1 + slack)
      ? .ratio(self, what: what, times: times) : nil
  }
}
