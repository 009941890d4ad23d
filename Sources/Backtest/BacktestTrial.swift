import Breakeven
import Roofline

/// One prediction put to the test at several prices.
struct BacktestTrial: Sendable {
  /// A verdict, and whether it was right.
  struct Verdict: Sendable {
    /// The probability that self-hosting is cheaper.
    let probability: Double
    /// Whether it was.
    let selfHostIsCheaper: Bool

    /// The larger of both sides' probabilities.
    var odds: Double { max(probability, 1 - probability) }
    var saysSelfHost: Bool { probability >= 0.5 }
    var isRight: Bool { saysSelfHost == selfHostIsCheaper }

    /// - Parameters:
    ///   - margin: ln(API cost / predicted cost of self-hosting): what the throughput may fall short.
    ///   - limit: The error of throughput, in σ, below which self-hosting is dearer.
    ///   - error: ln(measured/predicted) of the throughput.
    init(margin: Double, limit: Double, error: Double) {
      probability = ErrorLaw.probability(below: -limit)
      selfHostIsCheaper = error > -margin
    }
  }

  /// What was held back together.
  let group: String
  /// What counts as one.
  let configuration: String
  let verdicts: [Verdict]
}
