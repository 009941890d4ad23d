/// The prompt length above which a tier's prices hold, of one that a list gives.
enum PromptBound {
  /// Sellers whose prices of long prompts hold from the length on, where those of others begin a token later (docs.x.ai,
  /// by genai-prices 586 of 2026-08-22; LiteLLM 1.110.2's `_INCLUSIVE_THRESHOLD_PROVIDERS`).
  private static let sellersFromTheLengthOn: Set = ["xai"]

  /// The longest prompt of a provider that still has the prices below a listed length.
  ///
  /// A length that is not round, such as genai-prices' 199,999 for xAI, was made the last one below already.
  static func aboveTokens(_ listed: Int, at provider: String) -> Int {
    sellersFromTheLengthOn.contains(provider) && listed.isMultiple(of: 1000) ? listed - 1 : listed
  }
}
