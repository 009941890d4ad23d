import CheckedJSON

/// A model's name as hosts, hubs and local runners write it, with what they add taken off.
///
/// | written | read as |
/// |---|---|
/// | `accounts/fireworks/models/llama-v3p3-70b-instruct` | `llama-3.3-70b-instruct` |
/// | `bedrock/us.meta.llama3-3-70b-instruct-v1:0` | `llama3-3-70b-instruct` |
/// | `openrouter/qwen/qwen3-32b:free` | `qwen/qwen3-32b`, `qwen3-32b` |
/// | `groq/llama-3.3-70b-versatile` | `llama-3.3-70b` |
/// | `llama3:70b-instruct-q4_K_M` | `llama3-70b-instruct-q4_K_M` |
struct HostedName: Sendable, Hashable {
  /// What it may be read as, the closest to what is written first.
  let readings: [String]

  /// Tags behind a colon that choose a route, not a model.
  private static let routes: Set<String> = [
    "free", "nitro", "floor", "extended", "online", "exacto", "latest", "fastest", "cheapest",
    "preferred", "groq", "novita", "together", "fireworks-ai", "cerebras", "sambanova", "nebius",
    "hyperbolic", "nscale", "featherless-ai", "scaleway", "publicai", "cohere", "hf-inference",
    "fal-ai", "cloud", "baseten", "deepinfra", "zai-org",
  ]
  /// Words at the end of a name that tell a host's service.
  private static let services: Set<String> = [
    "turbo", "fast", "free", "versatile", "instant", "tput", "maas", "specdec", "latest",
    "serverless", "tee", "cloud",
  ]
  private static let regions: Set<String> = [
    "us", "eu", "apac", "global", "au", "jp", "ca", "us-gov",
  ]
  private static let vendors: Set<String> = [
    "meta", "mistral", "qwen", "openai", "deepseek", "moonshot", "moonshotai", "minimax", "nvidia",
    "google", "zai", "cohere", "ai21", "writer",
  ]

  init(_ name: String) {
    let parts = Self.path(name)
    guard let last = parts.last else {
      readings = []
      return
    }
    var shorts: [String] = []
    for short in Self.untagged(last) {
      for plain in Self.withoutVendor(short) {
        let named = Self.withoutVersionLetter(plain.replacing("+", with: "-plus"))
        for one in [plain, named] where !shorts.contains(one) { shorts.append(one) }
      }
    }
    for short in shorts {
      let served = Self.withoutService(short)
      if served != short, !shorts.contains(served) { shorts.append(served) }
    }
    let publisher = parts.dropLast().last
    var readings: [String] = []
    for short in shorts {
      if let publisher { readings.append(publisher + "/" + short) }
      readings.append(short)
    }
    self.readings = readings
  }

  /// The parts of the path, without an address of the web and without a page of a repository.
  private static func path(_ name: String) -> [String] {
    var text = name[...]
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    var parts = text.split(separator: "/").map(String.init)
    if let page = parts.firstIndex(where: { ["tree", "blob", "resolve"].contains($0) }), page >= 2 {
      parts.removeSubrange(page...)
    }
    return parts
  }

  /// The name with its tag as a further word, and without it where the tag says nothing of the model.
  private static func untagged(_ last: String) -> [String] {
    var last = last
    if let at = last.lastIndex(of: "@"), at != last.startIndex { last = String(last[..<at]) }
    guard let colon = last.lastIndex(of: ":") else { return [last] }
    let stem = String(last[..<colon])
    let tag = String(last[last.index(after: colon)...]).lowercased()
    guard !stem.isEmpty, !tag.isEmpty else { return [last.replacing(":", with: "")] }
    if tag.allSatisfy(\.isNumber), let dash = stem.lastIndex(of: "-") {
      // A release of Bedrock: `…-v1:0`, `…-1:0`.
      let release = stem[stem.index(after: dash)...]
      let number = release.lowercased().hasPrefix("v") ? release.dropFirst() : release
      if !number.isEmpty, number.allSatisfy(\.isNumber) { return [String(stem[..<dash])] }
    }
    if routes.contains(tag) { return [stem] }
    return [stem.replacing(":", with: "-") + "-" + tag]
  }

  /// The name, and the name without the vendor that Bedrock sets before a point.
  private static func withoutVendor(_ short: String) -> [String] {
    var parts = short.split(separator: ".").map(String.init)
    if let first = parts.first, parts.count > 1, regions.contains(first.lowercased()) {
      parts.removeFirst()
    }
    let plain = parts.joined(separator: ".")
    var names = plain == short ? [short] : [short, plain]
    if let first = parts.first, parts.count > 1, vendors.contains(first.lowercased()) {
      names.append(parts.dropFirst().joined(separator: "."))
    }
    if short.lowercased().hasPrefix("databricks-") { names.append(String(short.dropFirst(11))) }
    return names
  }

  /// The name without a `v` before its version, as in `llama-v3p3`.
  private static func withoutVersionLetter(_ short: String) -> String {
    let words = short.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    return words.enumerated().map { index, word in
      guard index == 1, word.lowercased().hasPrefix("v"), word.dropFirst().first?.isNumber == true
      else { return word }
      return String(word.dropFirst())
    }.joined(separator: "-")
  }

  /// The name without the words of a host's service at its end.
  private static func withoutService(_ short: String) -> String {
    var words = short.split(separator: "-").map(String.init)
    while words.count > 1, let last = words.last?.lowercased() {
      let isLite = last == "lite" && words.dropLast().last?.lowercased() == "instruct"
      guard services.contains(last) || isLite else { break }
      words.removeLast()
    }
    return words.joined(separator: "-")
  }
}
