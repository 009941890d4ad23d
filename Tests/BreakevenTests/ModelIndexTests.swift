import Breakeven
import Foundation
import ModelArithmetic
import Testing

/// The figures that a list of models shows without reading their configs.
@Suite struct ModelIndexTests {
  static let path = "data/model-index.json"

  /// Where they differ, a config or what is read of one has changed: `.ci/embed-data models` writes the index anew.
  @Test func holdsWhatTheConfigsGive() throws {
    let read = Catalog.builtInModels.indexOfSummaries
    if ProcessInfo.processInfo.environment["RECORD_MODEL_INDEX"] != nil {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/EmbeddedData/" + Self.path)
      try Data(read.utf8).write(to: file)
    }
    let written = try String(decoding: EmbeddedFile.at(Self.path).data, as: UTF8.self)
    let (one, other) = (read.split(separator: "\n"), written.split(separator: "\n"))
    for (line, recorded) in zip(one, other) { #expect(line == recorded) }
    #expect(one.count == other.count)
  }

  @Test func aListShowsThem() throws {
    let summary = try #require(Catalog.builtInModels.summary(of: "openai/gpt-oss-120b"))
    let model = try Catalog.builtInModels.architecture(named: "openai/gpt-oss-120b")
    #expect(summary == ModelSummary(model))
    #expect(Catalog.builtInModels.summary(of: "nobody/nothing") == nil)
  }
}
