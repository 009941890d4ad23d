import Testing

@testable import Breakeven

/// Charges of a plan as numbers that can be added up.
struct CostPlanTests {
  /// A machine whose hour costs nothing runs 730 hours a month, not 0/0.
  @Test func freeMachinesHaveHours() throws {
    let free = try #require(
      Rental(
        GPUOffer(
          id: "free", provider: "cloud", gpu: "H100-SXM", gpusPerInstance: 2, maximumGPUsPerNode: 8,
          terms: [.init(commitment: .onDemand, usdPerInstanceHour: 0)],
          provenance: Market.provenance()), commitment: .onDemand))
    let charge = PlannedCharge(
      free, gpus: 8, usd: 0, in: 0, machinePrice: 1, discount: 0.1)
    #expect(charge.firstUnknown == nil && charge.quantity == 4 * 730)
    #expect(charge.effectiveUSD == 0 && charge.billedUSD == 0)
  }

  @Test(arguments: [Double.nan, .infinity])
  func aChargeThatIsNotANumberIsNamed(usd: Double) {
    let charge = PlannedCharge(
      month: 0, kind: .people, resource: "team", provider: "own", quantity: 1, usdPerUnit: 5000,
      effectiveUSD: usd)
    #expect(charge.firstUnknown?.hasPrefix("effective cost of") == true)
  }
}
