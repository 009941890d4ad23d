extension Tariff {
  /// What the peak of a workload needs of each quantity whose limit is known, and what is allowed.
  ///
  /// Tokens a minute are `60 · requests/s · tokens per request`, without those from the cache where the
  /// provider does not count them. Requests in flight follow from Little's law, `requests/s · (first
  /// token + completion tokens · time per token)` at the measured medians, and are left out where the
  /// speed is not known. 10 requests a second of 1,200 prompt tokens are 720,000 prompt tokens a minute.
  func demands(of terms: ServiceTerms) -> [(
    quantity: ServiceObstacle.Quantity, needed: Double, allowed: Double, limits: ServiceLimits
  )] {
    guard let peak = terms.peakRequestsPerSecond else { return [] }
    func prompt(_ limits: ServiceLimits) -> Double {
      limits.countsCachedTokens
        ? terms.meanPromptTokens
        : max(0, terms.meanPromptTokens - terms.meanCachedPromptTokens)
    }
    let perRequest:
      [(ServiceObstacle.Quantity, (ServiceLimits) -> Double?, (ServiceLimits) -> Double)] = [
        (.requestsPerMinute, \.requestsPerMinute, { _ in 1 }),
        (.promptTokensPerMinute, \.promptTokensPerMinute, prompt),
        (
          .completionTokensPerMinute, \.completionTokensPerMinute,
          { _ in terms.meanCompletionTokens }
        ),
        (
          .totalTokensPerMinute, \.totalTokensPerMinute,
          { prompt($0) + terms.meanCompletionTokens }
        ),
      ]
    var demands = perRequest.compactMap { quantity, allowed, tokens in
      limit(allowed).map {
        (
          quantity: quantity, needed: 60 * peak * tokens($0.limits), allowed: $0.value,
          limits: $0.limits
        )
      }
    }
    if let concurrency = limit(\.concurrentRequests),
      let perToken = speed?.timePerOutputTokenSeconds(atPercentile: 50)
    {
      let firstToken = speed?.timeToFirstTokenSeconds(atPercentile: 50) ?? 0
      demands.append(
        (
          .concurrentRequests, peak * (firstToken + terms.meanCompletionTokens * perToken),
          concurrency.value, concurrency.limits
        ))
    }
    return demands
  }
}
