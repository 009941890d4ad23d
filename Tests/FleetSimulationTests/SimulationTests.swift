import CheckedJSON
import TestFixtures
import Roofline
import Testing
import Workloads

@testable import FleetSimulation

/// What must hold of every simulation.
struct SimulationTests {
  static let policies: [BatchingPolicy] = [.growing, .reserving, .staticBatches(of: 8)]

  @Test(arguments: policies, [nil, 4000.0])
  func everyRequestFinishesOnce(policy: BatchingPolicy, cacheTokens: Double?) throws {
    let requests = SimulationFixture.requests(400, rate: 60)
    for router in Router.allCases {
      let result = try Simulation(
        of: SimulationFixture.deployment(cacheTokens: cacheTokens), replicas: 2, router: router,
        policy: policy
      ).run(.replaying(RequestTrace(requests)))
      #expect(result.arrived == 400)
      #expect(result.finished + result.tooLargeForCache + result.tooLongForContext == 400)
      #expect(result.endToEndSpread.count == result.finished)
      if result.finished == 400 {
        #expect(result.promptTokens == requests.reduce(0) { $0 + $1.promptTokens })
        #expect(result.completionTokens == requests.reduce(0) { $0 + $1.completionTokens })
      }
      #expect(result.computedPromptTokens >= result.promptTokens)
      #expect(result.peakCacheShare <= 1)
      #expect(result.utilization <= 1)
      #expect(result.occupancy.count < OccupancySeries.maximumSamples)
    }
  }

  @Test(arguments: policies)
  func littlesLawHolds(policy: BatchingPolicy) throws {
    let result = try Simulation(of: SimulationFixture.deployment(), replicas: 2, policy: policy)
      .run(.replaying(RequestTrace(SimulationFixture.requests(400, rate: 60))))
    #expect(result.preemptions == 0)
    let latencies = result.endToEndSpread.sumSeconds
    #expect(abs(result.runningSeconds + result.waitingSeconds - latencies) < 1e-9 * latencies)
    #expect(
      abs(result.meanRunning + result.meanWaiting - result.requestsPerSecond * result.endToEnd.mean)
        < 1e-9 * result.meanRunning)
  }

  /// The time between tokens is no part of it: a full replica makes bursts wait for their first token,
  /// and more replicas take them in at once, each beside the decoding of the others.
  @Test(arguments: Router.allCases, [1.0, 3])
  func moreReplicasAreNeverWorse(router: Router, burstiness: Double) throws {
    let arrivals = try Arrivals.replaying(
      RequestTrace(SimulationFixture.requests(500, rate: 120, burstiness: burstiness)))
    let deployment = try SimulationFixture.deployment(sequenceLimit: 16)
    var (first, whole) = (Double.infinity, Double.infinity)
    for replicas in [1, 2, 4, 8] {
      let result = try Simulation(of: deployment, replicas: replicas, router: router).run(arrivals)
      #expect(result.timeToFirstToken.p95 <= first)
      #expect(result.endToEnd.p95 <= whole)
      (first, whole) = (result.timeToFirstToken.p95, result.endToEnd.p95)
    }
  }

  @Test func moreLoadIsNeverBetter() throws {
    let trace = try RequestTrace(SimulationFixture.requests(600, rate: 1))
    let simulation = try Simulation(of: SimulationFixture.deployment())
    var last = 0.0
    for speed in [5.0, 15, 30, 60, 200] {
      let result = simulation.run(try .replaying(trace, speed: speed))
      #expect(result.endToEnd.p95 >= last)
      last = result.endToEnd.p95
    }
  }

  /// One request at a time that ends with its prompt: an M/D/1 queue, whose mean wait is ρ·D/(2(1 − ρ)).
  @Test(arguments: [0.3, 0.6])
  func aSingleServerWaitsAsInTheory(load: Double) throws {
    let deployment = try SimulationFixture.deployment(sequenceLimit: 1)
    let step = StepLoad(promptTokens: 500, promptKeys: 250, endingPrompts: 1)
    let seconds = deployment.pass.time(of: step, with: deployment.parameters).total
    let result = try Simulation(of: deployment).run(
      .drawn(
        from: RequestMix(promptTokens: 500, completionTokens: 1),
        requestsPerSecond: load / seconds, count: 12_000))
    let wait = load * seconds / (2 * (1 - load))
    #expect(abs(result.timeToFirstToken.mean - seconds - wait) < 0.06 * wait)
    #expect(abs(result.utilization - load) < 0.02)
    #expect(result.timePerOutputTokenSpread.count == 0)
  }

  @Test func theSameSeedGivesTheSameResultOnAnyThreads() async throws {
    let mix = try RequestMix(promptTokens: 200, completionTokens: 30)
    let simulation = try Simulation(of: SimulationFixture.deployment(), replicas: 5)
    func arrivals(seed: UInt64) throws -> Arrivals {
      try .drawn(from: mix, requestsPerSecond: 200, burstiness: 2, count: 500, seed: seed)
    }
    let once = simulation.run(try arrivals(seed: 1))
    #expect(simulation.run(try arrivals(seed: 1)) == once)
    for threads in [2, 3, 9] {
      #expect(await simulation.run(try arrivals(seed: 1), threads: threads) == once)
    }
    #expect(simulation.run(try arrivals(seed: 2)) != once)
  }

  @Test(arguments: [(0.5, true), (1.5, false)])
  func queuesGrowAboveSaturation(load: Double, isStable: Bool) throws {
    let deployment = try SimulationFixture.deployment()
    let mix = try RequestMix(promptTokens: 300, completionTokens: 40)
    let shape = RequestShape(mix)
    let rate = load * deployment.saturation(of: shape).requestsPerSecond
    let result = try Simulation(of: deployment).run(
      .drawn(from: mix, requestsPerSecond: rate, count: 2000))
    #expect(result.isStable == isStable)
    // Each second of arrivals takes rate/throughput seconds to serve.
    if !isStable {
      #expect(abs(result.queueGrowth - rate / result.requestsPerSecond + 1) < 0.05)
    }
  }

  /// A batch of like requests takes its prefill and then one decode step after the other.
  @Test func aStaticBatchTakesTheSumOfItsSteps() throws {
    let deployment = try SimulationFixture.deployment(.windowed)
    let mix = try RequestMix(promptTokens: 200, completionTokens: 100)
    let result = try Simulation(of: deployment, policy: .staticBatches(of: 4)).run(
      .queued(mix, count: 4))
    func seconds(_ load: StepLoad) -> Double {
      deployment.pass.time(of: load, with: deployment.parameters).total
    }
    let prefill = seconds(StepLoad(promptTokens: 800, promptKeys: 100, endingPrompts: 4))
    let decode = (200..<299).reduce(0) {
      $0 + seconds(StepLoad(decoding: 4, context: Double($1)))
    }
    #expect(result.arrivalSeconds == 0)
    #expect(abs(result.timeToFirstToken.mean - prefill) < 1e-3 * prefill)
    #expect(abs(result.durationSeconds - prefill - decode) < 1e-3 * (prefill + decode))
  }

  @Test func continuousBatchingServesMoreThanStaticBatches() throws {
    let trace = try RequestTrace(SimulationFixture.requests(300, rate: 0))
    let deployment = try SimulationFixture.deployment()
    let continuous = try Simulation(of: deployment).run(.queued(trace))
    let batches = try Simulation(of: deployment, policy: .staticBatches(of: 32)).run(.queued(trace))
    #expect(continuous.outputTokensPerSecond > 1.3 * batches.outputTokensPerSecond)
  }

  @Test func aJobIsDoneByItsDeadlineOrInPart() throws {
    let trace = try RequestTrace(SimulationFixture.requests(300, rate: 0))
    let deployment = try SimulationFixture.deployment()
    let whole = try Simulation(of: deployment).run(.queued(trace))
    for (share, least, most) in [(1.01, 1.0, 1.0), (0.5, 0.4, 0.6)] {
      let result = try Simulation(
        of: deployment, deadlineSeconds: share * whole.durationSeconds
      ).run(.queued(trace))
      #expect(result.shareByDeadline >= least && result.shareByDeadline <= most)
    }
    let two = try Simulation(of: deployment, replicas: 2).run(.queued(trace))
    #expect(two.durationSeconds < 0.62 * whole.durationSeconds)
  }

  @Test func goodputCountsRequestsWithinBothTargets() throws {
    let trace = try RequestTrace(SimulationFixture.requests(300, rate: 40))
    let deployment = try SimulationFixture.deployment()
    let free = try Simulation(of: deployment).run(.replaying(trace))
    #expect(free.shareWithinLevel == 1)
    let level = try ServiceLevel(timeToFirstTokenSeconds: free.timeToFirstToken.p50)
    let result = try Simulation(of: deployment, serviceLevel: level).run(.replaying(trace))
    #expect(abs(result.shareWithinLevel - 0.5) < 0.02)
    #expect(result.goodputRequestsPerSecond < result.requestsPerSecond)
  }

  @Test func warmUpAndRequestLatencyChangeOnlyWhatIsMeasured() throws {
    let trace = try RequestTrace(SimulationFixture.requests(300, rate: 40))
    let deployment = try SimulationFixture.deployment()
    let plain = try Simulation(of: deployment).run(.replaying(trace))
    let later = try Simulation(of: deployment, warmUpSeconds: 2).run(.replaying(trace))
    #expect(later.finished == 300 && later.endToEndSpread.count < 300)
    #expect(later.durationSeconds == plain.durationSeconds)
    let slow = try Simulation(of: deployment, requestLatencySeconds: 0.5).run(.replaying(trace))
    #expect(abs(slow.timeToFirstToken.mean - plain.timeToFirstToken.mean - 0.5) < 1e-9)
    #expect(slow.timePerOutputToken == plain.timePerOutputToken)
    let fitted = try Simulation(
      of: SimulationFixture.deployment { $0.requestLatency = 0.5 }
    ).run(.replaying(trace))
    #expect(fitted.timeToFirstToken == slow.timeToFirstToken)
  }

  /// A rush that asks for more replicas: the longer they take to come, the longer requests wait.
  @Test func newReplicasComeAfterTheirDelay() throws {
    let requests = SimulationFixture.requests(900, rate: 100)
    let arrivals = try Arrivals.replaying(RequestTrace(requests))
    let deployment = try SimulationFixture.deployment(sequenceLimit: 8)
    func run(delay: Double) throws -> SimulationResult {
      try Simulation(
        of: deployment,
        autoscaling: Autoscaling(
          maximum: 8, targetInFlight: 8, delaySeconds: delay, intervalSeconds: 0.5, holdSeconds: 2)
      ).run(arrivals)
    }
    let fixed = try Simulation(of: deployment, replicas: 8, router: .leastLoaded).run(arrivals)
    let soon = try run(delay: 0.5)
    let late = try run(delay: 5)
    #expect(soon.finished == 900 && late.finished == 900)
    #expect(fixed.timeToFirstToken.p95 < soon.timeToFirstToken.p95)
    #expect(soon.timeToFirstToken.p95 < late.timeToFirstToken.p95)
    #expect(soon.peakReplicas > 1 && soon.peakReplicas <= 8)
    #expect(soon.replicaSeconds < 8 * soon.durationSeconds)
  }

  @Test func sharedPrefixesSaveTimeAndMemory() throws {
    let mix = try RequestMix(promptTokens: 800, completionTokens: 20)
    let deployment = try SimulationFixture.deployment(cacheTokens: 12_000)
    let plain = try Simulation(of: deployment).run(.queued(mix, count: 200))
    let prefix = try SharedPrefix(tokens: 640, hitRate: 1)
    let shared = try Simulation(of: deployment).run(
      .queued(mix, count: 200, sharedPrefix: prefix))
    #expect(shared.cachedPromptTokens == 200 * 640)
    #expect(shared.meanRunning > 1.5 * plain.meanRunning)
    #expect(shared.requestsPerSecond > 2 * plain.requestsPerSecond)
  }
}
