import Roofline
import TestFixtures
import Numerics
import Testing
import Workloads

@testable import FleetSimulation
@testable import Roofline

struct SimulationPartsTests {
  @Test func percentilesAreWithinATenthOfAPercent() {
    var random = SplitMix64(seed: 5)
    let values = (0..<4000).map { _ in 0.001 / random.positiveUniform() }
    var whole = LatencyHistogram()
    var parts = [LatencyHistogram(), LatencyHistogram()]
    for (index, value) in values.enumerated() {
      whole.add(value)
      parts[index % 2].add(value)
    }
    let sorted = values.sorted()
    for percent in [1.0, 50, 90, 99, 99.9] {
      let exact = ReferenceFleet.percentile(percent, of: sorted)
      #expect(abs(whole.percentile(percent) - exact) < 1e-3 * exact)
    }
    var merged = parts[0]
    merged.add(parts[1])
    #expect(merged.summary.p99 == whole.summary.p99)
    #expect(merged.count == 4000)
  }

  @Test func valuesBeyondTheHistogramStayInIt() {
    var histogram = LatencyHistogram()
    for value in [0, 1e-300, 1e300, .infinity, 5] { histogram.add(value) }
    #expect(histogram.count == 5)
    #expect(abs(histogram.percentile(60) - 5) < 0.01)
  }

  /// The wheel finds what a sorted list finds, also beyond one turn.
  @Test func theWheelFindsTheNextEvent() {
    var random = SplitMix64(seed: 9)
    var wheel = EventWheel(capacity: 50)
    var events: [Int: Int] = [:]
    var step = 0
    for _ in 0..<800 {
      let slot = Int(random.uniform() * 50)
      if let event = events[slot] {
        wheel.remove(slot, at: event)
        events[slot] = nil
      } else {
        let event = step + 1 + Int(random.uniform() * 4094)
        wheel.insert(slot, at: event)
        events[slot] = event
      }
      let next = events.values.min()
      #expect(wheel.distance(from: step) == next.map { $0 - step })
      if let next, random.uniform() < 0.3 {
        step = next
        while let found = wheel.pop(at: step) {
          #expect(events[found] == step)
          events[found] = nil
        }
      }
    }
  }

  @Test(arguments: [0.0, 0.5, 1, 2, 4])
  func gapsHaveMeanOneAndTheirBurstiness(burstiness: Double) {
    var random = SplitMix64(seed: 3)
    let gap = ArrivalGap(burstiness: burstiness)
    let gaps = (0..<20_000).map { _ in gap.next(&random) }
    let mean = gaps.reduce(0, +) / 20_000
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean - 1) < 0.02 + 0.03 * burstiness)
    #expect(abs(variance.squareRoot() - burstiness) < 0.08 * burstiness + 1e-9)
  }

  @Test func drawsFollowTheMix() throws {
    let mix = try RequestMix([
      RequestPoint(promptTokens: 10, completionTokens: 1, weight: 0.7),
      RequestPoint(promptTokens: 100, completionTokens: 2, weight: 0.2),
      RequestPoint(promptTokens: 1000, completionTokens: 3, weight: 0.1),
    ])
    let draw = LengthDraw(mix)
    var random = SplitMix64(seed: 1)
    var counts: [Int: Int] = [:]
    for _ in 0..<20_000 { counts[draw.next(&random).completion, default: 0] += 1 }
    #expect(abs(Double(counts[1] ?? 0) / 20_000 - 0.7) < 0.01)
    #expect(abs(Double(counts[2] ?? 0) / 20_000 - 0.2) < 0.01)
    #expect(abs(Double(counts[3] ?? 0) / 20_000 - 0.1) < 0.01)
  }

  @Test func traceRepetitionsFollowEachOther() throws {
    let trace = try RequestTrace(
      [0.0, 1, 3].map {
        SimulatedRequest(arrivalSeconds: $0, promptTokens: 1, completionTokens: 1)
      })
    var iterator = ArrivalIterator(try .replaying(trace, speed: 2, repetitions: 2))
    var requests: [ArrivingRequest] = []
    iterator.fill(&requests, upTo: 100)
    #expect(requests.map(\.arrival) == [0, 0.5, 1.5, 2.25, 2.75, 3.75])
  }

  @Test func theClosedFormIsTrustedOnlyInQuietTraffic() {
    func isSimulated(_ burstiness: Double, _ utilization: Double, _ interference: Double) -> Bool {
      Deployment.shouldSimulate(
        burstiness: burstiness, utilization: utilization, promptInterference: interference)
    }
    #expect(!isSimulated(1, 0.5, 0.2))
    #expect(isSimulated(2, 0.5, 0.2))
    #expect(isSimulated(1, 0.9, 0.2))
    #expect(isSimulated(1, 0.5, 2))
    #expect(isSimulated(.nan, 0.1, 0.2))
  }

  /// Always 100 decode steps: the 95 % quantile lies at 1.645/√100 deviations of one step.
  ///
  /// With 0.5 prompts a second of 0.2 s each and steps of 0.02 s, that is 0.1645·√(0.5·0.02·0.04) s.
  @Test func promptsOfOthersSpreadTheTimePerToken() throws {
    let alike = PromptInterference(
      try RequestMix(promptTokens: 300, completionTokens: 101), quantile: 0.95)
    #expect(abs(alike.deviations - 0.16449) < 1e-4)
    let excess = alike.excess(promptsPerSecond: 0.5, secondsPerToken: 0.02, square: 0.04)
    #expect(abs(excess - 0.00329) < 1e-5)
    let short = PromptInterference(
      try RequestMix(promptTokens: 300, completionTokens: 11), quantile: 0.95)
    #expect(short.deviations > 3 * alike.deviations)
    let none = PromptInterference(
      try RequestMix(promptTokens: 300, completionTokens: 1), quantile: 0.95)
    #expect(none.deviations == 0)
  }

  @Test func theClosedFormAgreesWhereItIsTrusted() throws {
    let mix = try RequestMix(promptTokens: 300, completionTokens: 60)
    let check = try SimulationFixture.deployment().closedFormCheck(
      for: mix, utilizations: [0.3, 0.6], burstinesses: [1, 3], requests: 1500)
    #expect(check.rows.count == 2 * 2 * ClosedFormCheck.Quantity.allCases.count)
    #expect(abs(check.closedFormSaturation / check.simulatedSaturation - 1) < 0.15)
    for row in check.rows where row.burstiness == 1 && row.quantity != .timeToFirstToken {
      let ratio = try #require(row.ratio)
      #expect(ratio > 0.75 && ratio < 1.25, "\(row)")
    }
    for row in check.rows where row.burstiness == 3 && row.quantity == .timeToFirstToken {
      #expect(try #require(row.ratio) < 0.8)
    }
  }
}
