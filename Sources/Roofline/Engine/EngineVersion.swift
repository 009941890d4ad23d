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
    guard !text.isEmpty else { return nil }
    let lowercase = text.prefix(200).lowercased()
    guard !lowercase.hasPrefix("post") else { return nil }
    for match in lowercase.matches(of: /(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:\.?rc(\d{1,4}))?/) {
      let before = lowercase[..<match.range.lowerBound]
      guard !Self.isPartOfWord(before), let major = Int(match.1), let minor = Int(match.2) else {
        continue
      }
      let numbers = [major, minor, match.3.flatMap { Int($0) } ?? 0]
      guard numbers != [0, 0, 0] else { continue }
      self.numbers = numbers
      candidate = match.4.flatMap { Int($0) }
      return
    }
    return nil
  }

  /// Whether a number after this text belongs to a word: `rocm`, `cu`, but not a `v` alone.
  private static func isPartOfWord(_ text: Substring) -> Bool {
    guard let last = text.last, last.isLetter || last == "." || last.isNumber else { return false }
    guard last == "v" else { return true }
    return text.dropLast().last?.isLetter ?? false
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
