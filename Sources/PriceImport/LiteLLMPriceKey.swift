import Pricing

/// A price key of LiteLLM's cost map, such as `input_cost_per_token_above_200k_tokens_batches`.
struct LiteLLMPriceKey: Hashable {
  /// The key of the class in our catalog: `input`, `cachedInput`, ….
  let tokenClass: String
  /// The prompt length above which the price holds.
  let aboveTokens: Int?
  let service: ServiceTier

  private static let classes = [
    "input_cost_per_token": "input",
    "cache_read_input_token_cost": "cachedInput",
    "input_cost_per_token_cache_hit": "cachedInput",
    "cache_creation_input_token_cost": "cacheWrite",
    "cache_creation_input_token_cost_above_1hr": "cacheWrite1h",
    "output_cost_per_token": "output",
    "output_cost_per_reasoning_token": "reasoning",
  ]

  private static let services: [(suffix: String, service: ServiceTier)] = [
    ("_batches", .batch), ("_flex", .flex), ("_priority", .priority), ("_ultrafast", .ultrafast),
  ]

  /// Parts of keys of options that a text request does not use, so that it is billed in full
  /// without them: other media, tools, other units of the same price, and other cache lives and
  /// service tiers than those of our catalog.
  private static let optionMarks = [
    "audio", "image", "video", "second", "character", "pixel", "query", "session", "dbu",
    "search_context", "explicit_cache", "_above_12hr", "_balanced", "_decisions", "file_search",
    "vector_store", "computer_use", "_per_page",
  ]

  /// Reads a key, or `nil` if it is not the price of a class of text tokens.
  init?(_ key: String) {
    var stem = key[...]
    var service = ServiceTier.standard
    var aboveTokens: Int?
    for (suffix, named) in Self.services where stem.hasSuffix(suffix) {
      stem = stem.dropLast(suffix.count)
      service = named
    }
    if Self.classes[String(stem)] == nil, stem.hasSuffix("_tokens"),
      let above = stem.range(ofLast: "_above_")
    {
      var digits = stem[above.upperBound...].dropLast("_tokens".count)
      let isThousands = digits.hasSuffix("k")
      if isThousands { digits = digits.dropLast() }
      guard let count = Int(digits), (1...1_000_000).contains(count) else { return nil }
      aboveTokens = isThousands ? count * 1000 : count
      stem = stem[..<above.lowerBound]
      for (suffix, named) in Self.services where stem.hasSuffix(suffix) {
        stem = stem.dropLast(suffix.count)
        service = named
      }
    }
    guard let tokenClass = Self.classes[String(stem)] else { return nil }
    self.tokenClass = tokenClass
    self.aboveTokens = aboveTokens
    self.service = service
  }

  /// Whether the key looks like a price or something that changes one.
  static func isPrice(_ key: String) -> Bool {
    let marks = [
      "charge", "cost", "currency", "discount", "fee", "multiplier", "price", "pricing", "uplift",
    ]
    if marks.contains(where: { key.contains($0) }) { return true }
    // A word of its own, as it is part of many others; a limit of the rate is no price.
    let words = key.split { !$0.isLetter }
    return (words.contains("rate") || words.contains("rates"))
      && !words.contains { $0.hasPrefix("limit") }
  }

  /// Whether the key prices an option that a text request does not use.
  static func isOption(_ key: String) -> Bool { optionMarks.contains { key.contains($0) } }
}

extension Substring {
  /// The last occurrence of a text.
  fileprivate func range(ofLast text: String) -> Range<Index>? {
    var start = endIndex
    while start > startIndex {
      start = index(before: start)
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
    }
    return nil
  }
}
