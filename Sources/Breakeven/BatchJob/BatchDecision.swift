package import Pricing
package import Roofline

/// Where one job is cheaper: on machines that are rented for it, or at an API's batch price.
package struct BatchDecision: Sendable, Hashable {
  /// A way to run the job on machines.
  package struct Machines: Sendable, Hashable {
    /// The deployment of one replica.
    package let deployment: Deployment
    /// The machines.
    package let rental: Rental
    /// Replicas.
    package let replicas: Int
    /// Instances that are rented.
    package let instances: Int
    /// Seconds from the start to the last answer, loading included.
    package let seconds: Double
    /// US dollars of machines.
    package let usd: Double
    /// 80 % of true throughputs lie within this factor of the estimate, up or down.
    package let throughputFactor: Double
  }

  /// An API that takes the job.
  package struct API: Sendable, Hashable {
    /// The tariff.
    package let tariff: Tariff
    /// The service whose price applies.
    package let service: ServiceTier
    /// US dollars of the job.
    package let usd: Double
    /// Hours to wait before it is sent, because it is cheaper then; where the job does not say when it lies
    /// ready, their mean.
    package let waitHours: Double
  }

  /// The cheapest machines that finish in time; `nil` if none do.
  package let machines: Machines?
  /// The cheapest API; `nil` if none is comparable.
  package let api: API?

  /// The cheaper side; `nil` if neither can do the job.
  package var choice: Verdict.Choice? {
    switch (machines, api) {
    case (let machines?, let api?): machines.usd < api.usd ? .selfHost : .api
    case (_?, nil): .selfHost
    case (nil, _?): .api
    case (nil, nil): nil
    }
  }

  /// Whether the choice holds at both ends of the throughput's 80 % interval, as far as machines' cost
  /// follows throughput.
  package var isClear: Bool {
    guard let machines, let api else { return true }
    let (low, high) = (
      machines.usd / machines.throughputFactor, machines.usd * machines.throughputFactor
    )
    return api.usd <= low || api.usd >= high
  }
}
