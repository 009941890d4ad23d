import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Floors of bids among prices, and rows that must not vanish.
@Suite struct MachinePeersTests {
  private static let header =
    "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,SpotPrice,Region,GpuInfo"

  private func imported(
    _ rows: [String], provider: String = "acme", isForced: Bool = false
  ) throws -> (catalog: PriceCatalog, result: PriceImport) {
    let result = try PriceImporter.prices(
      from: Data(([Self.header] + rows).joined(separator: "\n").utf8), format: .skypilot,
      source: "a catalog", asOf: .distant, provider: provider, knowing: Self.known(),
      isForced: isForced, accelerators: KnownAccelerators.id)
    return (
      try PriceCatalog(files: result.files.map { ($0.name, Data($0.text.utf8)) }), result
    )
  }

  /// Three sellers of an H100 at 3 to 4 USD, and one that sold it at 0.80.
  private static func known() throws -> PriceCatalog {
    try PriceCatalog(
      offers: [("a", 3.0), ("b", 3.5), ("c", 4), ("cheap", 0.8)].map { provider, usd in
        GPUOffer(
          id: provider + "-h100", provider: provider, gpu: "H100-SXM", gpusPerInstance: 1,
          terms: [.init(commitment: .onDemand, usdPerInstanceHour: usd)],
          provenance: Provenance(source: "a list", asOf: .distant))
      })
  }

  @Test func theFloorOfAnAuctionIsRefusedUnlessForced() throws {
    let row = "h100.8x,H100,8,168,1814,8.0,8.0,us,"
    let (_, refused) = try imported([row])
    #expect(refused.imported == 0)
    #expect(refused.leftOut.map(\.reason) == [.unlikePeers(usdPerGPUHour: 1, peers: 3.5)])
    let (catalog, forced) = try imported([row], isForced: true)
    #expect(forced.imported == 1)
    #expect(catalog.offers.first?.usdPerGPUHour() == 1)
  }

  /// A seller who always was cheap is compared with itself.
  @Test func theSellersOwnPriceDecides() throws {
    #expect(
      try imported(["h100.1x,H100,1,16,100,0.7,,us,"], provider: "cheap").result.imported == 1)
    #expect(
      try imported(["h100.1x,H100,1,16,100,0.2,,us,"], provider: "cheap").result.imported == 0)
  }

  @Test func spotAloneIsImported() throws {
    let (catalog, result) = try imported(["8H100,H100,8,168,1814,,13.69,us,"])
    #expect(result.imported == 1)
    #expect(catalog.offers.first?.usdPerInstanceHour() == nil)
    #expect(catalog.offers.first?.usdPerInstanceHour(.spot) == 13.69)
  }

  /// Names that carry a maker, a total memory or a socket.
  @Test(arguments: [
    ("Tesla-V100", "V100-16GB"), ("A100-80GB-160GB", "A100-80GB"), ("A100-40GB", "A100-40GB"),
    ("H100-80G-SXM5", "H100-SXM"), ("A100", "A100-40GB"),
  ])
  func namesAreUnderstood(name: String, gpu: String) throws {
    #expect(
      try imported(["x,\(name),1,8,80,3.5,,us,"], isForced: true).catalog.offers.map(\.gpu) == [gpu]
    )
  }

  /// Every row is imported, left out by name, or has no accelerator.
  @Test func everyRowIsCounted() throws {
    let (catalog, result) = try imported([
      "a4x-highgpu-4g,,,140,884,12,3,r,", ",GB200,4,,,60,20,r,",
      "g4-standard-48,,,48,180,1.5,0.5,r,",
      ",RTX-PRO-6000,1,,,3,1,r,", "a9-hypergpu-8g,,,1,1,1,1,r,", ",H100,8,,,70,20,r,",
      "m5.large,,,2,8,0.1,,r,", "x,H100,8,1,1,28,,r,", "x,H100,8,1,1,28,,s,",
    ])
    #expect(Set(catalog.offers.map(\.gpu)) == ["GB200", "RTX-PRO-6000-Blackwell", "H100-SXM"])
    #expect(result.rowsImported == 6)
    #expect(result.leftOut.map(\.entry) == ["line 6", "line 7"])
    #expect(result.rowsWithoutAccelerator == 1)
  }
}
