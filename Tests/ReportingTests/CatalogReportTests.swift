import Breakeven
import Testing

@testable import Reporting

struct CatalogReportTests {
  private static func report(
    _ list: CatalogReport.List, _ filters: [CatalogFilter.Key: String]
  ) throws -> CatalogReport {
    var filter = CatalogFilter()
    for (key, text) in filters { filter[key] = text }
    return try CatalogReport(list, of: CostReportDiffTests.builtIn.get(), filter: filter)
  }

  @Test(arguments: [
    (CatalogReport.List.gpus, CatalogFilter.Key.vendor, "amd", "MI300X", "H100"),
    (.apis, .model, "llama 3.3 70b", "Llama-3.3-70B", "gpt-oss"),
    (.apis, .host, "deepinfra", "deepinfra/", "openai/gpt-5"),
    (.offers, .gpu, "H100*", "H100", "A100"), (.models, .vendor, "Qwen", "Qwen/", "meta-llama"),
  ])
  func keepsWhatFits(
    list: CatalogReport.List, key: CatalogFilter.Key, text: String, kept: String, left: String
  ) throws {
    let shown = try Self.report(list, [key: text]).text()
    #expect(shown.contains(kept))
    #expect(!shown.contains(left))
  }

  @Test func saysWhatItDoesNotKnow() {
    #expect(throws: InputError.self) { try Self.report(.gpus, [.vendor: "amdd"]) }
    #expect(throws: InputError.self) { try Self.report(.gpus, [.host: "aws"]) }
  }

  /// On a terminal no line is longer than it is wide.
  @Test(arguments: [60, 80, 120]) func fitsTheTerminal(width: Int) throws {
    for line in try Self.report(.apis, [.host: "groq"]).text(width: width).split(separator: "\n") {
      #expect(line.count <= max(width, 72))
    }
  }
}
