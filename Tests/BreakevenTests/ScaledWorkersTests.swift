import Numerics
import Pricing
import Testing

@testable import Breakeven

struct ScaledWorkersTests {
  /// A worker takes 64 requests of 10 s each.
  static func workers(
    idle: ClosedRange<Double> = 60...60, load: Double = 30, billsStart: Bool = true,
    tolerated: Double = 1, kept: Double = 1, concurrency: Double = 64
  ) -> ScaledWorkers {
    ScaledWorkers(
      concurrency: concurrency, secondsAlone: 10, loadSeconds: load,
      service: ManagedService(
        kind: .serverless, idleSeconds: idle, billsStart: billsStart, keptPriceShare: kept),
      billing: GPUOffer.Billing(incrementSeconds: 0, minimumSeconds: 0, kind: .published),
      toleratedShare: tolerated)
  }

  static func traffic(
    perHour: Double, weights: [Double] = [1], concurrency: Double = 64
  ) -> ScaledWorkers.Traffic {
    ScaledWorkers.Traffic(
      levels: TrafficLevels(
        weights: weights, regions: [], horizon: .constant, holdsPeak: false, isCommitted: false),
      requestsPerSecond: perHour / 3600, workerRequestsPerSecond: concurrency / 10)
  }

  /// Three bursts an hour after an idle time of 60 s, by hand.
  ///
  /// `1,200·e^(3·70/3600) = 1,272.08 s` are a cycle, of which 72.08 s are up; a start of 30 s lengthens both. At 4.176 USD an hour, RunPod's flex rate of an H100, that is 239 USD a month, where one that
  /// is always on costs 3,048.
  @Test(arguments: [(true, (72.0819 + 30) / 1302.0819), (false, 72.0819 / 1302.0819)])
  func threeBurstsAnHour(billsStart: Bool, share: Double) {
    let month = Self.workers(billsStart: billsStart).month(Self.traffic(perHour: 3))
    #expect(abs(month.hours - 730 * share) < 0.01)
    #expect(!month.keepsOne)
    #expect(abs(month.starts - 730 * 3600 / 1302.0819) < 0.1)
    // The request that starts it and those that come within 30 s, of those of a cycle.
    #expect(abs(month.coldShare - (1 + 0.025) / (1.0600683 + 0.025)) < 1e-5)
    let usd: Double = 730 * 102.0819 / 1302.0819 * 4.176
    #expect(abs(usd - 239.0) < 0.1)
  }

  /// At three requests an hour an idle time of an hour still makes 5.06 % wait: for 95 % within a target that a start
  /// breaks, one worker is always on, at its own rate.
  @Test func aTargetThatStartsBreakKeepsAWorker() {
    let month = Self.workers(idle: 1...3600, tolerated: 0.05, kept: 0.8)
      .month(Self.traffic(perHour: 3))
    #expect(month.keepsOne)
    #expect(abs(month.hours - 0.8 * 730) < 0.1)
    #expect(month.coldShare == 0)
    let patient = Self.workers(idle: 1...3600, tolerated: 0.3, kept: 0.8)
      .month(Self.traffic(perHour: 3))
    #expect(!patient.keepsOne)
    #expect(patient.coldShare <= 0.3)
    #expect(patient.coldShare > 0.29)
  }

  /// 160 requests in flight keep the first of 64 busy for good: it is bought as always on, at 0.8 of the price.
  @Test func busyWorkersAreAlwaysOn() {
    let traffic = Self.traffic(perHour: 16 * 3600)
    let flex = Self.workers(idle: 1...1, load: 0).month(traffic).hours
    let mixed = Self.workers(idle: 1...1, load: 0, kept: 0.8).month(traffic).hours
    #expect(flex > 2.5 * 730)
    #expect(flex < 3.6 * 730)
    #expect(mixed <= flex - 0.2 * 730)
    #expect(mixed >= 0.8 * flex)
  }

  /// At 2,000 requests a day a worker is up for 80 % of the time: at 0.7 of the price it is always on, so that none is
  /// started, nobody waits, and all 730 hours are there, at the cost of 511.
  @Test func oneThatIsAlwaysOnIsNeverStarted() {
    let month = Self.workers(kept: 0.7).month(Self.traffic(perHour: 2000.0 / 24))
    #expect(month.keepsOne && month.coldShare == 0 && month.starts == 0)
    #expect(abs(month.keptHours - 730) < 1e-6 && month.scaledHours == 0)
    #expect(abs(month.hours - 511) < 1e-6)
    let flex = Self.workers().month(Self.traffic(perHour: 2000.0 / 24))
    #expect(!flex.keepsOne && flex.coldShare > 0 && flex.starts > 0 && flex.keptHours == 0)
  }

  /// The same hours in the plan and in the energy: 730 at 1.40 USD, not 511 at 2.
  @Test func thePlanHasTheHoursOfOneThatIsAlwaysOn() throws {
    let worker = GPUOffer(
      id: "flex", provider: "seller", gpu: "H100-SXM", gpusPerInstance: 1,
      terms: [.init(commitment: .onDemand, usdPerInstanceHour: 2)],
      service: ManagedService(
        kind: .serverless, idleSeconds: 1...60, billsStart: true, keptPriceShare: 0.7),
      provenance: try Market.provenance())
    let decision = try Market.decision(
      Market.workload(requestsPerDay: 2000), catalog: Market.catalog(offers: [worker]))
    let best = try #require(decision.bestSelfHost)
    #expect(best.keepsWorker)
    let charges = try #require(decision.plan(.selfHost)).charges.filter {
      $0.kind == .managed(.serverless) && $0.month == 0
    }
    #expect(charges.count == 1)
    #expect(abs(charges[0].quantity - 730) < 1e-6 && abs(charges[0].usdPerUnit - 1.4) < 1e-9)
    #expect(abs(charges[0].billedUSD - 1022) < 1e-6)
    #expect(abs(try #require(decision.energy).acceleratorHours - 730) < 1e-6)
  }

  /// Half of each day without a request: an endpoint of 4.50 USD an hour costs half, 1,642.50 USD.
  @Test func anEndpointIsGoneAtNight() throws {
    let offer = GPUOffer(
      id: "hf", provider: "hf", gpu: "H100-SXM", gpusPerInstance: 1,
      terms: [.init(commitment: .onDemand, usdPerInstanceHour: 4.5)],
      service: ManagedService(kind: .endpoint, idleSeconds: 900...86_400),
      provenance: try Market.provenance())
    let rental = try #require(Rental(offer, commitment: .onDemand))
    let plan = FleetPlan(
      policy: .scaledByUse, spares: 0, replicaRequestsPerSecond: 6.4, gpusPerReplica: 1,
      rental: rental, hourOfWeekWeights: FleetPlanTests.halfDays,
      workers: Self.workers(idle: 900...86_400))
    // 0.02 requests a second by day: gaps of 15 minutes are one in 67 million.
    let usd = plan.usdPerMonth(requests: 0.01 * 730 * 3600)
    #expect(abs(usd - 365 * 4.5) < 0.1)
    #expect(rental.title == "dedicated endpoint")
  }

  /// Where idle times have no end; one that a seller cuts short makes a rare request keep a worker for good.
  @Test(arguments: [0.01, 0.3, 3, 30, 300, 3000, 30_000, 300_000])
  func moreRequestsNeverCostLess(perHour: Double) {
    for kept in [1, 0.8] {
      let workers = Self.workers(idle: 1...3_000_000, tolerated: 0.05, kept: kept)
      let less = workers.month(Self.traffic(perHour: perHour)).hours
      let more = workers.month(Self.traffic(perHour: perHour * 1.3)).hours
      #expect(more >= less * (1 - 1e-3))
    }
  }

  /// Workers of 2 requests, 3 requests in flight on average, 20 s idle, simulated over 50,000 requests: gaps between
  /// calls of a further worker are shorter and longer than exponential ones, which counts a tenth too much.
  @Test func theClosedFormAgreesWithASimulation() {
    let (rate, mean, idle) = (0.3, 10.0, 20.0)
    var generator = SystemlessGenerator(state: 42)
    var now = 0.0
    var ends: [Double] = []
    var lastNeeded = [Double](repeating: -1e9, count: 12)
    var upFor = [Double](repeating: 0, count: 12)
    var time = 0.0
    func advance(to next: Double) {
      for worker in 0..<12 {
        if ends.count > 2 * worker {
          upFor[worker] += next - time
          lastNeeded[worker] = next
        } else {
          upFor[worker] += max(0, min(next, lastNeeded[worker] + idle) - time)
        }
      }
      time = next
    }
    for _ in 0..<50_000 {
      now -= generator.logarithm() / rate
      while let first = ends.min(), first < now {
        advance(to: first)
        ends.remove(at: ends.firstIndex(of: first) ?? 0)
      }
      advance(to: now)
      ends.append(now - mean * generator.logarithm())
    }
    let simulated = upFor.reduce(0, +) / time
    let month = Self.workers(idle: idle...idle, load: 0, concurrency: 2)
      .month(Self.traffic(perHour: rate * 3600, concurrency: 2))
    #expect(abs(month.hours / 730 / simulated - 1.106) < 0.01)
    #expect(abs(upFor[0] / time - (1 - 0.000123)) < 0.01)
  }
}

/// Seeded numbers, so that the simulation is the same every time.
private struct SystemlessGenerator {
  var state: UInt64

  /// The logarithm of a number between 0 and 1.
  mutating func logarithm() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let unit = (Double(state >> 11) + 0.5) / 9_007_199_254_740_992
    return naturalLogarithm(unit)
  }
}
