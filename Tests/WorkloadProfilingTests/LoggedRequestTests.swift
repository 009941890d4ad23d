import Foundation
import Testing
import WorkloadProfiling

@Suite struct LoggedRequestTests {
  @Test func readsRequestsInOrderAndLeavesOutTheBad() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(
      """
      arrived_at,num_prefill_tokens,num_decode_tokens
      0.5,100,7
      oops
      2.25,300,1

      """.utf8
    ).write(to: file)
    let requests = try TraceReader().requests(path: file.path)
    #expect(requests.map(\.promptTokens) == [100, 300])
    #expect(requests.map(\.completionTokens) == [7, 1])
    #expect(requests.map(\.seconds) == [0.5, 2.25])
  }
}
