import Foundation
import Testing
import Workloads

@testable import RequestLogs

/// What of a log's prompts comes back, and after how much.
struct MeasuredReuseTests {
  private static func log(_ lines: [(milliseconds: Int, blocks: [Int])]) -> String {
    lines.map {
      #"{"timestamp": \#($0.milliseconds), "input_length": \#(512 * $0.blocks.count), "#
        + #""output_length": 10, "hash_ids": \#($0.blocks)}"#
    }.joined(separator: "\n") + "\n"
  }

  private static func reuse(_ text: String) throws -> ReuseTally {
    let file = try TemporaryLog(text)
    return ReuseTally(try TraceReader().requestLog(path: file.path))
  }

  /// Blocks 1 and 2 come back after 3 and 4: with one of them, four different blocks; alone, at two replicas, at once.
  @Test func distancesAreThoseOfABlockStack() throws {
    let tally = try Self.reuse(
      Self.log([(0, [1, 2]), (1000, [3, 4]), (2000, [1, 2]), (3000, [3, 5])]))
    #expect(tally.promptTokens == 8 * 512)
    #expect(tally.requests == 4)
    // 1: 1, 3, 4 and itself; 2 likewise with 1 after it, as the root is used last: 1 is found after 3 others.
    let found = tally.byTokens[0].reduce(0, +)
    #expect(found == 3 * 512)
    #expect(tally.byTokens[0][ReuseTally.bin(of: 4 * 512)] > 0)
    #expect(tally.byMilliseconds[ReuseTally.bin(of: 2000)] == 3 * 512)
    // Of two replicas in turn the first sees 1 2 1 2, the second 3 4 3 5.
    #expect(tally.byTokens[1].reduce(0, +) == 3 * 512)
    #expect(tally.byTokens[1][ReuseTally.bin(of: 4 * 512)] == 0)
  }

  @Test func binsHoldWhatTheySay() {
    for count in [1.0, 2, 3, 500, 512, 1e6, 1e12] {
      let bin = ReuseTally.bin(of: count)
      #expect(ReuseTally.bound(of: bin) >= count * 0.999)
      #expect(bin == 0 || ReuseTally.bound(of: bin - 1) <= count * 1.001)
    }
  }

  @Test func theProfileKeepsIt() throws {
    let lines = (0..<200).map { (milliseconds: 500 * $0, blocks: [0, 1 + $0 % 7, 100 + $0]) }
    let file = try TemporaryLog(Self.log(lines))
    let profile = try TraceReader().profileWithReuse(paths: [file.path])
    let saved = try TemporaryLog(profile.json)
    let again = try TraceReader().profileWithReuse(paths: [saved.path, saved.path])
    var twice = profile.reuse
    twice.add(profile.reuse)
    #expect(again.reuse == twice)
    let workload = try profile.workload(name: "log")
    guard case .measured(let reuse)? = workload.reuse else {
      Issue.record("no reuse")
      return
    }
    // Two of three blocks come back but for the first ones.
    #expect(abs(reuse.unlimitedShare - Double(199 + 193) / 600) < 1e-3)
    #expect(try Workload(json: workload.json) == workload)
  }
}

/// A log in a file that goes with it.
private final class TemporaryLog {
  private let file = FileManager.default.temporaryDirectory.appending(
    path: UUID().uuidString + ".jsonl")
  var path: String { file.path }

  init(_ text: String) throws { try Data(text.utf8).write(to: file) }

  deinit { try? FileManager.default.removeItem(at: file) }
}

/// What of prompts comes back where a log names their sessions alone.
struct SessionColumnTests {
  private static func log(_ rows: [(Int, String, Int, Int)]) -> String {
    "when,who,in,out\n" + rows.map { "\($0.0),\($0.1),\($0.2),\($0.3)\n" }.joined()
  }

  private static func reader(session: String? = "who") -> TraceReader {
    var reader = TraceReader(
      columns: TraceColumns(prompt: "in", completion: "out", time: "when"))
    reader.selection = LogSelection(session: session)
    return reader
  }

  /// 640 tokens and 64 of an answer, of which the next prompt begins with 704; the other session's with its prompt
  /// alone; and a shorter one with nothing.
  @Test func aPromptBeginsWithWhatItsSessionHeld() throws {
    let file = try TemporaryLog(
      Self.log([
        (1, "a", 640, 64), (2, "b", 640, 640), (3, "a", 1280, 64), (4, "b", 1000, 64),
        (5, "a", 128, 64), (6, "", 128, 64),
      ]))
    let log = try Self.reader().requestLog(path: file.path)
    func common(_ one: Int, _ other: Int) -> Int {
      zip(log.prefixBlocks(ofRequest: one), log.prefixBlocks(ofRequest: other))
        .prefix { $0 == $1 }.count
    }
    #expect(log.tokensPerBlock == 64)
    #expect(common(0, 2) == 11)
    #expect(common(1, 3) == 10)
    #expect(common(2, 4) == 0 && common(0, 1) == 0)
    #expect(log.prefixBlocks(ofRequest: 5).isEmpty)
    #expect(try !Self.reader(session: nil).requestLog(path: file.path).namesBlocks)
  }

  @Test func theProfileMeasuresIt() throws {
    let rows = (0..<400).map { turn in
      (turn, "s\(turn / 2 % 20)-\(turn / 80)", 640 + 128 * (turn / 40 % 2), 64)
    }
    let file = try TemporaryLog(Self.log(rows))
    let workload = try Self.reader().profileWithReuse(paths: [file.path]).workload(name: "log")
    guard case .measured(let reuse)? = workload.reuse else {
      Issue.record("no reuse")
      return
    }
    #expect(reuse.unlimitedShare > 0.5 && reuse.unlimitedShare < 1)
    #expect(workload.sources.contains { $0.contains("begin with what it held before") })
    let plain = try Self.reader(session: nil).profileWithReuse(paths: [file.path])
    #expect(try plain.workload(name: "log").reuse == nil)
  }
}
