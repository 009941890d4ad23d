import Testing
import Workloads

@testable import Breakeven

/// Terms that bind longer than the workload looks ahead.
struct HorizonTermsTests {
  private static func decision(months: Int?) throws -> Decision {
    let prices: [(Commitment, Double)] = [
      (.onDemand, 3), (.reserved6Months, 2.4), (.reserved1Year, 1.8), (.reserved3Year, 1.5),
    ]
    let offer = GPUOffer(
      id: "machine", provider: "cloud", gpu: "H100-SXM", gpusPerInstance: 1,
      terms: prices.map {
        GPUOffer.PriceTerm(commitment: $0.0, usdPerInstanceHour: $0.1)
      }, provenance: try Market.provenance())
    let mode = Mode.interactive(
      try ServiceLevel(timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05),
      try .daily(peakToAverage: 1))
    return try Market.decision(
      Market.workload(
        requestsPerDay: 3_000_000, mode: mode,
        growth: months.map { try Growth(perMonth: 0, horizonMonths: $0) }),
      catalog: Market.catalog(offers: [offer]))
  }

  /// Of traffic that is the same at all hours, the longest terms are the cheapest that the months allow.
  @Test(
    arguments: [
      (nil, .reserved3Year, 0), (36, .reserved3Year, 0), (24, .reserved1Year, 1),
      (6, .reserved6Months, 2), (5, .onDemand, 3),
    ] as [(Int?, Rental.Terms, Int)])
  func nothingBindsBeyondTheHorizon(months: Int?, terms: Rental.Terms, left: Int) throws {
    let decision = try Self.decision(months: months)
    let best = try #require(decision.bestSelfHost)
    #expect(best.rental.terms == terms)
    let reasons = decision.exclusions.filter { $0.reason.contains("growth.horizonMonths") }
    #expect(reasons.count == left)
    // How long to commit still tells what was left out.
    #expect(try #require(CommitmentMarket(decision, option: best)).tooLong.count == left)
  }
}
