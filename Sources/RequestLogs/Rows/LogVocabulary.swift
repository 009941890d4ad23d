/// The usual names of what logs tell about requests, whatever their case, separators and nesting.
///
/// A format is known by its names alone: `usage.prompt_tokens`, `gen_ai.usage.input_tokens`,
/// `inputTokenCount` and `tokens_in` all count prompt tokens. So a log of no known format is read by the
/// same rule as one of many, and a new format costs a word in one of these lists.
enum LogVocabulary {
  /// The parts of a key in lower case without separators: `gen_ai.usage.inputTokens` is `genai`, `usage`,
  /// `inputtokens`; a unit in brackets is left out.
  static func words(of key: String) -> [String] {
    if let summed = summed(key) { return words(of: "sum" + summed) }
    let end = key.firstIndex { $0 == "[" || $0 == "(" } ?? key.endIndex
    let name = end > key.startIndex ? key[..<end] : key[...]
    return name.split { $0 == "." || $0 == "/" || $0 == ":" }.map { part in
      String(
        part.lowercased().unicodeScalars.filter {
          ("a"..."z").contains($0) || ("0"..."9").contains($0)
        }.map(Character.init))
    }
  }

  /// What a warehouse sums in a column that it names itself, `sum(prompt_tokens)`; `nil` for other names.
  private static func summed(_ key: String) -> Substring? {
    guard key.hasSuffix(")"), key.prefix(4).lowercased() == "sum(" else { return nil }
    let inner = key.dropFirst(4).dropLast()
    return inner.contains { $0 == "(" || $0 == ")" } ? nil : inner
  }

  /// What the last of some words says below those before it.
  static func meaning(of path: [String]) -> LogMeaning {
    let path = unwrapped(path)
    guard let leaf = path.last, !leaf.isEmpty else { return LogMeaning() }
    let parent = path.count > 1 ? path[path.count - 2] : ""
    // A page of an export, as Opik's interface gives it, may call its rows so.
    if path == ["content"] { return LogMeaning() }
    if closed.contains(leaf) || pricey.contains(where: { leaf.contains($0) }) {
      return LogMeaning(figure: .closed)
    }
    if path.contains(where: { cumulative.contains($0) }) { return LogMeaning(figure: .cumulative) }
    return cacheMeaning(leaf, parent, path) ?? tokenMeaning(leaf, parent, path)
      ?? timeMeaning(leaf, parent) ?? factMeaning(leaf, parent)
  }

  /// The words without those that only tell a value's kind, as MongoDB's `{"$numberLong": "5"}`, DynamoDB's
  /// `{"N": "5"}` and Redshift's `{"longValue": 5}` do.
  private static func unwrapped(_ path: [String]) -> [String] {
    guard path.count > 1, let leaf = path.last,
      ["numberint", "numberlong", "numberdouble", "n", "s", "longvalue", "stringvalue"].contains(
        leaf)
    else { return path }
    return path.dropLast().filter { $0 != "m" }
  }

  /// Whether a name sounds like a count of tokens, to be named where nothing was found.
  static func isTokenLike(_ leaf: String) -> Bool {
    leaf.contains("token") || leaf.contains("usage") || leaf.hasSuffix("toks")
  }

  private static let closed: Set<String> = [
    "messages", "content", "contents", "choices", "tools", "logprobs", "embedding", "embeddings",
    "arguments", "iterations", "breakdown", "text", "candidates", "conversations",
    "requestmessages", "responsemessages", "modelparameters", "modelusage", "limits", "tooluse",
    "speculativedecoding", "inputids", "outputids", "inputtokids", "outputtokids",
    "tooluseresult",
  ]
  private static let pricey = ["cost", "price", "pricing", "ratelimit", "spend", "budget"]
  private static let cumulative: Set<String> = ["totaltokenusage", "cumulativeusage"]

  /// Objects whose `input` and `output` are counts.
  static let usage: Set<String> = [
    "usage", "usagedetails", "tokens", "tokenusage", "tokencount", "tokencounts", "tokensused",
    "usagemetadata", "usageinfo", "usagestats", "billedunits", "tokenmetrics", "tokensgranular",
  ]
}
