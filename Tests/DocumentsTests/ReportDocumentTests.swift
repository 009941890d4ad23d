import Testing

@testable import Documents

@Suite struct ReportDocumentTests {
  let document = ReportDocument(
    title: "Contract <extraction>",
    blocks: [
      .heading("Contract <extraction>", level: 1),
      .paragraph("Self-hosting saves \(.strong("$1,234")) a month."),
      .table(
        TextTable(columns: [.init("Option"), .init("Cost", .right)], rows: [["API", "$9.00"]])),
      .figure(.init(fileName: "cost.svg", description: "Cost | volume", svg: "<svg></svg>\n")),
      .callout(.warning, "Prices are 95 days old."),
      .list(["first", "- second"]),
      .list(["one"], isNumbered: true),
      .details(
        summary: "Derivation & <proof>",
        [
          .code("a = 1\n```\nb = 2\n", language: "text"),
          .figure(.init(fileName: "tornado.svg", description: "", svg: "<svg></svg>\n")),
        ]),
    ])

  @Test func markdown() {
    #expect(
      document.markdown(figureFolder: "charts/") == """
        # Contract &lt;extraction>

        Self-hosting saves **$1,234** a month.

        | Option | Cost |
        | --- | ---: |
        | API | $9.00 |

        ![Cost \\| volume](charts/cost.svg)

        > [!WARNING]
        > Prices are 95 days old.

        - first
        - \\- second

        1. one

        <details>
        <summary>Derivation &amp; &lt;proof&gt;</summary>

        ````text
        a = 1
        ```
        b = 2
        ````

        ![](charts/tornado.svg)

        </details>

        """)
  }

  @Test func htmlStandsAlone() {
    let html = document.html
    #expect(html.hasPrefix("<!doctype html>"))
    #expect(html.contains("<title>Contract &lt;extraction&gt;</title>"))
    #expect(html.contains("<p>Self-hosting saves <strong>$1,234</strong> a month.</p>"))
    #expect(html.contains("<figure>\n<svg></svg>\n</figure>"))
    #expect(html.contains("<pre><code>a = 1\n```\nb = 2\n</code></pre>"))
    #expect(html.contains("prefers-color-scheme: dark"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("src="))
  }

  @Test func figuresComeInReadingOrder() {
    #expect(document.figures.map(\.fileName) == ["cost.svg", "tornado.svg"])
  }

  @Test(arguments: ChartTests.hostileTexts)
  func hostileTextStaysText(text: String) {
    let inline = InlineText(text)
    let hostile = ReportDocument(
      title: text,
      blocks: [
        .heading(inline, level: 99), .paragraph(inline), .list([inline]), .callout(.note, inline),
        .code(text, language: text), .image(address: text, description: text),
        .details(summary: inline, [.paragraph(inline)]),
      ])
    #expect(!hostile.html.contains("<script"))
    let outsideCode = hostile.markdown().split(separator: "```")
    #expect(!(outsideCode.first ?? "").contains("<script"))
    #expect(!(outsideCode.last ?? "").contains("<script"))
    #expect(!hostile.markdown().contains("\u{1B}"))
  }
}
