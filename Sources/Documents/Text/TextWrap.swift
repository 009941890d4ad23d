/// Breaking lines between words, and never between a number and its unit.
package enum TextWrap {
  /// The words of a text in lines of at most `width` characters; a word that is longer has a line to itself.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in unbroken(text) {
      if line.isEmpty {
        line = word
      } else if TerminalStyle.width(of: line) + 1 + TerminalStyle.width(of: word) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A text for a terminal of so many columns.
  ///
  /// Lines of words that are longer are broken, and go on below their first word. Lines of columns, which blanks part,
  /// stay as they are.
  package static func fitted(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.drop { $0 == " " }
      let indent = line.prefix(line.count - words.count)
      guard TerminalStyle.width(of: String(line)) > columns, !words.contains("  "),
        indent.count + 20 <= columns
      else { return String(line) }
      return wrapped(String(words), width: columns - indent.count)
        .map { indent + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The words of a text; a number and its unit, or a count and what is counted, are one.
  private static func unbroken(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      let bare = word.prefix { $0.isLetter || $0 == "%" || $0 == "×" || $0 == "µ" }
      if let last = words.last,
        last == "×" || last.hasSuffix(" ×")
          || (units.contains(String(bare)) && last.last?.isNumber == true)
      {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  private static let units: Set<String> = [
    "%", "×", "µs", "ms", "s", "min", "h", "days", "GB", "TB", "MB",
  ]

  /// A command in lines that a shell joins again, broken before options only.
  package static func command(_ text: String, width: Int) -> [String] {
    var parts: [String] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("-") && word.count > 1 || parts.isEmpty {
        parts.append(String(word))
      } else {
        parts[parts.count - 1] += " " + word
      }
    }
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + 1 + part.count <= width - 4 {
        lines[lines.count - 1] += " " + part
      } else {
        lines.append(part)
      }
    }
    return lines.enumerated().map { index, line in
      (index > 0 ? "  " : "") + line + (index < lines.count - 1 ? " \\" : "")
    }
  }
}
