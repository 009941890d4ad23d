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

  /// Tariffs are of models, offers of GPUs, and a host may sell both.
  @Test func priceListsAreNarrowed() throws {
    func lists(_ filters: [CatalogFilter.Key: String]) throws -> String {
      var filter = CatalogFilter()
      for (key, text) in filters { filter[key] = text }
      return try CatalogReport.priceLists(of: CostReportDiffTests.builtIn.get(), filter: filter)
        .map { $0.text() }.joined()
    }
    let model = try lists([.model: "llama 3.3 70b", .host: "deepinfra"])
    #expect(model.contains("Llama-3.3-70B") && !model.contains("On demand"))
    let gpu = try lists([.gpu: "H100-SXM"])
    #expect(gpu.contains("H100-SXM") && !gpu.contains("Open model"))
    let host = try lists([.host: "together"])
    #expect(host.contains("together/") && !host.contains("deepinfra/"))
    #expect(throws: InputError.self) { try lists([.host: "nobody"]) }
    // Each is known, and nothing has both.
    let both = #expect(throws: InputError.self) { try lists([.host: "openai", .model: "llama"]) }
    #expect(both?.found == "none of the apis that fits --model llama --host openai")
    #expect(throws: InputError.self) { try lists([.gpu: "H100-SXM", .model: "qwen"]) }
  }

  @Test func saysWhatItDoesNotKnow() {
    #expect(throws: InputError.self) { try Self.report(.gpus, [.vendor: "amdd"]) }
    #expect(throws: InputError.self) { try Self.report(.gpus, [.host: "aws"]) }
  }

  /// On a terminal no line is longer than it is wide.
  @Test(arguments: [60, 80, 120]) func fitsTheTerminal(width: Int) throws {
    for list in CatalogReport.List.allCases where list != .models {
      for line in try Self.report(list, [:]).text(width: width).split(separator: "\n") {
        #expect(line.count <= width, "\(list)")
      }
    }
  }
}
