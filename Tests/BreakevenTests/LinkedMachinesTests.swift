import CheckedJSON
import Foundation
import Testing

@testable import Breakeven

/// Models that one machine cannot hold, on several that are linked.
struct LinkedMachinesTests {
  private func decision(
    gpus: String = "H100-SXM", perInstance: Int = 8, hostClass: HostClass? = .hyperscaler
  ) throws -> Decision {
    let text = """
      {"version": 1, "name": "t", "prompt": {"mean": 2000}, "completion": {"mean": 200},
       "volume": {"requestsPerDay": 20000}, "mode": {"interactive": {}},
       "candidates": {"models": ["deepseek-ai/DeepSeek-V3"], "engines": ["vLLM"],
         "precisions": ["published"], "gpus": ["\(gpus)"]}}
      """
    let offer = try Market.offer(
      "m", gpus: perInstance, perNode: 8, usdPerGPUHour: 2, hostClass: hostClass)
    return try Market.decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)), catalog: Market.catalog(offers: [offer]))
  }

  /// 671 GB in 8 bits do not fit eight H100 of 80 GB: each replica spans two machines, and pays for both.
  @Test func aReplicaSpansTwoMachines() throws {
    let decision = try decision()
    let option = try #require(decision.selfHosting.first)
    #expect(option.deployment.layout.chips == 16)
    #expect(option.gpus.isMultiple(of: 16))
    #expect(
      abs(option.machineUSD - Double(option.gpus) * 2 * 730) <= 1e-6 * option.machineUSD)
    #expect(decision.cautions.contains(.linkedMachines(offer: "m", machines: 2)))
  }

  /// `16xH100` says the same.
  @Test func sixteenMayBeNamed() throws {
    let named = try decision(gpus: "16xH100")
    #expect(named.selfHosting.first?.machineUSD == (try decision().selfHosting.first?.machineUSD))
  }

  /// Machines of a market stand anywhere, and single GPUs of a node are linked to none of another.
  @Test(arguments: [(8, HostClass.marketplace), (8, .smallNeocloud), (1, .hyperscaler)])
  func othersAreNotLinked(perInstance: Int, hostClass: HostClass) throws {
    let decision = try decision(perInstance: perInstance, hostClass: hostClass)
    #expect(decision.selfHosting.isEmpty)
    #expect(decision.verdict.onlyBecause?.contains("weights and overhead need") == true)
  }

  /// Where the layouts that are named suit no machine, that is the reason, not the targets.
  @Test func theReasonIsTheLayout() throws {
    let decision = try decision(gpus: "16xH100", hostClass: .marketplace)
    #expect(decision.verdict.onlyBecause?.contains("not linked") == true)
  }

  /// A model that fits one machine stays on it.
  @Test func whatFitsStaysOnOne() throws {
    let rental = try Market.rental(gpus: 8)
    #expect(rental.holding(chips: 8) == rental)
    #expect(rental.holding(chips: 16) == nil)
    #expect(!rental.linksNodes)
  }
}
