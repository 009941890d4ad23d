extension ReportDocument {
  /// A page that stands alone: its style and its charts are within it, and it loads nothing but
  /// images given by their address.
  package var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(Escaping.xml(Escaping.printable(title)))</title>
    <style>
    \(Self.pageStyle)
    </style>
    </head>
    <body>
    <main>
    \(Self.html(blocks))</main>
    </body>
    </html>

    """
  }

  private static func html(_ blocks: [Block]) -> String { blocks.map(html).joined() }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      let element = "h\(min(max(level, 1), 6))"
      return "<\(element)>\(text.html)</\(element)>\n"
    case .paragraph(let text):
      return "<p>\(text.html)</p>\n"
    case .list(let items, let isNumbered):
      let element = isNumbered ? "ol" : "ul"
      let body = items.map { "<li>\($0.html)</li>\n" }.joined()
      return "<\(element)>\n\(body)</\(element)>\n"
    case .table(let table):
      return "<div class=\"wide\">\n\(table.html)</div>\n"
    case .code(let text, _):
      let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      let printable = lines.map { Escaping.printable(String($0)) }.joined(separator: "\n")
      return "<pre><code>\(Escaping.xml(printable))</code></pre>\n"
    case .figure(let figure):
      return "<figure>\n\(figure.svg)</figure>\n"
    case .image(let address, let description):
      guard case .link = InlineText.link(description, address).spans.first else {
        return "<p>\(Escaping.xml(description))</p>\n"
      }
      return "<figure><img src=\"\(Escaping.xml(address))\" alt=\"\(Escaping.xml(description))\">"
        + "</figure>\n"
    case .callout(let callout, let text):
      return "<p class=\"callout \(callout.rawValue)\">\(text.html)</p>\n"
    case .details(let summary, let inner):
      return "<details>\n<summary>\(summary.html)</summary>\n\(html(inner))</details>\n"
    }
  }

  private static let pageStyle = """
    :root { color-scheme: light dark; }
    body { margin: 0; background: #fff; color: #1f2328;
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
    h1, h2, h3 { line-height: 1.25; margin: 2em 0 0.6em; }
    h1 { font-size: 1.8rem; margin-top: 0; }
    h2 { font-size: 1.3rem; padding-bottom: 0.3em; border-bottom: 1px solid #d1d9e0; }
    h3 { font-size: 1.05rem; }
    a { color: #0b62c4; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; margin: 1em 0; font-size: 0.92rem; }
    th, td { padding: 0.35em 0.8em; text-align: left; vertical-align: top;
      border-bottom: 1px solid #d1d9e0; }
    th { border-bottom-width: 2px; }
    th[title] { text-decoration: underline dotted; text-underline-offset: 0.25em; cursor: help; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
      font-size: 0.9em; }
    pre { padding: 1em; overflow-x: auto; background: #f6f8fa; border-radius: 6px; }
    figure { margin: 1.5em 0; }
    figure svg, figure img { display: block; max-width: 100%; height: auto; }
    details { margin: 1em 0; }
    summary { cursor: pointer; font-weight: 600; }
    .callout { padding: 0.6em 1em; border-left: 4px solid #0072b2; background: #f6f8fa; }
    .warning { border-left-color: #d55e00; }
    @media (prefers-color-scheme: dark) {
      body { background: #0d1117; color: #e6edf3; }
      a { color: #6cb6ff; }
      h2, th, td { border-color: #3d444d; }
      pre, .callout { background: #161b22; }
      .callout { border-left-color: #56b4e9; }
      .warning { border-left-color: #f0803c; }
    }
    @media print { main { max-width: none; padding: 0; } figure, table { break-inside: avoid; } }
    """
}
