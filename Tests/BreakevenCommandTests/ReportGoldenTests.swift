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

  /// Where the sample reports lie: beside their workloads.
  static let goldens = CommandRun.package.appending(path: "Workloads")

  @Test(arguments: workloads) func everyWorkloadHasAGolden(workload: String) {
    let golden = workload.replacingOccurrences(of: ".json", with: ".md")
    #expect(FileManager.default.fileExists(atPath: Self.goldens.appending(path: golden).path))
  }

  /// What stands open is read in a few minutes: at most 900 words.
  @Test(arguments: workloads) func whatStandsOpenIsShort(workload: String) throws {
    let golden = workload.replacingOccurrences(of: ".json", with: ".md")
    let text = try String(contentsOf: Self.goldens.appending(path: golden), encoding: .utf8)
    var depth = 0
    var words = 0
    for line in text.split(separator: "\n") {
      if line.hasPrefix("<details>") { depth += 1 }
      if depth == 0 {
        words += line.replacing(/<[^>]*>/, with: "").split(separator: " ")
          .count { $0.contains { $0.isLetter || $0.isNumber } }
      }
      if line.hasPrefix("</details>") { depth -= 1 }
    }
    #expect(depth == 0)
    #expect((100...900).contains(words), "\(words) words")
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
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path)
      .filter { $0.hasSuffix(".md") || $0.hasSuffix(".svg") }.sorted()
    #expect(files.count >= 2)
    for file in files {
      let written = try String(contentsOf: scratch.url.appending(path: file), encoding: .utf8)
      try Golden(file, in: Self.goldens).expect(written)
    }
  }
}
