import Numerics
import Testing

@testable import Breakeven

struct MixedPlanTests {
  /// Erlang's formula by hand: one place B = a/(1 + a); two a²/2 over 1 + a + a²/2; 20 places offered 20 are the
  /// 15.9 % of the printed tables.
  @Test(arguments: [
    (1, 1.0, 0.5), (1, 3.0, 0.75), (2, 1.0, 0.2), (2, 2.0, 0.4), (20, 20.0, 0.1589), (5, 0.1, 0),
    (0, 2.0, 1), (3, 0, 0),
  ])
  func erlangByHand(places: Int, offered: Double, share: Double) {
    #expect(abs(ErlangLoss.share(places: places, offered: offered) - share) < 1e-4)
  }

  /// Twice the variance turns away what half the places would of half the load.
  @Test func burstsOverflowMore() {
    let bursty = ErlangLoss.share(places: 4, offered: 4, peakedness: 2)
    #expect(abs(bursty - ErlangLoss.share(places: 2, offered: 2)) < 1e-12)
    #expect(bursty > ErlangLoss.share(places: 4, offered: 4))
  }

  /// One request a second of 20 s holds 20 in flight and sends 15.9 % on; of three a second at least two thirds.
  @Test func overflowIsMoreThanTheMeanSays() {
    let base = BaseLoad(replicas: 1, requestsPerSecond: 1, secondsEach: 20)
    #expect(base.places == 20)
    #expect(abs(base.overflow(of: 1) - 0.1589) < 1e-4)
    #expect(base.overflow(of: 0.5) > 0 && base.overflow(of: 0.5) < 0.005)
    #expect(base.overflow(of: 3) >= 2.0 / 3)
    #expect(BaseLoad(replicas: 0, requestsPerSecond: 1, secondsEach: 20).overflow(of: 1) == 1)
  }

  /// Half the hours at twice the mean of one request a second: one replica of one place and 1 s turns away 2/3 of 2
  /// a second, and costs 730 h · $2 all month.
  @Test func aWeekByHand() throws {
    let plan = try FleetPlanTests.plan(weights: FleetPlanTests.halfDays)
    let part = MixedLoad(weights: FleetPlanTests.halfDays).part(
      plan, replicas: 1, secondsEach: 1, requests: FleetPlanTests.perReplica,
      usdPerRequest: 0.001)
    #expect(abs(part.machineUSD - 1460) < 1e-6)
    #expect(abs(part.apiShare - 2.0 / 3) < 1e-9)
    // With 99 % up, 99 % of the third is kept.
    let down = MixedLoad(weights: FleetPlanTests.halfDays, availability: 0.99).part(
      plan, replicas: 1, secondsEach: 1, requests: FleetPlanTests.perReplica,
      usdPerRequest: 0.001)
    #expect(abs(down.apiShare - (1 - 0.99 / 3)) < 1e-9)
  }

  /// A base that follows the hours does not pay for those in which nobody asks: half of the month.
  @Test func aBaseByTheHourStopsAtNight() throws {
    let plan = try FleetPlanTests.plan(.autoscaledHourly, weights: FleetPlanTests.halfDays)
    let part = MixedLoad(weights: FleetPlanTests.halfDays).part(
      plan, replicas: 1, secondsEach: 1, requests: FleetPlanTests.perReplica, usdPerRequest: 1)
    #expect(abs(part.machineUSD - 730) < 1e-6)
    #expect(abs(part.apiShare - 2.0 / 3) < 1e-9)
    // At a millionth of a dollar a request no machine is worth its hour.
    let cheap = MixedLoad(weights: FleetPlanTests.halfDays).part(
      plan, replicas: 1, secondsEach: 1, requests: FleetPlanTests.perReplica, usdPerRequest: 1e-6)
    #expect(cheap.machineUSD == 0 && cheap.apiShare == 1)
  }

  @Test(arguments: [0.1, 1, 7, 60])
  func moreReplicasLeaveLessToTheAPI(load: Double) throws {
    let plan = try FleetPlanTests.plan(weights: FleetPlanTests.halfDays)
    var last = 1.0
    for replicas in 1...12 {
      let part = MixedLoad(weights: FleetPlanTests.halfDays).part(
        plan, replicas: replicas, secondsEach: 8, requests: load * FleetPlanTests.perReplica,
        usdPerRequest: 1)
      #expect(part.apiShare <= last + 1e-12)
      last = part.apiShare
    }
  }

  /// A thousandfold API price makes the mix the whole fleet or less, a free API none; sums add up.
  @Test func theSumIsThatOfItsParts() throws {
    let decision = try Market.decision(Market.workload(requestsPerDay: 3_000_000))
    let mixed = try #require(decision.mixed)
    let plan = mixed.plan
    #expect(
      abs(
        plan.totalUSD
          - (plan.machineUSD + plan.egressUSD + plan.billUSD + plan.overheadUSD)) < 1e-9)
    let bill = try #require(decision.bestAPI).billUSD(
      requests: decision.demand.requests * plan.apiShare)
    #expect(abs(plan.billUSD - bill) < 1e-6 * bill)
    #expect((0...1).contains(mixed.odds.probability))
    #expect(mixed.curve.contains { $0.baseReplicas == plan.baseReplicas })
    #expect(mixed.curve.allSatisfy { $0.totalUSD >= plan.totalUSD - 1e-6 })
    let pure = min(
      try #require(decision.bestSelfHost).totalUSD,
      try #require(decision.bestAPI).usd(requests: decision.demand.requests))
    #expect(mixed.pureUSD == pure)
    #expect(mixed.isCheaper == (plan.totalUSD < pure))
  }

  /// One paid GPU of the several that all requests take carries a base load, and the API takes the rest.
  @Test func ownedMachinesThatAreTooFewCarryABase() throws {
    let builtIn = try Market.builtIn.get()
    let catalog = builtIn.with(
      prices: try PriceCatalog(
        tariffs: [
          Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)
        ], offers: [], ownershipDefaults: builtIn.prices.ownershipDefaults))
    let workload = try Market.workload(requestsPerDay: 3_000_000).with(own: [
      OwnMachines(
        gpu: "H100-SXM", count: 1, isPaid: true, usdPerKilowattHour: 0.2, usdPerGPU: 30_000,
        wantsSpare: nil)
    ])
    let decision = try Market.decision(workload, catalog: catalog)
    #expect(decision.selfHosting.isEmpty)
    let mixed = try #require(decision.mixed)
    #expect(mixed.plan.gpus == 1 && mixed.plan.option.rental.terms == .owned)
    #expect((0.01...0.99).contains(mixed.plan.apiShare) && mixed.isAgainstAPIOnly)
    #expect(decision.verdict.choice == .mixed)
    #expect(decision.verdict.probabilitySelfHostCheaper == nil)
    #expect(mixed.pureUSD == decision.apis.first?.usd(requests: decision.demand.requests))
    // A plan over twelve months comes to the same, though a fleet for everything would cost without end.
    let planned = try #require(decision.plan).charges.reduce(0) { $0 + $1.effectiveUSD }
    #expect(abs(planned / 12 - mixed.plan.totalUSD) < 1e-6)
  }

  /// Where machines cost twice their price, the draw of likely values costs what the plan does, in batch as well.
  @Test(arguments: [false, true])
  func aLikelyDrawCostsThePlan(isBatch: Bool) throws {
    let decision = try Market.decision(
      Market.workload(requestsPerDay: 3_000_000, mode: isBatch ? Market.nightly() : nil))
    let (workload, demand) = (decision.workload, decision.demand)
    let option = try #require(decision.bestSelfHost)
    let api = try #require(decision.bestAPI)
    let search = decision.comparison.mixedSearch(api, priceFactor: 2)
    let plan = try #require(search.best(among: [option], requests: demand.requests))
    let ranges = try InputRanges(
      workload, option: option, demand: demand,
      market: decision.comparison.market.ranges(option, api))
    let simulation = UncertaintySimulation(
      ComparedPair(
        option: option, api: api, demand: demand, mode: workload.mode, machinePriceFactor: 2),
      ranges: ranges, contenders: [], points: 17)
    let mix = DrawnMix(
      plan, by: search, mode: workload.mode, requests: demand.requests, ranges: ranges)
    let usd = mix.usd(UncertaintySimulation.Draw(), in: simulation)
    #expect(abs(usd / plan.totalUSD - 1) < 0.03)
  }

  /// Over random workloads: a mix is the answer only where it costs less than both pure ones, by the threshold.
  @Test func aMixIsOnlyChosenWhereItSaves() throws {
    for number in 0..<6 {
      guard let decision = try RandomWorkload(number: number).decision(),
        let mixed = decision.mixed
      else { continue }
      #expect(mixed.plan.totalUSD.isFinite && (0...1).contains(mixed.plan.apiShare))
      if let split = decision.lengthSplit {
        #expect(split.savingShare >= 0.05 && (0...1).contains(split.apiShare))
        #expect(split.totalUSD <= min(mixed.pureUSD, mixed.plan.totalUSD) * (1 + 1e-12))
      }
      if decision.verdict.choice == .mixed {
        #expect(mixed.plan.totalUSD <= 0.95 * mixed.pureUSD)
        #expect(mixed.odds.probability >= decision.assumptions.confidence)
      }
    }
  }
}
