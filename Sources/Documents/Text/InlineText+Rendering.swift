extension InlineText {
  /// Without emphasis and addresses: one line of printable text.
  package var plainText: String {
    spans.map { span in
      switch span {
      case .plain(let text), .strong(let text), .emphasis(let text), .code(let text),
        .link(let text, _):
        Escaping.printable(text)
      case .lineBreak: " "
      }
    }.joined()
  }

  /// GitHub Markdown on one line, for a paragraph, a heading or a list.
  package var markdown: String { markdown(inTable: false) }

  /// GitHub Markdown on one line.
  package func markdown(inTable: Bool) -> String {
    var result = ""
    for (index, span) in spans.enumerated() {
      switch span {
      case .plain(let text):
        result += Escaping.markdown(text, startsLine: index == 0 && !inTable)
      case .strong(let text): result += Self.wrapped(text, "**")
      case .emphasis(let text): result += Self.wrapped(text, "*")
      case .code(let text): result += Escaping.markdownCode(text, inTable: inTable)
      case .link(let text, let address):
        result +=
          "[\(Escaping.markdown(text, startsLine: false))](\(Self.markdownAddress(address)))"
      case .lineBreak: result += "<br>"
      }
    }
    return result
  }

  /// HTML without a surrounding element.
  package var html: String { html(breaksAtSlashes: false) }

  /// HTML without a surrounding element.
  ///
  /// - Parameter breaksAtSlashes: whether a line may end within a name such as `openai/gpt-oss-120b`.
  func html(breaksAtSlashes: Bool) -> String {
    func escaped(_ text: String) -> String {
      let safe = Escaping.html(text)
      guard breaksAtSlashes else { return safe }
      return safe.split(separator: "/", omittingEmptySubsequences: false).joined(
        separator: "/<wbr>")
    }
    return spans.map { span in
      switch span {
      case .plain(let text): escaped(text)
      case .strong(let text): "<strong>\(escaped(text))</strong>"
      case .emphasis(let text): "<em>\(Escaping.html(text))</em>"
      case .code(let text): "<code>\(Escaping.html(text))</code>"
      case .link(let text, let address):
        "<a href=\"\(Escaping.xml(address))\">\(Escaping.html(text))</a>"
      case .lineBreak: "<br>"
      }
    }.joined()
  }

  /// Emphasis marks must touch the text, so blanks at its ends stay outside.
  private static func wrapped(_ text: String, _ mark: String) -> String {
    let line = Escaping.printable(text)
    guard let first = line.firstIndex(where: { $0 != " " }),
      let last = line.lastIndex(where: { $0 != " " })
    else { return line }
    let inner = Escaping.markdown(String(line[first...last]), startsLine: false)
    return String(line[..<first]) + mark + inner + mark + line[line.index(after: last)...]
  }

  private static func markdownAddress(_ address: String) -> String {
    let marks: [Character: String] = [
      "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60",
      "*": "%2A",
    ]
    return address.reduce(into: "") { $0 += marks[$1] ?? String($1) }
  }
}
