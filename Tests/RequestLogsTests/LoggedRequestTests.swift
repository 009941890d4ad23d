import CheckedJSON
import Foundation
import TestFixtures
import Testing

@testable import RequestLogs

@Suite struct LoggedRequestTests {
  /// The requests of logs that are written to files of their own.
  static func log(_ texts: [String], _ reader: TraceReader = TraceReader()) throws -> RequestLog {
    try log(texts.map { Data($0.utf8) }, reader)
  }

  static func log(_ logs: [Data], _ reader: TraceReader = TraceReader()) throws -> RequestLog {
    let files = logs.map { _ in
      FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".log")
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    for (file, log) in zip(files, logs) { try log.write(to: file) }
    return try reader.requestLog(paths: files.map(\.path))
  }

  @Test func readsRequestsInOrderAndLeavesOutTheBad() throws {
    let log = try Self.log([
      """
      arrived_at,num_prefill_tokens,num_decode_tokens
      0.5,100,7
      oops
      2.25,300,1

      """
    ])
    #expect(log.requests.map(\.promptTokens) == [100, 300])
    #expect(log.requests.map(\.completionTokens) == [7, 1])
    #expect(log.requests.map(\.seconds) == [0.5, 2.25])
    #expect(log.malformedLines == 1)
  }

  /// One by one, the requests of every format are those that its profile sums.
  @Test(arguments: LogExcerpt.all + LogExcerpt.variants) func everyFormatIsReadOneByOne(
    _ excerpt: LogExcerpt
  ) throws {
    guard try TraceReader().profile(Array(excerpt.text.utf8)).groupedRequests == 0 else {
      #expect(throws: InputError.self) { try Self.log([excerpt.text]) }
      return
    }
    let log = try Self.log([excerpt.text])
    #expect(log.requests.count == excerpt.requests)
    #expect(log.failures == excerpt.failures)
    let count = Double(excerpt.requests)
    let prompt = log.requests.reduce(0.0) { $0 + Double($1.promptTokens) }
    let completion = log.requests.reduce(0.0) { $0 + Double($1.completionTokens) }
    #expect(isClose(prompt, excerpt.prompt * count, within: 1e-6))
    #expect(isClose(completion, excerpt.completion * count, within: 1e-6))
    let times = log.requests.compactMap(\.seconds)
    #expect(
      isClose((times.max() ?? 0) - (times.min() ?? 0), excerpt.spanSeconds ?? 0, within: 1e-6))
  }

  @Test func aGzipFileIsReadOneByOne() throws {
    let file = try #require(GzipStreamTests.files.first { $0.name == "log" })
    let zipped = try Self.log([Data(try GzipStreamTests.bytes(file.base64))])
    #expect(zipped.requests.count == 40)
    #expect(zipped == (try Self.log([file.text])))
  }

  /// A log that is cut into files is the same log, and those of two machines lie one after the other.
  @Test func severalLogsAreReadTogether() throws {
    let header = "arrived_at,num_prefill_tokens,num_decode_tokens\n"
    let rows = ["0,10,1\n", "1,20,2\n", "2,30,3\n", "x\n", "3,40,0\n"]
    let parts = try Self.log([header + rows[0] + rows[1], header + rows[2...].joined()])
    let whole = try Self.log([header + rows.joined()])
    #expect(parts == whole)
    #expect(parts.failures == 1 && parts.malformedLines == 1)
  }

  /// Ids that are no whole numbers name nothing; a failed or a broken line takes no block from the others.
  @Test func blocksStayWithTheirRequests() throws {
    let log = try Self.log([
      """
      {"timestamp": 0, "input_length": 1600, "output_length": 6, "hash_ids": [7, 8, 9]}
      {"timestamp": 1, "input_length": 1600, "output_length": 6, "hash_ids": [1, 2}
      {"timestamp": 2, "input_length": 1600, "output_length": 0, "hash_ids": [3]}
      {"timestamp": 3, "hash_ids": [7, -5, "3", null, [1, 2], 8], "input_length": 1600, "output_length": 6}
      {"timestamp": 4, "input_length": 10, "output_length": 1, "hash_ids": []}
      """
    ])
    #expect(log.requests.count == 3)
    #expect(log.tokensPerBlock == 512)
    #expect(log.failures == 1 && log.malformedLines == 1)
    #expect(Array(log.prefixBlocks(ofRequest: 0)) == [7, 8, 9])
    #expect(Array(log.prefixBlocks(ofRequest: 1)) == [7, 8])
    #expect(log.prefixBlocks(ofRequest: 2).isEmpty)
    #expect(log.prefixBlocks(ofRequest: 99).isEmpty)
  }

  @Test func blocksOfSeveralLogsStayWithTheirRequests() throws {
    let plain = "arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,1\n1,20,2\n"
    let named = #"{"timestamp": 3, "input_length": 1600, "output_length": 6, "hash_ids": [7, 8]}"#
    let log = try Self.log([plain, named, plain, named])
    #expect(log.tokensPerBlock == 512)
    #expect(
      (0..<6).map { Array(log.prefixBlocks(ofRequest: $0)) } == [[], [], [7, 8], [], [], [7, 8]])
    let shorter = #"{"chat_id": 1, "input_length": 40, "output_length": 6, "hash_ids": [7, 8]}"#
    #expect(throws: InputError.self) { try Self.log([named, shorter]) }
  }

  /// The shortest keys are found at the very end of a log, too.
  @Test func shortKeysAreReadToTheEnd() throws {
    let columns = TraceColumns(prompt: "p", completion: "c", time: "t")
    let line = #"{"p":1,"c":2,"t":3}"#
    for text in [line, line + "\n", line + "\n" + line] {
      let log = try Self.log([text], TraceReader(columns: columns))
      #expect(log.requests.allSatisfy { $0.seconds == 3 })
      #expect(log.malformedLines == 0)
    }
  }

  @Test func requestsWithoutATimeAreCounted() throws {
    let text = #"{"p": 1, "c": 2, "t": 3}"# + "\n" + #"{"p": 1, "c": 2, "t": null}"#
    let columns = TraceColumns(prompt: "p", completion: "c", time: "t")
    #expect(try Self.log([text], TraceReader(columns: columns)).untimedRequests == 1)
  }
}
