import Numerics
import Testing

@testable import Breakeven

struct EnergyUseTests {
  /// 100 · (0.7 · 0.79 + 0.35) · 1.25 = 112.9 kWh; at 481 g 54.3 kg.
  @Test func hoursByHand() {
    let use = EnergyUse(
      acceleratorHours: 100, boardWatts: 700,
      powerShare: Interval(value: 0.79, low: 0.64, high: 0.92), hostKilowatts: 0.35,
      facility: 1.25, gramsPerKWh: 481, region: "world")
    #expect(abs(use.kilowattHours - 112.875) < 1e-9)
    #expect(abs(use.kilograms - 54.292875) < 1e-9)
  }

  /// An H100 with 50 in flight draws the measured 79 %, with none 11 %; a chip nobody measured the mean of both.
  @Test func sharesAreTheMeasuredOnes() throws {
    let facts = try EnergyFacts.builtIn()
    #expect(abs(facts.powerShare(gpu: "H100-SXM", requestsInFlight: 50).value - 0.79) < 1e-9)
    #expect(abs(facts.powerShare(gpu: "H100-SXM", requestsInFlight: 0).value - 0.11) < 1e-9)
    #expect(abs(facts.powerShare(gpu: "L40S", requestsInFlight: 50).value - 0.78) < 1e-9)
    #expect(facts.grid["fr"] == 56 && facts.grid["world"] == 481)
  }

  /// A replica of one H100 all month: 1,460 hours with its spare.
  @Test func theBestOptionHasAUse() throws {
    let decision = try Market.decision(Market.workload())
    let (best, use) = (try #require(decision.bestSelfHost), try #require(decision.energy))
    #expect(
      abs(use.acceleratorHours - best.machineUSD / best.rental.usdPerGPUHour) < 1e-6)
    #expect(use.region == "world" && use.kilowattHours > 0)
  }
}
