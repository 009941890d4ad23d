/// A base load on machines of one's own, and an API for what comes above it and while a machine is down.
///
/// ```swift
/// if let mixed = decision.mixed, mixed.isWorthIt {
///   print(mixed.plan.baseReplicas, mixed.plan.apiShare, mixed.plan.totalUSD)
/// }
/// ```
public struct MixedPlan: Sendable, Hashable {
  /// The deployment and its machines; its own sums are those of serving everything.
  public let option: SelfHostOption
  /// The API that takes the rest.
  public let api: APICandidate
  /// Replicas of one's own, in all regions: always running, or at most where they follow the traffic.
  public let baseReplicas: Int
  /// The share of requests that goes to the API.
  public let apiShare: Double
  /// US dollars of machines in the period, tax included.
  package let machineUSD: Double
  /// US dollars of traffic out of one's own network.
  package let egressUSD: Double
  /// US dollars of the API's tokens.
  package let billUSD: Double
  /// US dollars of people and tools, of both sides.
  package let overheadUSD: Double

  /// US dollars in the period.
  public var totalUSD: Double { machineUSD + egressUSD + billUSD + overheadUSD }

  /// Accelerators of the base load.
  public var gpus: Int {
    option.rental.instances(replicas: baseReplicas, gpusEach: option.deployment.layout.chips)
      * option.rental.gpusPerInstance
  }
}
