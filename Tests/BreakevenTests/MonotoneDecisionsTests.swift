import Foundation
import Testing

@testable import Breakeven

/// What must hold between a workload and the same with one thing changed, over random ones.
///
/// `BREAKEVEN_RANDOM_WORKLOADS=5000 swift test -c release --filter MonotoneDecisions` tries five thousand.
struct MonotoneDecisionsTests {
  /// A change that cannot make a side cheaper.
  struct Change: CustomTestStringConvertible, Sendable {
    enum Side: Sendable { case own, api }

    let testDescription: String
    /// The sides that must not become cheaper.
    let sides: [Side]
    /// Whether the odds of self-hosting must not rise, or not fall; `nil` if they may do either.
    var oddsRise: Bool?
    /// Makes the change; `false` where it does not apply.
    let make: @Sendable (inout RandomWorkload) -> Bool
  }

  static let changes: [Change] = [
    Change(testDescription: "more prompt tokens", sides: [.own, .api]) {
      $0.prompt *= 1.5
      return true
    },
    // The time per token is kept as the mean of a request: one prompt that is read in between weighs less in
    // a long answer, so that with such a target longer answers may be the easier ones.
    Change(testDescription: "more completion tokens", sides: [.own, .api]) {
      $0.completion *= 1.5
      return $0.service.isBatch || $0.service.timePerOutputTokenSeconds == nil
    },
    Change(testDescription: "more completion tokens at the API", sides: [.api]) {
      $0.completion *= 1.5
      return true
    },
    Change(testDescription: "more requests", sides: [.own, .api]) {
      $0.requestsPerDay *= 2
      return true
    },
    Change(testDescription: "a tighter first token", sides: [.own, .api]) {
      $0.service.timeToFirstTokenSeconds = ($0.service.timeToFirstTokenSeconds ?? 60) / 2
      return !$0.service.isBatch
    },
    Change(testDescription: "a tighter time per token", sides: [.own, .api]) {
      $0.service.timePerOutputTokenSeconds = ($0.service.timePerOutputTokenSeconds ?? 2) / 2
      return !$0.service.isBatch
    },
    Change(testDescription: "a stricter percentile", sides: [.own, .api]) {
      $0.service.percentile = 99.9
      return !$0.service.isBatch
    },
    Change(testDescription: "a shorter deadline", sides: [.own, .api]) {
      $0.service.deadlineHours /= 2
      return $0.service.isBatch
    },
    Change(testDescription: "one more spare", sides: [.own, .api]) {
      $0.service.spareReplicas += 1
      return !$0.service.isBatch
    },
    Change(testDescription: "dearer machines", sides: [.own, .api], oddsRise: false) {
      $0.market.machineFactor = 1.3
      return $0.market.owned == nil
    },
    Change(testDescription: "dearer APIs", sides: [.own, .api], oddsRise: true) {
      $0.market.apiFactor = 1.3
      return true
    },
    Change(testDescription: "people who cost more", sides: [.own, .api], oddsRise: false) {
      $0.staffUSD += 1000
      return true
    },
    Change(testDescription: "no machines by the hour", sides: [.own, .api]) {
      $0.autoscaling = false
      return !$0.service.isBatch
    },
    Change(testDescription: "at least 8 bits", sides: [.own, .api]) {
      $0.fewerThan8Bits = false
      return true
    },
    Change(testDescription: "nothing owned", sides: [.own, .api]) {
      let isOwner = $0.market.owned != nil
      $0.market.owned = nil
      return isOwner
    },
  ]

  /// The tokens of a day in one batch with a day's time, against the same where somebody might wait.
  static let batch = Change(
    testDescription: "interactive without targets instead of a daily batch", sides: [.own, .api]
  ) {
    $0.isOneJob = false
    $0.service.isBatch = false
    $0.service.timeToFirstTokenSeconds = nil
    $0.service.timePerOutputTokenSeconds = nil
    $0.service.spareReplicas = 0
    return true
  }

  static let count =
    ProcessInfo.processInfo.environment["BREAKEVEN_RANDOM_WORKLOADS"].flatMap { Int($0) } ?? 1

  /// Costs are compared to this share: searches end when they are near enough, and the last requests of a small
  /// job are done a little sooner where longer ones leave fewer in flight.
  static let tolerance = 1e-4

  static func violation(
    _ change: Change, of workload: RandomWorkload, from before: DecisionOutcome
  ) throws -> String? {
    var changed = workload
    guard change.make(&changed) else { return nil }
    let after = try DecisionOutcome(changed)
    var found: [String] = []
    func mustNotFall(_ name: String, _ low: Double, _ high: Double) {
      if high < low * (1 - tolerance) { found.append("\(name) falls from \(low) to \(high) USD") }
    }
    for side in change.sides {
      switch side {
      case .own: mustNotFall("self-hosting", before.selfHostUSD, after.selfHostUSD)
      case .api: mustNotFall("the API", before.apiUSD, after.apiUSD)
      }
    }
    if let oddsRise = change.oddsRise, let low = before.probability, let high = after.probability,
      oddsRise ? high < low : high > low
    {
      found.append("the odds go from \(low) to \(high)")
    }
    guard !found.isEmpty else { return nil }
    return """
      \(change.testDescription): \(found.joined(separator: ", ")); \(before.fleet ?? "no fleet") \
      becomes \(after.fleet ?? "no fleet"); \(changed.told); before: \(workload.told)
      """
  }

  @Test func nothingHelpsTheWrongSide() throws {
    for number in 0..<Self.count {
      let workload = try RandomWorkload(number: number)
      let outcome = try DecisionOutcome(workload)
      for absurdity in outcome.absurdities {
        Issue.record("number \(number): \(absurdity); \(workload.told)")
      }
      for change in Self.changes {
        if let violation = try Self.violation(change, of: workload, from: outcome) {
          Issue.record("number \(number): \(violation)")
        }
      }
    }
  }

  @Test func aDailyBatchIsNeverDearer() throws {
    for number in 0..<Self.count {
      var workload = try RandomWorkload(number: number)
      workload.isOneJob = false
      workload.service.isBatch = true
      workload.service.deadlineHours = 24
      // Owned machines may suffice on average, and not for a deadline that nine of ten batches are to keep.
      workload.market.owned = nil
      let outcome = try DecisionOutcome(workload)
      if let violation = try Self.violation(Self.batch, of: workload, from: outcome) {
        Issue.record("number \(number): \(violation)")
      }
    }
  }

  @Test func theSameWorkloadGivesTheSameDecision() throws {
    for number in 0..<max(1, Self.count / 10) {
      let workload = try RandomWorkload(number: number)
      #expect(try DecisionOutcome(workload) == DecisionOutcome(workload), "number \(number)")
    }
  }

  /// A first token within a thousandth of a second, and 10¹² requests of 20,000 tokens in an hour.
  @Test func theImpossibleIsNotClamped() throws {
    for number in 0..<max(1, Self.count / 10) {
      var workload = try RandomWorkload(number: number)
      workload.prompt = 20_000
      workload.service.isBatch = false
      workload.isOneJob = false
      workload.service.timeToFirstTokenSeconds = 0.001
      #expect(try DecisionOutcome(workload).selfHostUSD == .infinity, "number \(number)")
      workload.service.isBatch = true
      workload.isOneJob = true
      workload.service.deadlineHours = 1
      workload.requestsPerDay = 1e12
      #expect(try DecisionOutcome(workload).selfHostUSD == .infinity, "number \(number)")
    }
  }
}
