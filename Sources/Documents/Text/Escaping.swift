/// Text from files, made harmless in the format that it is written into.
///
/// All of it is untrusted: a model's name in a catalog may hold a pipe, a tag, a formula or a
/// terminal escape.
package enum Escaping {
  /// One line that shows what it holds: line breaks and tabs become blanks, other control
  /// characters and invisible reordering marks become "�".
  package static func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in text.unicodeScalars {
      let isFeedOfPair = previousWasReturn && scalar == "\n"
      previousWasReturn = scalar == "\r"
      if isFeedOfPair { continue }
      result.append(printable(scalar))
    }
    return String(result)
  }

  /// Text of several lines for a terminal or a pipe, in which nothing acts on the terminal.
  ///
  /// - Parameters:
  ///   - text: Any text, of any number of lines.
  ///   - styled: Whether the marks of ``TerminalStyle`` are kept.
  package static func terminal(_ text: String, styled: Bool) -> String {
    if text.unicodeScalars.allSatisfy({ $0 == "\n" || printable($0) == $0 }) { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if styled, scalar == "\u{1B}",
        let mark = TerminalStyle.marks.first(where: { rest.starts(with: $0.unicodeScalars) })
      {
        result.append(contentsOf: mark.unicodeScalars)
        rest = rest.dropFirst(mark.unicodeScalars.count)
        continue
      }
      result.append(scalar == "\n" ? scalar : printable(scalar))
      rest.removeFirst()
    }
    return String(result)
  }

  /// Markdown that shows `text` literally, in a paragraph and in a table's cell.
  ///
  /// Escapes only what could mean something, so that names stay readable in the source.
  ///
  /// - Parameters:
  ///   - text: Any text; breaks of lines become blanks.
  ///   - startsLine: Whether a mark at the start could begin a list, a heading or a quote.
  package static func markdown(_ text: String, startsLine: Bool = true) -> String {
    let line = printable(text).unicodeScalars
    // Four blanks at the start would make a block of code.
    let scalars = Array(startsLine ? line.drop { $0 == " " } : line[...])
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let previous = index > 0 ? scalars[index - 1] : nil
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\\", "`", "*", "[", "]", "|", "~": result += "\\"
      case "_" where !(isWord(previous) && isWord(next)): result += "\\"
      case "$" where !isDigit(next): result += "\\"
      case "#", ">", "=":
        if index == 0, startsLine { result += "\\" }
      case "-", "+":
        if index == 0, startsLine, !(isDigit(next) || next == "$") { result += "\\" }
      case ".", ")":
        if index > 0, startsLine, next == nil || next == " ",
          scalars[..<index].allSatisfy({ isDigit($0) })
        {
          result += "\\"
        }
      case "&":
        result += "&amp;"
        continue
      case "<" where !(next == nil || next == " " || next == "=" || isDigit(next)):
        result += "&lt;"
        continue
      case "@" where !isWord(previous) && isWord(next):
        // Keeps a name such as "@cf/model" from calling the account of that name.
        result += "@<!-- -->"
        continue
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// A Markdown code span that shows `text` literally.
  ///
  /// - Parameters:
  ///   - text: Any text; breaks of lines become blanks.
  ///   - inTable: Whether it stands in a table, which splits at pipes even within code and takes the backslash before
  ///     them away again.
  package static func markdownCode(_ text: String, inTable: Bool = false) -> String {
    let line = printable(text)
    var longestRun = 0
    var run = 0
    for scalar in line.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longestRun = max(longestRun, run)
    }
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    let escaped = parts.joined(separator: inTable ? "\\|" : "|")
    guard longestRun > 0 || line.hasPrefix(" ") || line.hasSuffix(" ") else {
      return escaped.isEmpty ? "" : "`\(escaped)`"
    }
    let fence = String(repeating: "`", count: longestRun + 1)
    return "\(fence) \(escaped) \(fence)"
  }

  /// Text in a page, where no line may end between a number and its `%`.
  static func html(_ text: String) -> String {
    let parts = xml(text).split(separator: " %", omittingEmptySubsequences: false)
    return parts.joined(separator: "\u{A0}%")
  }

  /// Text or an attribute's value in HTML and XML.
  ///
  /// Characters that XML forbids become "�".
  package static func xml(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result += "\n"
      default: result.unicodeScalars.append(printable(scalar))
      }
    }
    return result
  }

  /// One field of a CSV line, quoted where needed.
  ///
  /// A field that a spreadsheet would run as a formula gets a leading apostrophe; numbers, negative
  /// ones too, stay numbers.
  package static func csv(_ text: String) -> String {
    var field = printable(text)
    let leading = field.unicodeScalars.first { $0 != " " }
    if let leading, "=+-@".unicodeScalars.contains(leading), Double(field) == nil {
      field = "'" + field
    }
    let needsQuotes = field.unicodeScalars.contains { $0 == "," || $0 == "\"" }
    guard needsQuotes || field.hasPrefix(" ") || field.hasSuffix(" ") else { return field }
    let doubled = field.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x20..<0x7F: scalar
    case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: " "
    case 0x00...0x1F, 0x7F...0x9F: "\u{FFFD}"
    // Marks that change the direction of the text after them.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0xFEFF, 0xFDD0...0xFDEF: "\u{FFFD}"
    case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
    default: scalar
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? false
  }
}
