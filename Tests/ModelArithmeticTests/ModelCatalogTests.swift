import CheckedJSON
import ModelArithmetic
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct ModelCatalogTests {
  static let catalog = ModelCatalog(
    Truth.rows.map { row in
      (
        "data/models/" + row.name.replacing("/", with: "__") + ".json",
        (try? builtInConfig(row.name)) ?? Data()
      )
    })

  @Test(arguments: Truth.rows.map(\.name)) func knowsEachModelByItsId(_ name: String) throws {
    #expect(try Self.catalog.identifier(named: name) == name)
    #expect(try Self.catalog.architecture(named: name).name == name)
  }

  @Test(arguments: [
    ("llama-3.1-8b", "meta-llama/Llama-3.1-8B-Instruct"),
    ("Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-8B-Instruct"),
    ("LLAMA-3.1-70B-INSTRUCT", "meta-llama/Llama-3.1-70B-Instruct"),
    ("gpt-oss-120b", "openai/gpt-oss-120b"), ("deepseek-v3", "deepseek-ai/DeepSeek-V3"),
    ("gemma-4-e2b-it", "google/gemma-4-E2B"), ("qwen3_32b", "Qwen/Qwen3-32B"),
    ("Qwen3-235B-A22B-FP8", "Qwen/Qwen3-235B-A22B-FP8"),
    ("glm-5.1-nvfp4", "nvidia/GLM-5.1-NVFP4"),
  ])
  func findsByShortName(_ name: String, _ identifier: String) throws {
    #expect(try Self.catalog.identifier(named: name) == identifier)
  }

  @Test func quantisedVariantsKnowTheirBase() throws {
    #expect(Self.catalog.base(of: "Qwen/Qwen3-235B-A22B-FP8") == "Qwen/Qwen3-235B-A22B")
    #expect(Self.catalog.base(of: "Qwen/Qwen3-235B-A22B") == nil)
    #expect(
      Self.catalog.base(of: "nvidia/Llama-3.1-70B-Instruct-FP8")
        == "meta-llama/Llama-3.1-70B-Instruct")
  }

  @Test func aReuploadsConfigDescribesTheOriginal() throws {
    let original = ModelAlias(
      "zai-org/GLM-5.1", config: "nvidia/GLM-5.1-NVFP4", contextTokens: 1000,
      formats: [.nvfp4: .bf16, .fp8: .bf16])
    let catalog = ModelCatalog(
      [("nvidia__GLM-5.1-NVFP4.json", try builtInConfig("nvidia/GLM-5.1-NVFP4"))],
      aliases: [original])
    let model = try catalog.architecture(named: "glm 5.1")
    #expect(model.name == "zai-org/GLM-5.1")
    #expect(model.maximumContextTokens == 1000)
    #expect(model.checkpoint.exceptions.isEmpty)
    let reupload = try catalog.architecture(named: "GLM-5.1-NVFP4")
    #expect(reupload.name == "nvidia/GLM-5.1-NVFP4")
    #expect(reupload.checkpoint.format(of: .routedExpert) == .nvfp4)
    #expect(catalog.canonicalIdentifier(of: "nvidia/GLM-5.1-NVFP4") == "zai-org/GLM-5.1")
    #expect(catalog.identifiers == ["nvidia/GLM-5.1-NVFP4", "zai-org/GLM-5.1"])
  }

  @Test func aModelWithoutAConfigIsKnownAndNotDeployable() throws {
    let catalog = ModelCatalog([], aliases: [ModelAlias("moonshotai/Kimi-K3", names: ["k3"])])
    #expect(catalog.canonicalIdentifier(of: "Kimi K3") == "moonshotai/Kimi-K3")
    #expect(!catalog.isDeployable("k3"))
    let error = #expect(throws: InputError.self) { try catalog.architecture(named: "k3") }
    #expect(error?.found.contains("no config") == true)
  }

  @Test func aReuploadWithoutAConfigIsItsModelInFewerBits() throws {
    let name = "Qwen/Qwen3-32B-AWQ"
    #expect(Self.catalog.canonicalIdentifier(of: name) == "Qwen/Qwen3-32B")
    let model = try Self.catalog.architecture(named: name)
    #expect(model.name == name)
    #expect(model.checkpoint.format(of: .denseFeedForward) == .int4)
    #expect(model.checkpoint.format(of: .outputHead) == .bf16)
  }

  @Test func shapesLeaveTrainingAndDatesOut() throws {
    let name = "Qwen/Qwen3-30B-A3B-Thinking-2507"
    #expect(Self.catalog.canonicalIdentifier(of: name) == nil)
    #expect(try Self.catalog.architecture(shapedLike: name).name == "Qwen/Qwen3-30B-A3B")
  }

  @Test(arguments: [
    ("Qwen/Qwen3-30B-A3B-Thinking-2507-AWQ", NumberFormat.int4),
    ("mlx-community/Qwen3-30B-A3B-Thinking-2507-4bit", NumberFormat.mlx4),
  ])
  func aShapeIsStoredAsItsNameSays(_ name: String, _ format: NumberFormat) throws {
    let model = try Self.catalog.architecture(shapedLike: name)
    #expect(model.name == name)
    #expect(model.checkpoint.format(of: .routedExpert) == format)
  }

  /// Reported: results of MiniMax-M2.7 were compared with its bf16 namesake, estimates with its fp8.
  @Test func shapesAreWhatTheAliasTableSays() throws {
    let catalog = ModelCatalog(
      [
        ("nvidia__GLM-5.1-NVFP4.json", try builtInConfig("nvidia/GLM-5.1-NVFP4")),
        ("Qwen__Qwen3-32B.json", try builtInConfig("Qwen/Qwen3-32B")),
      ],
      aliases: [
        ModelAlias("zai-org/GLM-5.1", names: ["glm five"], config: "nvidia/GLM-5.1-NVFP4"),
        ModelAlias("maker/Known-1B"),
      ])
    for name in ["zai-org/GLM-5.1", "glm five", "nvidia/GLM-5.1-NVFP4", "Qwen/Qwen3-32B-AWQ"] {
      #expect(
        try catalog.architecture(shapedLike: name) == catalog.architecture(named: name), "\(name)")
    }
    let error = #expect(throws: InputError.self) {
      try catalog.architecture(shapedLike: "maker/Known-1B")
    }
    #expect(error?.found.contains("no config") == true)
  }

  @Test func shapesThatWereReadAreTheSameAgain() throws {
    let shapes = ReadShapes(Self.catalog)
    for _ in 0..<2 {
      #expect(
        try shapes.architecture(shapedLike: "Qwen3-30B-A3B")
          == Self.catalog.architecture(shapedLike: "Qwen3-30B-A3B"))
      let known = #expect(throws: InputError.self) { try shapes.architecture(shapedLike: "Gwen") }
      let found = #expect(throws: InputError.self) {
        try Self.catalog.architecture(shapedLike: "Gwen")
      }
      #expect(known == found)
    }
  }

  @Test func unknownNamesComeWithTheNearest() {
    let error = #expect(throws: InputError.self) {
      try Self.catalog.architecture(named: "meta-llama/Llama-3.1-9B-Instruct")
    }
    #expect(error?.suggestion == "meta-llama/Llama-3.1-8B-Instruct")
    #expect(throws: InputError.self) { try Self.catalog.identifier(named: "") }
    #expect(throws: InputError.self) { try Self.catalog.identifier(named: "instruct") }
    #expect(throws: InputError.self) { try Self.catalog.identifier(named: "Qwen3-33B-AWQ") }
  }
}
