import CheckedJSON
import Testing

@Suite struct NameKeyTests {
  @Test(arguments: [
    ("Qwen3 32B", "qwen3-32b"), ("qwen-3-32b", "qwen3-32b"), ("QWEN3_32B", "qwen3-32b"),
    ("llama-3.1-8b", "llama3-1-8b"), ("minimax-m2p5", "minimaxm2-5"), ("RTX-A6000", "rtxa6000"),
    ("gemma-3-1b", "gemma3-1b"), ("gemma-31b", "gemma31b"), ("", ""), ("--", ""),
  ])
  func comparesBySeparatorsBetweenDigitsOnly(_ name: String, _ key: String) {
    #expect(NameKey(name).description == key)
  }

  @Test func leavesQuietWordsOutUnlessNothingRemains() {
    #expect(NameKey("NVIDIA H100 80GB HBM3", without: ["nvidia", "hbm3"]) == NameKey("h100-80gb"))
    #expect(NameKey("NVIDIA", without: ["nvidia"]).description == "nvidia")
  }
}

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
}

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("aws*", "aws-p5-48xlarge", true), ("AWS*", "aws-p5", true), ("aws*", "laws", false),
    ("*/gpt-oss-*", "openai/gpt-oss-20b", true), ("*/gpt-oss-*", "gpt-oss-20b", false),
    ("*", "", true), ("a*a", "a", false), ("a*a", "aa", true), ("**b*", "abc", true),
    ("a*b*c", "a-c-b", false), ("gpt", "GPT", true), ("gpt", "gpt-4", false),
  ])
  func starsStandForAnyRun(_ pattern: String, _ name: String, _ fits: Bool) {
    #expect(NamePattern(pattern).matches(name) == fits)
  }

  @Test func fitsIdsAliasesAndLabels() throws {
    let index = NameIndexTests.index
    #expect(try index.positions(matching: "acme/*") == [0, 2])
    #expect(try index.positions(matching: "big*") == [2])
    let labels = ["eu", "us", "eu", "us", "us"]
    #expect(try index.positions(matching: "EU") { [labels[$0]] } == [0, 2])
    #expect(try index.positions(matching: "gpt-5-mini") == [1])
    let error = #expect(throws: InputError.self) {
      try index.positions(matching: "maker/gpt-5-mani*", place: "$.exclude[0]")
    }
    #expect(error?.place == "$.exclude[0]")
    #expect(error?.suggestion == "maker/gpt-5-mini")
  }
}
