import Breakeven
import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Names of accelerators in the price lists of others mean what they mean in a workload.
@Suite struct ListedAcceleratorTests {
  /// Spellings of SkyPilot's and gpuhunt's lists of 2026, with the memory that gpuhunt states.
  @Test(arguments: [
    ("H100", 80, "H100-SXM"), ("H100-MEGA", 80, "H100-SXM"), ("H100-80GB", 80, "H100-SXM"),
    ("H100-SXM", 80, "H100-SXM"), ("H100NVL", 94, "H100-NVL"), ("H100-PCIe", 80, "H100-PCIe"),
    ("A100", 40, "A100-40GB"), ("A100", 80, "A100-80GB"), ("A100-80GB-SXM", 80, "A100-80GB"),
    ("A100PCIE", 80, "A100-80GB-PCIe"), ("A100-80GB", 80, "A100-80GB"),
    ("V100", 16, "V100-16GB"), ("V100", 32, "V100-32GB"), ("V100-32GB", 32, "V100-32GB"),
    ("V100-SXM2", 16, "V100-16GB"), ("H200", 141, "H200-SXM"), ("H200NVL", 143, "H200-NVL"),
    ("H200-SXM", 141, "H200-SXM"), ("GH200", 96, "GH200"), ("B200", 180, "B200"),
    ("B300", 270, "B300"), ("GB200", 186, "GB200"), ("L40S", 48, "L40S"), ("L4", 24, "L4"),
    ("A10G", 24, "A10G"), ("A6000", 48, "RTX-A6000"), ("RTXA6000", 48, "RTX-A6000"),
    ("RTX4090", 24, "RTX-4090"), ("RTX5090", 32, "RTX-5090"), ("RTX6000Ada", 48, "RTX-6000-Ada"),
    ("RTXPRO6000", 96, "RTX-PRO-6000-Blackwell"),
    ("RTXPRO6000WK", 96, "RTX-PRO-6000-Blackwell-Workstation"),
    ("RTXPRO6000-SERVER", 96, "RTX-PRO-6000-Blackwell"), ("MI300X", 192, "MI300X"),
    ("MI325X", 256, "MI325X"), ("Trainium2", 96, "Trainium2"),
    ("Inferentia2", 32, "Inferentia2"), ("H100", 94, "H100-NVL"),
    ("A100-80G-PCIe-NVLink", 80, "A100-80GB-PCIe"), ("H100-80G-PCIe-NVLink", 80, "H100-PCIe"),
    ("H100_PCIE_BAREMETAL", 80, "H100-PCIe"), ("L40S_PCIE_BAREMETAL", 48, "L40S"),
    ("RTX5090_PCIE", 32, "RTX-5090"), ("RTXPRO6000WS", 96, "RTX-PRO-6000-Blackwell-Workstation"),
  ])
  func aListMeansWhatAWorkloadMeans(name: String, gigabytes: Int, expected: String) throws {
    let imported = try imported(name, gigabytes: gigabytes)
    let prices = try PriceCatalog(
      files: imported.files.map { ($0.name, Data($0.text.utf8)) })
    #expect(prices.offers.map(\.gpu) == [expected])
  }

  /// HL-205 is the card of the first Gaudi, with 32 GB (AWS DL1), of which the catalog has no figures; a 4090 D is no
  /// 4090, and no H200 is a card but the NVL.
  @Test(arguments: ["Gaudi HL-205", "RTX4090D", "H200_PCIE"])
  func whatIsNotKnownIsLeftOut(name: String) throws {
    #expect(try imported(name, gigabytes: 32).leftOut.map(\.entry) == ["line 2"])
  }

  private func imported(_ name: String, gigabytes: Int) throws -> PriceImport {
    let catalog = try Catalog.builtIn()
    let list = """
      instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size
      one,here,1.5,4,16,1,\(name),\(gigabytes),False,

      """
    return try PriceImporter.prices(
      from: Data(list.utf8), format: .gpuhunt, source: "a list",
      asOf: try #require(CalendarDate("2026-11-27")),
      provider: "acme", accelerators: { try? catalog.accelerator(named: $0).id })
  }
}
