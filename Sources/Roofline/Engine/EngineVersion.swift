/// A version of an engine, such as `0.10.2` or `1.2.0rc6`.
///
/// A release candidate comes before its release: `1.2.0rc6 < 1.2.0`.
struct EngineVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Major, minor and patch.
  let numbers: [Int]
  /// The number of a release candidate; `nil` for a release.
  let candidate: Int?

  /// Finds the version in what was published: a number alone, or the tag of a container.
  ///
  /// In `lmsysorg/sglang:v0.5.9-rocm700-mi35x` it is 0.5.9, in `rocm/vllm:rocm7.0.0_vllm_0.11.2` it is
  /// 0.11.2: a number that a word other than the engine's runs into is of something else. `nil` if there
  /// is none within 200 characters, or the text says only that it is later than one (`post-1.0`).
  init?(_ text: String) {
    let bytes = Array(text.prefix(200).lowercased().utf8)
    guard !bytes.starts(with: "post".utf8) else { return nil }
    var place = 0
    while place < bytes.count {
      guard bytes[place].isDigit else {
        place += 1
        continue
      }
      let before = bytes[..<place]
      var digits = DigitCursor(bytes, at: place)
      guard let major = digits.number(), let minor = digits.number(after: ".") else {
        place = digits.endOfRun(from: place)
        continue
      }
      let numbers = [major, minor, digits.number(after: ".") ?? 0]
      let candidate = digits.number(after: ".rc") ?? digits.number(after: "rc")
      guard numbers != [0, 0, 0], !Self.isPartOfWord(before) else {
        place = digits.endOfRun(from: digits.place)
        continue
      }
      self.numbers = numbers
      self.candidate = candidate
      return
    }
    return nil
  }

  /// Whether a number after this text belongs to a word: `rocm`, `cu`, but not a `v` alone.
  private static func isPartOfWord(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last, last.isWord || last == UInt8(ascii: ".") else { return false }
    guard last == UInt8(ascii: "v") else { return true }
    return text.dropLast().last.map { $0.isWord && !$0.isDigit } ?? false
  }

  /// `1.2.0`, or `1.2.0rc6`.
  var description: String {
    numbers.map { "\($0)" }.joined(separator: ".") + (candidate.map { "rc\($0)" } ?? "")
  }

  static func < (first: EngineVersion, second: EngineVersion) -> Bool {
    if first.numbers != second.numbers {
      return first.numbers.lexicographicallyPrecedes(second.numbers)
    }
    return (first.candidate ?? .max) < (second.candidate ?? .max)
  }
}
