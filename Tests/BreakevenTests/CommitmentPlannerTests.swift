import Testing

@testable import Breakeven

/// One replica, or a few, whose costs can be worked by hand: an hour on demand costs 1 USD, and a month has 730.
struct CommitmentPlannerTests {
  static let onDemand = SupplyTerm(.byUse, title: "on demand", usdPerHour: 1)
  static func reserved(_ months: Int, _ usd: Double) -> SupplyTerm {
    SupplyTerm(.committed(months: months), title: "reserved", usdPerHour: usd)
  }
  static let api = SupplyTerm(.api, title: "API")

  /// Replicas that are needed for so many hours of a month each.
  static func side(
    hours: [Double] = [730], terms: [SupplyTerm], outlook: MarketOutlook, api: Double = 0,
    kind: SupplySide.Kind = .own
  ) -> SupplySide {
    let layers = LoadLayers(
      volumes: outlook.volumes, sizes: Set(terms.map(\.replicasPerInstance)),
      requestsPerMonth: 1000
    ) { _ in
      // Replica k is needed in `hours[k]` hours: levels of 1, 2, … replicas.
      hours.indices.map { index in
        LoadLevel(
          hours: hours[index] - (index + 1 < hours.count ? hours[index + 1] : 0),
          replicas: index + 1, load: Double(index + 1))
      }
    }
    return SupplySide(
      kind, terms: terms, layers: layers, requestsPerMonth: 1000, apiUSDPerRequest: api)
  }

  static func path(_ prices: [Double], _ probability: Double = 1) -> MarketPath {
    MarketPath(prices.map { MarketMonth(machinePrice: $0) }, probability: probability)
  }

  static func certain(_ prices: [Double], look: Int? = nil) -> MarketOutlook {
    MarketOutlook(
      paths: [path(prices)],
      trees: look.map { look in
        [
          MarketTree(
            month: look,
            branches: [
              .init(
                past: path(Array(prices.prefix(look))).months, probability: 1,
                futures: [path(Array(prices.dropFirst(look)))])
            ])
        ]
      } ?? [])
  }

  /// From month 1 on the price is either `up` or `down`, with even chances, for as many months as stated.
  static func twoPrices(_ up: Double, _ down: Double, months: Int) -> MarketOutlook {
    let later = [up, down].map { Array(repeating: $0, count: months - 1) }
    return MarketOutlook(
      paths: later.map { path([1] + $0, 0.5) },
      trees: [
        MarketTree(
          month: 1,
          branches: later.map {
            .init(past: path([1]).months, probability: 0.5, futures: [path($0)])
          })
      ])
  }

  /// Reserve every replica that runs more hours than the price ratio of a month: at 0.6 of the price, 438 of 730.
  @Test(arguments: [(439.0, 1), (437, 0)])
  func aReplicaIsReservedIfItRunsMoreThanThePriceRatio(hours: Double, reserved: Int) throws {
    let outlook = Self.certain([Double](repeating: 1, count: 12))
    let side = Self.side(
      hours: [hours], terms: [Self.onDemand, Self.reserved(12, 0.6)], outlook: outlook)
    let best = try #require(CommitmentPlanner([side], outlook: outlook).cheapest())
    #expect(best.plan.steps[0][0].term == reserved)
    #expect(abs(best.usd - 12 * min(hours, 0.6 * 730)) < 1e-9)
  }

  /// Of replicas that run 730, 500, 300 and 20 hours, the first two are worth reserving at 0.6.
  @Test func theBlendIsTheNewsvendors() throws {
    let outlook = Self.certain([Double](repeating: 1, count: 12))
    let side = Self.side(
      hours: [730, 500, 300, 20], terms: [Self.onDemand, Self.reserved(12, 0.6)],
      outlook: outlook)
    let best = try #require(CommitmentPlanner([side], outlook: outlook).cheapest())
    #expect(best.plan.steps.map { $0[0].term } == [1, 1, 0, 0])
    #expect(abs(best.usd - 12 * (438 + 438 + 300 + 20)) < 1e-9)
    let parts = SupplyCosts(side, outlook.paths).parts(of: best.plan)
    #expect(parts.map(\.replicas) == [2, 2])
    #expect(parts.map { ($0.usdPerMonth * 100).rounded() / 100 } == [320, 876])
  }

  /// Only the mean of an uncertain volume counts, not the likeliest month.
  ///
  /// Demand is 10 hours with a chance of ¾ and 730 else: 190 expected hours do not carry 0.3 · 730 = 219; 0.25 · 730 =
  /// 182.5 they do.
  @Test(arguments: [(0.3, 0), (0.25, 1)])
  func uncertainVolumeCountsByItsMean(price: Double, reserved: Int) throws {
    let paths = [
      MarketPath(Array(repeating: MarketMonth(volume: 1), count: 12), probability: 0.75),
      MarketPath(Array(repeating: MarketMonth(volume: 2), count: 12), probability: 0.25),
    ]
    let outlook = MarketOutlook(paths: paths, trees: [])
    let layers = LoadLayers(volumes: [1, 2], sizes: [1], requestsPerMonth: 1000) { volume in
      [LoadLevel(hours: volume > 1.5 ? 730 : 10, replicas: 1, load: 1)]
    }
    let side = SupplySide(
      .own, terms: [Self.onDemand, Self.reserved(12, price)], layers: layers,
      requestsPerMonth: 1000)
    let best = try #require(CommitmentPlanner([side], outlook: outlook).cheapest())
    #expect(best.plan.steps[0][0].term == reserved)
    #expect(abs(best.usd - 12 * min(190, price * 730)) < 1e-9)
  }

  /// A replica on demand costs 300 USD in its 300 hours; 1,000 requests of an API at 0.2 cost 200, at 0.4 400.
  @Test(arguments: [(0.2, 2), (0.4, 0)])
  func whatRunsSeldomGoesToTheAPI(perRequest: Double, term: Int) throws {
    let outlook = Self.certain([1, 1])
    let side = Self.side(
      hours: [300], terms: [Self.onDemand, Self.reserved(2, 0.9), Self.api], outlook: outlook,
      api: perRequest, kind: .mixed)
    let best = try #require(CommitmentPlanner([side], outlook: outlook).cheapest())
    #expect(best.plan.steps[0][0].term == term)
  }

  /// Reserving now, waiting, and knowing beforehand, where the price of 1 becomes 1.5 or 0.5.
  ///
  /// On demand for three months, 730 · (1 + 1 + 1) = 2,190 are expected; reserved
  /// now at 0.9 for three, 1,971. Waiting a month costs 730 and reserves the two that are left at 0.9 of 1.5 or 0.5, 0.9
  /// · 2 · 730 · 1 = 1,314 expected: 2,044 in all, 73 more than now. Who knew would reserve now if the price rose, and
  /// else wait: ½ · 1,971 + ½ · (730 + 657) = 1,679; regret is 1,971 − 1,679 = 292.
  @Test func aTreeOfTwoPricesByHand() throws {
    let outlook = Self.twoPrices(1.5, 0.5, months: 3)
    let side = Self.side(
      terms: [Self.onDemand, Self.reserved(3, 0.9), Self.reserved(2, 0.9)], outlook: outlook)
    let planner = CommitmentPlanner([side], outlook: outlook)
    let best = try #require(planner.cheapest())
    #expect(best.plan.steps[0] == [SupplyPlan.Step(term: 1, month: 0, months: 3)])
    #expect(abs(best.usd - 1971) < 1e-9)
    let look = try #require(planner.looks().first)
    #expect(abs(look.fixedUSD - 1971) < 1e-9)
    #expect(abs(look.waitingUSD - 2044) < 1e-9)
    #expect(abs(look.lookingUSD - 1971) < 1e-9)
    let outcomes = planner.withHindsight(best)
    let regret = outcomes.reduce(0) { $0 + ($1.usd - $1.leastUSD) / 2 }
    #expect(abs(regret - 292) < 1e-9)
  }

  /// Waiting is worth the months at the dearer side that it avoids.
  ///
  /// An API at 730 USD a month against a machine at 1 USD an hour that becomes 1.5 or 0.5: fixed today either costs 730 a
  /// month, 2,190 over three. Who looks after a month takes the machine at 365 where it fell: 730 + ½ · 1,460 + ½ · 730
  /// = 1,825, which saves 365.
  @Test func waitingIsWorthWhatItLetsOneAvoid() throws {
    let outlook = Self.twoPrices(1.5, 0.5, months: 3)
    let side = Self.side(
      terms: [Self.onDemand, Self.api], outlook: outlook, api: 0.73, kind: .mixed)
    let planner = CommitmentPlanner([side], outlook: outlook)
    let best = try #require(planner.cheapest())
    let look = try #require(planner.looks().first)
    #expect(abs(best.usd - 2190) < 1e-9)
    #expect(abs(look.waitingSavesUSD - 365) < 1e-9)
    #expect(abs(look.lookingSavesUSD - 365) < 1e-9)
  }

  /// Without uncertainty nothing is learnt: no wait saves anything, no look changes anything, and nothing is regretted,
  /// even while the price falls.
  @Test(arguments: [
    [1, 1, 1, 1, 1, 1], [1, 0.9, 0.8, 0.7, 0.6, 0.5], [1, 1.2, 1.4, 1.6, 1.8, 2],
  ])
  func withoutUncertaintyWaitingIsWorthNothing(prices: [Double]) throws {
    let outlook = Self.certain(prices, look: 2)
    let side = Self.side(
      hours: [730, 500, 100], terms: [Self.onDemand, Self.reserved(3, 0.7)], outlook: outlook)
    let planner = CommitmentPlanner([side], outlook: outlook)
    let best = try #require(planner.cheapest())
    let look = try #require(planner.looks().first)
    #expect(look.waitingSavesUSD <= 1e-9)
    #expect(abs(look.lookingSavesUSD) < 1e-9)
    #expect(planner.withHindsight(best).allSatisfy { $0.usd - $0.leastUSD < 1e-9 })
  }

  /// A certain outlook of processes gives the blend of the forecast.
  @Test func zeroVolatilityIsTheForecast() {
    let outlook = MarketOutlook(
      MarketProcesses(volumeForecast: [0.5, 1, 1.5]), looks: [1, 2], seed: 1)
    #expect(outlook.paths.count == 1)
    #expect(outlook.paths[0].months.map(\.volume) == [0.5, 1, 1.5])
    #expect(outlook.trees.map(\.month) == [1, 2])
  }

  /// Over random markets: no plan beats hindsight, looking never costs, no single term beats the blend, and the same
  /// seed gives the same answer.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func hindsightIsNeverBeaten(seed: UInt64) throws {
    let processes = MarketProcesses(
      volumeForecast: (0..<12).map { 1 + 0.05 * Double($0) }, volumeSpread: (0.2, 0.3),
      rents: PriceProcess(volatility: 0.15),
      apiPrices: PriceProcess(jumpsPerMonth: 0.1, jumps: [-0.5, 0.2]))
    let outlook = MarketOutlook(
      processes, looks: [1, 6], paths: 16, branches: 6, futures: 4, seed: seed)
    #expect(
      outlook
        == MarketOutlook(
          processes, looks: [1, 6], paths: 16, branches: 6, futures: 4, seed: seed))
    let layers = LoadLayers(volumes: outlook.volumes, sizes: [1], requestsPerMonth: 1e5) { volume in
      [1, 2, 4].map {
        LoadLevel(hours: 730 / 3, replicas: Int(($0 * volume).rounded(.up)), load: $0 * volume)
      }
    }
    let sides = [
      SupplySide(
        .mixed, terms: [Self.onDemand, Self.reserved(6, 0.8), Self.reserved(12, 0.6), Self.api],
        layers: layers, fixedUSDPerMonth: 10, requestsPerMonth: 1e5, apiUSDPerRequest: 0.015),
      SupplySide(
        .api, terms: [Self.api], layers: nil, requestsPerMonth: 1e5, apiUSDPerRequest: 0.015,
        apiShare: 1),
    ]
    let planner = CommitmentPlanner(sides, outlook: outlook)
    let best = try #require(planner.cheapest())
    let outcomes = planner.withHindsight(best)
    #expect(outcomes.allSatisfy { $0.usd >= $0.leastUSD })
    #expect(
      abs(outcomes.reduce(0) { $0 + $1.usd } / Double(outcomes.count) - best.usd) < 1e-6 * best.usd)
    for look in planner.looks() { #expect(look.lookingSavesUSD >= -1e-6) }
    for term in sides[0].terms {
      let usd = try #require(planner.usd(ofAlways: { $0 == term }, side: .mixed))
      #expect(usd >= best.usd - 1e-6)
    }
  }

  /// 36,000 USD that bring nothing after 36 months are 1,000 a month; at 12 % a year, 1,189 with what runs at 0.
  @Test func whatIsBoughtIsPaidOffOverTheHorizon() {
    func usd(_ interest: Double, resale: Double) -> Double {
      SupplyTerm.Ownership(
        capitalUSD: 36_000, runningUSDPerMonth: 50, costOfCapitalPerYear: interest,
        resalePerYear: resale
      ).usdPerMonth(over: 36)
    }
    #expect(abs(usd(0, resale: 1e-9) - 1050) < 1e-3)
    #expect(abs(usd(0, resale: 1) - 50) < 1e-9)
    #expect(abs(usd(0.12, resale: 1e-9) - 1239) < 35)
  }

  /// Instances of four replicas: five replicas that run all month need two, of which the second serves one.
  @Test func instancesAreWhole() throws {
    let outlook = Self.certain([1])
    let four = SupplyTerm(.byUse, title: "on demand", replicasPerInstance: 4, usdPerHour: 4)
    let side = Self.side(
      hours: Array(repeating: 730, count: 5), terms: [four], outlook: outlook)
    let best = try #require(CommitmentPlanner([side], outlook: outlook).cheapest())
    #expect(abs(best.usd - 2 * 4 * 730) < 1e-9)
  }
}
