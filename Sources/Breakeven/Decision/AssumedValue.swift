/// Something that the workload did not say and that was assumed for its author, with what it would be without.
public struct AssumedValue: Sendable, Hashable {
  /// What was assumed.
  public enum What: String, Sendable, Hashable, CaseIterable {
    case staff
    case tools
    case apiStaff
    case peak
    case promptLengths
    case completionLengths
    case requestLengths

    /// In words.
    public var title: String {
      switch self {
      case .staff: "people who run the fleet"
      case .tools: "monitoring, gateway and registry"
      case .apiStaff: "people who look after the API"
      case .peak: "the busiest hour"
      case .promptLengths: "how prompt lengths vary"
      case .completionLengths: "how completion lengths vary"
      case .requestLengths: "how long a request is"
      }
    }
  }

  /// What was assumed.
  public let what: What
  /// The value that stands in.
  package let value: UsualValue
  /// The verdict's figures without it; `nil` where that was not worked out.
  public let without: Without?

  /// The figures that the decision would have without an assumption.
  public struct Without: Sendable, Hashable {
    /// What serving the model oneself would cost, in US dollars in the period.
    public let selfHostUSD: Double?
    /// What the API would cost.
    public let apiUSD: Double?
    /// The probability that serving it oneself is cheaper.
    public let probability: Double?
    /// What the answer would be.
    public let choice: Verdict.Choice
  }
}
