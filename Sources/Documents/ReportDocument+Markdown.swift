extension ReportDocument {
  /// GitHub Markdown whose charts are images in files beside it.
  ///
  /// - Parameter figureFolder: the path from the Markdown file to the charts, such as "charts/"; without it the
  ///   charts are left out.
  package func markdown(figureFolder: String? = "") -> String {
    Self.markdown(blocks, figureFolder)
  }

  private static func markdown(_ blocks: [Block], _ folder: String?) -> String {
    blocks.map { markdown($0, folder) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func markdown(_ block: Block, _ folder: String?) -> String {
    switch block {
    case .heading(let text, let level):
      return String(repeating: "#", count: min(max(level, 1), 6)) + " " + text.markdown + "\n"
    case .paragraph(let text):
      return text.markdown + "\n"
    case .list(let items, let isNumbered):
      return items.enumerated().map { index, item in
        (isNumbered ? "\(index + 1). " : "- ") + item.markdown + "\n"
      }.joined()
    case .table(let table):
      return table.markdown
    case .code(let text, let language):
      return code(text, language)
    case .figure(let figure):
      return folder.map { image(figure.description, $0 + figure.fileName) } ?? ""
    case .image(let address, let description):
      return image(description, address)
    case .callout(let callout, let text):
      return "> [!\(callout.rawValue.uppercased())]\n> \(text.markdown)\n"
    case .anchored(_, let inner):
      return markdown(inner, folder)
    case .details(let summary, let inner):
      // GitHub reads Markdown within an element only after an empty line.
      return "<details>\n<summary>\(summary.html)</summary>\n\n"
        + markdown(inner, folder) + "\n</details>\n"
    }
  }

  private static func image(_ description: String, _ address: String) -> String {
    let safe = InlineText.link(description, address).markdown
    return (safe.hasPrefix("[") ? "!" : "") + safe + "\n"
  }

  private static func code(_ text: String, _ language: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map {
      Escaping.printable(String($0))
    }
    var longestRun = 0
    for line in lines {
      longestRun = max(longestRun, line.drop { $0 == " " }.prefix { $0 == "`" }.count)
    }
    let fence = String(repeating: "`", count: max(3, longestRun + 1))
    let name = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let body = lines.last == "" ? lines.dropLast() : lines[...]
    return ([fence + name] + body + [fence]).map { $0 + "\n" }.joined()
  }
}
