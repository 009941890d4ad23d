import Breakeven
import CheckedJSON
import Testing

@Suite struct UsageKindTests {
  @Test func everyKindIsComplete() throws {
    let kinds = try UsageKind.builtIn()
    #expect(
      kinds.map(\.id) == [
        "chat", "code", "code-completion", "rag", "extraction", "summaries", "agent",
        "classification",
      ])
    for kind in kinds {
      #expect(kind.promptTokens.likely >= 100 && kind.cachedShare.high <= 1)
      #expect(kind.peakToAverage.low >= 1)
    }
  }

  /// Six dollars a day at eleven cents a step are 55 steps.
  @Test func aDeveloperTakes55Steps() throws {
    #expect(try UsageKind.named("code").requestsPerUserDay.likely == (6 / 0.11).rounded())
  }

  @Test func namesTheNearest() throws {
    let error = try #require(throws: InputError.self) { try UsageKind.named("sumaries") }
    #expect(error.suggestion == "summaries")
  }

  /// Each shipped workload is a kind of use by its name.
  @Test(arguments: [
    ("chat-assistant", "chat"), ("Code assistant", "code"), ("RAG", "rag"),
    ("summary", "summaries"),
    ("rag-answers", "rag"), ("contract-extraction", "extraction"), ("reasoning-agent", "agent"),
    ("document-summaries", "summaries"), ("classifier", "classification"),
  ])
  func othersNames(name: String, id: String) throws {
    #expect(try UsageKind.named(name).id == id)
  }
}
