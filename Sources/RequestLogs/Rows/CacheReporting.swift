/// Whether cached tokens come on top of a prompt's, in logs that take the makers' counts as they are.
///
/// PostHog keeps what each client library counts under one name, and prices it so: by the event's own
/// `$ai_cache_reporting_exclusive`, else as Anthropic counts where Anthropic answered, but not where a
/// gateway in OpenAI's form stood between (`resolveCacheReportingExclusive` of PostHog/posthog).
///
/// new-api keeps OpenAI's prompt tokens, or Anthropic's beside `"claude": true` or
/// `"usage_semantic": "anthropic"` (`service/text_quota.go` of QuantumNous/new-api).
///
/// Pydantic AI counts what its cache read and wrote in the input tokens, whoever answered
/// (`pydantic_ai/usage.py`), and is known by `cache_audio_read_tokens`.
struct CacheReporting: Sendable {
  /// The keys that tell, by the rank of their meaning.
  enum Source: UInt8 {
    case stated, provider, semantic, inside
  }

  private var isBeside: Bool?
  private(set) var isStated = false

  /// Takes what a key of the row says.
  mutating func take(_ source: Source?, _ word: String) {
    switch source {
    case .stated:
      (isBeside, isStated) = (!["false", "0", "no", "none", "f", ""].contains(word), true)
    case .inside: (isBeside, isStated) = (false, true)
    case .semantic: (isBeside, isStated) = (word == "anthropic", true)
    case .provider, nil: take(provider: word)
    }
  }

  /// Takes who answered.
  private mutating func take(provider: String) {
    guard !isStated else { return }
    switch provider {
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
  var leavesCacheToReporting: Bool {
    cached.isAsReported || written.isAsReported || cacheReporting.isStated
  }

  /// Settles where cached tokens stand; what the row states holds whatever the prompt is called.
  mutating func placeCache(model: String) {
    let isBeside = cacheReporting.isBeside(model: model)
    let isApart = isBeside && cacheReporting.isStated
    if cached.isAsReported || cacheReporting.isStated {
      (cached.isBeside, cached.isApart) = (isBeside, isApart)
    }
    if written.isAsReported || cacheReporting.isStated {
      (written.isBeside, written.isApart) = (isBeside, isApart)
    }
  }
}
