import Numerics
import Testing

@testable import Breakeven

/// An own base load below the APIs of several workloads, by numbers that can be checked by hand.
struct SharedBaseLoadTests {
  /// Replicas of one request a second that hold so many in flight, at $2 an hour.
  static func base(
    _ loads: [(day: Double, night: Double)], usdPerRequest: [Double], places: Double = 20,
    policy: FleetPlan.Policy = .fixedAtPeak, batches: [SharedLoad.Batch] = [],
    availability: Double = 1
  ) throws -> SharedBaseLoad {
    SharedBaseLoad(
      try SharedFleetTests.machines(
        loads.map { SharedFleetTests.load(day: $0.day, night: $0.night) }, batches: batches,
        spares: 0, policy: policy),
      parts: usdPerRequest.map {
        SharedBaseLoad.Part(requestsPerSecond: 1, places: places, usdPerRequest: $0)
      }, availability: availability)
  }

  static let all = SharedLoad.Way.mixed(efficiency: 1)

  /// What machines and APIs cost in a month.
  static func usd(_ base: SharedBaseLoad, _ replicas: Int, _ way: SharedLoad.Way = all) -> Double {
    guard let outcome = base.outcome(replicas: replicas, way) else { return .infinity }
    return base.parts.indices.reduce(outcome.machineUSD) { sum, index in
      let requests =
        base.machines.load.parts[index].load.requestsPerSecond.reduce(0, +) / 168 * 730 * 3600
      return sum + requests * outcome.apiShares[index] * base.parts[index].usdPerRequest
    }
  }

  /// 20 places offered 20 of a dear workload and 20 of a cheap one: 15.9 % of the first go on as if it were alone; of
  /// 40 together 52.1 %, so that 2 · 52.1 − 15.9 = 88.4 % of the second do.
  @Test func theDearerKeepsThePlaces() throws {
    let base = try Self.base([(1, 1), (1, 1)], usdPerRequest: [0.001, 0.002])
    let shares = base.overflow(of: [1, 1], replicas: 1, Self.all)
    #expect(abs(shares[1] - 0.1589) < 1e-4)
    #expect(abs(shares[0] - (2 * 0.5213 - 0.1589)) < 1e-4)
    // Two by turns have a replica each.
    #expect(
      base.overflow(of: [1, 1], replicas: 2, .byTurns).allSatisfy { abs($0 - 0.1589) < 1e-4 })
    #expect(base.overflow(of: [1, 1], replicas: 1, .byTurns)[0] == 1)
    #expect(base.overflow(of: [1, 1], replicas: 0, Self.all) == [1, 1])
  }

  /// One workload by itself is sent on as a mixed plan of its own has it.
  @Test func oneWorkloadIsAMixOfItsOwn() throws {
    let plan = try FleetPlanTests.plan(weights: FleetPlanTests.halfDays)
    let alone = MixedLoad(weights: FleetPlanTests.halfDays, availability: 0.99).part(
      plan, replicas: 1, secondsEach: 1, requests: FleetPlanTests.perReplica, usdPerRequest: 0.001)
    let base = try SharedBaseLoad(
      SharedMachines(
        load: SharedLoad(parts: [
          SharedLoad.Part(
            load: HourlyLoad(requestsPerSecond: FleetPlanTests.halfDays), requestsPerSecond: 1)
        ]), rental: Market.rental(), gpusPerReplica: 1, spares: 1, policy: .fixedAtPeak,
        monthPrices: [1]),
      parts: [.init(requestsPerSecond: 1, places: 1, usdPerRequest: 0.001)], availability: 0.99)
    let outcome = try #require(base.outcome(replicas: 1, Self.all))
    #expect(abs(outcome.machineUSD - alone.machineUSD) < 1e-6)
    #expect(abs(outcome.apiShares[0] - alone.apiShare) < 1e-9)
  }

  /// A flat load of one replica and one of four by day alone, at APIs of the same price: one replica of many places,
  /// 730 · $2, serves the flat one, and all but what that leaves of the peaks is the API's.
  @Test func theBaseServesTheFlatOneAndTheAPIThePeaks() throws {
    // What a replica does in an hour costs $3.60 there: 12 of 24 hours, or $1.80, do not pay for a second replica.
    let base = try Self.base(
      [(4, 0), (1, 1)], usdPerRequest: [0.001, 0.001], places: 4000)
    let outcome = try #require(base.outcome(replicas: 1, Self.all))
    #expect(abs(outcome.machineUSD - 1460) < 1e-6)
    #expect(outcome.apiShares[1] < 0.02 && outcome.apiShares[0] > 0.98)
    let peaks = 4.0 / 2 * 730 * 3600 * 0.001
    #expect(abs(Self.usd(base, 1) - (1460 + peaks)) < 0.01 * (1460 + peaks))
    for replicas in [0, 2, 3, 4, 5] { #expect(Self.usd(base, replicas) > Self.usd(base, 1)) }
  }

  /// At flat traffic a replica that is used is worth its hours or none is: all or nothing, whatever the API asks.
  @Test(arguments: [0.0001, 0.0005, 0.001, 0.01])
  func flatTrafficHasNoMix(usdPerRequest: Double) throws {
    let base = try Self.base(
      [(2, 2), (1, 1)], usdPerRequest: [usdPerRequest, usdPerRequest], places: 4000)
    let best = try #require((0...6).min { Self.usd(base, $0) < Self.usd(base, $1) })
    #expect(best == (usdPerRequest * 3600 < 2 ? 0 : 3))
  }

  /// Machines that come and go are not paid at night, nor at all where the API is cheaper.
  @Test func machinesByTheHourStopAtNight() throws {
    let day = try Self.base(
      [(1, 0)], usdPerRequest: [0.01], places: 4000, policy: .autoscaledHourly)
    let outcomeByDay = try #require(day.outcome(replicas: 1, Self.all))
    #expect(abs(outcomeByDay.machineUSD - 730) < 1e-6)
    let cheap = try Self.base([(1, 0)], usdPerRequest: [1e-6], policy: .autoscaledHourly)
    let outcome = try #require(cheap.outcome(replicas: 1, Self.all))
    #expect(outcome.machineUSD == 0 && outcome.apiShares == [1])
  }

  /// Six replicas by day and two by night leave 48 replica hours from 20:00 to 8:00; a night of 49 does not fit.
  @Test(arguments: [(48.0, true), (49, false)])
  func batchesRunWhereTheBaseIdles(hours: Double, fits: Bool) throws {
    let batch = SharedLoad.Batch(
      job: TroughJob(replicaHours: hours, deadlineHours: 12, readyHour: 20),
      replicaHours: hours * 30, months: [1])
    let base = try Self.base(
      [(6, 2)], usdPerRequest: [0.01], places: 4000, batches: [batch])
    #expect((base.outcome(replicas: 6, Self.all) != nil) == fits)
    #expect(base.outcome(replicas: 7, Self.all) != nil)
  }

  /// More replicas never send more on, none of a workload more than all, and the best never costs more than the APIs.
  @Test(arguments: 0..<20)
  func neverDearerThanTheAPIs(seed: Int) throws {
    var dice = SplitMix64(seed: UInt64(seed))
    func draw(_ most: Double) -> Double { dice.uniform() * most }
    let loads = (0..<3).map { _ in (day: draw(5), night: draw(2)) }
    let prices = (0..<3).map { _ in draw(0.002) }
    let base = try Self.base(
      loads, usdPerRequest: prices, places: (1 + draw(100)).rounded(), availability: 0.995)
    for way in [Self.all, .byTurns, .mixed(efficiency: 0.8)] {
      var (last, best) = (Double.infinity, Double.infinity)
      for replicas in 0...15 {
        let outcome = try #require(base.outcome(replicas: replicas, way))
        #expect(outcome.apiShares.allSatisfy { (0...1 + 1e-12).contains($0) })
        let usd = Self.usd(base, replicas, way)
        let bill = usd - outcome.machineUSD
        #expect(bill <= last * (1 + 1e-9))
        (last, best) = (bill, min(best, usd))
      }
      #expect(best <= Self.usd(base, 0, way))
      #expect(SharedBaseLoad.leastUSD(base.machines, parts: base.parts) <= best * (1 + 1e-9))
    }
  }
}
