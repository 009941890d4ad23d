/// A part of model names that tells a family, such as `*gpt-oss-120b*`, where `*` stands for anything.
struct ModelNamePattern: Sendable, Hashable {
  /// The pattern as it was written.
  let text: String
  /// How much of a name the pattern spells out; of two that match, the longer one knows better.
  let length: Int
  /// The characters that a name of this form has.
  let characters: CharacterSet64
  private let pieces: [[UInt8]]

  init(_ text: String) {
    self.text = text
    pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { Array($0) }
    length = pieces.reduce(0) { $0 + $1.count }
    characters = CharacterSet64(pieces.joined())
  }

  /// Whether a name, as ``spelling(of:)`` gives it, has this form.
  func matches(_ name: [UInt8]) -> Bool {
    guard let first = pieces.first, let last = pieces.last else { return false }
    guard pieces.count > 1 else { return name == first }
    guard name.count >= first.count + last.count, name.starts(with: first),
      name.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = name[first.count..<(name.count - last.count)]
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let end = Self.end(of: piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  /// A model's name in the spelling that patterns use: lower case, `-` for `_` and `:`, `4.7` for `4p7`.
  static func spelling(of name: String) -> [UInt8] {
    var bytes = Array(name.lowercased().utf8.prefix(200)).map {
      $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":") ? UInt8(ascii: "-") : $0
    }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    for index in bytes.indices.dropFirst().dropLast()
    where bytes[index] == UInt8(ascii: "p") && digits.contains(bytes[index - 1])
      && digits.contains(bytes[index + 1])
    {
      bytes[index] = UInt8(ascii: ".")
    }
    return bytes
  }

  private static func end(of piece: [UInt8], in name: ArraySlice<UInt8>) -> Int? {
    guard piece.count <= name.count else { return nil }
    return (name.startIndex...(name.endIndex - piece.count)).first {
      name[$0..<($0 + piece.count)].elementsEqual(piece)
    }.map { $0 + piece.count }
  }
}

/// Which characters occur in a name, 64 kinds of them: what lacks one cannot hold a text that has it.
struct CharacterSet64: Sendable, Hashable {
  private var bits: UInt64 = 0

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { bits |= 1 << UInt64(byte & 63) }
  }

  func isSuperset(of other: CharacterSet64) -> Bool { other.bits & ~bits == 0 }
}

/// Patterns of names, each leading to something, of which the one that spells out most decides.
struct ModelNameIndex: Sendable {
  /// The longest first, and of equal ones the one that was added first.
  private var entries: [(pattern: ModelNamePattern, value: Int)] = []

  /// Adds a pattern that leads to the value of this number.
  mutating func add(_ pattern: String, to value: Int) {
    let pattern = ModelNamePattern(pattern)
    let place = entries.firstIndex { $0.pattern.length < pattern.length } ?? entries.endIndex
    entries.insert((pattern, value), at: place)
  }

  /// The value that a name leads to; `nil` if no pattern has its form.
  func value(for name: String) -> Int? {
    let spelling = ModelNamePattern.spelling(of: name)
    let characters = CharacterSet64(spelling)
    return entries.first { entry in
      characters.isSuperset(of: entry.pattern.characters) && entry.pattern.matches(spelling)
    }?.value
  }
}
