/// How much room a text takes in a sans-serif face, and how to make it fit.
///
/// Widths are those of Helvetica, rounded up: the reader's face is not known, and a label that
/// ends early looks better than one that is cut.
enum TextFit {
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let total = text.unicodeScalars.reduce(0.0) { $0 + ems($1) }
    return total * size * (isBold ? 1.06 : 1)
  }

  /// The text, or as much of its start as fits with "…".
  static func truncated(
    _ text: String, width limit: Double, size: Double, isBold: Bool = false
  ) -> String {
    // No text of more characters fits into any image, so do not measure them.
    let start = text.prefix(400)
    if start.count == text.count, width(text, size: size, isBold: isBold) <= limit { return text }
    var result = ""
    var used = width("…", size: size, isBold: isBold)
    for character in start {
      used += width(String(character), size: size, isBold: isBold)
      if used > limit { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// The text in at most `lines` lines broken at blanks, and names that are too long at their slashes; the last one
  /// is cut where it must be.
  static func wrapped(
    _ text: String, width limit: Double, size: Double, lines: Int
  ) -> [String] {
    let words = text.prefix(400).split(separator: " ").flatMap {
      pieces(of: String($0), width: limit, size: size)
    }
    var result: [String] = []
    var line = ""
    for (index, word) in words.enumerated() {
      let longer = line.isEmpty ? word : line + " " + word
      if line.isEmpty || width(longer, size: size) <= limit {
        line = longer
      } else if result.count + 1 < lines {
        result.append(truncated(line, width: limit, size: size))
        line = word
      } else {
        line += " " + words[index...].joined(separator: " ")
        break
      }
    }
    return line.isEmpty ? result : result + [truncated(line, width: limit, size: size)]
  }

  /// A word that is too wide in two, parted after the last slash that leaves room.
  private static func pieces(of word: String, width limit: Double, size: Double) -> [String] {
    guard width(word, size: size) > limit else { return [word] }
    let slashes = word.indices.filter { word[$0] == "/" }.map { word.index(after: $0) }
    guard
      let place = slashes.last(where: {
        width(String(word[..<$0]), size: size) <= limit && $0 < word.endIndex
      })
    else { return [word] }
    return [String(word[..<place]), String(word[place...])]
  }

  private static func ems(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "t", "f", "r", ".", ",", ":", ";", "'", "|", "!", "/", "(", ")", "[",
      "]", " ":
      0.34
    case "m", "M", "W", "@", "%", "—", "…": 0.92
    case "w": 0.78
    case "A"..."Z", "+", "=", "<", ">", "~", "×", "±", "→", "≥", "≤": 0.72
    case "\u{20}"..."\u{7E}": 0.58
    case "\u{300}"..."\u{36F}", "\u{200B}"..."\u{200F}", "\u{FE00}"..."\u{FE0F}": 0
    case "\u{1100}"...: 1.05
    default: 0.65
    }
  }
}
