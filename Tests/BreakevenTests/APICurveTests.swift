import Testing

@testable import Breakeven

struct APICurveTests {
  /// 1,000 prompt and 200 completion tokens at 1 USD and twice that: 0.0014 USD a request.
  static func catalog(_ limits: ServiceLimits?) throws -> Catalog {
    let small = Tariff(
      provider: "small", model: "llama", openModel: Market.model,
      standard: PriceSchedule(base: TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 2)),
      limits: limits, provenance: try Market.provenance())
    return try Market.catalog(tariffs: [
      small, Market.tariff("large/llama", input: 4, output: 8, openModel: Market.model),
    ])
  }

  static func decision(_ limits: ServiceLimits?, requestsPerDay: Double) throws -> Decision {
    try Market.decision(
      Market.workload(
        requestsPerDay: requestsPerDay,
        mode: .interactive(ServiceLevel(), .daily(peakToAverage: 2)),
        costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(2000)))),
      catalog: catalog(limits))
  }

  /// 10 requests a minute at a peak of twice the mean are 5 · 60 · 730 = 219,000 a month; 140 USD are 100,000
  /// requests.
  @Test func reachByHand() throws {
    let provenance = try Market.provenance()
    let limited = try Self.decision(
      ServiceLimits(usdPerMonth: 140, requestsPerMinute: 10, provenance: provenance),
      requestsPerDay: 100)
    let api = try #require(limited.bestAPI)
    #expect(api.tariff.id == "small/llama")
    #expect(abs(api.reach.requests - 219_000) < 1e-3)
    #expect(api.reach.usdPerMonth == 140)
    #expect(abs(api.mostRequests() - 100_000) < 1e-6)
    let raised = try Self.decision(
      ServiceLimits(requestsPerMinute: 10, raisedBy: .asking, provenance: provenance),
      requestsPerDay: 100)
    #expect(try #require(raised.bestAPI).reach == .unbounded)
  }

  /// People and two machines cost some thousand dollars: the cheap API would be dearer only beyond two million
  /// requests, but serves no more than 1.5 million; from there on the dear one is dearer than machines.
  @Test func fromTheLimitOnTheNextAPICounts() throws {
    let limits = ServiceLimits(usdPerMonth: 2100, provenance: try Market.provenance())
    for requestsPerDay in [10_000.0, 100_000] {
      let limited = try Self.decision(limits, requestsPerDay: requestsPerDay)
      let first = try #require(limited.breakEven?.firstVolume)
      #expect(abs(first / 1.5e6 - 1) < 1e-9, "at \(requestsPerDay) a day")
    }
    let free = try #require(try Self.decision(nil, requestsPerDay: 10_000).breakEven?.firstVolume)
    #expect(free > 1.5e6)
  }

  /// Dearer APIs may bill no more than their limit: the cheap one is out at 600 USD, and then the dear one decides.
  @Test func apiPricesRiseWithinTheirLimits() throws {
    let limits = ServiceLimits(usdPerMonth: 600, provenance: try Market.provenance())
    let decision = try Self.decision(limits, requestsPerDay: 10_000)
    let own = try #require(decision.bestSelfHost).totalUSD
    let factor = try #require(decision.breakEven?.apiPrice.value)
    #expect(decision.bestAPI?.tariff.id == "small/llama")
    #expect(abs(factor * 0.0056 * decision.demand.requests / own - 1) < 1e-9)
  }
}
