extension ReportDocument {
  /// A page that stands alone: its style and its charts are within it, and it loads nothing but
  /// images given by their address.
  package var html: String { html(panel: nil) }

  /// A page with controls that answer in place.
  ///
  /// What may run and style the page is told by its own digests, and nothing may be loaded or sent.
  package func html(panel: PagePanel?) -> String {
    var body = ""
    var hasContents = false
    for block in blocks {
      if case .heading(_, let level) = block, level > 1, !hasContents {
        body += contents
        hasContents = true
      }
      if case .anchored(let id, _) = block, let panel, id == panel.precedes { body += panel.html }
      body += Self.html(block)
    }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy(panel))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(Escaping.xml(Escaping.printable(title)))</title>
      <style>\(Self.pageStyle)</style>
      </head>
      <body>
      <main>
      \(body)</main>
      \(panel?.scripts ?? "")</body>
      </html>

      """
  }

  /// Nothing is allowed but what stands in the page.
  private func policy(_ panel: PagePanel?) -> String {
    let styles =
      [Self.pageStyle]
      + figures.map(\.style).reduce(into: []) { kept, style in
        if !kept.contains(style) { kept.append(style) }
      }
    var rules = [
      "default-src 'none'", "base-uri 'none'", "form-action 'none'",
      "style-src " + styles.map { "'\(SHA256.source(of: $0))'" }.joined(separator: " "),
    ]
    if let panel { rules.append("script-src '\(SHA256.source(of: panel.script))'") }
    if hasImages(blocks) { rules.append("img-src https: data:") }
    return rules.joined(separator: "; ")
  }

  private func hasImages(_ blocks: [Block]) -> Bool {
    blocks.contains { block in
      switch block {
      case .image: true
      case .details(_, let inner), .anchored(_, let inner): hasImages(inner)
      default: false
      }
    }
  }

  /// Links to the headings and to what is folded.
  private var contents: String {
    let titles = blocks.compactMap { block -> InlineText? in
      switch block {
      case .heading(let text, let level): level == 2 ? text : nil
      case .details(let summary, _): summary
      default: nil
      }
    }
    guard titles.count > 3 else { return "" }
    let items = titles.map {
      "<li><a href=\"#\($0.anchor)\">\(Escaping.xml($0.plainText))</a></li>\n"
    }
    return """
      <nav aria-label="Contents"><details id="contents">
      <summary>Contents</summary>
      <ul>
      \(items.joined())</ul>
      </details></nav>

      """
  }

  private static func html(_ blocks: [Block]) -> String { blocks.map(html).joined() }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      let element = "h\(min(max(level, 1), 6))"
      return "<\(element) id=\"\(text.anchor)\">\(text.html)</\(element)>\n"
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
      return
        "<details id=\"\(summary.anchor)\">\n<summary>\(summary.html)</summary>\n\(html(inner))</details>\n"
    case .anchored(let id, let inner):
      return "<div id=\"\(id)\">\n\(html(inner))</div>\n"
    }
  }
}

extension ReportDocument.Figure {
  /// What its image says of style.
  fileprivate var style: String {
    guard let start = svg.firstRange(of: "<style>") else { return "" }
    let rest = svg[start.upperBound...]
    return rest.firstRange(of: "</style>").map { String(rest[..<$0.lowerBound]) } ?? ""
  }
}

extension InlineText {
  /// Its name in a page: `What would flip it` is `what-would-flip-it`.
  var anchor: String {
    let words = plainText.lowercased().split { !($0.isLetter || $0.isNumber) }
    return words.joined(separator: "-").unicodeScalars.reduce(into: "") {
      if $1.isASCII { $0.unicodeScalars.append($1) }
    }
  }
}
