/// What keys say of the lengths of requests, and of how many requests a row sums.
extension LogVocabulary {
  static func tokenMeaning(_ leaf: String, _ parent: String, _ path: [String])
    -> LogMeaning?
  {
    // The finer counts inside details say nothing that the whole does not.
    if parent.hasSuffix("tokensdetails") || parent.hasSuffix("tokendetails")
      || parent == "promptdetails" || parent == "completiondetails"
    {
      return LogMeaning()
    }
    // OpenTelemetry's `gen_ai.usage.reasoning.output_tokens` is a part of `gen_ai.usage.output_tokens`.
    if kindsOfTokens.contains(parent), isCount(leaf) { return LogMeaning() }
    // Of Cohere's two counts the billed one leaves out what the service adds itself.
    // `usage.prompt.tokens`, and the Vercel SDK's `inputTokens.total`.
    if ["tokens", "tokencount", "count"].contains(leaf) || leaf == "total" && isLength(parent) {
      if ["prompt", "input"].contains(parent) || prompts.contains(parent) {
        return LogMeaning(figure: .prompt, rank: 1)
      }
      if ["completion", "output"].contains(parent) || completions.contains(parent) {
        return LogMeaning(figure: .completion, rank: 1)
      }
    }
    let mapRank: UInt8 = usageMaps.contains(parent) ? 0 : parent == "billedunits" ? 2 : 1
    if usage.contains(parent) {
      if prompts.contains(leaf) || ["input", "prompt", "in", "request"].contains(leaf) {
        return LogMeaning(figure: .prompt, rank: mapRank, isBeside: !leaf.contains("prompt"))
      }
      if completions.contains(leaf) || ["output", "completion", "out", "response"].contains(leaf) {
        return LogMeaning(figure: .completion, rank: mapRank)
      }
      if leaf == "total" { return LogMeaning(figure: .total, rank: mapRank) }
      if parent == "tokens", leaf == "reasoning" || leaf == "thoughts" {
        return LogMeaning(figure: .completionExtra)
      }
      if usageMaps.contains(parent) {
        if leaf.hasPrefix("input") { return LogMeaning(figure: .promptExtra) }
        if leaf.hasPrefix("output") { return LogMeaning(figure: .completionExtra) }
      }
    }
    if leaf == "tooluseprompttokencount" { return LogMeaning(figure: .promptExtra) }
    if leaf == "thoughtstokencount" { return LogMeaning(figure: .completionExtra) }
    // llama.cpp's timings leave out what its cache held.
    if leaf == "promptn" {
      return LogMeaning(figure: .prompt, rank: 2, isBeside: true, isProcessed: true)
    }
    if leaf == "predictedn" { return LogMeaning(figure: .completion, rank: 2) }
    if totals.contains(leaf) { return LogMeaning(figure: .total, rank: 1) }
    if prompts.contains(leaf) {
      let rank: UInt8 = leaf.hasPrefix("native") ? 0 : 1
      return LogMeaning(
        figure: .prompt, rank: rank, isBeside: !leaf.contains("prompt"),
        isTotal: leaf.hasPrefix("total"))
    }
    if completions.contains(leaf) {
      return LogMeaning(figure: .completion, rank: leaf.hasPrefix("native") ? 0 : 1)
    }
    if requestCounts.contains(leaf) {
      return LogMeaning(figure: .requests, rank: leaf.hasPrefix("success") ? 0 : 1)
    }
    if path.count == 1, maybeRequestCounts.contains(leaf) {
      return LogMeaning(figure: .maybeRequests, rank: 3)
    }
    if leaf == "messagecount" {
      return LogMeaning(figure: .maybeRequests, rank: LogVocabulary.messageRank)
    }
    if failedCounts.contains(leaf) { return LogMeaning(figure: .failedRequests) }
    // `llm_input_tokens` and the names of some makers hold the letters of `min` and `max`.
    var name = leaf
    for word in ["llm", "gemini", "minimax", "admin"] where name.contains(word) {
      name = name.replacing(word, with: "")
    }
    guard !other.contains(where: { name.contains($0) }) else { return nil }
    if promptEnds.contains(where: { leaf.hasSuffix($0) }) {
      let isSum = leaf.hasPrefix("sum") && !leaf.hasPrefix("summar")
      return LogMeaning(
        figure: .prompt, rank: 2, isBeside: leaf.contains("input"), isSum: isSum,
        isTotal: leaf.hasPrefix("total"))
    }
    if completionEnds.contains(where: { leaf.hasSuffix($0) }) {
      return LogMeaning(figure: .completion, rank: 2)
    }
    return nil
  }

  static func isLength(_ leaf: String) -> Bool {
    prompts.contains(leaf) || completions.contains(leaf)
  }

  /// Kinds of tokens that are counted once more by themselves, beside the count of all.
  static let kindsOfTokens = ["audio", "image", "video", "reasoning", "thinking"]

  /// Maps whose every `input…` comes on top of `input`.
  static let usageMaps: Set<String> = ["usagedetails"]

  static func isCount(_ leaf: String) -> Bool {
    leaf.contains("token") || leaf.hasSuffix("toks") || leaf.hasSuffix("units")
  }
}
