import CheckedJSON
import Testing

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
