import Testing

@testable import Breakeven

struct PoolingTests {
  /// Alone a replica serves 2 requests a second, in a fleet of four 3 each, of sixteen 4 each: with halves
  /// between, 1/2, 5/8, 3/4, 7/8 and 1 of the largest.
  static let pooling = Pooling(ofFoursUp: [2, 3, 4])

  @Test func sharesByHand() {
    #expect(Self.pooling.shares == [0.5, 0.625, 0.75, 0.875, 1])
    #expect(Self.pooling.served(byReplicas: 1) == 0.5)
    #expect(Self.pooling.served(byReplicas: 3) == 1.875)
    #expect(Self.pooling.served(byReplicas: 100) == 100)
  }

  /// The load is in replicas of the largest fleet.
  @Test(arguments: [
    (0, 1), (0.5, 1), (0.51, 2), (1.25, 2), (1.26, 3), (1.9, 4), (3, 4), (3.1, 5), (6, 8),
    (14, 16), (16.5, 17), (1e9, 10_000_000),
  ])
  func replicasByHand(load: Double, replicas: Int) {
    #expect(Self.pooling.replicas(serving: load) == replicas)
  }

  /// A fleet of one that cannot keep the level at all takes four.
  @Test func smallFleetsMayBeImpossible() {
    let pooling = Pooling(ofFoursUp: [0, 3, 4])
    #expect(pooling.replicas(serving: 0.01) == 4)
    #expect(pooling.served(byReplicas: 3) == 0)
  }

  @Test func whatChanceMakesWorseIsNoWorse() {
    #expect(Pooling(ofFoursUp: [3, 2.9]).shares == [1, 1, 1])
  }

  /// Loads of 1 to 4.2 replicas: the sum over hours is that of a loop over all of them.
  @Test func sumsAgreeWithALoop() {
    let weights = TrafficLevelsTests.week { 0.2 + Double(($0 * 37) % 97) / 48 }
    let levels = TrafficLevels(
      weights: weights, regions: [], horizon: .constant, holdsPeak: false, isCommitted: false)
    for mean in [0.3, 2, 7.7] {
      let sum = levels.sum(replicasAtMean: mean, pooling: Self.pooling, priced: true) { Double($0) }
      let loop = weights.reduce(0) { $0 + Double(Self.pooling.replicas(serving: mean * $1)) }
      #expect(abs(sum / (loop * 730 / 168) - 1) < 1e-12)
    }
  }
}

struct SimulatedSizingTests {
  /// On one deployment, so that only the traffic differs.
  static func workload(burstiness: Double, requestsPerDay: Double = 1_500_000) throws -> Workload {
    let workload = try Market.workload(
      requestsPerDay: requestsPerDay,
      mode: .interactive(
        ServiceLevel(timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.02),
        Traffic(.daily(peakToAverage: 2), burstiness: burstiness)))
    return try workload.with(
      candidates: Candidates(
        models: [Market.model], precisions: ["bf16"], layouts: ["TP1"], engines: ["vLLM"]))
  }

  static func decide(burstiness: Double) throws -> Decision {
    var assumptions = Market.closedForm
    assumptions.simulatedRequests = DecisionAssumptions().simulatedRequests
    return try Market.decision(workload(burstiness: burstiness), assumptions: assumptions)
  }

  static let calm = Result { try decide(burstiness: 1) }
  static let bursty = Result { try decide(burstiness: 4) }

  /// Bursts of gaps that vary by four times their mean are beyond the closed form, which takes no notice.
  @Test func burstsTakeMoreReplicas() throws {
    let calm = try #require(try Self.calm.get().bestSelfHost)
    let decision = try Self.bursty.get()
    let bursty = try #require(decision.bestSelfHost)
    guard case .simulated(let sizing) = bursty.sizing else {
      Issue.record("sized by closed form")
      return
    }
    #expect(sizing.replica.timeToFirstTokenSeconds <= 1)
    #expect(sizing.replica.timePerOutputTokenSeconds <= 0.02)
    #expect(sizing.replica.keepsLevel)
    #expect(bursty.replicas > calm.replicas)
    #expect(bursty.replicaRequestsPerSecond < calm.replicaRequestsPerSecond)
    guard case .fleet(let plan) = bursty.plan else { return }
    let needed = bursty.replicas - plan.spares
    let peak = plan.peakRequestsPerSecond(requestsPerMonth: decision.demand.requests)
    #expect(peak <= Double(needed) * bursty.replicaRequestsPerSecond * (1 + 1e-9))
    #expect(decision.uncertainty?.selfHostUSD.value == bursty.totalUSD)
  }

  @Test func withoutBudgetTheClosedFormStands() throws {
    let decision = try Market.decision(
      Self.workload(burstiness: 4), assumptions: Market.closedForm)
    #expect(decision.bestSelfHost?.sizing == .closedForm(.untrusted))
    #expect(decision.selfHosting.allSatisfy { $0.sizing == .closedForm(.untrusted) })
  }

  @Test func jobsAndMissingTargetsNeedNoSimulation() throws {
    let free = try Market.decision(
      Market.workload(mode: .interactive(ServiceLevel(), Traffic(burstiness: 4))))
    #expect(free.bestSelfHost?.sizing == .closedForm(.noTarget))
    let job = try Market.decision(Market.workload(mode: Market.nightly()))
    #expect(job.bestSelfHost?.sizing == .closedForm(.noTarget))
  }

  /// Up to seven tenths of saturation random arrivals are trusted to the closed form.
  @Test func whatCouldBeChosenIsSimulatedWhereItMust() throws {
    switch try Self.calm.get().bestSelfHost?.sizing {
    case .simulated(let sizing): #expect(sizing.closedFormUtilization > 0.7)
    case .closedForm(let trust): #expect(trust == .trusted)
    case nil: Issue.record("no fleet")
    }
  }

  /// Where targets are so tight that less than one request is in flight, the closed form is not taken.
  @Test func replicasThatAreMostlyIdleAreSimulated() throws {
    let best = try #require(try Self.calm.get().bestSelfHost)
    var found = 0
    var seconds = 0.02
    while seconds > 0.001 {
      let level = try ServiceLevel(
        timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: seconds)
      guard
        let capacity = best.deployment.capacity(
          for: best.demand.mix, sharedPrefix: nil, within: level)
      else { break }
      if capacity.concurrency < 1 {
        found += 1
        let trust = OptionPlanner.trust(
          in: capacity, within: level, burstiness: 1, isPrefillOnly: false)
        #expect(trust == .untrusted)
      }
      seconds *= 0.98
    }
    #expect(found > 0)
  }

  @Test func theSweepEndsAtSaturation() throws {
    let sweep = try #require(try Self.bursty.get().loadSweep())
    #expect(sweep.points.count > 2)
    #expect(sweep.points.allSatisfy { $0.simulated.isStable })
    for (low, high) in zip(sweep.points, sweep.points.dropFirst()) {
      #expect(low.simulated.requestsPerSecond < high.simulated.requestsPerSecond)
      #expect(low.simulated.concurrency < high.simulated.concurrency)
    }
    #expect(sweep.busiest.simulated.keepsLevel)
    #expect(sweep.withoutSpares?.simulated.keepsLevel == true)
  }
}
