import RequestLogs
import TestFixtures
import Testing

@testable import FleetSimulation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct RequestTraceTests {
  /// 640 tokens and 64 of an answer lie in the cache when the next turn of their session comes: it finds all 704, the
  /// answer too, as the profile of the same log measures.
  @Test func aTurnOfALogFindsTheAnswerBeforeIt() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("when,who,in,out\n0,a,640,64\n100,a,1280,64\n".utf8).write(to: file)
    var reader = TraceReader(
      columns: TraceColumns(prompt: "in", completion: "out", time: "when"))
    reader.selection = LogSelection(session: "who")
    let trace = try RequestTrace(reader.requestLog(path: file.path))
    #expect(trace.requests.map(\.blocks) == [10, 20])
    #expect(trace.requests.map(\.answerBlocks) == [1, 1])
    let result = try Simulation(of: SimulationFixture.deployment(cacheTokens: 6000))
      .run(.replaying(trace))
    #expect(result.cachedPromptTokens == 704)
  }
}
