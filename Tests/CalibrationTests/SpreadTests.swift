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

  /// Of 1, 2, 3, 4 and 10 in five groups 80 % of the weight lie up to 4, and without the 10 as well.
  @Test func aQuantileByHand() {
    let rows = [4.0, 1, 10, 2, 3].map { SeenError(modelClass: .dense, group: "\($0)", error: -$0) }
    let sorted = SortedErrors(rows)
    #expect(sorted.quantile(0.8) == 4 && sorted.quantile(0.8, without: "10.0") == 4)
    #expect(sorted.quantile(0.8, without: "4.0") == 10 && sorted.count(without: "4.0") == 4)
    #expect(SortedErrors(Array(rows.prefix(1))).quantile(0.8, without: "4.0") == nil)
  }

  /// A group that is left out counts as if it had never been there.
  @Test func leavingOutIsLikeNotHavingSeen() {
    var dice = SplitMix64(seed: 7)
    let rows = (0..<300).map { _ in
      SeenError(
        modelClass: .dense, group: "\(Int(dice.uniform() * dice.uniform() * 12))",
        error: dice.normal())
    }
    let sorted = SortedErrors(rows)
    for group in Set(rows.map(\.group)) {
      let others = SortedErrors(rows.filter { $0.group != group })
      #expect(sorted.quantile(0.8, without: group) == others.quantile(0.8), "without \(group)")
      #expect(sorted.count(without: group) == others.count(without: nil))
    }
  }
}
