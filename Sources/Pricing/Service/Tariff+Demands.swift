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
    func tokens(_ quantity: ServiceObstacle.Quantity, _ limits: ServiceLimits) -> Double? {
      switch quantity {
      case .requestsPerMinute: 1
      case .promptTokensPerMinute: prompt(limits)
      case .completionTokensPerMinute: terms.meanCompletionTokens
      case .totalTokensPerMinute: prompt(limits) + terms.meanCompletionTokens
      case .usdPerMonth, .concurrentRequests: nil
      }
    }
    var demands = ServiceObstacle.Quantity.allCases.compactMap { quantity in
      limit(quantity.figure).flatMap { allowed, limits in
        tokens(quantity, limits).map {
          (quantity: quantity, needed: 60 * peak * $0, allowed: allowed, limits: limits)
        }
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
