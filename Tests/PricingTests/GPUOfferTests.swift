import Pricing
import Testing

@Suite struct GPUOfferTests {
  static func offer(perInstance: Int, perNode: Int? = nil) -> GPUOffer {
    GPUOffer(
      id: "acme-h100", provider: "acme", gpu: "H100-SXM", gpusPerInstance: perInstance,
      maximumGPUsPerNode: perNode,
      terms: [
        .init(commitment: .onDemand, usdPerInstanceHour: 32),
        .init(commitment: .spot, usdPerInstanceHour: 16),
      ],
      provenance: TariffBillingTests.anyProvenance)
  }

  struct Fleet: Sendable {
    var perInstance: Int
    var replicas: Int
    var gpusEach: Int
    var instances: Int
  }

  /// On nodes of eight GPUs.
  @Test(arguments: [
    // Whole machines: replicas share one, but none spans two.
    Fleet(perInstance: 8, replicas: 1, gpusEach: 8, instances: 1),
    Fleet(perInstance: 8, replicas: 1, gpusEach: 1, instances: 1),
    Fleet(perInstance: 8, replicas: 3, gpusEach: 2, instances: 1),
    Fleet(perInstance: 8, replicas: 5, gpusEach: 2, instances: 2),
    Fleet(perInstance: 8, replicas: 3, gpusEach: 3, instances: 2),
    Fleet(perInstance: 8, replicas: 9, gpusEach: 1, instances: 2),
    // Single GPUs: exactly what is needed.
    Fleet(perInstance: 1, replicas: 3, gpusEach: 2, instances: 6),
    Fleet(perInstance: 1, replicas: 1, gpusEach: 8, instances: 8),
    Fleet(perInstance: 1, replicas: 5, gpusEach: 1, instances: 5),
    // Pairs: three GPUs take two.
    Fleet(perInstance: 2, replicas: 1, gpusEach: 3, instances: 2),
    Fleet(perInstance: 2, replicas: 2, gpusEach: 4, instances: 4),
  ])
  func wholeInstances(_ fleet: Fleet) {
    let offer = Self.offer(perInstance: fleet.perInstance, perNode: 8)
    #expect(
      offer.instances(forReplicas: fleet.replicas, gpusEach: fleet.gpusEach) == fleet.instances)
  }

  @Test(arguments: [(8, 8, 1, 16), (1, 1, 1, 2), (8, 8, 0, 1), (8, 8, -1, 1), (8, 8, 1, 0)])
  func doesNotFit(perInstance: Int, perNode: Int, replicas: Int, gpusEach: Int) {
    let offer = Self.offer(perInstance: perInstance, perNode: perNode)
    #expect(offer.instances(forReplicas: replicas, gpusEach: gpusEach) == nil)
  }

  @Test func absurdCountsDoNotTrap() {
    #expect(Self.offer(perInstance: 1, perNode: 8).instances(forReplicas: .max, gpusEach: 8) == nil)
    #expect(Self.offer(perInstance: 8).instances(forReplicas: .max, gpusEach: 1) != nil)
  }

  @Test func pricesByCommitment() {
    let offer = Self.offer(perInstance: 8)
    #expect(offer.usdPerInstanceHour() == 32)
    #expect(offer.usdPerGPUHour() == 4)
    #expect(offer.usdPerGPUHour(.spot) == 2)
    #expect(offer.usdPerGPUHour(.reserved1Year) == nil)
  }

  struct Use: Sendable {
    var increment: Double
    var minimum: Double
    var seconds: Double
    var billedSeconds: Double
  }

  @Test(arguments: [
    Use(increment: 60, minimum: 60, seconds: 90, billedSeconds: 120),
    Use(increment: 60, minimum: 60, seconds: 1, billedSeconds: 60),
    Use(increment: 1, minimum: 60, seconds: 61, billedSeconds: 61),
    Use(increment: 3600, minimum: 3600, seconds: 3601, billedSeconds: 7200),
    Use(increment: 3600, minimum: 3600, seconds: 3600, billedSeconds: 3600),
    Use(increment: 60, minimum: 60, seconds: 0, billedSeconds: 0),
  ])
  func billsByIncrement(_ use: Use) {
    let billing = GPUOffer.Billing(
      incrementSeconds: use.increment, minimumSeconds: use.minimum, kind: .assumed)
    let hours = billing.billedHours(seconds: use.seconds)
    #expect(abs(hours - use.billedSeconds / 3600) < 1e-12)
  }
}
