package import Pricing

/// What an API was paid for some days: requests, tokens by class, and dollars.
package struct TokenSpend: Sendable, Hashable {
  /// Requests in these days.
  package let requests: Double
  /// Tokens of all these requests.
  package let tokens: [Bill.TokenClass: Double]
  /// US dollars, tax included.
  package let usd: Double
  /// US dollars of one token, tax included, where they are known by class.
  let usdPerToken: [Bill.TokenClass: Double]
  /// US dollars of the days whatever comes, tax included: units of throughput that are used or not.
  let fixedUSD: Double

  /// - Parameters:
  ///   - requests: How many there were.
  ///   - tokens: Tokens by class.
  ///   - usd: US dollars, tax included.
  ///   - usdPerToken: Prices by class; a class without one costs what stands for it: uncached input for what is
  ///     cached, output for reasoning.
  ///   - fixedUSD: What is paid whatever comes, among `usd`.
  package init(
    requests: Double, tokens: [Bill.TokenClass: Double], usd: Double,
    usdPerToken: [Bill.TokenClass: Double] = [:], fixedUSD: Double = 0
  ) {
    self.requests = requests
    self.tokens = tokens
    self.usd = usd
    self.usdPerToken = usdPerToken
    self.fixedUSD = fixedUSD
  }

  /// Prompt tokens, however they are billed.
  package var promptTokens: Double {
    tokens.reduce(0) { $0 + ($1.key.isOfPrompt ? $1.value : 0) }
  }

  /// Completion tokens, reasoning included.
  package var completionTokens: Double {
    tokens.reduce(0) { $0 + ($1.key.isCompletion ? $1.value : 0) }
  }

  /// The share of prompt tokens that a cache served.
  package var hitRate: Double {
    promptTokens > 0 ? (tokens[.cachedInput] ?? 0) / promptTokens : 0
  }

  /// What tokens cost by these prices, beside what is fixed.
  package func cost(of tokens: [Bill.TokenClass: Double]) -> Double {
    Bill.TokenClass.allCases.reduce(fixedUSD) { $0 + (tokens[$1] ?? 0) * price(of: $1) }
  }

  private func price(of tokenClass: Bill.TokenClass) -> Double {
    if let known = usdPerToken[tokenClass] { return known }
    switch tokenClass {
    case .cachedInput, .cacheWrite, .cacheWrite1h: return usdPerToken[.uncachedInput] ?? 0
    case .reasoning: return usdPerToken[.output] ?? 0
    case .uncachedInput, .output, .cacheStorage, .request, .search, .webSearch, .fileSearch,
      .mapSearch:
      return 0
    }
  }
}

extension Bill.TokenClass {
  /// Whether the tokens go in.
  var isOfPrompt: Bool {
    switch self {
    case .uncachedInput, .cachedInput, .cacheWrite, .cacheWrite1h: true
    case .cacheStorage, .output, .reasoning, .request, .search, .webSearch, .fileSearch, .mapSearch:
      false
    }
  }
}
