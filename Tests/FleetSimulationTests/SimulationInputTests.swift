import CheckedJSON
import TestFixtures
import ModelArithmetic
import Roofline
import Testing
import Workloads

@testable import FleetSimulation

/// Input that nobody should give: refused at the door, or changed and counted; and every run ends.
struct SimulationInputTests {
  @Test(arguments: [
    SimulatedRequest(arrivalSeconds: .nan, promptTokens: 1, completionTokens: 1),
    SimulatedRequest(arrivalSeconds: .infinity, promptTokens: 1, completionTokens: 1),
    SimulatedRequest(arrivalSeconds: 0, promptTokens: -1, completionTokens: 1),
    SimulatedRequest(arrivalSeconds: 0, promptTokens: 1, completionTokens: .max),
    SimulatedRequest(arrivalSeconds: 0, promptTokens: .max, completionTokens: 1),
    SimulatedRequest(
      arrivalSeconds: 0, promptTokens: 1, completionTokens: 1, cachedPromptTokens: .min),
  ])
  func impossibleRequestsAreRefused(request: SimulatedRequest) {
    #expect(throws: InputError.self) { try RequestTrace([request]) }
  }

  @Test func unsortedTracesAreOrderedAndZeroLengthsRaised() throws {
    let trace = try RequestTrace([
      SimulatedRequest(arrivalSeconds: 5, promptTokens: 0, completionTokens: 3),
      SimulatedRequest(arrivalSeconds: -2, promptTokens: 4, completionTokens: 0),
      SimulatedRequest(arrivalSeconds: 1, promptTokens: 4, completionTokens: 1),
    ])
    #expect(trace.reordered == 2 && trace.raisedToOneToken == 2)
    #expect(trace.requests.map(\.arrival) == [0, 3, 7])
    #expect(trace.requests.map(\.prompt) == [4, 4, 1])
    let result = try Simulation(of: SimulationFixture.deployment()).run(.replaying(trace))
    #expect(result.finished == 3)
  }

  @Test func streamsAreClampedAndCounted() throws {
    let hostile: [SimulatedRequest] = [
      SimulatedRequest(arrivalSeconds: 3, promptTokens: 10, completionTokens: 10),
      SimulatedRequest(arrivalSeconds: .nan, promptTokens: 10, completionTokens: 10),
      SimulatedRequest(arrivalSeconds: 1, promptTokens: 0, completionTokens: -5),
      SimulatedRequest(arrivalSeconds: .infinity, promptTokens: .max, completionTokens: .max),
      SimulatedRequest(arrivalSeconds: 4, promptTokens: 10, completionTokens: 10),
    ]
    for router in Router.allCases {
      let arrivals = Arrivals.requests(atMost: 100) {
        let source = Stream(hostile)
        return { source.next() }
      }
      let result = try Simulation(
        of: SimulationFixture.deployment(), replicas: 2, router: router
      ).run(arrivals)
      #expect(result.arrived == 5 && result.clamped == 3)
      #expect(result.finished == 4 && result.tooLongForContext == 1)
    }
  }

  @Test func requestsLargerThanTheCacheAreRefusedAndCounted() throws {
    let requests = [100, 5000, 100, 2500, 100].map {
      SimulatedRequest(arrivalSeconds: 0, promptTokens: $0, completionTokens: 50)
    }
    for policy in SimulationTests.policies {
      let result = try Simulation(
        of: SimulationFixture.deployment(cacheTokens: 2000), policy: policy
      ).run(.queued(RequestTrace(requests)))
      #expect(result.finished == 3 && result.tooLargeForCache == 2)
    }
  }

  @Test(arguments: [1.0, 7])
  func smallestBudgetsAndLimitsStillFinish(tokenBudget: Double) throws {
    let requests = SimulationFixture.requests(40, rate: 5, prompt: 60, completion: 10)
    for policy in SimulationTests.policies {
      let result = try Simulation(
        of: SimulationFixture.deployment(
          cacheTokens: 1500, sequenceLimit: 3, tokenBudget: tokenBudget), policy: policy
      ).run(.replaying(RequestTrace(requests)))
      #expect(result.finished == 40)
    }
  }

  /// A quarter of a million steps take a few hundred events.
  @Test func hugeLengthsTakeFewEvents() throws {
    let mix = try RequestMix(promptTokens: 100_000, completionTokens: 31_000)
    let deployment = try SimulationFixture.deployment(sequenceLimit: 1, tokenBudget: 1)
    let result = try Simulation(of: deployment).run(.queued(mix, count: 2))
    #expect(result.finished == 2)
    #expect(result.steps == 2 * (100_000 + 30_999))
  }

  @Test func nothingComesToNothing() throws {
    for router in Router.allCases {
      let simulation = try Simulation(
        of: SimulationFixture.deployment(), replicas: 2, router: router)
      let result = simulation.run(try .replaying(RequestTrace([])))
      #expect(result.arrived == 0 && result.durationSeconds == 0)
      #expect(result.endToEnd.p99 == 0 && result.isStable)
    }
  }

  @Test func fleetsAndArrivalsOutOfRangeAreRefused() throws {
    let deployment = try SimulationFixture.deployment()
    let mix = try RequestMix(promptTokens: 10, completionTokens: 10)
    #expect(throws: InputError.self) { try Simulation(of: deployment, replicas: 0) }
    #expect(throws: InputError.self) { try Simulation(of: deployment, replicas: .max) }
    #expect(throws: InputError.self) { try Simulation(of: deployment, warmUpSeconds: .nan) }
    #expect(throws: InputError.self) {
      try Simulation(of: deployment, policy: .staticBatches(of: 0))
    }
    #expect(throws: InputError.self) {
      try Autoscaling(minimum: 3, maximum: 2, targetInFlight: 1, delaySeconds: 1)
    }
    for rate in [0, -1, Double.nan, .infinity] {
      #expect(throws: InputError.self) {
        try Arrivals.drawn(from: mix, requestsPerSecond: rate, count: 1)
      }
    }
    #expect(throws: InputError.self) {
      try Arrivals.drawn(from: mix, requestsPerSecond: 1, burstiness: .nan, count: 1)
    }
    #expect(throws: InputError.self) { try Arrivals.queued(mix, count: -1) }
    #expect(throws: InputError.self) { try Arrivals.replaying(RequestTrace([]), speed: 0) }
    #expect(throws: InputError.self) { try RequestTrace([], prefixBlocks: [[1]]) }
  }

  @Test func modelsThatDoNotFitAreRefused() throws {
    let model = try SimulatedModel.dense.architecture()
    let fits = try SimulationFixture.deployment()
    let small = Accelerator(
      id: "small", aliases: [], vendor: "", family: "", densePeaks: [.bf16: 1e14],
      memoryBytes: 8e9, bytesPerSecond: 1e12,
      link: Accelerator.Link(name: "", bytesPerSecondEachWay: 1e9, chips: 1), watts: nil,
      source: "", confidence: "", caveat: nil)
    let deployment = try Deployment(model: model, accelerator: small, engine: fits.engine)
    #expect(throws: InputError.self) { try Simulation(of: deployment) }
  }

  /// A source of requests that keeps its place.
  private final class Stream: @unchecked Sendable {
    private var rest: ArraySlice<SimulatedRequest>
    init(_ requests: [SimulatedRequest]) { rest = requests[...] }
    func next() -> SimulatedRequest? { rest.popFirst() }
  }
}
