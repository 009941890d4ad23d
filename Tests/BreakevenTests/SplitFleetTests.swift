import Foundation
import Testing

@testable import Breakeven
@testable import FleetSimulation

/// Fleets that are split into replicas that read prompts and replicas that write tokens.
struct SplitFleetTests {
  private static let model = "deepseek-ai/DeepSeek-R1"

  /// DeepSeek-R1 on whole machines of eight H200 at $3 an hour each.
  private static func decision(
    prompt: Int = 8000, completion: Int = 1000, requestsPerDay: Int = 500_000,
    targets: String = #""timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.03,"#,
    stack: String = "modern", gpu: String = "H200-SXM"
  ) throws -> Decision {
    let text = """
      {"version": 1, "name": "split", "prompt": \(prompt), "completion": \(completion),
       "volume": {"requestsPerDay": \(requestsPerDay)}, "stack": "\(stack)",
       "mode": {"interactive": {\(targets) "percentile": 90, "traffic": {"peakToAverage": 2}}},
       "candidates": {"models": ["\(model)"], "engines": ["TensorRT-LLM"], "autoscaling": false}}
      """
    var assumptions = DecisionAssumptions()
    assumptions.draws = 100
    assumptions.sideDraws = 50
    assumptions.assumesUsual = false
    return try Decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)),
      catalog: Market.catalog(
        tariffs: [
          try Market.tariff("host/r1", input: 0.55, output: 2.2, openModel: model)
        ],
        offers: [try Market.offer("eight", gpu: gpu, gpus: 8, usdPerGPUHour: 3)]),
      asOf: Market.date("2026-11-27"), assumptions: assumptions)
  }

  /// Long prompts with a first token in two seconds: each step of a replica that does both is held up by others'
  /// prompts.
  private static let paying = Result { try decision() }

  @Test func longPromptsUnderTightTargetsAreSplit() throws {
    let decision = try Self.paying.get()
    let best = try #require(decision.bestSelfHost)
    let one = try #require(decision.selfHosting.first { $0.split == nil })
    #expect(best.split != nil)
    #expect(best.totalUSD < one.totalUSD)
    #expect(
      best.name.hasSuffix(
        "split: \(best.prefillReplicas) prefill + \(best.replicas) decode replicas"))
  }

  /// Whole machines of eight at $24 an hour, for 730 hours, each replica within one of them.
  @Test func bothKindsAreWholeMachinesWithASpareOfEach() throws {
    let best = try #require(try Self.paying.get().bestSelfHost)
    let split = try #require(best.split)
    guard case .fleet(let plan) = best.plan else {
      Issue.record("no fleet")
      return
    }
    #expect(plan.spares == 1)
    #expect(best.gpus.isMultiple(of: 8))
    let used =
      best.prefillReplicas * split.gpusPerPrefillReplica
      + best.replicas * best.deployment.layout.chips
    #expect((used..<used + 8).contains(best.gpus))
    #expect(abs(best.machineUSD - Double(best.gpus / 8) * 24 * 730) < 1)
    #expect(split.gpusPerPrefillReplica <= 8 && best.deployment.layout.chips <= 8)
  }

  /// Other requests than those it was sized with, without the spares, at the busiest hour.
  @Test func theSplitFleetKeepsItsTargetsInTheSimulation() throws {
    let best = try #require(try Self.paying.get().bestSelfHost)
    guard case .fleet(let plan) = best.plan else {
      Issue.record("no fleet")
      return
    }
    let split = try #require(best.split)
    let pools = try PooledDeployment(
      prefill: split.prefill, workers: best.prefillReplicas - 1, decode: split.decode,
      workers: best.replicas - 1)
    let rate = plan.peakRequestsPerSecond(requestsPerMonth: best.demand.requests)
    #expect(abs(rate - 2 * 500_000 / 86_400) < 0.2)
    let result = try PooledSimulation(of: pools).run(
      .drawn(from: best.demand.mix, requestsPerSecond: rate, count: 4000, seed: 7))
    #expect(result.isStable)
    #expect(result.timeToFirstTokenSpread.percentile(90) < 2 * 1.05)
    #expect(result.timePerOutputTokenSpread.percentile(90) < 0.03 * 1.02)
  }

  @Test func otherVolumesAndSpeedsCostWhatTheirReplicasDo() throws {
    let best = try #require(try Self.paying.get().bestSelfHost)
    let usd = best.totalUSD(requests: best.demand.requests)
    #expect(abs(usd - best.totalUSD) < 1e-6 * usd)
    #expect(best.totalUSD(requests: 3 * best.demand.requests) > 2 * usd)
    #expect(best.totalUSD(requests: best.demand.requests, throughputFactor: 0.5) > 1.4 * usd)
    #expect((0...1).contains(best.utilization))
  }

  /// A plain stack has no pools, and neither has one replica that does it all, nor a fleet without targets.
  @Test(arguments: [
    ("plain", 8000, 500_000, #""timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.03,"#),
    ("modern", 200, 10_000, #""timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.05,"#),
    ("modern", 8000, 500_000, ""),
  ]) func whereItDoesNotPayNothingIsSplit(
    stack: String, prompt: Int, requestsPerDay: Int, targets: String
  ) throws {
    let decision = try Self.decision(
      prompt: prompt, requestsPerDay: requestsPerDay, targets: targets, stack: stack)
    #expect(decision.bestSelfHost != nil)
    #expect(decision.bestSelfHost?.split == nil)
  }

  /// Three of four GPUs and two of two on machines of eight: 4 + 4, then 4 + 2 + 2.
  @Test(arguments: [
    (3, 4, 2, 2, 2), (2, 8, 1, 8, 3), (1, 4, 1, 4, 1), (2, 16, 1, 8, 5), (1, 8, 3, 4, 3),
    (0, 4, 5, 2, 2),
  ]) func replicasOfTwoSizesShareMachines(
    first: Int, firstGPUs: Int, second: Int, secondGPUs: Int, instances: Int
  ) throws {
    let packing = SplitPacking(on: try Market.rental(gpus: 8, usdPerGPUHour: 2))
    let either = packing.instances((first, firstGPUs), (second, secondGPUs))
    #expect(either == instances)
    #expect(packing.instances((second, secondGPUs), (first, firstGPUs)) == instances)
    #expect(
      packing.usdPerHour((first, firstGPUs), (second, secondGPUs)) == Double(16 * instances))
  }

  /// Hosts of a marketplace have no network in common.
  @Test func machinesOfAMarketplaceAreNotJoined() throws {
    let offer = try Market.offer("m", gpus: 8, usdPerGPUHour: 2)
    let market = try #require(
      Rental(offer, commitment: .onDemand, hostClass: .marketplace))
    let cloud = try #require(
      Rental(offer, commitment: .onDemand, hostClass: .largeNeocloud))
    #expect(!market.canJoinMachines)
    #expect(cloud.canJoinMachines)
  }
}
