/// What the name of a model says of which model it is: its numbers and its words.
///
/// `glm-5p3-flash` and `zai-org/GLM-5.3-Flash` have the numbers 5 and 3 and the word glm; `glm-5.2` and `GLM-5.3` have
/// other numbers, and so are other models. Words tell models apart only where others bear them: an offering named
/// `production` may serve anything, one named `gpt-oss` no Qwen.
struct ModelNumbers {
  private let numbers: [String]
  let words: Set<String>

  /// Words that many models share.
  private static let common: Set = [
    "instruct", "maas", "chat", "fast", "turbo", "ultra", "fp8", "nvfp4", "bf16", "latest", "pro",
    "flash", "model", "models", "thinking", "preview", "text",
  ]

  init(_ name: String) {
    var name = name.lowercased()
    var last = name.split(separator: "/").last.map(String.init) ?? name
    // Bedrock's versions of its own: `-v1:0`.
    if let colon = last.lastIndex(of: ":"), let dash = last[..<colon].lastIndex(of: "-") {
      last = String(last[..<dash])
      name = last
    }
    numbers = last.split { !$0.isASCII || !$0.isNumber }.map(String.init)
    words = Set(
      name.split { !($0.isASCII && $0.isLetter) }.map(String.init).filter { $0.count > 2 }
    )
    .subtracting(Self.common)
  }

  /// Whether both can be names of one model: the numbers of one are among those of the other, and no word is that of
  /// another model.
  ///
  /// - Parameter families: The words of the names of all models.
  func canBe(_ other: ModelNumbers, families: Set<String>) -> Bool {
    if words.isDisjoint(with: other.words), !words.isDisjoint(with: families) { return false }
    guard !numbers.isEmpty, !words.isDisjoint(with: families) else { return true }
    return Self.isPart(numbers, of: other.numbers) || Self.isPart(other.numbers, of: numbers)
  }

  private static func isPart(_ few: [String], of many: [String]) -> Bool {
    var rest = many
    for number in few {
      guard let position = rest.firstIndex(of: number) else { return false }
      rest.remove(at: position)
    }
    return true
  }
}
