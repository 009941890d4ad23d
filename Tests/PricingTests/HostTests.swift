import CheckedJSON
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct HostTests {
  @Test(arguments: [
    ("aws", HostClass.hyperscaler), ("coreweave", .largeNeocloud), ("hyperstack", .smallNeocloud),
    ("vast", .marketplace),
  ])
  func everyClassHasAHost(provider: String, hostClass: HostClass) throws {
    #expect(try shippedCatalog().host(provider)?.hostClass == hostClass)
  }

  @Test func everyShippedOfferHasAClass() throws {
    let catalog = try shippedCatalog()
    #expect(catalog.offers.filter { catalog.hostClass(of: $0) == nil }.map(\.id) == [])
  }

  /// RunPod's Secure Cloud is a neocloud; its cheapest prices are of the Community Cloud.
  @Test func anOfferOverridesItsProvider() throws {
    let catalog = try shippedCatalog()
    #expect(catalog.host("runpod")?.hostClass == .smallNeocloud)
    #expect(catalog.hostClass(of: try catalog.offer("runpod-h100-sxm")) == .marketplace)
  }

  /// A minute on a bare metal machine of Oracle is an hour on the bill.
  @Test func oracleBillsAnHour() throws {
    let offer = try shippedCatalog().offer("oci-bm-gpu-h100-8")
    #expect(offer.billing.billedHours(seconds: 60) == 1)
    #expect(offer.billing.billedHours(seconds: 5400) == 1.5)
  }

  /// Google sells fewer than eight H100 on spot terms alone.
  @Test func oneGoogleH100IsSpotOnly() throws {
    #expect(try shippedCatalog().offer("gcp-a3-highgpu-1g").terms.map(\.commitment) == [.spot])
  }

  @Test func anotherFolderIsCompleted() throws {
    let own = try PriceCatalog(
      offers: [GPUOfferTests.offer(perInstance: 8)],
      hosts: [Host(provider: "aws", hostClass: .own, provenance: TariffBillingTests.anyProvenance)])
    let shipped = try shippedCatalog()
    let completed = own.completed(by: shipped)
    #expect(completed.offers.count == 1)
    #expect(completed.host("aws")?.hostClass == .own)
    #expect(completed.host("vast") == shipped.host("vast"))
    #expect(completed.market == shipped.market)
    #expect(completed.ownershipDefaults?.lifeYears == 5)
    #expect(own.hostClass(of: own.offers[0]) == nil)
    #expect(
      PriceCheck.findings(in: completed, at: TariffBillingTests.anyProvenance.asOf).map(\.problem)
        == [.unknownHost("acme")])
  }

  @Test(arguments: [
    (#""provider": "a", "class": "neocloud""#, "large neocloud"),
    (#""provider": "a""#, #"the key "class""#),
    (#""provider": "a", "class": "own", "leastGPUs": 0"#, "from 1"),
    (#""provider": "a", "klass": "own""#, #"unknown key "klass""#),
  ])
  func saysWhatIsWrong(members: String, says: String) throws {
    let text = #"{"hosts": [{\#(members)}]}"#
    let error = try #require(throws: InputError.self) {
      try PriceCatalog(files: [("hosts.json", Data(text.utf8))])
    }
    #expect(error.place?.hasPrefix("$.hosts[0]") == true)
    #expect("\(error)".contains(says), "\(error)")
  }
}
