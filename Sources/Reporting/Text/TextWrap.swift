/// Breaking lines between words.
package enum TextWrap {
  /// The words of a text in lines of at most `width` characters; a word that is longer has a line to itself.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A command in lines that a shell joins again.
  package static func command(_ text: String, width: Int) -> [String] {
    let lines = wrapped(text, width: width - 4)
    return lines.enumerated().map { index, line in
      (index > 0 ? "  " : "") + line + (index < lines.count - 1 ? " \\" : "")
    }
  }
}
