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
    let error = try #require(throws: InputError.self) { try UsageKind.named("summary") }
    #expect(error.suggestion == "summaries")
  }
}
