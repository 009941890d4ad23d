import CheckedJSON
import Foundation
import Numerics
import TestFixtures
import Testing
import Workloads

@testable import FleetSimulation
@testable import Roofline

/// Adapters cost the simulator's steps what they cost the closed form.
struct AdapterSimulationTests {
  private static func deployment(
    _ count: Int, targets: Adapters.Targets = .attention, resident: Int? = nil
  ) throws -> Deployment {
    let facts = try AdapterFacts(JSONDocument(Fixtures.data("adapters.json")))
    return try Fixtures.deployment(on: "A100-80GB").serving(
      AdapterService(try Adapters(count: count, targets: targets, resident: resident), facts))
  }

  /// A step of decoding sequences and of a prompt is that of the closed form.
  @Test(arguments: [(1, 0), (32, 0), (200, 0), (0, 500), (32, 500)])
  func aStepTakesWhatTheClosedFormSays(decoding: Int, prompt: Int) throws {
    let deployment = try Self.deployment(40, targets: .all)
    let clock = StepClock(deployment, tokens: 4096, sequences: 256)
    var seconds = clock.seconds(tokens: decoding + prompt) + clock.seconds(sampling: decoding)
    if prompt > 0 { seconds += clock.carryingPrompt }
    if decoding > 0 { seconds += clock.seconds(sequences: decoding) }
    let step = deployment.stepTime(
      of: StepLoad(decoding: Double(decoding), promptTokens: Double(prompt)))
    #expect(step.adapters > 0)
    #expect(abs(seconds / step.total - 1) < 0.01)
  }

  /// At a fixed rate, both lose alike to adapters.
  @Test(arguments: [(40, 1.0), (40, 2.5), (2000, 2.0)])
  func theSimulatorAgreesWithTheClosedForm(count: Int, rate: Double) throws {
    let mix = try RequestMix(promptTokens: 1500, completionTokens: 250)
    let shape = RequestShape(mix, sharedPrefix: nil)
    func perToken(_ deployment: Deployment) throws -> (simulated: Double, closed: Double) {
      let arrivals = try Arrivals.drawn(
        from: mix, requestsPerSecond: rate, burstiness: 1, count: 1500, seed: 7)
      let result = try Simulation(of: deployment).run(arrivals)
      let estimate = try deployment.estimate(
        of: shape, under: .rate(requestsPerSecond: rate))
      return (result.timePerOutputToken.mean, estimate.timePerOutputTokenSeconds.value)
    }
    let with = try perToken(Self.deployment(count))
    let without = try perToken(Self.deployment(1))
    #expect(with.simulated > without.simulated)
    #expect(
      abs((with.simulated / without.simulated) / (with.closed / without.closed) - 1) < 0.03)
  }

  /// Of forty used alike ten are held: three of four first tokens wait for 21 ms.
  @Test func missingAdaptersDelayFirstTokens() throws {
    let held = try Self.deployment(40, resident: 10)
    let goal = LatencyGoal(adapterSwap: held.adapterSwap)
    let waits = (1...1000).map(goal.adapterWait)
    #expect(abs(waits.reduce(0, +) / 1000 - (held.adapterSwap?.meanSeconds ?? 0)) < 1e-4)
    #expect(waits.filter { $0 > 0 }.count == 750)
    #expect(LatencyGoal().adapterWait(ofRequest: 1) == 0)
  }
}
