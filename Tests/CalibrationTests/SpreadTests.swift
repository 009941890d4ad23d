import Numerics
import Roofline
import Testing

@testable import Calibration

/// Widths of intervals from errors that were held back.
struct SpreadTests {
  /// A hundred rows of one group count as ten of others: of 10 + 20 the 80 % quantile lies among the 20.
  @Test func aGroupCountsByTheRootOfItsRows() {
    let one = (0..<100).map { _ in SeenError(modelClass: .dense, group: "one", error: 0) }
    let others = (0..<20).map { SeenError(modelClass: .dense, group: "\($0)", error: 0.5) }
    let spread = ErrorSpread(seen: [.seen: one + others])
    let sigma = spread.deviation(for: .dense, novelties: [.seen])
    #expect(abs(sigma * ErrorSpread.normalQuantile90 - 0.5) < 1e-12)
  }

  /// The width of a group follows from all others.
  @Test func aGroupIsJudgedByAllOthers() {
    let rows = (0..<40).map { index in
      HeldBackThroughput(
        novelty: .seen, group: "\(index)", configuration: "\(index)", modelClass: .dense,
        model: "m",
        accelerator: "a", chips: 1, promptTokens: 1, completionTokens: 1, predicted: 1,
        measured: index == 0 ? 9 : exponential(0.2))
    }
    let spreads = CrossFittedSpreads(rows)
    for row in rows {
      #expect(abs(spreads.deviation(of: row) * ErrorSpread.normalQuantile90 - 0.2) < 1e-12)
    }
  }
}
