import Testing

@testable import Breakeven

struct BatchPlanTests {
  /// One request a second and replica, 100 s to load, 10 s to drain.
  static func plan(
    rental: Rental, deadline: Double = 1110, gpusEach: Int = 1, interruptions: Double = 0,
    failures: Double = 0, isSingleJob: Bool = false
  ) -> BatchPlan {
    BatchPlan(
      jobs: 1, isSingleJob: isSingleJob, replicaRequestsPerSecond: 1, loadSeconds: 100,
      drainSeconds: 10, deadlineSeconds: deadline, interruptionShare: interruptions,
      failedShare: failures, gpusPerReplica: gpusEach, rental: rental, horizon: .constant)
  }

  /// Work of 1,000 s fits in the deadline: one replica for 1,000 requests, two for 1,001.
  @Test(arguments: [(1000.0, 1, 1110.0), (1001, 2, 610.5), (5000, 5, 1110)])
  func replicasFromTheDeadline(requests: Double, replicas: Int, seconds: Double) throws {
    let plan = Self.plan(rental: try Market.rental())
    #expect(plan.replicas(requestsPerJob: requests) == replicas)
    #expect(abs(plan.jobSeconds(requestsPerJob: requests) - seconds) < 1e-9)
    #expect(
      abs(plan.usd(requests: requests) - Double(replicas) * 2 * (seconds.rounded(.up) / 3600))
        < 1e-9)
  }

  /// 3,620 s of work and 110 s besides on one machine take a second hour; on two, one hour each is not
  /// dearer, and on four neither: the fewest stay.
  @Test func coarseBillingChoosesReplicas() throws {
    let hourly = Self.plan(rental: try Market.rental(billedBy: 3600), deadline: 36_000)
    let one = hourly.run(requestsPerJob: 3480)
    #expect(one.instances == 1 && one.usd == 2)
    let two = hourly.run(requestsPerJob: 7000)
    // One machine: 7,110 s, two hours. Two machines: 3,610 s, two hours each. One stays.
    #expect(two.instances == 1 && two.usd == 4)
    let three = hourly.run(requestsPerJob: 10_300)
    // One machine: 10,410 s, three hours. Three machines: 3,543 s, one hour each. One stays.
    #expect(three.usd == 6)
  }

  @Test func failuresAndInterruptionsAddWork() throws {
    let plain = Self.plan(rental: try Market.rental())
    let risky = Self.plan(rental: try Market.rental(), interruptions: 0.1, failures: 0.2)
    // 400 · 1.1 / 0.8 = 550 s of work.
    #expect(abs(plain.jobSeconds(requestsPerJob: 400) - 510) < 1e-9)
    #expect(abs(risky.jobSeconds(requestsPerJob: 400) - 660) < 1e-9)
  }

  /// One GPU of an eight-GPU machine costs the machine, so all eight work.
  @Test func replicasFillTheMachine() throws {
    let plan = Self.plan(rental: try Market.rental(gpus: 8))
    #expect(plan.replicas(requestsPerJob: 100) == 8)
    #expect(abs(plan.jobSeconds(requestsPerJob: 100) - 122.5) < 1e-9)
  }

  @Test func aReservationIsPaidToItsEnd() throws {
    let once = Self.plan(rental: try Market.rental(commitment: .reserved1Year), isSingleJob: true)
    #expect(abs(once.usd(requests: 100) - 8760 * 2) < 1e-6)
    let monthly = Self.plan(rental: try Market.rental(commitment: .reserved1Year))
    #expect(abs(monthly.usd(requests: 100) - 730 * 2) < 1e-6)
  }

  @Test func spotNeedsPermission() throws {
    let catalog = try Market.catalog(offers: [
      Market.offer("m", usdPerGPUHour: 2, terms: [.onDemand, .spot])
    ])
    func terms(_ spot: Bool) throws -> Set<Rental.Terms> {
      Set(
        try Market.decision(Market.workload(mode: Market.nightly(spot: spot)), catalog: catalog)
          .selfHosting.map(\.rental.terms))
    }
    #expect(try terms(false) == [.onDemand])
    #expect(try terms(true) == [.onDemand, .spot])
  }

  @Test func aDeadlineShorterThanLoadingIsNoOption() throws {
    let decision = try Market.decision(Market.workload(mode: Market.nightly(hours: 0.02)))
    #expect(decision.selfHosting.isEmpty)
    #expect(decision.verdict.choice == .api)
  }
}
