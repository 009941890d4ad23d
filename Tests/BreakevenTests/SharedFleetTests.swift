import Testing

@testable import Breakeven

/// What several workloads ask of the same replicas, by numbers that can be checked by hand.
struct SharedFleetTests {
  /// A load of so many replicas of one request a second, at all hours or by day (8 to 20) and by night.
  static func load(day: Double, night: Double) -> SharedLoad.Part {
    SharedLoad.Part(
      load: HourlyLoad(
        requestsPerSecond: (0..<168).map { (8..<20).contains($0 % 24) ? day : night }),
      requestsPerSecond: 1)
  }

  static func machines(
    _ parts: [SharedLoad.Part], batches: [SharedLoad.Batch] = [], spares: Int = 1,
    policy: FleetPlan.Policy = .fixedAtPeak
  ) throws -> SharedMachines {
    SharedMachines(
      load: SharedLoad(parts: parts, batches: batches), rental: try Market.rental(),
      gpusPerReplica: 1, spares: spares, policy: policy, monthPrices: [1])
  }

  /// Loads of 1.4 replicas each take 2 + 2 by turns and 3 mixed, with one spare for both: at $2 an hour 4 · 730 · 2 =
  /// $5,840, where each by itself would be 2 · 3 · 730 · 2 = $8,760.
  @Test func twoLoadsByHand() throws {
    let shared = try Self.machines([
      Self.load(day: 1.4, night: 1.4), Self.load(day: 1.4, night: 1.4),
    ])
    #expect(abs(shared.cost(.byTurns).usd - 5 * 730 * 2) < 1e-6)
    let mixed = shared.cost(.mixed(efficiency: 1))
    #expect(abs(mixed.usd - 5840) < 1e-6)
    #expect(mixed.replicas == 4 && mixed.gpus == 4)
    let alone = try Self.machines([Self.load(day: 1.4, night: 1.4)]).cost(.byTurns).usd
    #expect(abs(2 * alone - 8760) < 1e-6)
    // A mixture of which a replica does only 90 %: 2.8 / 0.9 takes 4.
    #expect(shared.cost(.mixed(efficiency: 0.9)).replicas == 5)
  }

  /// One works by day and one by night: two replicas do for both, and two more would idle.
  @Test func peaksOfDifferentHoursDoNotAdd() throws {
    let shared = try Self.machines(
      [Self.load(day: 2, night: 0), Self.load(day: 0, night: 2)], spares: 0)
    #expect(shared.cost(.byTurns).replicas == 2)
    #expect(abs(shared.cost(.byTurns).usd - 2 * 730 * 2) < 1e-6)
    #expect(shared.load.shares.allSatisfy { abs($0 - 0.5) < 1e-12 })
  }

  /// Models side by side, each with its share of the time: an hour takes as many replicas as one of them needs at most.
  @Test func sideBySideTheLargerNeedCounts() throws {
    let shared = try Self.machines(
      [Self.load(day: 1.4, night: 0.2), Self.load(day: 0.3, night: 0.9)], spares: 1,
      policy: .autoscaledHourly)
    // 2 and 1 replicas by day, 1 and 1 by night, with one spare for both: 2.5 on average.
    #expect(abs(shared.cost(.sideBySide).usd - 2.5 * 730 * 2) < 1e-6)
    #expect(abs(shared.cost(.byTurns).usd - 3.5 * 730 * 2) < 1e-6)
  }

  /// By the hour: 3 replicas for half the hours and 1 for the others, mixed and without a spare, are 2 on average.
  @Test func followsTheHours() throws {
    let shared = try Self.machines(
      [Self.load(day: 1.5, night: 0.5), Self.load(day: 1.5, night: 0.5)], spares: 0,
      policy: .autoscaledHourly)
    #expect(abs(shared.cost(.mixed(efficiency: 1)).usd - 2 * 730 * 2) < 1e-6)
  }

  /// Six replicas by day and two by night leave 4 · 12 = 48 replica hours from 20:00 to 8:00.
  ///
  /// 60 take five at a time, one more replica. In half the time 48 take eight at a time.
  @Test(arguments: [
    (48.0, 12.0, 6), (49, 12, 7), (60, 12, 7), (48, 6, 10), (1, 0.5, 6), (3, 0.5, 8),
  ])
  func batchesRunInTheTroughs(replicaHours: Double, deadline: Double, replicas: Int) {
    let needed = (0..<168).map { (8..<20).contains($0 % 24) ? 6 : 2 }
    let job = TroughJob(replicaHours: replicaHours, deadlineHours: deadline, readyHour: 20)
    #expect(TroughSchedule([job]).replicas(besides: needed, startingAt: 0) == replicas)
  }

  /// Nobody said when it lies ready: it begins where twelve idle hours follow.
  @Test func aJobThatMayBeginAtAnyHourBeginsAtNight() {
    let needed = (0..<168).map { (8..<20).contains($0 % 24) ? 6 : 2 }
    let found = TroughSchedule([TroughJob(replicaHours: 48, deadlineHours: 12)])
      .replicas(besides: needed)
    #expect(found.count == 6 && found.start == 20)
  }

  /// Two jobs of the same night: 30 and 18 replica hours fill the 48, one more does not fit.
  @Test func jobsShareTheNight() {
    let needed = (0..<168).map { (8..<20).contains($0 % 24) ? 6 : 2 }
    func replicas(_ second: Double) -> Int {
      TroughSchedule([
        TroughJob(replicaHours: 30, deadlineHours: 12, readyHour: 20),
        TroughJob(replicaHours: second, deadlineHours: 12, readyHour: 20),
      ]).replicas(besides: needed, startingAt: 0)
    }
    #expect(replicas(18) == 6 && replicas(19) == 7)
  }

  /// $5,000 and $2,500 of people: one team of $5,000, two thirds and one third of it; what each sets up is its own.
  @Test func oneTeamDoesForAll() throws {
    func cost(_ people: Double, setup: Double) throws -> OverheadCost {
      try OverheadCost(
        ofSelfHosting: DeclaredCosts(
          staff: .usdPerMonth(DeclaredValue(people)), setupUSD: DeclaredValue(setup)), in: .month)
    }
    let staff = OneStaff([try cost(5000, setup: 1200), try cost(2500, setup: 0)])
    let shares = staff.shares(among: [0, 1])
    #expect(abs((shares[0] ?? 0) - (10_000 / 3 + 100)) < 1e-9)
    #expect(abs((shares[1] ?? 0) - 5000.0 / 3) < 1e-9)
    #expect(abs(staff.usd([0, 1]) - 5100) < 1e-9 && staff.usd([1]) == 2500 && staff.usd([]) == 0)
  }

  /// A workload beside itself is itself: the mixture serves as much as either half alone.
  @Test func aMixtureOfTheSameIsTheSame() throws {
    let decision = try Market.decision(Market.workload())
    let option = try #require(decision.bestSelfHost)
    let level = try ServiceLevel(timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05)
    let part = RequestPart(share: 0.5, mix: option.demand.mix, sharedPrefix: nil)
    let mixed = try #require(
      option.deployment.capacity(
        for: ServiceDemand(0, among: [part, part], percentile: 95), within: level))
    let alone = try #require(option.serviceCapacity)
    #expect(abs(mixed.requestsPerSecond / alone.requestsPerSecond - 1) < 1e-5)
  }
}
