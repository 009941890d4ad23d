import Numerics
import Roofline
import TestFixtures
import Testing
import Workloads

@testable import FleetSimulation

/// Prompts pass the stages of a pipeline one after the other, in the simulation as in the closed form.
struct PipelineSimulationTests {
  @Test(arguments: [2, 4])
  func stagesDoNotShortenAPrompt(stages: Int) throws {
    func firstToken(_ layout: Layout) throws -> (simulated: Double, closed: Double) {
      let deployment = try Fixtures.deployment(layout: layout)
      let requests = (0..<50).map {
        SimulatedRequest(
          arrivalSeconds: Double($0) * 20, promptTokens: 2000, completionTokens: 100)
      }
      let result = try Simulation(of: deployment).run(.replaying(RequestTrace(requests)))
      let closed = try deployment.estimate(
        of: RequestShape(prompt: 2000, completion: 100), under: .concurrency(1))
      return (result.timeToFirstToken.mean, closed.timeToFirstTokenSeconds.value)
    }
    let single = try firstToken(.single)
    let piped = try firstToken(Layout(tensor: 1, pipeline: stages))
    #expect(piped.simulated > 0.9 * single.simulated)
    let ratio = (piped.simulated / single.simulated) / (piped.closed / single.closed)
    #expect(abs(ratio - 1) < 0.05)
  }
}
