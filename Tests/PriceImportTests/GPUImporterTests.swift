import CheckedJSON
import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct GPUImporterTests {
  private func imported(
    _ rows: [String], _ format: PriceImporter.Format, provider: String = "acme"
  ) throws -> (catalog: PriceCatalog, result: PriceImport) {
    let result = try PriceImporter.prices(
      from: Data((rows.joined(separator: "\r\n") + "\r\n").utf8), format: format,
      source: "a catalog", asOf: .distant, provider: provider,
      accelerators: KnownAccelerators.id)
    return (
      try PriceCatalog(files: result.files.map { ($0.name, Data($0.text.utf8)) }), result
    )
  }

  private static let skypilot =
    "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice"

  @Test func skypilotBringsZonesTogether() throws {
    let (catalog, result) = try imported(
      [
        Self.skypilot,
        #"p5.48xlarge,H100,8.0,192,2048,55.04,us-east-1,"{'Gpus': [{'Name': 'H100'}]}",30.0"#,
        #"p5.48xlarge,H100,8.0,192,2048,55.04,us-east-1,"{'Gpus': [{'Name': 'H100'}]}",25.5"#,
        "m5.large,,,2,8,0.1,us-east-1,,",
        "odd.large,X9000,1,2,8,3.0,us-east-1,,",
        "part.large,L4,0.5,2,8,0.3,us-east-1,,",
        "tpu-v5p-8,tpu-v5p-8,1,2,8,16.8,us-east-1,,",
        "free.large,L4,1,2,8,0.0,us-east-1,,",
      ], .skypilot)
    let offer = try catalog.offer("acme-us-east-1-p5-48xlarge")
    #expect(offer.gpu == "H100-SXM")
    #expect(offer.gpusPerInstance == 8)
    #expect(offer.usdPerInstanceHour() == 55.04)
    #expect(offer.usdPerInstanceHour(.spot) == 25.5)
    #expect(result.imported == 1)
    #expect(result.leftOut.map(\.entry) == ["line 5", "line 6", "line 7", "line 8"])
  }

  /// A price that cannot be read is none that is not there: the row is named and no half of it imported.
  @Test func skypilotNamesAPriceThatCannotBeRead() throws {
    let (catalog, result) = try imported(
      [
        Self.skypilot, #"p5.48xlarge,H100,8.0,192,2048,"55,04",us-east-1,,20"#,
        "p5.48xlarge,H100,8.0,192,2048,NaN,us-west-2,,20",
      ], .skypilot)
    #expect(catalog.offers.map(\.region) == ["us-west-2"])
    #expect(
      result.leftOut.map(\.reason.description) == [
        #"line 2, Price: found "55,04", expected US dollars for an hour with a point, such as 55.04, or nothing"#
      ])
  }

  /// Nor is a host of Google's, whose price is a part of that of a machine.
  @Test func skypilotNamesAPriceOfAHostThatCannotBeRead() throws {
    let (catalog, result) = try imported(
      [
        Self.skypilot, #"a3-highgpu-8g,,,208,1872,"9,46",us-central1,,4.0"#,
        ",H100,8,,,78.38,us-central1,,20.0", "n2-standard-4,,,4,16,\"0,19\",us-central1,,",
      ], .skypilot)
    #expect(catalog.offers.isEmpty)
    #expect(result.rowsWithoutAccelerator == 1)
    #expect(
      result.leftOut.map(\.reason.description) == [
        #"line 2, Price: found "9,46", expected US dollars for an hour with a point, such as 55.04, or nothing"#,
        "accelerators without a host of theirs in the region",
      ])
  }

  /// −1 and nothing say that there is no price; −3 and an infinite one say nothing, and are named.
  @Test(arguments: ["-3", "inf", "2,50"])
  func namesAPriceThatIsNone(price: String) throws {
    let sky = try imported(
      [
        Self.skypilot, "a10,A10,1.0,14,100,\"\(price)\",us-east-1,,",
        "a10,A10,1,1,1,-1,us-west-2,,",
      ],
      .skypilot
    ).result
    let hunt = try imported(
      [
        "instance_name,location,price,gpu_count,gpu_name,spot",
        "a10,us-east-1,\"\(price)\",1,A10,False", "a10,us-west-2,,1,A10,False",
      ], .gpuhunt
    ).result
    for (result, column) in [(sky, "Price"), (hunt, "price")] {
      let reasons = result.leftOut.map(\.reason.description)
      #expect(reasons.first?.hasPrefix("line 2, \(column): found \"\(price)\"") == true)
      #expect(reasons.dropFirst() == ["no price for a10"])
    }
  }

  @Test func oneOfferForRegionsOfOnePrice() throws {
    let (catalog, _) = try imported(
      [
        Self.skypilot,
        "gpu_1x_a6000,A6000,1.0,14,100,1.09,europe-central-1,,",
        "gpu_1x_a6000,A6000,1.0,14,100,1.09,us-east-1,,",
        "gpu_1x_a10,A10,1.0,14,100,1.29,europe-central-1,,",
        "gpu_1x_a10,A10,1.0,14,100,1.09,us-east-1,,",
      ], .skypilot)
    #expect(
      catalog.offers.map(\.id) == [
        "acme-europe-central-1-gpu-1x-a10", "acme-gpu-1x-a6000", "acme-us-east-1-gpu-1x-a10",
      ])
    #expect(try catalog.offer("acme-gpu-1x-a6000").provenance.note == "the same price in 2 regions")
  }

  /// RunPod's spot price repeats the price; Google states host and accelerators in two rows.
  @Test func skypilotTrapsOfSingleClouds() throws {
    let (catalog, _) = try imported(
      [
        Self.skypilot,
        #"1x_A100-80GB_SECURE,A100-80GB,1,8,80,1.39,US,"{'Gpus': [{'Name': 'A100 PCIe'}]}",1.39"#,
        "1x_A100-80GB-SXM_SECURE,A100-80GB-SXM,1,8,80,1.49,US,,1.49",
        "a3-highgpu-8g,,,208,1872,9.46,us-central1,,4.0",
        ",H100,8,,,78.38,us-central1,,20.0",
        "gpu_1x_h100_pcie,H100,1,26,200,2.49,us-east,,",
        "Standard_NC40ads_H100_v5,H100,1,40,320,6.98,eastus,,",
      ], .skypilot)
    let runpod = try catalog.offer("acme-us-1x-a100-80gb-secure")
    #expect(runpod.gpu == "A100-80GB-PCIe")
    #expect(runpod.usdPerInstanceHour(.spot) == nil)
    #expect(try catalog.offer("acme-us-1x-a100-80gb-sxm-secure").gpu == "A100-80GB")
    let google = try catalog.offer("acme-us-central1-a3-highgpu-8g")
    #expect(abs((google.usdPerInstanceHour() ?? 0) - 87.84) < 1e-9)
    #expect(abs((google.usdPerInstanceHour(.spot) ?? 0) - 24) < 1e-9)
    #expect(try catalog.offer("acme-us-east-gpu-1x-h100-pcie").gpu == "H100-PCIe")
    #expect(try catalog.offer("acme-eastus-standard-nc40ads-h100-v5").gpu == "H100-NVL")
  }

  private static func memory(_ size: Int, total: Int) -> String {
    #""{'Gpus': [{'MemoryInfo': {'SizeInMiB': \#(size)}}], 'TotalGpuMemoryInMiB': \#(total)}""#
  }

  /// Rows of Cudo, Shadeform and Vast, and in the form of Seeweb's: the size is of one card, in MiB or GiB, but at Vast of all.
  @Test(arguments: [
    ("cudo", "genoa-a100-pcie_1x2v4gb", "A100", 1, memory(81920, total: 81920), "A100-80GB-PCIe"),
    ("cudo", "genoa-a100-pci_2x8v16gb", "A100", 2, memory(81920, total: 163_840), "A100-80GB-PCIe"),
    ("acme", "ECS1GPU3", "A100", 1, memory(81920, total: 81920), "A100-80GB"),
    ("acme", "ECS1GPU4", "A100", 1, "{}", "A100-40GB"),
    ("shadeform", "crusoe_A100x8", "A100", 8, memory(80, total: 640), "A100-80GB"),
    ("shadeform", "denvr_A100x8", "A100", 8, memory(40, total: 320), "A100-40GB"),
    ("vast", "2x-A100_SXM4-32", "A100", 2, memory(81920, total: 81920), "A100-40GB"),
    ("vast", "2x-A100_SXM4-64", "A100", 2, memory(163_840, total: 163_840), "A100-80GB"),
    ("vast", "2x-H100_NVL-32", "H100", 2, memory(191_660, total: 191_660), "H100-NVL"),
    ("vast", "1x-H100-32", "H100", 1, memory(95830, total: 95830), "H100-NVL"),
    ("vast", "1x-H100_SXM-32", "H100", 1, memory(81559, total: 81559), "H100-SXM"),
  ])
  func skypilotStatesTheMemory(
    provider: String, instance: String, name: String, count: Int, memory: String, gpu: String
  ) throws {
    let row = "\(instance),\(name),\(count),8,32,\(2 * count),here,\(memory),"
    let (catalog, _) = try imported([Self.skypilot, row], .skypilot, provider: provider)
    #expect(catalog.offers.map(\.gpu) == [gpu])
  }

  /// Eight chips of a TPU v6e are one host, and sixteen two; what no list means, 700 dollars for eight, stands beside what
  /// is known of them and is refused.
  @Test func aSliceOfATPUPodThatOneHostHoldsIsAMachine() throws {
    let rows = [
      Self.skypilot, ",tpu-v6e-8,1,,,21.6,us-central1,tpu-v6e-8,4.5828",
      ",tpu-v6e-16,1,,,43.2,us-central1,tpu-v6e-16,9.2",
      "TPU-VM,tpu-v2-8,1,96,334,4.5,us-central1,,",
    ]
    let (catalog, result) = try imported(rows, .skypilot, provider: "gcp")
    let offer = try catalog.offer("gcp-us-central1-tpu-v6e-8")
    #expect(offer.gpu == "TPU-v6e")
    #expect(offer.gpusPerInstance == 8)
    #expect(abs((offer.usdPerGPUHour() ?? 0) - 2.7) < 1e-12)
    #expect(abs((offer.usdPerGPUHour(.spot) ?? 0) - 0.57285) < 1e-12)
    #expect(result.leftOut.map(\.entry) == ["line 3", "line 4"])
    let sentinel = try PriceImporter.prices(
      from: Data((Self.skypilot + "\n,tpu-v6e-8,1,,,700.0,us-central2,tpu-v6e-8,\n").utf8),
      format: .skypilot, source: "a catalog", asOf: .distant, provider: "gcp",
      knowing: shippedCatalog(), accelerators: KnownAccelerators.id)
    #expect(sentinel.imported == 0)
    #expect(sentinel.leftOut.first?.reason.kind == "far from what is known")
  }

  /// Seeweb asks 2.60 EUR for an H200, which SkyPilot lists as if it were 2.60 USD.
  @Test func eurosAreNotTakenForDollars() throws {
    let (_, result) = try imported(
      [
        Self.skypilot, "eCS1,,,1,1.0,0.019,ch-lug1,,", "ECS1GPU10,H200,1,32,256.0,2.6,it-fr2,,",
      ], .skypilot, provider: "seeweb")
    #expect(result.imported == 0)
    #expect(result.rowsWithoutAccelerator == 1)
    #expect(result.leftOut.map(\.reason) == [.otherCurrency("EUR", isSaid: false)])
  }

  @Test func runPodsCommunityIsAMarketplace() throws {
    let (catalog, _) = try imported(
      [
        Self.skypilot, "1x_L4_COMMUNITY,L4,1.0,8,32,0.34,US,{},0.2",
        "1x_L4_SECURE,L4,1.0,8,32,0.44,US,{},0.3",
      ], .skypilot, provider: "runpod")
    #expect(try catalog.offer("runpod-us-1x-l4-community").hostClass == .marketplace)
    #expect(try catalog.offer("runpod-us-1x-l4-secure").hostClass == nil)
  }

  /// Three asks of two cards each are six, however many of them are offered as spot too; a cloud's rows are types of
  /// machine, and no stock.
  @Test func aMarketsAsksAreItsStock() throws {
    let rows = [
      "instance_name,location,price,gpu_count,gpu_name,gpu_memory,spot",
      "2xA100,US,2.8,2,A100,80,False", "2xA100,US,2.9,2,A100,80,False",
      "2xA100,US,2.7,2,A100,80,False", "2xA100,US,1.3,2,A100,80,True",
    ]
    #expect(try imported(rows, .gpuhunt, provider: "vastai").catalog.offers.map(\.stock) == [6])
    #expect(try imported(rows, .gpuhunt).catalog.offers.map(\.stock) == [nil])
  }

  @Test func gpuhuntJoinsOnDemandAndSpot() throws {
    let (catalog, result) = try imported(
      [
        "instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size",
        "8A100.176V,FIN-01,10.32,176,960,8,A100,80,False,",
        "8A100.176V,FIN-01,5.16,176,960,8,A100,80,True,",
        "8A100.176V,ICE-01,9.5,176,960,8,A100,40,False,",
        "CPU.4V,FIN-01,0.1,4,16,0,,,False,",
        "1V100.6V,FIN-01,0.2,6,23,1,V100,16,maybe,",
        "1V100.6V,FIN-01,nan,6,23,1,V100,16,False,",
        "1V100.6V,FIN-01,1e400,6,23,1,V100,16,False,",
        "1V100.6V,FIN-01,1,6,23,99999999999999999999,V100,16,False,",
      ], .gpuhunt)
    let offer = try catalog.offer("acme-fin-01-8a100-176v")
    #expect(offer.gpu == "A100-80GB")
    #expect(offer.usdPerInstanceHour() == 10.32)
    #expect(offer.usdPerInstanceHour(.spot) == 5.16)
    #expect(try catalog.offer("acme-ice-01-8a100-176v").gpu == "A100-40GB")
    #expect(result.imported == 2)
    #expect(result.leftOut.map(\.entry) == ["line 6", "line 7", "line 8", "line 9"])
  }
}
