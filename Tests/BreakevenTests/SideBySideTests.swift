import Roofline
import Testing

@testable import Breakeven

/// Two models in the memory of the same machines.
struct SideBySideTests {
  static let small = "Qwen/Qwen3-4B"
  static let middle = "Qwen/Qwen3-8B"

  static func workload(
    _ model: String, requestsPerDay: Double = 50_000, secondsPerToken: Double = 0.05
  ) throws -> Workload {
    try Market.workload(
      requestsPerDay: requestsPerDay,
      mode: .interactive(
        try ServiceLevel(
          timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: secondsPerToken),
        .daily(peakToAverage: 2)), models: [model]
    ).with(candidates: JointDecisionTests.only(model, allowsAutoscaling: false))
  }

  /// At prices of APIs that no machine is dearer than.
  static func joint(_ workloads: [Workload]) throws -> JointDecision {
    try JointDecisionTests.joint(
      workloads,
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: 20, output: 60, openModel: Market.model),
        Market.tariff("host/qwen", input: 20, output: 60, openModel: small),
        Market.tariff("host/large", input: 20, output: 60, openModel: "Qwen/Qwen3-32B"),
        Market.tariff("host/middle", input: 20, output: 60, openModel: middle),
      ]))
  }

  /// Two machines, one in use and one spare, do for both, where each by itself has two: 2 · 730 · $2 = $2,920, not $5,840.
  @Test func oneMachineServesTwoModels() throws {
    let joint = try Self.joint([Self.workload(Market.model), Self.workload(Self.small)])
    try JointDecisionTests.checkSums(joint)
    let fleet = try #require(joint.plan?.fleets.first)
    #expect(fleet.slices.count == 2 && fleet.replicas == 2)
    #expect(abs(fleet.machineUSD - 2920) < 1e-6)
    #expect(abs(try #require(fleet.apartUSD) - 5840) < 1e-6)
    #expect(abs(fleet.slices.reduce(0) { $0 + $1.timeShare } - 1) < 1e-12)
    #expect(fleet.slices.reduce(0) { $0 + $1.memoryShare } <= 0.95)
    // 16.1 GB and 8.0 GB of weights in bf16.
    for (slice, bytes) in zip(fleet.slices, [16.1e9, 8.0e9]) {
      #expect(abs(slice.deployment.memory.weights - bytes) < 0.1e9)
    }
  }

  /// One in use and one spare do for three models as well: 2 · 730 · $2 = $2,920, where machines apart are six.
  @Test func oneMachineServesThreeModels() throws {
    let joint = try Self.joint([
      Self.workload(Market.model), Self.workload(Self.small), Self.workload(Self.middle),
    ])
    try JointDecisionTests.checkSums(joint)
    let fleet = try #require(joint.plan?.fleets.first)
    #expect(fleet.slices.count == 3 && fleet.replicas == 2)
    #expect(abs(fleet.machineUSD - 2920) < 1e-6)
    #expect(abs(try #require(fleet.apartUSD) - 8760) < 1e-6)
    #expect(abs(fleet.slices.reduce(0) { $0 + $1.timeShare } - 1) < 1e-12)
    #expect(fleet.slices.reduce(0) { $0 + $1.memoryShare } <= 0.95)
  }

  /// Works of 1, 1 and 2 halve the rest of what the first must have: 0.4, 0.2 and 0.4.
  @Test func timeIsDividedByWork() throws {
    let parts = try #require(SideBySide.divided(by: [1, 1, 2], least: [0.4, 0, 0]))
    for (part, right) in zip(parts, [0.4, 0.2, 0.4]) { #expect(abs(part - right) < 1e-12) }
    #expect(SideBySide.divided(by: [1, 1], least: [0.6, 0.5]) == nil)
  }

  /// In its share of the time a step takes as much longer, and still keeps its target.
  @Test func bothKeepTheirTargets() throws {
    let joint = try Self.joint([
      Self.workload(Market.model, secondsPerToken: 0.04), Self.workload(Self.small),
    ])
    let fleet = try #require(joint.plan?.fleets.first { !$0.slices.isEmpty })
    for (slice, target) in zip(fleet.slices, [0.04, 0.05]) {
      let option = try #require(fleet.options.first { $0.workload == slice.workload }?.option)
      let capacity = try #require(option.serviceCapacity)
      #expect(capacity.timePerOutputTokenSeconds / slice.timeShare <= target * (1 + 1e-4))
      let alone = try #require(
        joint.decisions[slice.workload].bestSelfHost?.replicaRequestsPerSecond)
      let share = try #require(fleet.shares.first { $0.workload == slice.workload })
      #expect(share.replicaRequestsPerSecond <= slice.timeShare * alone * (1 + 1e-9))
    }
  }

  /// 65.5 GB of weights and 16 GB more do not fit an H100, and a target that a model just keeps alone leaves no time.
  @Test func whatDoesNotFitIsApart() throws {
    let large = try Self.joint([Self.workload("Qwen/Qwen3-32B"), Self.workload(Market.model)])
    #expect(large.plan?.fleets.isEmpty == true)
    let tight = try Self.joint([
      Self.workload(Market.model, secondsPerToken: 0.008), Self.workload(Self.small),
    ])
    #expect(tight.plan?.fleets.allSatisfy { $0.slices.isEmpty } != false)
  }

  /// 57 GB of cache beside 8 GB of weights and 3 GB of overhead leave 46 GB, half of them 23 GB.
  @Test func memoryIsDivided() throws {
    let joint = try Self.joint([Self.workload(Market.model), Self.workload(Self.small)])
    let options = joint.decisions.compactMap { $0.bestSelfHost?.deployment.memory }
    let (one, other) = (options[0], options[1])
    let half = try #require(one.beside([other], share: 0.5))
    #expect(abs(half.cache - (one.cache - other.weights - other.overhead) / 2) < 1)
    #expect(one.beside([other], share: 0) == nil)
  }
}
