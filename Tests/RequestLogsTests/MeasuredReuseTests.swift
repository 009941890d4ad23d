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

  /// A log as Bailian publishes them names blocks of 16 tokens, seconds, and the chat that a turn goes on with.
  ///
  /// Three chats of three turns share a system prompt of 32 blocks; each turn adds 10 blocks to those of its chat.
  @Test func chatsOfBailianGoOnWithTheirParents() throws {
    var lines: [String] = []
    for turn in 1...3 {
      for chat in 0..<3 {
        let id = 3 * (turn - 1) + chat
        let own = (0..<10 * turn).map { 1000 * (chat + 1) + $0 }
        let blocks = Array(0..<32) + own
        lines.append(
          #"{"chat_id": \#(id), "parent_chat_id": \#(turn == 1 ? -1 : id - 3), "#
            + #""timestamp": \#(30 * turn + chat).25, "input_length": \#(16 * blocks.count), "#
            + #""output_length": 20, "type": "text", "turn": \#(turn), "hash_ids": \#(blocks)}"#)
      }
    }
    let file = try TemporaryLog(lines.joined(separator: "\n") + "\n")
    let profile = try TraceReader().profileWithReuse(paths: [file.path])
    #expect(profile.requests == 9)
    // Of 3 · (42 + 52 + 62) blocks the first chat's 32 and each turn's 10 are new.
    let (all, new) = (3 * (42 + 52 + 62), 32 + 9 * 10)
    guard case .measured(let reuse)? = try profile.workload(name: "log").reuse else {
      Issue.record("no reuse")
      return
    }
    #expect(abs(reuse.unlimitedShare - Double(all - new) / Double(all)) < 1e-3)
    // The system prompt comes back within a second, a chat's own blocks after thirty.
    let soon = reuse.withinSeconds.last { $0.bound < 10 }?.share ?? 0
    #expect(abs(soon - Double(32 * 6) / Double(all)) < 0.01)
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
final class TemporaryLog {
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
