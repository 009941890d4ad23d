/// What keys say of the tokens that a cache held or took.
extension LogVocabulary {
  static func cacheMeaning(_ leaf: String, _ parent: String, _ path: [String])
    -> LogMeaning?
  {
    if hits.contains(leaf), !usage.contains(parent) { return LogMeaning(figure: .cacheHit) }
    if leaf == "cacheaudioreadtokens" {
      return LogMeaning(figure: .cacheReporting, rank: CacheReporting.Source.inside.rawValue)
    }
    if leaf == "tokenscached" { return LogMeaning(figure: .context) }
    // Ollama's, a part of `prompt_eval_count`.
    if leaf == "promptevalcachedcount" { return LogMeaning(figure: .cached, rank: 1) }
    // Cursor's `Cache Read` of a table, a part of its total.
    if path.count == 1, leaf == "cacheread" {
      return LogMeaning(figure: .cached, rank: 2, isBeside: true)
    }
    // Cline's, which come on top of `tokensIn`.
    if leaf == "cachereads" || leaf == "cachewrites" {
      return LogMeaning(
        figure: leaf == "cachereads" ? .cached : .written, rank: 1, isBeside: true, isApart: true)
    }
    if parent == "cache", path.count > 2, usage.contains(path[path.count - 3]) {
      // OpenCode's `tokens.cache.read` and `.write`, which come on top of `tokens.input`.
      if leaf == "read" {
        return LogMeaning(figure: .cached, rank: 1, isBeside: true, isApart: true)
      }
      if leaf == "write" {
        return LogMeaning(figure: .written, rank: 1, isBeside: true, isApart: true)
      }
    }
    let isUnder = parent.contains("cache") && isCount(leaf)
    guard leaf.contains("cache") || isUnder else { return nil }
    let name = isUnder ? parent + leaf : leaf
    guard
      isCount(leaf) || usage.contains(parent) || parent.hasSuffix("details") || leaf == "cachen"
        || prompts.contains(parent)
    else { return nil }
    if (kindsOfTokens + ["miss", "nocache", "uncached", "enabled", "duration"]).contains(where: {
      name.contains($0)
    }) {
      // Anthropic's console calls what was not cached so, and gives sums alone.
      if name.contains("uncachedinput") || name.contains("inputtokensnocache") {
        return LogMeaning(figure: .prompt, rank: 1, isSum: true)
      }
      return LogMeaning()
    }
    // OpenTelemetry's input tokens hold those of the cache, and so do all that are called a detail.
    let isApart =
      usageMaps.contains(parent) || leaf == "cachen"
      || ["cacheread", "cachecreat", "cachewrit"].contains { name.contains($0) }
    let isBeside =
      isApart && !leaf.contains("prompt")
      && !path.contains { $0 == "genai" || $0.hasSuffix("tokensdetails") }
      && !parent.hasSuffix("tokendetails") && !parent.hasSuffix("promptdetails")
      // TensorZero's are a share of its input tokens, whoever answered.
      && !leaf.hasPrefix("provider")
    let isAsReported = leaf.hasPrefix("aicache")
    if name.contains("creat") || name.contains("writ") {
      let isPart = name.contains("5m") || name.contains("1h") || name.contains("ephemeral")
      return LogMeaning(
        figure: isPart ? .writtenPart : .written, isBeside: isBeside, isAsReported: isAsReported)
    }
    // OpenAI counts the cached tokens of texts once more, beside those of all kinds.
    let rank: UInt8 =
      name.contains("text") ? 3 : parent.hasSuffix("details") && !usageMaps.contains(parent) ? 0 : 1
    return LogMeaning(figure: .cached, rank: rank, isBeside: isBeside, isAsReported: isAsReported)
  }

  private static let hits: Set<String> = [
    "cachehit", "cached", "fromcache", "iscached", "cachestatus", "cachedresponse",
    "servedfromcache", "gatewaycachehit", "responsecached",
  ]
}
