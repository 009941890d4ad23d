import CheckedJSON
import Testing

@testable import Roofline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct AcceleratorTests {
  /// TFLOP/s of BF16, FP8 and FP4, and whether they can be dense.
  static let peaks: [(peaks: String, isSparse: Bool)] = [
    // H100: 989 and 1,979 dense; the datasheet prints 1,979 and 3,958.
    ("\"bf16\": 989, \"fp8\": 1979", false), ("\"bf16\": 989, \"fp8\": 3958", true),
    ("\"bf16\": 1979, \"fp8\": 3958", true),
    // B300: 2,500, 5,000 and 15,000 dense.
    ("\"bf16\": 989, \"fp8\": 1979, \"fp4\": 5937", false),
    ("\"bf16\": 989, \"fp8\": 1979, \"fp4\": 9895", true),
    // Trainium 3: four-bit floats at the rate of FP8.
    ("\"bf16\": 671, \"fp8\": 2517, \"fp4\": 2517", false),
  ]

  /// Jetson AGX Thor: 258.5 TFLOP/s dense and 273 GB/s of a processor's memory.
  @Test(arguments: [(258.5, false), (517, true)])
  func slowMemoryAllowsMoreOperations(bf16: Double, isSparse: Bool) throws {
    let text = """
      {"version": 1, "accelerators": [{"id": "X", "vendor": "NVIDIA", "family": "Blackwell-GDDR",
      "denseTeraflops": {"bf16": \(bf16)}, "visibleGiB": 122.8, "gigabytesPerSecond": 273,
      "link": {"name": "none", "gigabytesPerSecondEachWay": 31.5, "chips": 1},
      "source": "a datasheet", "confidence": "high"}]}
      """
    let catalog = try AcceleratorCatalog(JSONDocument(Data(text.utf8)))
    #expect((catalog.accelerators.first?.sparsePeak != nil) == isSparse)
  }

  @Test(arguments: peaks)
  func sparsePeaksAreSuspected(peaks: String, isSparse: Bool) throws {
    let text = """
      {"version": 1, "accelerators": [{"id": "X", "vendor": "NVIDIA", "family": "Hopper",
      "denseTeraflops": {\(peaks)}, "visibleGiB": 79, "gigabytesPerSecond": 3350,
      "link": {"name": "NVLink4", "gigabytesPerSecondEachWay": 450, "chips": 8},
      "source": "a datasheet", "confidence": "high"}]}
      """
    let catalog = try AcceleratorCatalog(JSONDocument(Data(text.utf8)))
    let accelerator = try #require(catalog.accelerators.first)
    #expect((accelerator.sparsePeak != nil) == isSparse)
  }
}
