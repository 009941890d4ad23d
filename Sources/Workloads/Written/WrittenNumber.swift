/// A number as people write it, and the words that follow it.
///
/// `1800`, `1,800`, `1_800`, `1.8k`, `2M`, `2 million`, `1e6`, `25%`. A comma parts thousands and nothing
/// else: `1,5` is no number, because half of the readers would take it for fifteen.
package struct WrittenNumber: Sendable, Hashable {
  /// The number, with its `k`, `M`, `B`, `T` or percent sign counted in.
  package let value: Double
  /// Whether a percent sign stood behind it.
  package let isPercent: Bool
  /// Whether a point could as well part thousands, as in `40.000`: three digits behind it and nothing else.
  ///
  /// Half of Europe writes forty thousand so. Where a count is wanted, it is refused rather than taken for forty.
  package let mayPartThousands: Bool
  /// What stands behind it, in lower case and without blanks around: `/day`, `h`, `xh100`.
  package let rest: String

  /// Reads the number that a text begins with; `nil` where it begins with none.
  package init?(_ text: String) {
    let text = text.trimmingBlanks
    guard let (digits, end) = Self.digits(of: text) else { return nil }
    let parts = text[..<end].split(separator: ".", omittingEmptySubsequences: false)
    var mayPartThousands =
      parts.count == 2 && parts[1].count == 3 && parts[1].allSatisfy(\.isNumber)
      && (1...3).contains(parts[0].count) && parts[0].first != "0"
    var rest = text[end...]
    var value = digits
    var isPercent = false
    let spaced = rest.drop { $0 == " " }
    if spaced.first == "%" {
      value /= 100
      isPercent = true
      rest = spaced.dropFirst()
    } else if let (factor, length) = Self.magnitude(spaced) {
      value *= factor
      mayPartThousands = false
      rest = spaced.dropFirst(length)
    }
    guard value.isFinite else { return nil }
    self.value = value
    self.isPercent = isPercent
    self.mayPartThousands = mayPartThousands
    self.rest = String(rest).trimmingBlanks.lowercased()
  }

  /// The plain digits at the start, with their end.
  private static func digits(of text: String) -> (Double, String.Index)? {
    var index = text.startIndex
    var plain = ""
    /// Digits since the last comma; `nil` before the first.
    var group: Int?
    var hasPoint = false
    scan: while index < text.endIndex {
      let character = text[index]
      switch character {
      case "0"..."9":
        plain.append(character)
        if !hasPoint { group = group.map { $0 + 1 } }
      case "-" where plain.isEmpty: plain.append(character)
      case "_" where plain.last?.isNumber == true: break
      case "," where !hasPoint && group ?? 3 == 3 && plain.last?.isNumber == true: group = 0
      case "," where !hasPoint: return nil
      case "." where !hasPoint:
        hasPoint = true
        plain.append(character)
      case "e", "E":
        guard let (exponent, end) = exponent(text, after: index) else { break scan }
        plain += exponent
        index = end
        break scan
      default: break scan
      }
      index = text.index(after: index)
    }
    guard group ?? 3 == 3, plain.contains(where: \.isNumber), let value = Double(plain) else {
      return nil
    }
    return (value, index)
  }

  /// `e6` and the like.
  private static func exponent(
    _ text: String, after start: String.Index
  ) -> (String, String.Index)? {
    var index = text.index(after: start)
    var exponent = "e"
    if index < text.endIndex, text[index] == "-" || text[index] == "+" {
      exponent.append(text[index])
      index = text.index(after: index)
    }
    let first = index
    while index < text.endIndex, ("0"..."9").contains(text[index]) {
      exponent.append(text[index])
      index = text.index(after: index)
    }
    guard index > first, index == text.endIndex || !text[index].isLetter else { return nil }
    return (exponent, index)
  }

  /// `k`, `million` and the like, if what follows does not make another word of it.
  private static func magnitude(_ rest: Substring) -> (factor: Double, length: Int)? {
    let word = String(rest.prefix { $0.isLetter })
    let lowered = word.lowercased()
    let factors: [(String, Double)] = [
      ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("mio", 1e6),
      ("mn", 1e6), ("bn", 1e9), ("tn", 1e12), ("k", 1e3), ("m", 1e6), ("b", 1e9), ("t", 1e12),
    ]
    return factors.first { $0.0 == lowered }.map { ($0.1, word.count) }
  }
}

extension String {
  /// The text without blanks at its ends.
  package var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
