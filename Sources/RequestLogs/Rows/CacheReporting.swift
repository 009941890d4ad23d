/// Whether cached tokens come on top of a prompt's, in logs that take the makers' counts as they are.
///
/// PostHog keeps what each client library counts under one name, and prices it so: by the event's own
/// `$ai_cache_reporting_exclusive`, else as Anthropic counts where Anthropic answered, but not where a
/// gateway in OpenAI's form stood between (`resolveCacheReportingExclusive` of PostHog/posthog).
struct CacheReporting: Sendable {
  private var isBeside: Bool?
  private var isStated = false

  /// Takes what the event states.
  mutating func take(isBeside: Bool) { (self.isBeside, isStated) = (isBeside, true) }

  /// Takes who answered.
  mutating func take(provider: String) {
    guard !isStated else { return }
    switch provider.lowercased() {
    case "anthropic": isBeside = true
    case "openai", "openrouter", "gateway": isBeside = false
    default: break
    }
  }

  /// Whether they do; a model's name tells where nothing else does.
  func isBeside(model: String) -> Bool {
    isBeside ?? ["anthropic", "claude"].contains { model.lowercased().contains($0) }
  }
}

extension LogRow {
  /// Whether a count of cached tokens waits for what the whole row says.
  var leavesCacheToReporting: Bool { cached.isAsReported || written.isAsReported }

  /// Settles where cached tokens stand.
  mutating func placeCache(model: String) {
    let isBeside = cacheReporting.isBeside(model: model)
    if cached.isAsReported { cached.isBeside = isBeside }
    if written.isAsReported { written.isBeside = isBeside }
  }
}
