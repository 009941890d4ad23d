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
    public let instances: Int
    /// Seconds from the start to the last answer, loading included.
    public let seconds: Double
    /// US dollars of machines.
    public let usd: Double
    /// 80 % of true throughputs lie within this factor of the estimate, up or down.
    public let throughputFactor: Double
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

  /// The cheaper side; `nil` if neither can do the job.
  public var choice: Verdict.Choice? {
    switch (machines, api) {
    case (let machines?, let api?): machines.usd < api.usd ? .selfHost : .api
    case (_?, nil): .selfHost
    case (nil, _?): .api
    case (nil, nil): nil
    }
  }

  /// Whether the choice holds at both ends of the throughput's 80 % interval, as far as machines' cost
  /// follows throughput.
  public var isClear: Bool {
    guard let machines, let api else { return true }
    let (low, high) = (
      machines.usd / machines.throughputFactor, machines.usd * machines.throughputFactor
    )
    return api.usd <= low || api.usd >= high
  }
}
