/// What a workload asks of whoever serves it, in the terms that an API can be held to.
///
/// ```swift
/// let terms = ServiceTerms(
///   timeToFirstTokenSeconds: 1, percentile: 95, peakRequestsPerSecond: 10,
///   meanPromptTokens: 1_200, meanCompletionTokens: 200, usdPerMonth: 8_000)
/// tariff.obstacle(to: terms)  // first token 1.59 s at p95, the target is 1 s
/// ```
package struct ServiceTerms: Sendable, Hashable {
  /// The longest time to first token at ``percentile``, in seconds; `nil` if none is asked for.
  package var timeToFirstTokenSeconds: Double?
  /// The longest time per output token at ``percentile``, in seconds; `nil` if none is asked for.
  package var timePerOutputTokenSeconds: Double?
  /// The percentile that the targets hold at, such as 95.
  package var percentile: Double
  /// Hours in which a batch must be done; `nil` for interactive work.
  package var deadlineHours: Double?
  /// Requests per second at the peak; of a batch, its requests over its deadline.
  package var peakRequestsPerSecond: Double?
  /// Prompt tokens of a request in the mean, cached ones included.
  package var meanPromptTokens: Double
  /// Prompt tokens of a request in the mean that the provider's cache serves.
  package var meanCachedPromptTokens: Double
  /// Completion tokens of a request in the mean, those of thinking included.
  package var meanCompletionTokens: Double
  /// What the service will cost in a month, or the job if it is one, in US dollars.
  package var usdPerMonth: Double?
  /// The service that is to be used.
  package var service: ServiceTier
  /// Whether the model thinks before it answers.
  package var thinks: Bool

  /// Makes terms; what is not given is not asked for.
  package init(
    timeToFirstTokenSeconds: Double? = nil, timePerOutputTokenSeconds: Double? = nil,
    percentile: Double = 95, deadlineHours: Double? = nil, peakRequestsPerSecond: Double? = nil,
    meanPromptTokens: Double = 0, meanCachedPromptTokens: Double = 0,
    meanCompletionTokens: Double = 0, usdPerMonth: Double? = nil, service: ServiceTier = .standard,
    thinks: Bool = false
  ) {
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
    self.percentile = percentile
    self.deadlineHours = deadlineHours
    self.peakRequestsPerSecond = peakRequestsPerSecond
    self.meanPromptTokens = meanPromptTokens
    self.meanCachedPromptTokens = meanCachedPromptTokens
    self.meanCompletionTokens = meanCompletionTokens
    self.usdPerMonth = usdPerMonth
    self.service = service
    self.thinks = thinks
  }

  /// The same terms for another service.
  package func with(service: ServiceTier) -> ServiceTerms {
    var terms = self
    terms.service = service
    return terms
  }
}
