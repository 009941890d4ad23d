public import Pricing
public import Workloads

/// What the verdict would be for one of several models.
public struct ModelAnswer: Sendable, Hashable {
  /// The model.
  public let model: String
  /// The cheapest way to serve it oneself; `nil` if there is none.
  public let selfHost: SelfHostOption?
  /// The cheapest API that serves it or is declared to stand for it; `nil` if there is none.
  public let api: APICandidate?
  /// What the answer would be.
  public let choice: Verdict.Choice
  /// The probability that serving it oneself is cheaper; `nil` where there is nothing to compare.
  public let probability: Double?
}

/// What the verdict would be with machines of one kind of seller.
public struct HostAnswer: Sendable, Hashable {
  /// Which sellers are looked at.
  public enum Kind: Sendable, Hashable {
    /// The cheapest machines and the cheapest API of all.
    case cheapest
    /// Machines and API at the median of their sellers.
    case median
    /// The cheapest machines of one class of host, against the cheapest API of all.
    case hostClass(HostClass)

    /// The kind in words: `cheapest`, `median`, `hyperscaler` and so on.
    public var name: String {
      switch self {
      case .cheapest: "cheapest"
      case .median: "median"
      case .hostClass(let hostClass): hostClass.rawValue
      }
    }
  }

  /// Which sellers are looked at.
  public let kind: Kind
  /// The best fleet among them.
  public let option: SelfHostOption
  /// What it costs in the period, in US dollars.
  public let selfHostUSD: Double
  /// The API that it is compared with.
  public let api: APICandidate
  /// What that costs in the period, in US dollars.
  public let apiUSD: Double
  /// The probability that the fleet is cheaper.
  public let probability: Double
  /// What the answer would be.
  public let choice: Verdict.Choice

  /// Whether another answer than the verdict's makes that too close to call: not for machines that would have to
  /// be bought.
  public var counts: Bool { option.purchaseUSD == nil }
}

/// What the verdict would be with the other costs counted.
public struct LensAnswer: Sendable, Hashable {
  /// Which costs count.
  public let lens: CostLens
  /// What serving the model oneself costs then, in US dollars in the period.
  public let selfHostUSD: Double
  /// What the API costs then.
  public let apiUSD: Double
  /// What the cheapest mix of both costs then; `nil` where there is none.
  package let mixedUSD: Double?
  /// The probability that serving it oneself is cheaper.
  public let probability: Double
  /// What the answer would be.
  public let choice: Verdict.Choice
}

/// What is paid today, against which savings are told.
public struct TodayAnswer: Sendable, Hashable {
  /// The API that is used; `nil` if only the bill was stated.
  public let api: APICandidate?
  /// What is paid in the period, people included, in US dollars: the stated bill, else what the API's tariff
  /// makes of the workload.
  public let usd: Double
  /// What of that goes to people and tools.
  package let overheadUSD: Double
  /// What the tariff makes of the workload, where a bill was stated beside it.
  package let billByTariffUSD: Double?
  /// Whether the bill was stated.
  package let isStated: Bool
}
