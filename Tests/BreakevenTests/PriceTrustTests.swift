import Testing

@testable import Breakeven

/// How far a price may be from what it says: for its age, and for what it was seen to be.
struct PriceTrustTests {
  private static func uncertainty(
    tariffFrom tariffDate: String = "2026-11-01", offer: GPUOffer? = nil
  ) throws -> Uncertainty {
    let catalog = try Market.catalog(
      tariffs: [
        Market.tariff(
          "host/llama", input: 0.2, output: 0.6, openModel: Market.model, asOf: tariffDate)
      ], offers: [offer ?? Market.offer("cloud-h100", usdPerGPUHour: 2)])
    let decision = try Market.decision(
      Market.workload(requestsPerDay: 1_000_000), catalog: catalog)
    return try #require(decision.uncertainty)
  }

  /// The same price read a year and two years earlier may have moved further since.
  @Test func anOlderPriceHasAWiderRange() throws {
    let widths = try ["2026-11-01", "2025-11-01", "2024-11-01"].map { date in
      let bill = try Self.uncertainty(tariffFrom: date).apiUSD
      return bill.high / bill.low
    }
    #expect(widths[0] < widths[1] && widths[1] < widths[2])
  }

  /// Spot that was seen at a quarter and at three times what it costs may go there again.
  @Test func whatWasSeenMayComeAgain() throws {
    let plain = try Market.offer("cloud-h100", usdPerGPUHour: 2)
    let seen = GPUOffer(
      id: plain.id, provider: plain.provider, gpu: plain.gpu,
      gpusPerInstance: plain.gpusPerInstance, maximumGPUsPerNode: plain.maximumGPUsPerNode,
      terms: [
        .init(commitment: .onDemand, usdPerInstanceHour: 2, seenUSDPerInstanceHour: 0.5...6)
      ], billing: plain.billing, provenance: plain.provenance)
    let calm = try Self.uncertainty(offer: plain).selfHostUSD
    let moved = try Self.uncertainty(offer: seen).selfHostUSD
    #expect(moved.low < calm.low && calm.high < moved.high)
  }
}
