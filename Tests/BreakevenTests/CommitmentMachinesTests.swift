import Testing
import Workloads

@testable import Breakeven

/// Machines of another accelerator than the best fleet's may be cheaper when they are bound.
struct CommitmentMachinesTests {
  private static func decision(_ offers: [(gpu: String, prices: [(Commitment, Double)])]) throws
    -> Decision
  {
    let offers = try offers.map { offer in
      GPUOffer(
        id: offer.gpu, provider: "cloud", gpu: offer.gpu, gpusPerInstance: 1,
        terms: offer.prices.map {
          GPUOffer.PriceTerm(commitment: $0.0, usdPerInstanceHour: $0.1)
        }, provenance: try Market.provenance())
    }
    return try Market.decision(
      Market.workload(requestsPerDay: 30_000_000),
      catalog: Market.catalog(
        tariffs: [Market.tariff("host/llama", input: 50, output: 100, openModel: Market.model)],
        offers: offers))
  }

  /// For traffic that doubles by day, where H100s on demand cost 2.00 for what A100s on demand serve for 2.30 and
  /// reserved ones, of which the peak takes two, for 2.10: replicas that run for half of the day or more reserved and the
  /// others on demand cost 1.05 + 2.30/π = 1.78.
  @Test func reservedMachinesOfAnotherAcceleratorAreLookedAt() throws {
    let (h100, a100) = ("H100-SXM", "A100-80GB")
    func usd(_ gpu: String) throws -> Double {
      try #require(Self.decision([(gpu, [(.onDemand, 2)])]).bestSelfHost).totalUSD
    }
    let slower = try usd(a100) / usd(h100)
    let decision = try Self.decision([
      (h100, [(.onDemand, 2)]),
      (a100, [(.onDemand, 2.3 / slower), (.reserved1Year, 1.05 / slower)]),
    ])
    let best = try #require(decision.bestSelfHost)
    #expect(best.rental.gpu == h100)
    let all = try #require(decision.commitments(PriceHistory([])))
    #expect(all.option.rental.gpu == a100)
    #expect(all.usd / Double(all.months) < best.totalUSD)
    #expect(Set(all.parts.map(\.term.title)) == ["on demand", "reserved for 1 year"])
  }
}
