/// A model's name as people shorten it: the words that tell the model, without those that follow from
/// them.
///
/// `qwen3 coder 480b` is `Qwen3-Coder-480B-A35B-Instruct`: what is left out there, the active size and
/// the word for tuning, tells no other model apart. A size, a version or a word such as `Thinking`,
/// `VL` or `Distill` does, and is never left out or added. A month of release may be left out where
/// nothing bears the name without one.
struct ShortModelName: Sendable, Hashable {
  /// Words, numbers and sizes in order: `qwen`, `3`, `coder`, `480b`.
  let tokens: [String]

  /// - Parameter quietWords: Words that may be left out of any name, or added to it.
  init(_ name: String, without quietWords: Set<String>) {
    tokens = Self.tokens(of: name).filter { !quietWords.contains($0) }
  }

  /// What separates the full name from this one.
  enum Omission: Sendable, Comparable {
    /// Nothing, or what follows from the rest.
    case implied
    /// A month of release, of a name with its size.
    case release
    /// Anything else, so many words of it beside the version: this may or may not be what was meant.
    case telling(Int)
  }

  /// What this name leaves out of a full one; `nil` if it says something that the other does not.
  func omission(from full: ShortModelName) -> Omission? {
    var rest = full.tokens
    for token in tokens {
      guard let position = rest.firstIndex(of: token) else { return nil }
      rest.remove(at: position)
    }
    let telling = rest.filter { !Self.isActiveSize($0) }
    if telling.isEmpty { return .implied }
    if tokens.contains(where: Self.isSize), telling.allSatisfy(Self.isRelease) { return .release }
    return .telling(telling.count { !$0.allSatisfy(\.isNumber) })
  }

  /// Whether a word is a size: `32b`, `8x7b`.
  private static func isSize(_ token: String) -> Bool {
    token.first?.isNumber == true && token.last?.isLetter == true
  }

  /// Whether a word is the active size or the number of experts beside a whole size: `a35b`, `128e`.
  private static func isActiveSize(_ token: String) -> Bool {
    let digits = token.hasPrefix("a") ? token.dropFirst().dropLast() : token.dropLast()
    guard token.hasSuffix(token.hasPrefix("a") ? "b" : "e") else { return false }
    return !digits.isEmpty && digits.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// Whether a word is a month of release: `2507`, `0325`.
  private static func isRelease(_ token: String) -> Bool {
    guard token.count == 4, let number = Int(token) else { return false }
    return (2300...2999).contains(number) && (1...12).contains(number % 100)
      || (1...12).contains(number / 100)
  }

  private static func tokens(of name: String) -> [String] {
    let bytes = Array(name.lowercased().utf8)
    var tokens: [String] = []
    var index = 0
    while index < bytes.count {
      if bytes[index].isLetter {
        let end = bytes[index...].firstIndex { !$0.isLetter } ?? bytes.count
        // One letter before a size belongs to it: `a22b`, `e4b`.
        if end - index == 1, bytes[index] == UInt8(ascii: "a") || bytes[index] == UInt8(ascii: "e"),
          let size = size(bytes, from: end)
        {
          tokens.append(text(bytes[index..<size]))
          index = size
          continue
        }
        tokens.append(text(bytes[index..<end]))
        index = end
      } else if bytes[index].isDigit {
        if let end = size(bytes, from: index) {
          tokens.append(text(bytes[index..<end]))
          index = end
        } else {
          let end = number(bytes, from: index)
          var parts = text(bytes[index..<end]).split { $0 == "." || $0 == "p" }.map(String.init)
          while parts.count > 1, parts.last == "0" { parts.removeLast() }
          tokens += parts
          index = end
        }
      } else {
        index += 1
      }
    }
    return tokens
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Where a number with decimals ends.
  private static func number(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let isPoint =
        (bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "p")) && index > start
        && index + 1 < bytes.count && bytes[index + 1].isDigit
      guard bytes[index].isDigit || isPoint else { break }
      index += 1
    }
    return index
  }

  /// Where a size such as `32b`, `8x7b`, `0.5b` or `16e` ends; `nil` if none starts here.
  private static func size(_ bytes: [UInt8], from start: Int) -> Int? {
    var end = number(bytes, from: start)
    guard end > start, end < bytes.count else { return nil }
    if bytes[end] == UInt8(ascii: "x"), end + 1 < bytes.count, bytes[end + 1].isDigit {
      end = number(bytes, from: end + 1)
      guard end < bytes.count else { return nil }
    }
    guard
      [UInt8(ascii: "b"), UInt8(ascii: "m"), UInt8(ascii: "t"), UInt8(ascii: "e")]
        .contains(bytes[end]), end + 1 == bytes.count || !bytes[end + 1].isLetter
    else { return nil }
    return end + 1
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || self > 127
  }
}
