import CheckedJSON
import Roofline
import TestFixtures
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Formulas of kernels, and what they say of effective parameters.
struct KernelTests {
  static let header: [KernelOperator: String] = [
    .gemm: "m,n,k",
    .experts: "tokens,hidden,intermediate,active,experts,tensor_ranks,expert_ranks,routing",
    .decodeAttention: "sequences,context,heads,kv_heads,head_dimension,window",
    .prefillAttention: "sequences,tokens,heads,kv_heads,head_dimension,window",
    .latentDecode: "sequences,context,heads", .allReduce: "ranks,bytes",
  ]

  private func work(_ kernel: KernelOperator, _ chip: String, _ type: String, _ row: String) throws
    -> KernelWork
  {
    let columns = try #require(Self.header[kernel])
    let text = """
      accelerator,engine,engine_version,type,\(columns),microseconds
      \(chip),vLLM,1,\(type),\(row),1
      """
    let table = try CSVTable(Data(text.utf8), file: nil, requiring: [])
    let line = try #require(table.rows.first)
    return try KernelTiming(
      kernel, line, accelerators: try Fixtures.accelerators(), file: nil
    ).work
  }

  /// What each kernel has to do, by hand: seconds at the datasheet's peaks.
  @Test func workIsCountedByHand() throws {
    // 2 · (64 + 30) · 8192² / 989.4e12 and (8192² + 64 · 8192) · 2 + 2 · 64 · 8192 bytes at 3.35 TB/s.
    let gemm = try work(.gemm, "H100-SXM", "bf16", "64,8192,8192")
    #expect(abs(gemm.compute / 12.75e-6 - 1) < 0.001)
    #expect(abs(gemm.memory / 40.69e-6 - 1) < 0.001)
    // 8 of 128 experts of 4096 × 1536, one token on 4 ranks: 8 experts of a quarter each in FP8.
    let experts = try work(.experts, "H100-SXM", "fp8_block", "1,4096,1536,8,128,4,1,balanced")
    #expect(experts.items == 8)
    #expect(abs(experts.memory / (3 * 4096 * 384 * 8 / 3.35e12) - 1) < 1e-9)
    // A window of 128 tokens keeps 128 keys of 4096.
    let window = try work(.decodeAttention, "H100-SXM", "fp8", "32,4096,64,8,64,128")
    #expect(abs(window.memory / (2 * 32 * 128 * 8 * 64 / 3.35e12) - 1) < 1e-9)
    #expect(window.items == 256)
    // 1 MiB over 8 ranks: 2 · 7/8 of it at 450 GB/s.
    let sum = try work(.allReduce, "H100-SXM", "fabric", "8,1048576")
    #expect(abs(sum.memory / (1.75 * 1_048_576 / 450e9) - 1) < 1e-9)
  }

  /// Published timings of single kernels (aiconfigurator-core 0.12.0), in microseconds.
  static let timings: [(KernelOperator, chip: String, engine: String, String, String, Double)] = [
    (.gemm, "H100-SXM", "SGLang", "bf16", "4096,2048,7168", 150.6),
    (.allReduce, "A100-80GB", "SGLang", "fabric", "2,256", 5.151),
    (.decodeAttention, "A100-80GB", "SGLang", "bf16", "1,128,32,8,128,0", 17.26),
    (.prefillAttention, "A100-80GB", "SGLang", "bf16", "1,128,32,8,128,0", 17.92),
    (.latentDecode, "B200", "SGLang", "bf16", "1,128,16", 10.39),
  ]

  @Test(arguments: timings)
  func formulasFitPublishedTimings(
    kernel: KernelOperator, chip: String, engine: String, type: String, row: String,
    measured: Double
  ) throws {
    let catalog = try KernelCatalog(JSONDocument(Fixtures.data("kernels.json")))
    let formula = try #require(
      catalog.formula(kernel, [type], accelerator: chip, engine: engine))
    let seconds = formula.seconds(try work(kernel, chip, type, row))
    #expect(abs(seconds * 1e6 / measured - 1) < 0.35)
  }

  @Test func aFitFindsTheConstantsThatMadeTheTimings() throws {
    var truth = KernelFormula { KernelOperator.gemm.expected($0) }
    truth[.launch] = 6e-6
    truth[.computeShare] = 0.5
    truth[.bandwidthShare] = 0.7
    let group = KernelGroup(
      kernel: .gemm, type: "bf16", accelerator: "H100-SXM", family: "Hopper", engine: "vLLM",
      version: "1")
    let timings = try [1, 16, 256, 4096, 16384].flatMap { m in
      try [1024, 8192].map { n in
        let work = try work(.gemm, "H100-SXM", "bf16", "\(m),\(n),4096")
        return KernelTiming(group: group, work: work, seconds: truth.seconds(work))
      }
    }
    let fit = KernelFit(group, timings)
    #expect(fit.medianError < 0.01)
    for constant in KernelOperator.gemm.constants {
      #expect(abs(fit.formula[constant] / truth[constant] - 1) < 0.03)
    }
  }

  @Test func aCatalogSurvivesItsFile() throws {
    let catalog = try KernelCatalog(JSONDocument(Fixtures.data("kernels.json")))
    #expect(try KernelCatalog(JSONDocument(Data(catalog.encoded.utf8))).encoded == catalog.encoded)
  }

  /// Raw rows say that FP8-block experts read weights at 0.85 to 0.95 of what BF16 ones reach, and
  /// end-to-end runs alone once made a quarter of it.
  @Test func eightBitExpertsAreNearlyAsFastAsOthers() throws {
    let hopper = try Fixtures.accelerators().accelerator(named: "H100-SXM")
    let catalog = try KernelCatalog(JSONDocument(Fixtures.data("kernels.json")))
    let kernels = try #require(
      catalog.parameters(hopper, engine: "vLLM")["eightBitExperts"])
    #expect(kernels > 0.75 && kernels < 1.1)
    let shipped = try Fixtures.engines().profile(named: "vLLM").parameters(for: hopper)
    #expect(shipped.eightBitExperts > 0.7)
  }

  /// Scales of blocks cost TensorRT-LLM's experts on an H100 more than half of their compute (23 of 57 % of
  /// the peak); four-bit floats on a B200 reach more of it than 16-bit ones with vLLM's kernels.
  @Test func expertsOfADatatypeReachSharesOfTheirOwn() throws {
    let catalog = try KernelCatalog(JSONDocument(Fixtures.data("kernels.json")))
    let chips = try Fixtures.accelerators()
    let hopper = catalog.parameters(
      try chips.accelerator(named: "H100-SXM"), engine: "TensorRT-LLM")
    #expect(abs(try #require(hopper["blockScaledExperts"]) - 0.23 / 0.57) < 0.03)
    let blackwell = catalog.parameters(try chips.accelerator(named: "B200"), engine: "vLLM")
    #expect(try #require(blackwell["fourBitExperts"]) > 2)
    let integers = catalog.parameters(
      try chips.accelerator(named: "H200-SXM"), engine: "vLLM")["weightOnlyBandwidth"]
    #expect(integers == nil)
  }

  @Test func aRowOfAnUnknownTypeIsRefusedWithItsLine() throws {
    let text = """
      accelerator,engine,engine_version,type,m,n,k,microseconds
      H100,vLLM,1,fp3,1,1,1,1
      """
    var timings = KernelTimings()
    let error = #expect(throws: InputError.self) {
      try timings.add(
        .gemm, Data(text.utf8), file: "gemm.csv", accelerators: Fixtures.accelerators())
    }
    #expect(error?.place == "line 2")
    #expect(error?.expected.contains("fp8_block") == true)
  }
}
