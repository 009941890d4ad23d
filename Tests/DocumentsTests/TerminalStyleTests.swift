import Testing

@testable import Documents

@Suite struct TerminalStyleTests {
  @Test func writesEscapesOnlyWhenAsked() {
    #expect(TerminalStyle.plain.bold("x") == "x")
    #expect(TerminalStyle(isEnabled: true).bold("x") == "\u{1B}[1mx\u{1B}[0m")
    #expect(TerminalStyle(isEnabled: true).red("") == "")
  }
}
