import CheckedJSON
import Foundation
import TestFixtures
import Testing
import Workloads

@Suite struct ShippedWorkloadsTests {
  static let names = [
    "chat-assistant", "code-completion", "contract-extraction", "document-summaries",
    "internal-tool", "rag-answers", "reasoning-agent",
  ]

  static func document(_ name: String) throws -> JSONDocument {
    try JSONDocument(
      Data(contentsOf: workloadsFolder.appending(path: name + ".json")), file: name + ".json")
  }

  @Test func everyFileIsTested() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: workloadsFolder.path)
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }.sorted()
    #expect(files == Self.names.map { $0 + ".json" })
  }

  @Test(arguments: names) func readsAndWritesBack(name: String) throws {
    let workload = try Workload(Self.document(name))
    #expect(!workload.sources.isEmpty)
    #expect(try Workload(JSONDocument(Data(workload.json.utf8))) == workload)
    #expect(!workload.json.contains("null"))
  }

  @Test(
    arguments: [
      ("chat-assistant", 1155, 211), ("code-completion", 2048, 28),
      ("contract-extraction", 12035, 343), ("reasoning-agent", 1268, 1527),
      ("document-summaries", 2588, 291),
    ] as [(String, Double, Double)])
  func hasItsPublishedMeans(name: String, prompt: Double, completion: Double) throws {
    let mix = try Workload(Self.document(name)).mix
    #expect(abs(mix.meanPromptTokens - prompt) < 0.5)
    #expect(abs(mix.meanCompletionTokens - completion) < 0.5)
  }

  @Test func theChatMixHasTheTracesTail() throws {
    let mix = try Workload(Self.document("chat-assistant")).mix
    #expect(isClose(mix.promptTokens(atQuantile: 0.99), 4142, within: 0.05))
    #expect(isClose(mix.completionTokens(atQuantile: 0.99), 601, within: 0.1))
  }

  @Test(arguments: names) func usesOnlyKeysOfTheSchema(name: String) throws {
    let schema = try JSONDocument(
      Data(contentsOf: workloadsFolder.appending(path: "workload.schema.json")))
    let definitions = schema.root.value["$defs"] ?? .null
    check(try Self.document(name).root.value, against: schema.root.value, definitions, at: "$")
  }

  private func check(
    _ value: JSONValue, against schema: JSONValue, _ definitions: JSONValue, at path: String
  ) {
    if case .string(let reference)? = schema["$ref"] {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      check(value, against: definitions[name] ?? .null, definitions, at: path)
    } else if case .object(let members) = value {
      var properties: [String: JSONValue] = [:]
      var shapes = [schema]
      if schema["properties"] == nil, case .array(let choices)? = schema["oneOf"] {
        shapes = choices
      }
      for shape in shapes {
        if case .object(let more)? = shape["properties"] { properties.merge(more) { $1 } }
      }
      for (key, member) in members {
        guard let property = properties[key] else {
          Issue.record("\(path).\(key) is not in the schema")
          continue
        }
        check(member, against: property, definitions, at: "\(path).\(key)")
      }
    } else if case .array(let elements) = value, let items = schema["items"] {
      for element in elements { check(element, against: items, definitions, at: path + "[]") }
    }
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}
