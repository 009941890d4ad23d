import Testing

@testable import Documents

@Suite struct TerminalStyleTests {
  @Test func writesEscapesOnlyWhenAsked() {
    #expect(TerminalStyle.plain.bold("x") == "x")
    #expect(TerminalStyle(isEnabled: true).bold("x") == "\u{1B}[1mx\u{1B}[0m")
    #expect(TerminalStyle(isEnabled: true).red("") == "")
    #expect(TerminalStyle.width(of: TerminalStyle(isEnabled: true).bold("four")) == 4)
  }

  /// Words go on below their first, and columns stay columns.
  @Test func fitsTextToTheTerminal() {
    let text =
      "  one two three four five six seven\nleft      right and so on and on and on\nshort\n"
    #expect(
      TextWrap.fitted(text, columns: 24) == """
          one two three four
          five six seven
        left      right and so on and on and on
        short

        """)
  }
}
