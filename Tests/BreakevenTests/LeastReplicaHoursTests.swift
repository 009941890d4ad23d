import CheckedJSON
import Foundation
import Testing

@testable import Breakeven

/// What a search takes for the least that a fleet may cost.
@Suite struct LeastReplicaHoursTests {
  /// Few requests and many, in one month and over months of other volumes and prices, with first tokens that a start may
  /// precede and that it may not.
  @Test(arguments: [
    (50, 10, ""), (40_000, 10, ""), (300, 3600, ""),
    (
      2000, 10,
      #""growth": {"perMonth": -0.05, "horizonMonths": 12, "machinePricePerMonth": -0.03},"#
    ),
  ])
  func noFleetCostsLess(requestsPerDay: Int, firstToken: Int, growth: String) throws {
    let text = """
      {"version": 1, "name": "least", "prompt": 1800, "completion": 250, \(growth)
       "volume": {"requestsPerDay": \(requestsPerDay)},
       "mode": {"interactive": {"timeToFirstTokenSeconds": \(firstToken),
         "timePerOutputTokenSeconds": 0.1, "traffic": {"peakToAverage": 3}}},
       "candidates": {"models": ["meta-llama/Llama-3.1-8B-Instruct"],
         "gpus": ["L40S", "H100-SXM"], "engines": ["vLLM"]}}
      """
    var assumptions = DecisionAssumptions()
    assumptions.draws = 50
    assumptions.sideDraws = 50
    let workload = try Workload(JSONDocument(Data(text.utf8), file: nil))
    let decision = try Decision(
      workload, catalog: Market.builtIn.get(), asOf: Market.date("2026-11-27"),
      assumptions: assumptions)
    let planner = try OptionPlanner(workload, demand: decision.demand, assumptions: assumptions)
    var ratios: [Double] = []
    for option in decision.selfHosting {
      guard case .fleet = option.plan else { continue }
      let planner = planner.with(demand: option.demand)
      let hours = try #require(planner.leastReplicaHours)
      let least = planner.leastUSD(
        chips: option.deployment.layout.chips, on: [option.rental], hours)
      ratios.append(option.machineUSD / least)
      #expect(option.machineUSD >= least * (1 - 1e-9), "\(option.name)")
    }
    #expect(ratios.count > 20)
    // One replica with its spares that stay is what the least stands for.
    if requestsPerDay == 50 { #expect(ratios.contains { abs($0 - 1) < 1e-9 }) }
  }
}
