import Numerics
public import Pricing
public import Roofline

/// Where one job is cheaper: on machines that are rented for it, or at an API's batch price.
public struct BatchDecision: Sendable, Hashable {
  /// A way to run the job on machines.
  public struct Machines: Sendable, Hashable {
    /// The deployment of one replica.
    public let deployment: Deployment
    /// The machines.
    public let rental: Rental
    /// Replicas.
    public let replicas: Int
    /// Instances that are rented.
    package let instances: Int
    /// Seconds from the start to the last answer, loading included.
    public let seconds: Double
    /// US dollars of machines.
    public let usd: Double
    /// 80 % of true throughputs lie within this factor of the estimate, up or down.
    package let throughputFactor: Double
  }

  /// An API that takes the job.
  public struct API: Sendable, Hashable {
    /// The tariff.
    public let tariff: Tariff
    /// The service whose price applies.
    public let service: ServiceTier
    /// US dollars of the job.
    public let usd: Double
    /// Hours to wait before it is sent, because it is cheaper then; where the job does not say when it lies
    /// ready, their mean.
    public let waitHours: Double
  }

  /// The cheapest machines that finish in time; `nil` if none do.
  public let machines: Machines?
  /// The cheapest API; `nil` if none is comparable.
  public let api: API?

  /// The chance that the machines cost less; `nil` where there is only one side.
  public let probabilitySelfHostCheaper: Double?
  /// What a decision about this job alone would say: too close to call where the chance is neither high nor low, or
  /// where machines of other hosts give another answer; nothing to compare where there is only one side.
  public let verdict: Verdict.Choice

  /// Where to send the job: the cheaper side, however close; `nil` if neither can do it.
  public var choice: Verdict.Choice? {
    switch (machines, api) {
    case (let machines?, let api?): machines.usd < api.usd ? .selfHost : .api
    case (_?, nil): .selfHost
    case (nil, _?): .api
    case (nil, nil): nil
    }
  }

  /// Whether the choice is more than the lesser of two that are close.
  public var isClear: Bool { verdict != .tooCloseToCall }
}

extension BatchDecision: CustomStringConvertible {
  /// Such as `api: $16.00 at host/llama, machines $28.40 on 1 × H100-SXM`.
  public var description: String {
    let sides = [
      api.map { "\(PlainMoney.text($0.usd)) at \($0.tariff.id)" },
      machines.map {
        "\(PlainMoney.text($0.usd)) on \(PlainDecimal.grouped(Double($0.replicas * $0.deployment.layout.chips))) × \($0.deployment.accelerator.id)"
      },
    ].compactMap(\.self)
    let choice = choice?.rawValue ?? Verdict.Choice.nothingToCompare.rawValue
    return choice + (isClear ? "" : ", but close") + ": "
      + (sides.isEmpty ? "no side can do it" : sides.joined(separator: ", "))
  }
}
