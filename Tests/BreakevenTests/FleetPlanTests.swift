import Testing

@testable import Breakeven

struct FleetPlanTests {
  /// A replica of one GPU that serves one request a second: 2,628,000 requests a month.
  static let perReplica = 730.0 * 3600

  static func plan(
    _ policy: FleetPlan.Policy = .fixedAtPeak, spares: Int = 0, weights: [Double]? = nil,
    rental: Rental? = nil, gpusEach: Int = 1, horizon: Horizon = .constant,
    regions: [Double] = [], coldStart: ColdStart? = nil
  ) throws -> FleetPlan {
    FleetPlan(
      policy: policy, spares: spares, replicaRequestsPerSecond: 1, gpusPerReplica: gpusEach,
      rental: try rental ?? Market.rental(), hourOfWeekWeights: weights ?? [1.0],
      horizon: horizon, regions: regions, coldStart: coldStart)
  }

  static let halfDays = TrafficLevelsTests.week { $0 % 24 < 12 ? 2 : 0 }

  /// Half the hours at twice the mean: three replicas' worth of mean load are six or none.
  @Test(arguments: [
    (FleetPlan.Policy.fixedAtPeak, 0, 730.0 * 2 * 6), (.autoscaledHourly, 0, 730.0 * 2 * 3.5),
    (.fixedAtPeak, 1, 730.0 * 2 * 7), (.autoscaledHourly, 1, 730.0 * 2 * 4.5),
  ])
  func monthsByHand(policy: FleetPlan.Policy, spares: Int, usd: Double) throws {
    let plan = try Self.plan(policy, spares: spares, weights: Self.halfDays)
    #expect(abs(plan.usdPerMonth(requests: 3 * Self.perReplica) - usd) < 1e-6)
  }

  /// Five replicas of two GPUs need two servers of eight: sixteen GPUs are paid for.
  @Test func wholeInstancesArePaidFor() throws {
    let plan = try Self.plan(rental: Market.rental(gpus: 8), gpusEach: 2)
    #expect(abs(plan.usdPerMonth(requests: 4.5 * Self.perReplica) - 730 * 16 * 2) < 1e-6)
    #expect(abs(plan.utilization(requests: 4.5 * Self.perReplica) - 0.9) < 1e-9)
  }

  @Test(arguments: FleetPlan.Policy.allCases, [0.1, 1, 3.3, 40])
  func moreSparesAreNeverCheaper(policy: FleetPlan.Policy, replicas: Double) throws {
    var last = 0.0
    for spares in 0...4 {
      let usd = try Self.plan(policy, spares: spares, weights: Self.halfDays)
        .usdPerMonth(requests: replicas * Self.perReplica)
      #expect(usd >= last)
      last = usd
    }
  }

  /// A load of 1.2 replicas needs two; split 3:1 it needs one and one; split over three regions, three.
  static let regions: [(regions: [Double], replicas: Double)] = [
    ([], 2), ([3, 1], 2), ([1, 1, 1], 3), ([5, 1], 2),
  ]

  @Test(arguments: regions)
  func regionsHaveFleetsOfTheirOwn(row: (regions: [Double], replicas: Double)) throws {
    let (regions, replicas) = row
    let plan = try Self.plan(regions: regions)
    #expect(
      abs(plan.usdPerMonth(requests: 1.2 * Self.perReplica) - 730 * 2 * replicas) < 1e-6)
    let spare = try Self.plan(spares: 1, regions: regions)
    let fleets = Double(max(1, regions.count))
    #expect(
      abs(spare.usdPerMonth(requests: 1.2 * Self.perReplica) - 730 * 2 * (replicas + fleets)) < 1e-6
    )
  }

  /// Mean load of 3 replicas that doubles: 2 in the first month and 4 in the second, the machines at
  /// half the price by then: (2·2 + 4·1)/2 USD an hour.
  @Test func growthIsPaidMonthByMonth() throws {
    let horizon = Horizon(
      try Growth(perMonth: 1, horizonMonths: 2, machinePricePerMonth: -0.5))
    let plan = try Self.plan(horizon: horizon)
    #expect(abs(plan.usdPerMonth(requests: 3 * Self.perReplica) - 730 * 4) < 1e-6)
    let reserved = try Self.plan(
      rental: Market.rental(commitment: .reserved1Year), horizon: horizon)
    #expect(abs(reserved.usdPerMonth(requests: 3 * Self.perReplica) - 730 * 6) < 1e-6)
  }

  /// Shrinking to half: on demand 4 and then 2 replicas, reserved 4 to the end.
  @Test func commitmentsOutlastTheTraffic() throws {
    let horizon = Horizon(try Growth(perMonth: -0.5, horizonMonths: 2))
    let onDemand = try Self.plan(horizon: horizon)
    let reserved = try Self.plan(
      rental: Market.rental(commitment: .reserved1Year), horizon: horizon)
    #expect(abs(onDemand.usdPerMonth(requests: 3 * Self.perReplica) - 730 * 6) < 1e-6)
    #expect(abs(reserved.usdPerMonth(requests: 3 * Self.perReplica) - 730 * 8) < 1e-6)
  }

  @Test func utilisationOfEachHour() throws {
    let plan = try Self.plan(.fixedAtPeak, spares: 1, weights: Self.halfDays)
    let hours = plan.utilizationByHour(requests: 3 * Self.perReplica)
    #expect(hours.count == 168)
    #expect(abs(hours[0] - 6.0 / 7) < 1e-9)
    #expect(hours[23] == 0)
  }
}

struct TrafficLevelsTests {
  static func week(_ weight: (Int) -> Double) -> [Double] { (0..<168).map(weight) }

  /// The sum by bisection is that of a loop over all hours.
  @Test(arguments: [0.01, 0.5, 1, 7.3, 100, 5000])
  func sumsAgreeWithALoop(mean: Double) throws {
    let weights = Self.week { 0.1 + Double(($0 * 37) % 97) / 48 }
    let levels = TrafficLevels(
      weights: weights, regions: [], horizon: .constant, holdsPeak: false, isCommitted: false)
    let sum = levels.sum(replicasAtMean: mean, priced: true) { Double($0) }
    let loop = weights.reduce(0) { $0 + max(1, (mean * $1).rounded(.up)) } * 730 / 168
    #expect(abs(sum / loop - 1) < 1e-12)
  }
}

struct ColdStartTests {
  /// One request an hour, five minutes to load, given back at once, billed by the second: up 300 of
  /// 3,900 seconds.
  @Test func onePerHourByHand() throws {
    let plan = try FleetPlanTests.plan(
      .scaledToZero, coldStart: ColdStart(loadSeconds: 300, toleratedShare: 1))
    #expect(abs(plan.usdPerMonth(requests: 730) - 730 * 2 * 300 / 3900) < 1e-6)
  }

  /// Where only one in twenty may wait and requests are too rare to keep a replica warm, it stays on.
  @Test func rareRequestsCannotWait() throws {
    let plan = try FleetPlanTests.plan(
      .scaledToZero, coldStart: ColdStart(loadSeconds: 300, toleratedShare: 0.05))
    #expect(abs(plan.usdPerMonth(requests: 73) - 730 * 2) < 1e-6)
  }

  @Test(arguments: [10.0, 100, 1000, 10_000, 100_000, 1_000_000])
  func neverDearerThanStayingOn(requests: Double) throws {
    for share in [0.01, 0.05, 1] {
      let zero = try FleetPlanTests.plan(
        .scaledToZero, spares: 1, weights: FleetPlanTests.halfDays,
        coldStart: ColdStart(loadSeconds: 200, toleratedShare: share))
      let on = try FleetPlanTests.plan(
        .autoscaledHourly, spares: 1, weights: FleetPlanTests.halfDays)
      #expect(zero.usdPerMonth(requests: requests) <= on.usdPerMonth(requests: requests) * 1.0001)
    }
  }

  /// A minimum of an hour makes every start cost an hour.
  @Test func minimumBillingCounts() throws {
    let plan = try FleetPlanTests.plan(
      .scaledToZero, rental: Market.rental(billedBy: 3600),
      coldStart: ColdStart(loadSeconds: 300, toleratedShare: 1))
    #expect(plan.usdPerMonth(requests: 73) > 140)
  }
}
