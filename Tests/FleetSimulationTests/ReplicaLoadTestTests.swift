import CheckedJSON
import TestFixtures
import Testing
import Workloads

@testable import FleetSimulation

struct ReplicaLoadTestTests {
  static func test(
    _ level: ServiceLevel, mix: RequestMix? = nil, requests: Int = 2000
  ) throws -> ReplicaLoadTest {
    try ReplicaLoadTest(
      of: SimulationFixture.deployment(),
      serving: mix ?? RequestMix(promptTokens: 300, completionTokens: 40), within: level,
      requests: requests)
  }

  static func level(percentile: Double = 95) throws -> ServiceLevel {
    try ServiceLevel(
      timeToFirstTokenSeconds: 0.2, timePerOutputTokenSeconds: 0.02, percentile: percentile)
  }

  /// Every fourth of gamma-distributed gaps of burstiness 2 is one of burstiness 1.
  @Test func oneReplicaStandsForAllThatTakeTurns() throws {
    let mix = try RequestMix(promptTokens: 300, completionTokens: 40)
    let test = try Self.test(Self.level(), mix: mix, requests: 5000)
    let rate = 0.6 * test.saturationRequestsPerSecond
    let one = try test.run(requestsPerSecond: rate, burstiness: 1)
    let fleet = try Simulation(
      of: SimulationFixture.deployment(), replicas: 4,
      warmUpSeconds: 0.2 * 5000 / rate
    ).run(.drawn(from: mix, requestsPerSecond: 4 * rate, burstiness: 2, count: 20_000))
    for (single, whole) in [
      (one.timeToFirstToken.p95, fleet.timeToFirstToken.p95),
      (one.timePerOutputToken.p95, fleet.timePerOutputToken.p95),
      (one.endToEnd.mean, fleet.endToEnd.mean),
    ] {
      #expect(abs(single / whole - 1) < 0.1)
    }
  }

  @Test func capacityKeepsTheLevelAndALittleMoreDoesNot() throws {
    let test = try Self.test(Self.level())
    var last = Double.infinity
    for burstiness in [0.5, 1, 3] {
      var budget = 1_000_000
      let found = try test.capacity(
        burstiness: burstiness, startingAt: 0.7 * test.saturationRequestsPerSecond, budget: &budget)
      let capacity = try #require(found)
      #expect(budget < 1_000_000)
      #expect(capacity.keepsLevel)
      #expect(capacity.timeToFirstTokenSeconds <= 0.2)
      #expect(capacity.timePerOutputTokenSeconds <= 0.02)
      #expect(
        try !test.run(
          requestsPerSecond: 1.1 * capacity.requestsPerSecond, burstiness: burstiness
        ).keepsLevel)
      #expect(capacity.requestsPerSecond <= last)
      last = capacity.requestsPerSecond
    }
  }

  @Test func anImpossibleTargetHasNoCapacity() throws {
    let level = try ServiceLevel(timeToFirstTokenSeconds: 0.001)
    var budget = 1_000_000
    #expect(
      try Self.test(level, requests: 500).capacity(
        burstiness: 1, startingAt: 1, budget: &budget) == nil)
    budget = 0
    #expect(
      try Self.test(Self.level()).capacity(burstiness: 1, startingAt: 1, budget: &budget) == nil)
  }
}
