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
  ]

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
