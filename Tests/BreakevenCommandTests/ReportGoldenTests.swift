import Foundation
import Testing

/// The reports of the shipped workloads.
///
/// `.ci/record-goldens` writes them anew, and `.ci/check-goldens` compares all of them with those of the release
/// build. A debug build takes too long for more than some.
@Suite struct ReportGoldenTests {
  static let workloads: [String] = {
    let folder = CommandRun.package.appending(path: "Workloads").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }.sorted()
  }()

  @Test(arguments: workloads) func everyWorkloadHasAGolden(workload: String) {
    let golden = workload.replacingOccurrences(of: ".json", with: ".md")
    let folder = CommandRun.package.appending(path: "Tests/BreakevenCommandTests/Goldens")
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: golden).path))
  }

  @Test(arguments: ["contract-extraction.json", "document-summaries.json", "internal-tool.json"])
  func reportIsAsRecorded(workload: String) throws {
    let scratch = try ScratchFolder()
    let name = workload.replacingOccurrences(of: ".json", with: "")
    let run = try CommandRun([
      "report", "Workloads/\(workload)", "--as-of", "2026-11-21", "--output",
      scratch.url.appending(path: name + ".md").path,
    ])
    #expect(run.code == 0, "\(run.errors)")
    let goldens = CommandRun.package.appending(path: "Tests/BreakevenCommandTests/Goldens")
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path)
      .filter { $0.hasSuffix(".md") || $0.hasSuffix(".svg") }.sorted()
    #expect(files.count >= 2)
    for file in files {
      let written = try String(contentsOf: scratch.url.appending(path: file), encoding: .utf8)
      let recorded = try? String(contentsOf: goldens.appending(path: file), encoding: .utf8)
      let isAsRecorded = written == recorded
      #expect(isAsRecorded, "\(file) differs from its golden")
    }
  }
}
