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

  static func log(_ text: String) throws -> RequestLog {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try TraceReader().requestLog(path: file.path)
  }

  /// Ids that are no whole numbers name nothing; a failed or a broken line takes no block from the others.
  @Test func blocksStayWithTheirRequests() throws {
    let log = try Self.log(
      """
      {"timestamp": 0, "input_length": 1600, "output_length": 6, "hash_ids": [7, 8, 9]}
      {"timestamp": 1, "input_length": 1600, "output_length": 6, "hash_ids": [1, 2}
      {"timestamp": 2, "input_length": 1600, "output_length": 0, "hash_ids": [3]}
      {"timestamp": 3, "hash_ids": [7, -5, "3", null, [1, 2], 8], "input_length": 1600, "output_length": 6}
      {"timestamp": 4, "input_length": 10, "output_length": 1, "hash_ids": []}
      """)
    #expect(log.requests.count == 3)
    #expect(log.tokensPerBlock == 512)
    #expect(log.failures == 1 && log.malformedLines == 1)
    #expect(Array(log.prefixBlocks(ofRequest: 0)) == [7, 8, 9])
    #expect(Array(log.prefixBlocks(ofRequest: 1)) == [7, 8])
    #expect(log.prefixBlocks(ofRequest: 2).isEmpty)
    #expect(log.prefixBlocks(ofRequest: 99).isEmpty)
  }
}
