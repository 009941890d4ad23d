import Numerics
import Pricing
import Testing

@testable import Breakeven

struct ProvisionedPlanTests {
  static func levels(_ weights: [Double] = [1]) -> TrafficLevels {
    TrafficLevels(
      weights: weights, regions: [], horizon: .constant, holdsPeak: false, isCommitted: false)
  }

  /// GPT-5 at Azure by its onboarding table: 4,750 tokens a minute, an output token is 8, cached ones are free, 15 units
  /// at least in steps of 5; 1 USD an hour, 260 a month, 221 a month for a year.
  static func azure(spillsOver: Bool = true) throws -> ProvisionedThroughput {
    ProvisionedThroughput(
      units: [
        .init(
          name: "PTU", tokensPerMinute: 4750, inputWeight: 1, cachedInputWeight: 0,
          outputWeight: 8, least: 15, step: 5,
          usdPerHour: [.hour: 1, .month: 260.0 / 730, .year: 221.0 / 730])
      ], spillsOver: spillsOver, provenance: try Market.provenance())
  }

  /// 1,000 + 800 weighted tokens, 600 times a minute: 1.08M, of which 4,750 fit a unit: 227.4, so 230.
  @Test(arguments: [(1_080_000.0, 230), (100_000, 25), (1, 15), (71_250, 15), (71_251, 20)])
  func unitsByTheTable(tokens: Double, units: Int) throws {
    let unit = try #require(try Self.azure().units.first)
    #expect(unit.tokens(input: 1000, cachedInput: 500, output: 100) == 1800)
    #expect(unit.units(tokensPerMinute: tokens) == units)
  }

  /// The same where what exceeds the units is refused: the busiest minute of a thousand, 600 + 3.09·√600 = 675.7
  /// requests, takes 256.05 units, so 260, at 221 USD a month: 57,460.
  @Test func aBillByHand() throws {
    let plan = try #require(
      ProvisionedPlan(
        Self.azure(spillsOver: false), tokens: (1000, 500, 100), usdPerRequest: 0.0025,
        levels: Self.levels(), requestsPerMonth: 600 * 60 * 730))
    #expect(plan.bought.map(\.units) == [260])
    #expect(plan.name == "260 PTU for a year")
    #expect(abs(plan.unitUSD - 57_460) < 1e-6)
    #expect(plan.overflowShare == 0)
  }

  /// Where it is served by the token, units that would stand idle for most of the time are not bought.
  ///
  /// A unit that is always busy saves `4,750 / 1,800 · 43,800 · 0.00225 = 260` USD a month for 221: the 60 requests a minute of most
  /// hours keep 22.7 of them busy, so 20 are bought, and what one hour in seven brings beyond is billed by the token.
  @Test func peaksSpillOver() throws {
    let weights = (0..<168).map { $0 % 7 == 0 ? 6.4 : 0.1 }
    let plan = try #require(
      ProvisionedPlan(
        Self.azure(), tokens: (1000, 0, 100), usdPerRequest: 0.00225, levels: Self.levels(weights),
        requestsPerMonth: 600 * 60 * 730))
    #expect(plan.bought.map(\.units) == [20])
    #expect(abs(plan.requestsPerMinute - 20 * 4750 / 1800) < 1e-9)
    #expect(plan.overflowShare > 0.9)
    #expect(plan.overflowShare < 1)
    let refusing = try #require(
      ProvisionedPlan(
        Self.azure(spillsOver: false), tokens: (1000, 0, 100), usdPerRequest: 0.00225,
        levels: Self.levels(weights), requestsPerMonth: 600 * 60 * 730))
    #expect(refusing.bought[0].units > 1400)
  }

  /// OpenAI's Scale Tier: input by 25,000 a minute at 75 USD a day, output by 2,500 at 60.
  ///
  /// 100 ± 10 requests a minute of 1,000 + 100 take 4 + 4 units for their mean, and 6 + 6 for the busiest of a thousand.
  /// They exceed the 125 that 5 + 5 take by `10 · 0.002004 = 0.02` a minute, which cost 439 USD a month by the token; the
  /// sixth of both would cost 4,106.
  @Test func inputAndOutputApart() throws {
    let offer = ProvisionedThroughput(
      units: [
        .init(
          name: "input units", tokensPerMinute: 25_000, inputWeight: 1, cachedInputWeight: 1,
          outputWeight: 0, least: 1, step: 1, usdPerHour: [.day: 75.0 / 24]),
        .init(
          name: "output units", tokensPerMinute: 2500, inputWeight: 0, cachedInputWeight: 0,
          outputWeight: 1, least: 1, step: 1, usdPerHour: [.day: 60.0 / 24]),
      ], spillsOver: true, provenance: try Market.provenance())
    // Tokens that cost a hundred times the list make units for all but rare minutes pay.
    let plan = try #require(
      ProvisionedPlan(
        offer, tokens: (1000, 0, 100), usdPerRequest: 0.5, levels: Self.levels(),
        requestsPerMonth: 100 * 60 * 730))
    #expect(plan.bought.map(\.units) == [5, 5])
    #expect(abs(plan.unitUSD - 5 * 135 / 24.0 * 730) < 1e-6)
    #expect(abs(plan.overflowShare - 0.0002004) < 1e-6)
  }

  /// No number of units near the one that is bought is cheaper, whatever the load and what a request costs by the token.
  @Test(arguments: [600.0, 777, 1500], [0.0024, 0.003, 0.01])
  func noOtherNumberIsCheaper(perMinute: Double, usdPerRequest: Double) throws {
    let requests = perMinute * 60 * 730
    let plan = try #require(
      ProvisionedPlan(
        Self.azure(), tokens: (1000, 0, 100), usdPerRequest: usdPerRequest, levels: Self.levels(),
        requestsPerMonth: requests))
    // 221 USD a unit; of a minute's requests `E[(X − c)⁺]` are billed by the token.
    func usd(_ units: Int) -> Double {
      let deviation = perMinute.squareRoot()
      let most = Double(units) * 4750 / 1800
      let excess = (0..<20_000).reduce(0.0) { sum, step in
        let z = -10 + (Double(step) + 0.5) / 1000
        return sum + max(0, perMinute + z * deviation - most) * exponential(-z * z / 2) / 1000
      }
      return Double(units) * 221 + excess / 2.506628274631 * 60 * 730 * usdPerRequest
    }
    let units = plan.bought[0].units
    for other in stride(from: max(15, units - 50), through: units + 50, by: 5) {
      #expect(usd(units) <= usd(other) * (1 + 1e-6), "\(units) or \(other)")
    }
  }

  /// A tariff with units is compared twice; where they are cheaper, they hold from the planned volume up.
  @Test func unitsJoinTheRanking() throws {
    let tariff = Tariff(
      provider: "host", model: "llama", openModel: Market.model,
      standard: PriceSchedule(base: TokenPrices(usdPerMillionInput: 0.2, usdPerMillionOutput: 0.6)),
      provisioned: ProvisionedThroughput(
        units: [
          .init(
            name: "GSU", tokensPerMinute: 1_000_000, inputWeight: 1, cachedInputWeight: 1,
            outputWeight: 3, least: 1, step: 1, usdPerHour: [.month: 0.5])
        ], spillsOver: true, provenance: try Market.provenance()),
      provenance: try Market.provenance())
    let decision = try Market.decision(
      Market.workload(requestsPerDay: 100_000), catalog: Market.catalog(tariffs: [tariff]))
    #expect(decision.apis.count == 2)
    // Both have the tariff's name, and are yet two offers.
    #expect(Set(decision.apis.map(\.tariff.id)).count == 1)
    #expect(Set(decision.apis.map(\.offer)).count == 2)
    let best = try #require(decision.bestAPI)
    let plan = try #require(best.provisioned)
    // 69.4 requests a minute of 1,600 weighted tokens, 139 at the peak: one unit takes them.
    #expect(plan.name == "1 GSU for a month")
    #expect(abs(plan.unitUSD - 365) < 1e-9)
    #expect(abs(best.billUSD(requests: decision.demand.requests) - 365) < 1)
    #expect(best.holdsFrom == decision.demand.requests)
    let curve = APICurve(decision.apis, range: 1000...1e9)
    #expect(curve.api(requests: 10_000)?.provisioned == nil)
    #expect(curve.api(requests: 1e8)?.provisioned != nil)
    #expect(!decision.apis[0].hasPrice(of: decision.apis[1]))
    // Half of the requests leave the unit paid; a tenth costs less by the token: 304,167 requests of
    // 1,000 · 0.2 + 200 · 0.6 USD a million tokens.
    let requests = decision.demand.requests
    #expect(abs(best.billUSD(requests: requests / 2) - 365) < 1)
    #expect(abs(best.billUSD(requests: requests / 10) - 97.333) < 0.01)
    // What a base load leaves is not what units were bought for.
    let mixed = try #require(decision.mixed)
    #expect(mixed.plan.api.provisioned == nil)
  }
}
