/// The part of a name by which two spellings of it are compared.
///
/// Case and separators do not count, but a separator between two digits does: `Qwen3 32B`,
/// `qwen-3-32b` and `QWEN3_32B` share the key `qwen3-32b`, while `gemma-3-1b` (`gemma3-1b`) is not
/// `gemma-31b` (`gemma31b`). A `p` between two digits is read as a point, as in `minimax-m2p5`.
package struct NameKey: Sendable, Hashable, CustomStringConvertible {
  /// The key as text: lower-case letters and digits, and a `-` only between two digits.
  package let description: String

  /// Takes the key of a name, without the words that do not tell one thing from another.
  ///
  /// - Parameters:
  ///   - name: The name as someone wrote it.
  ///   - quietWords: Words in lower case, such as a vendor's name; a name that consists of them alone keeps them.
  package init(_ name: String, without quietWords: Set<String> = []) {
    guard !quietWords.isEmpty else {
      description = Self.key(of: name)
      return
    }
    let bytes = Array(name.lowercased().utf8)
    let words = Self.words(in: bytes)
    let telling = words.filter {
      !quietWords.contains(String(decoding: bytes[$0], as: UTF8.self))
    }
    description = Self.joined(telling.isEmpty ? words : telling, of: bytes)
  }

  /// Whether nothing is left to compare.
  package var isEmpty: Bool { description.isEmpty }

  /// The words of a name in lower case, as separators part them.
  package static func words(of name: String) -> [String] {
    let bytes = Array(name.lowercased().utf8)
    return words(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Where the words of a name in lower case stand.
  private static func words(in bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || partsWords(index, of: bytes) {
      if start < index { words.append(start..<index) }
      start = index + 1
    }
    return words
  }

  /// Whether a byte of a name in lower case parts words: a separator, or a `p` for a point.
  private static func partsWords(_ index: Int, of bytes: [UInt8]) -> Bool {
    let byte = bytes[index]
    guard byte == UInt8(ascii: "p") else { return byte.isSeparator }
    return index > 0 && bytes[index - 1].isDigit && index + 1 < bytes.count
      && bytes[index + 1].isDigit
  }

  /// The key of all words, without taking the name apart into them.
  private static func key(of name: String) -> String {
    let bytes = Array(name.lowercased().utf8)
    var key: [UInt8] = []
    key.reserveCapacity(bytes.count)
    var isParted = false
    for (index, byte) in bytes.enumerated() {
      if partsWords(index, of: bytes) {
        isParted = true
        continue
      }
      if isParted, byte.isDigit, key.last?.isDigit == true { key.append(UInt8(ascii: "-")) }
      isParted = false
      key.append(byte)
    }
    return String(decoding: key, as: UTF8.self)
  }

  private static func joined(_ words: [Range<Int>], of bytes: [UInt8]) -> String {
    var key: [UInt8] = []
    key.reserveCapacity(bytes.count)
    for word in words {
      if bytes[word.lowerBound].isDigit, key.last?.isDigit == true { key.append(UInt8(ascii: "-")) }
      key += bytes[word]
    }
    return String(decoding: key, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Every byte of ASCII that is neither a letter nor a digit parts words.
  fileprivate var isSeparator: Bool {
    self < 128 && !isDigit && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
  }
}
