import CheckedJSON

/// The name of an API as routers, libraries and logs write it, taken apart.
///
/// | written | read as |
/// |---|---|
/// | `openrouter/anthropic/claude-sonnet-4.5` | `anthropic/claude-sonnet-4.5` |
/// | `claude-sonnet-4-5-20250929` | `claude-sonnet-4-5` |
/// | `vertex_ai/gemini-2.5-pro` | `vertex/gemini-2.5-pro` |
/// | `models/gemini-2.5-flash` | `gemini-2.5-flash` |
///
/// The name of a host stays: its prices are not another's.
struct WrittenTariffName: Sendable, Hashable {
  /// What it may be read as, the closest to what is written first.
  let readings: [String]

  /// Routers and libraries, which sell nothing of their own.
  private static let routers: Set<String> = [
    "openrouter", "litellm", "litellm_proxy", "portkey", "models", "api", "chat",
    "openai-compatible",
  ]
  /// Hosts under the names of other tools.
  private static let hosts: [String: String] = [
    "vertex_ai": "vertex", "vertexai": "vertex", "together_ai": "together",
    "togetherai": "together", "fireworks_ai": "fireworks", "fireworks-ai": "fireworks",
    "azure_ai": "azure", "azure_openai": "azure", "gemini": "google", "google-ai-studio": "google",
    "google_genai": "google", "mistralai": "mistral", "moonshotai": "moonshot", "x-ai": "xai",
    "z-ai": "zai", "dashscope": "alibaba", "amazon-bedrock": "bedrock", "aws_bedrock": "bedrock",
    "bedrock_converse": "bedrock", "workers-ai": "cloudflare", "@cf": "cloudflare",
    "novita-ai": "novita",
  ]
  /// Snapshots that are sold at another price than the name without their date.
  private static let repriced: Set<String> = ["gpt-4o-2024-05-13"]

  init(_ name: String) {
    var text = name.lowercased()
    for tag in [":free", ":nitro", ":floor", ":online", ":latest", ":beta", ":exacto"]
    where text.hasSuffix(tag) {
      // What is free has no price to compare.
      guard tag != ":free" else {
        readings = []
        return
      }
      text.removeLast(tag.count)
    }
    var parts = text.split(separator: "/").map(String.init)
    while parts.count > 1, let first = parts.first, Self.routers.contains(first) {
      parts.removeFirst()
    }
    if let first = parts.first, parts.count > 1, let host = Self.hosts[first] { parts[0] = host }
    if parts.count > 3, parts[1] == "accounts" { parts.removeSubrange(1...3) }
    var readings = [parts.joined(separator: "/")]
    if let last = parts.last, let undated = Self.withoutDate(last) {
      readings.append((parts.dropLast() + [undated]).joined(separator: "/"))
    }
    self.readings = readings
  }

  /// The name without the day of its snapshot: `…-20250929`, `…-2024-07-18`.
  private static func withoutDate(_ name: String) -> String? {
    guard !repriced.contains(name) else { return nil }
    let words = name.split(separator: "-")
    let digits = words.suffix(3).map { $0.allSatisfy(\.isNumber) ? $0.count : 0 }
    if let last = digits.last, last == 8, words.last?.hasPrefix("20") == true, words.count > 1 {
      return words.dropLast().joined(separator: "-")
    }
    if digits == [4, 2, 2], words.count > 3 { return words.dropLast(3).joined(separator: "-") }
    return nil
  }
}

/// The words of a closed model's name in any order, such as those of `claude 4.5 sonnet`.
struct TariffWords: Sendable, Hashable {
  private let words: [String]

  /// - Parameter name: A name without its provider.
  init(_ name: String) {
    words = NameKey.words(of: name).flatMap(Self.parts).sorted()
  }

  /// Whether these are the words of a name, up to the family's name that people leave out.
  func mean(_ full: TariffWords) -> Bool {
    words.count > 1 && (words == full.words || (words + ["claude"]).sorted() == full.words)
  }

  /// A word in letters and digits: `gpt5` is `gpt` and `5`.
  private static func parts(of word: String) -> [String] {
    var parts: [String] = []
    for character in word {
      if let last = parts.last?.last, last.isNumber == character.isNumber {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
    }
    return parts
  }
}
