/// The tokens of one request, as a provider counts them for the bill.
///
/// Counts are `Double` because a request may stand for the mean of many; the tier of a tariff,
/// however, depends on the length of each single prompt, so give it single requests where it has
/// tiers.
package struct RequestTokens: Sendable, Hashable {
  /// All tokens of the prompt, cached ones and written ones included.
  package var prompt: Double
  /// Of those, tokens served from the provider's cache.
  package var cachedPrompt: Double
  /// Of those, tokens written to the provider's cache for its default life.
  package var cacheWritten: Double
  /// Of those, tokens written to the provider's cache for one hour.
  package var cacheWritten1h: Double
  /// Prompt tokens kept in the provider's cache for this request, times the hours: 10,000 tokens kept for
  /// two hours that ten requests share are 2,000 for each.
  package var cacheTokenHours: Double
  /// All tokens of the completion, reasoning included.
  package var completion: Double
  /// Of those, reasoning tokens.
  package var reasoning: Double

  /// Makes the token counts of a request; parts that exceed their whole are cut when billed.
  package init(
    prompt: Double, cachedPrompt: Double = 0, cacheWritten: Double = 0, cacheWritten1h: Double = 0,
    cacheTokenHours: Double = 0, completion: Double, reasoning: Double = 0
  ) {
    self.prompt = prompt
    self.cachedPrompt = cachedPrompt
    self.cacheWritten = cacheWritten
    self.cacheWritten1h = cacheWritten1h
    self.cacheTokenHours = cacheTokenHours
    self.completion = completion
    self.reasoning = reasoning
  }

  /// Prompt tokens that are neither cached nor written to the cache.
  package var uncachedPrompt: Double {
    max(0, prompt - cachedPrompt - cacheWritten - cacheWritten1h)
  }
}
