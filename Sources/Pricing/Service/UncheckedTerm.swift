/// A term that a workload sets and of which nothing is known for an API.
public enum UncheckedTerm: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// The time to first token was not measured.
  case firstToken
  /// The time per output token was not measured.
  case perToken
  /// Nobody published how many requests or tokens a minute are allowed.
  case rate
  /// Nobody published how much may be spent in a month.
  case spend
  /// Nobody published when a batch comes back.
  case batchWindow
  /// Nobody published whether a customer's own adapters are served.
  case adapters

  /// The term in a few words.
  public var description: String {
    switch self {
    case .firstToken: "time to first token"
    case .perToken: "time per output token"
    case .rate: "rate limits"
    case .spend: "spend limit"
    case .batchWindow: "batch window"
    case .adapters: "serving of your adapters"
    }
  }
}
