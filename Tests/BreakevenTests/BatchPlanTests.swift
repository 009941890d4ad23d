import Testing
import Workloads

@testable import Breakeven

struct BatchPlanTests {
  /// One request a second and replica, 100 s to load, 10 s to drain.
  static func plan(
    rental: Rental, deadline: Double = 1110, gpusEach: Int = 1,
    interruptions: SpotInterruptions? = nil, failures: Double = 0, hours: Double = 730,
    jobs: Double = 1
  ) -> BatchPlan {
    BatchPlan(
      jobs: jobs, committedHours: hours, replicaRequestsPerSecond: 1, loadSeconds: 100,
      drainSeconds: 10, deadlineSeconds: deadline, interruptions: interruptions,
      failedShare: failures, gpusPerReplica: gpusEach, rental: rental, horizon: .constant,
      reliedOnSpeed: 1)
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

  /// Jobs of 100 replica hours each day that may take ten days are ten at a time: 100/24 of a replica hour each hour need
  /// five replicas all month, however long a job may take; three would fall behind for ever.
  @Test(arguments: [48.0, 240, 730])
  func jobsThatOverlapNeedTheMachinesOfEach(deadlineHours: Double) throws {
    let days = Volume.daysPerMonth
    let plan = Self.plan(
      rental: try Market.rental(), deadline: deadlineHours * 3600, jobs: days)
    #expect(plan.replicas(requestsPerJob: 360_000) == 5)
    #expect(plan.usd(requests: 360_000 * days) >= 100 * days * 2)
    #expect(plan.utilization(requests: 360_000 * days) < 1)
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
    // At one an hour and 343.1 s each: e^(343.1/3600) = 1.1, and 400 · 1.1 / 0.8 = 550 s of work.
    let terms = try BatchTerms(
      deadlineHours: 8, spotAllowed: true, interruptionsPerHour: 1,
      lostMinutesPerInterruption: 60 * naturalLogarithm(1.1))
    let spot = try Market.rental(commitment: .spot)
    let interruptions = try #require(
      SpotInterruptions(
        of: spot, terms: terms, assumptions: DecisionAssumptions(), restartSeconds: 60))
    let risky = Self.plan(rental: spot, interruptions: interruptions, failures: 0.2)
    #expect(abs(plain.jobSeconds(requestsPerJob: 400) - 510) < 1e-9)
    #expect(abs(risky.jobSeconds(requestsPerJob: 400) - 660) < 1e-9)
  }

  /// One GPU of an eight-GPU machine costs the machine, so all eight work.
  @Test func replicasFillTheMachine() throws {
    let plan = Self.plan(rental: try Market.rental(gpus: 8))
    #expect(plan.replicas(requestsPerJob: 100) == 8)
    #expect(abs(plan.jobSeconds(requestsPerJob: 100) - 122.5) < 1e-9)
  }

  /// A job that is run once pays a year's reservation to its end; a nightly one pays the month.
  @Test(arguments: [(true, 8760.0), (false, 730)])
  func aReservationIsPaidToItsEnd(once: Bool, hours: Double) throws {
    let nightly = try Market.workload(mode: Market.nightly())
    let workload = try once ? nightly.with(volume: Volume(100, .oneJob)) : nightly
    let decision = try Market.decision(
      workload,
      catalog: Market.catalog(offers: [
        Market.offer("m", usdPerGPUHour: 2, terms: [.reserved1Year])
      ]))
    let best = try #require(decision.bestSelfHost)
    #expect(abs(best.machineUSD - hours * 2 * Double(best.gpus)) < 1e-6)
  }

  /// Machines that are bought for a job that is run once cost what they cost, and are run until its deadline of 8 hours;
  /// no trend of API prices matters to it.
  @Test func aPurchaseIsPaidOnce() throws {
    let owned = try #require(
      try Market.builtIn.get().prices.owned.first { $0.gpu == "H100-SXM" })
    let decision = try Market.decision(
      Market.workload(mode: Market.nightly()).with(volume: Volume(100, .oneJob)),
      catalog: Market.catalog(offers: [], owned: [owned]))
    let best = try #require(decision.bestSelfHost)
    let purchase = try #require(best.purchaseUSD)
    let running = (owned.usdPerGPUHour - owned.capitalUSDPerGPUHour) * 8 * Double(best.gpus)
    #expect(abs(best.machineUSD - purchase - running) < 1e-6 * purchase)
    let uncertainty = try #require(decision.uncertainty)
    #expect(!uncertainty.swings.contains { $0.input == .apiPriceTrend })
    // They run for the job and no longer.
    let energy = try #require(decision.energy)
    #expect(energy.acceleratorHours <= 8 * Double(best.gpus))
  }

  /// A job has no month: where a bill of one is stated for it, what the API asks for the job is told beside it.
  @Test func aBillOfAMonthIsNoBillOfAJob() throws {
    let workload = try Market.workload(mode: Market.nightly())
      .with(volume: Volume(100, .oneJob))
      .with(today: Today(api: "host/llama", usdPerMonth: 5000))
    let decision = try Market.decision(workload)
    #expect(try #require(decision.today).usd < 1)
    #expect(decision.cautions.contains { $0.kind == "billDiffers" })
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
    #expect(decision.verdict.choice == .nothingToCompare)
    #expect(decision.verdict.probabilitySelfHostCheaper == nil)
  }

  /// e^(0.1 · 10/60) − 1 = 1.7 %; the workload's rate goes before the offer's, and that before the default.
  @Test func interruptionsAreTheWorkloadsOrTheOffersOrAssumed() throws {
    func found(stated: Double?, offered: Double?) throws -> SpotInterruptions {
      let offer = GPUOffer(
        id: "m", provider: "cloud", gpu: "H100-SXM", gpusPerInstance: 1,
        terms: [.init(commitment: .spot, usdPerInstanceHour: 1, interruptionsPerHour: offered)],
        provenance: try Market.provenance())
      let rental = try #require(Rental(offer, commitment: .spot))
      return try #require(
        SpotInterruptions(
          of: rental,
          terms: BatchTerms(
            deadlineHours: 8, spotAllowed: true, interruptionsPerHour: stated),
          assumptions: DecisionAssumptions(), restartSeconds: 600))
    }
    let assumed = try found(stated: nil, offered: nil)
    #expect(assumed.origin == .assumed && abs(assumed.share - 0.016806) < 1e-6)
    let offered = try found(stated: nil, offered: 6)
    #expect(offered.origin == .offer && abs(offered.share - 1.718282) < 1e-6)
    #expect(try found(stated: 0, offered: 6).share == 0)
  }

  /// A fifth of the answers asked for again costs the API a quarter more, and machines, of which a fifth fails
  /// too, work 1/0.64 as long.
  @Test func retriesCostBothSidesAndFailuresOne() throws {
    func decision(failed: Double, retried: Double) throws -> Decision {
      let mode = Mode.batch(
        try BatchTerms(deadlineHours: 8, failedShare: failed, retriedShare: retried))
      return try Market.decision(Market.workload(requestsPerDay: 2_000_000, mode: mode))
    }
    let plain = try decision(failed: 0, retried: 0)
    let repeated = try decision(failed: 0.2, retried: 0.2)
    let (first, second) = (try #require(plain.bestAPI), try #require(repeated.bestAPI))
    #expect(abs(second.usdPerRequest / first.usdPerRequest - 1.25) < 1e-12)
    let (own, other) = (try #require(plain.bestSelfHost), try #require(repeated.bestSelfHost))
    #expect(other.machineUSD > 1.3 * own.machineUSD && other.machineUSD < 1.7 * own.machineUSD)
    #expect(DecisionAssumptions().repeatedShare(nil) == 0)
    #expect(
      abs(
        DecisionAssumptions().repeatedShare(
          try BatchTerms(deadlineHours: 8, failedShare: 0.2, retriedShare: 0.2)) - 0.36) < 1e-12)
  }

  @Test func aHigherRateOfInterruptionsIsNeverCheaper() throws {
    let catalog = try Market.catalog(offers: [
      Market.offer("m", usdPerGPUHour: 2, terms: [.spot])
    ])
    var last = 0.0
    for rate in [0, 0.1, 1, 5] {
      let mode = Mode.batch(
        try BatchTerms(deadlineHours: 8, spotAllowed: true, interruptionsPerHour: rate))
      let decision = try Market.decision(
        Market.workload(requestsPerDay: 1_000_000, mode: mode), catalog: catalog)
      let best = try #require(decision.bestSelfHost)
      let usd = best.machineUSD
      // A tenth of one an hour may fit into the minutes that are billed anyway; five do not.
      #expect(usd >= last)
      if rate == 5 { #expect(usd > last) }
      last = usd
      let uncertainty = try #require(decision.uncertainty)
      let swings = uncertainty.swings
      let swing = swings.first { $0.input == .interruptions }
      if rate == 0 {
        #expect(swing == nil)
      } else {
        let swing = try #require(swing)
        #expect(swing.savingAtLow > swing.savingAtHigh)
      }
    }
    let hopeless = Mode.batch(
      try BatchTerms(
        deadlineHours: 8, spotAllowed: true, interruptionsPerHour: 60,
        lostMinutesPerInterruption: 1440))
    #expect(
      try Market.decision(Market.workload(mode: hopeless), catalog: catalog).selfHosting.isEmpty)
  }
}
