import Foundation
import Testing

@testable import Breakeven

/// What must hold between a workload and the same with one thing changed, over random ones.
///
/// `BREAKEVEN_RANDOM_WORKLOADS=5000 swift test -c release --filter MonotoneDecisions` tries five thousand.
struct MonotoneDecisionsTests {
  static let count =
    ProcessInfo.processInfo.environment["BREAKEVEN_RANDOM_WORKLOADS"].flatMap { Int($0) } ?? 1

  /// The first workload's outcome, which two tests look at.
  private static let first = Result { try DecisionOutcome(RandomWorkload(number: 0)) }

  private static func outcome(of number: Int, _ workload: RandomWorkload) throws -> DecisionOutcome
  {
    try number == 0 ? first.get() : DecisionOutcome(workload)
  }

  @Test func nothingHelpsTheWrongSide() throws {
    for number in 0..<Self.count {
      let workload = try RandomWorkload(number: number)
      let outcome = try Self.outcome(of: number, workload)
      for absurdity in outcome.absurdities {
        Issue.record("number \(number): \(absurdity); \(workload.told)")
      }
      for change in DecisionChange.all {
        if let violation = try change.violation(of: workload, from: outcome) {
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
      if let violation = try DecisionChange.batch.violation(of: workload, from: outcome) {
        Issue.record("number \(number): \(violation)")
      }
    }
  }

  @Test func theSameWorkloadGivesTheSameDecision() throws {
    for number in 0..<max(1, Self.count / 10) {
      let workload = try RandomWorkload(number: number)
      let outcome = try Self.outcome(of: number, workload)
      #expect(try DecisionOutcome(workload) == outcome, "number \(number)")
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
