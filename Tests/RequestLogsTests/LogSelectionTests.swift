import CheckedJSON
import TestFixtures
import Testing
import Workloads

@testable import RequestLogs

@Suite struct LogSelectionTests {
  static let text = """
    ts,model,in,thought,cached,out,ok,chat
    1772438400,a,100,10,40,20,200,x
    1772438400,a,100,10,40,20,200,x
    1772438405,b,900,0,0,1,200,y
    1772438410,a,300,30,120,40,503,y
    """

  static func profile(
    _ selection: LogSelection, prompts: [String] = ["in"], completions: [String] = ["out"],
    cachedIsInside: Bool = true
  ) throws -> TraceProfile {
    var reader = TraceReader(
      columns: TraceColumns(
        prompts: prompts, completions: completions, cached: "cached",
        cachedIsInside: cachedIsInside))
    reader.selection = selection
    return try reader.profile(Array(text.utf8))
  }

  @Test func columnsAreAddedUp() throws {
    let profile = try Self.profile(
      LogSelection(model: "b"), prompts: ["in", "cached"], completions: ["out", "thought"])
    #expect(profile.requests == 1)
    #expect(profile.promptTokens.mean == 900 && profile.completionTokens.mean == 1)
    let other = try Self.profile(
      LogSelection(id: "chat"), prompts: ["in", "cached"], completions: ["out", "thought"])
    // Of the rows of one chat the one with the longest completion counts.
    #expect(other.promptTokens.mean == 280 && other.completionTokens.mean == 50)
  }

  @Test func cachedTokensLieInsideOrBeside() throws {
    let inside = try Self.profile(LogSelection(model: "a"))
    #expect(isClose(inside.promptTokens.mean, 500 / 3, within: 1e-9))
    let beside = try Self.profile(LogSelection(model: "a"), cachedIsInside: false)
    #expect(isClose(beside.promptTokens.mean, 700 / 3, within: 1e-9))
  }

  @Test func rowsAreSelected() throws {
    let where_ = LogSelection(conditions: [
      .init(key: "model", value: "A"), .init(key: "ok", value: "200"),
    ])
    #expect(try Self.profile(where_).requests == 2)
    let status = try Self.profile(LogSelection(status: "ok"))
    #expect(status.requests == 3 && status.failures == 1)
    let sessions = try Self.profile(LogSelection(session: "chat"))
    #expect(sessions.findings.sessions == 2)
    #expect(sessions.findings.models == ["a": 3, "b": 1])
  }

  @Test func whatIsNotThereIsSaid() {
    for selection in [
      LogSelection(model: "c"), LogSelection(conditions: [.init(key: "modl", value: "a")]),
      LogSelection(id: "request"),
    ] {
      #expect(throws: InputError.self) { try Self.profile(selection) }
    }
    let error = #expect(throws: InputError.self) {
      try Self.profile(LogSelection(), prompts: ["in", "inn"])
    }
    #expect(error?.found == "no \"inn\" in any row" && error?.suggestion == "in")
  }

  @Test func aKeyThatHoldsDotsIsNamedAsItIsWritten() throws {
    let text = #"{"attributes": {"gen_ai.usage.input_tokens": 7, "gen_ai.usage.output_tokens": 3}}"#
    for prefix in ["", "attributes."] {
      let columns = TraceColumns(
        prompt: prefix + "gen_ai.usage.input_tokens",
        completion: prefix + "gen_ai.usage.output_tokens")
      let profile = try TraceReader(columns: columns).profile(Array(text.utf8))
      #expect(profile.promptTokens.mean == 7 && profile.completionTokens.mean == 3)
    }
  }

  /// Files that are no text are named with the command that makes them one.
  @Test(
    arguments: [
      (Array("PAR1".utf8), "duckdb"), (Array("BZh91AY".utf8), "bzip2 -dc x"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz -dc x"), (Array("PK\u{3}\u{4}".utf8), "unzip -p x"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd -dc x"),
    ] as [([UInt8], String)]) func aForeignFileIsNamed(bytes: [UInt8], command: String)
  {
    let error = #expect(throws: InputError.self) {
      try TraceReader().profile(bytes + [0, 1, 2], name: "x")
    }
    #expect(error?.expected.contains(command) == true)
  }

  @Test func whatIsLostIsCounted() throws {
    let text = "time,prompt_tokens,completion_tokens\n" + String(repeating: "1,2,3\n", count: 97)
    let bad = text + String(repeating: "1,2x,3\n", count: 3)
    #expect(try TraceReader().profile(Array(bad.utf8)).lossShare == 0.03)
    #expect(try TraceReader().profile(Array(text.utf8)).lossShare == 0)
  }
}
