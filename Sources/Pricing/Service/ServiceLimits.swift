/// How much of an API an ordinary paying customer may use, without a contract.
///
/// Each limit is that of the highest tier that spending alone reaches. What is not published is `nil`.
public struct ServiceLimits: Sendable, Hashable {
  /// What has to happen before a limit is lifted.
  public enum Raise: String, Sendable, Hashable, CaseIterable {
    /// It rises by itself with steady use.
    case use
    /// The provider raises it on request.
    case asking
    /// It takes a contract with the provider's sales.
    case contract
  }

  /// US dollars that may be spent in a month.
  package let usdPerMonth: Double?
  /// Requests that may be sent in a minute.
  package let requestsPerMinute: Double?
  /// Prompt tokens that may be sent in a minute.
  package let promptTokensPerMinute: Double?
  /// Completion tokens that may be generated in a minute.
  package let completionTokensPerMinute: Double?
  /// Prompt and completion tokens together that may pass in a minute.
  package let totalTokensPerMinute: Double?
  /// Requests that may be in flight at once.
  package let concurrentRequests: Double?
  /// Whether prompt tokens that the cache serves count towards the limits.
  package let countsCachedTokens: Bool
  /// What lifts the limits; `nil` where the source does not say.
  package let raisedBy: Raise?
  /// Where the figures come from.
  package let provenance: Provenance

  /// Makes limits; those that are not given are not known.
  package init(
    usdPerMonth: Double? = nil, requestsPerMinute: Double? = nil,
    promptTokensPerMinute: Double? = nil, completionTokensPerMinute: Double? = nil,
    totalTokensPerMinute: Double? = nil, concurrentRequests: Double? = nil,
    countsCachedTokens: Bool = true, raisedBy: Raise? = nil, provenance: Provenance
  ) {
    self.usdPerMonth = usdPerMonth
    self.requestsPerMinute = requestsPerMinute
    self.promptTokensPerMinute = promptTokensPerMinute
    self.completionTokensPerMinute = completionTokensPerMinute
    self.totalTokensPerMinute = totalTokensPerMinute
    self.concurrentRequests = concurrentRequests
    self.countsCachedTokens = countsCachedTokens
    self.raisedBy = raisedBy
    self.provenance = provenance
  }

  /// Whether a customer gets past the limits without a contract.
  package var canBeRaised: Bool { raisedBy == .use || raisedBy == .asking }
}
