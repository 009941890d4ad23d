import Breakeven
import Testing

@testable import Reporting
import Documents

/// The short form: everything that a verdict rests on, in one screen.
struct ShortAnswerTests {
  private static func check(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text.hasSuffix("\n") && lines.count - 1 <= ShortAnswer.lines, "\(text)")
    for line in lines { #expect(line.count <= ShortAnswer.columns, "\(line)") }
  }

  /// The decision at a volume, made once for those that other tests look at too.
  private static func decision(requestsPerDay: Double) throws -> Decision {
    switch requestsPerDay {
    case 3000: try CostReportDiffTests.losing.get().decision
    case 300_000: try CostReportDiffTests.mixing.get().decision
    default: try CostReportDiffTests.decision(requestsPerDay: requestsPerDay)
    }
  }

  /// A narrow terminal gets shorter lines and more of them, a wide one no longer lines.
  @Test(arguments: [(60, 60), (200, 80), (5, 40)])
  func followsTheTerminal(columns: Int, width: Int) throws {
    let decision = try Self.decision(requestsPerDay: 3000)
    let lines = ShortAnswer(decision, columns: columns).text().split(separator: "\n")
    // A name of one word, such as RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w8a8, is not broken.
    for line in lines where line.split(separator: " ").count > 1 {
      #expect(line.count <= width, "\(line)")
    }
    #expect(lines.map(\.count).max() ?? 0 > width - 15)
  }

  @Test(arguments: [300.0, 3000, 300_000, 30_000_000])
  func fitsAndSaysWhatDecides(requestsPerDay: Double) throws {
    let decision = try Self.decision(requestsPerDay: requestsPerDay)
    let text = ShortAnswer(decision, next: ["breakeven report mine.json"]).text()
    Self.check(text)
    for label in ["Demand ", "Best API ", "Own GPUs ", "Flips it ", "Next "] {
      #expect(text.contains("\n" + label), "\(label)")
    }
    let odds =
      decision.verdict.choice == .mixed
      ? "Chance that it is cheaper than either: " : "Chance that self-hosting is cheaper: "
    #expect(text.split(separator: "\n").joined(separator: " ").contains(odds))
    let sums = [
      decision.bestSelfHost?.totalUSD, decision.bestAPI?.usd(requests: decision.demand.requests),
    ]
    for usd in sums { #expect(text.contains(NumberText.usd(try #require(usd)))) }
  }

  /// With so much to say that not all of it fits, the number of what gives way is told.
  @Test func whatGivesWayIsCounted() throws {
    let decision = try CostReportDiffTests.decision(
      asOf: CalendarDate("2027-06-21"))
    let long = (1...12).map { "step \($0) of what one might do next, told in many words" }
    let text = ShortAnswer(decision, next: long).text()
    Self.check(text)
    #expect(text.contains("more in the report)"))
  }

  @Test func onlyStyledTextHasEscapes() throws {
    let answer = ShortAnswer(try CostReportDiffTests.mixing.get().decision)
    #expect(!answer.text().contains("\u{1B}"))
    #expect(answer.text(style: TerminalStyle(isEnabled: true)).contains("\u{1B}[1m"))
    #expect(CostReport(answer.decision).summary == answer.text())
  }

  @Test(arguments: [
    ("a b c", 3, ["a b", "c"]), ("", 5, []), ("abcdefgh i", 4, ["abcdefgh", "i"]),
    ("in 50 ms it", 5, ["in", "50 ms", "it"]), ("on 2 × H100", 4, ["on", "2 × H100"]),
  ])
  func wraps(text: String, width: Int, lines: [String]) {
    #expect(TextWrap.wrapped(text, width: width) == lines)
  }
}
