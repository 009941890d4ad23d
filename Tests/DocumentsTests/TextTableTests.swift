import Testing

@testable import Documents

@Suite struct TextTableTests {
  let table = TextTable(
    columns: [.init("Option"), .init("Monthly", .right, note: "730 hours")],
    rows: [[.strong("Self-host"), "$1,234"], ["API <x>", "$99.00"], ["short"]])

  @Test func markdown() {
    #expect(
      table.markdown == """
        | Option | <span title="730 hours">Monthly</span> |
        | --- | ---: |
        | **Self-host** | $1,234 |
        | API &lt;x> | $99.00 |
        | short |  |

        """)
  }

  @Test func plainText() {
    #expect(
      table.plainText()
        == """
        Option     Monthly
        ─────────  ───────
        Self-host   $1,234
        API <x>     $99.00
        short

        """)
  }

  @Test func styledTextHasTheSameColumns() {
    let styled = table.plainText(style: TerminalStyle(isEnabled: true))
    #expect(styled.contains("\u{1B}[1mSelf-host\u{1B}[0m   $1,234"))
  }

  @Test func html() {
    #expect(
      table.html == """
        <table>
        <thead>
        <tr><th scope="col">Option</th><th class="number" scope="col" title="730 hours">Monthly</th></tr>
        </thead>
        <tbody>
        <tr><td data-label="Option"><strong>Self-host</strong></td><td class="number" data-label="Monthly">$1,234</td></tr>
        <tr><td data-label="Option">API &lt;x&gt;</td><td class="number" data-label="Monthly">$99.00</td></tr>
        <tr><td data-label="Option">short</td><td class="number" data-label="Monthly"></td></tr>
        </tbody>
        </table>

        """)
  }

  @Test func csv() {
    #expect(table.csv == "Option,Monthly\nSelf-host,\"$1,234\"\nAPI <x>,$99.00\nshort,\n")
  }

  @Test(arguments: [
    "a|b\n|c|", "<script>alert(1)</script>", "`", "\u{1B}[2J", "]](x)", "\u{202E}evil",
    String(repeating: "long", count: 5_000), "🧮👩‍💻 عربى",
  ])
  func hostileCellsStayInTheirCell(text: String) {
    let table = TextTable(
      columns: [.init(text), .init(text, note: text)], rows: [[InlineText(text), .code(text)]])
    let lines = table.markdown.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { #expect(unescapedPipes(in: line) == 3) }
    // In a code span a tag is text.
    #expect(!table.markdown.replacing("`<script", with: "").contains("<script"))
    #expect(!table.html.contains("<script"))
    #expect(!table.plainText().contains("\u{1B}"))
    #expect(table.plainText().split(separator: "\n").allSatisfy { $0.count <= 122 })
    #expect(table.csv.split(separator: "\n").count == 2)
  }

  /// What gives way goes whole and is named; a name stays whole where it can, and numbers always do.
  @Test func leavesOutWhatGivesWay() {
    let table = TextTable(
      columns: [
        .init("Name"), .init("Maker", givesWay: true), .init("Price", .right),
        .init("As of", .right, givesWay: true),
      ], rows: [["RTX-PRO-6000-Blackwell-Max-Q", "NVIDIA", "$1.23", "2026-11-20"]])
    #expect(table.plainText(width: 80) == table.plainText())
    #expect(
      table.plainText(style: TerminalStyle(isEnabled: false, columns: 48)) == """
        Name                          Maker   Price
        ────────────────────────────  ──────  ─────
        RTX-PRO-6000-Blackwell-Max-Q  NVIDIA  $1.23
        No room here for As of.

        """)
    #expect(table.plainText(width: 20).contains("RTX-PRO-6000…  $1.23\nNo room here for\n"))
  }

  @Test func noColumnsIsNoTable() {
    #expect(TextTable(columns: [], rows: [["x"]]).markdown == "")
    #expect(TextTable(columns: [], rows: [["x"]]).html.contains("<tbody>"))
  }

  private func unescapedPipes(in line: Substring) -> Int {
    var count = 0
    var previous: Character?
    for character in line {
      if character == "|", previous != "\\" { count += 1 }
      previous = character
    }
    return count
  }
}
