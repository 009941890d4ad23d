import CheckedJSON
import Testing

@Suite struct NameIndexTests {
  static let index = NameIndex(
    [
      .init("acme/gpt-5-mini"), .init("maker/gpt-5-mini", isPreferred: true),
      .init("acme/Qwen/Qwen3-32B", aliases: ["big qwen"]), .init("other/qwen3-32b"),
      .init("other/Llama-3.3-70B-Instruct"),
    ], kind: "thing", quietWords: ["instruct"])

  @Test(arguments: [
    ("acme/gpt-5-mini", 0), ("ACME/GPT-5-mini", 0), ("gpt-5-mini", 1), ("GPT 5 mini", 1),
    ("Big Qwen", 2), ("big-qwen", 2), ("Qwen/Qwen3 32B", 2), ("other/QWEN3 32b", 3),
    ("llama 3.3 70b", 4), ("other/llama-3.3-70b", 4),
  ])
  func findsFromTheExactToTheLenient(_ name: String, _ position: Int) throws {
    #expect(try Self.index.position(of: name) == position)
  }

  @Test func listsWhatANameMayMean() {
    #expect(Self.index.match("qwen3-32b") == .several(["acme/Qwen/Qwen3-32B", "other/qwen3-32b"]))
    let error = #expect(throws: InputError.self) {
      try Self.index.position(of: "qwen3-32b", place: "$.apis[0]")
    }
    #expect(error?.place == "$.apis[0]")
    #expect(error?.expected == "one of acme/Qwen/Qwen3-32B, other/qwen3-32b")
  }

  @Test(arguments: ["", "qwen3-32x", "nobody/gpt-5-mini", "instruct"])
  func refusesWhatNothingBears(_ name: String) {
    #expect(Self.index.match(name) == .none)
  }

  /// The seller of a pattern that fits nothing is suggested, and the id whose other name is near.
  @Test func suggestsByLabelsAndOtherNames() {
    let wild = #expect(throws: InputError.self) {
      try Self.index.positions(matching: "deepinfa*") { _ in ["deepinfra"] }
    }
    #expect(wild?.suggestion == "deepinfra")
    let alias = #expect(throws: InputError.self) { try Self.index.position(of: "bg qwen") }
    #expect(alias?.suggestion == "acme/Qwen/Qwen3-32B")
  }
}
