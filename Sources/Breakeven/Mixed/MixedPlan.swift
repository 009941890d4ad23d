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
  /// What goes to the API for the length of its prompts, and how the others fare; `nil` where all are treated alike.
  package internal(set) var lengths: Lengths?

  /// The part of requests that the API has for the length of their prompts, whatever the load, and the base load of the
  /// others.
  ///
  /// The plan's own ``api`` is that for the mean of what goes there, for either reason.
  package struct Lengths: Sendable, Hashable {
    /// Prompt tokens, as the workload counts them, on one side of which requests go.
    package let promptTokens: Double
    /// Whether those with longer prompts go, not those that are as long or shorter.
    package let sendsLonger: Bool
    /// The share of all requests that goes for its length.
    package let share: Double
    /// US dollars of their tokens in the period.
    package let usd: Double
    /// The API as it is for the others, the share of them that goes above the base, and what that costs.
    let keptAPI: APICandidate
    let keptAPIShare: Double
    let keptBillUSD: Double
  }

  /// The base load alone, for the requests that do not go for their length.
  var base: MixedPlan {
    guard let lengths else { return self }
    return MixedPlan(
      option: option, api: lengths.keptAPI, baseReplicas: baseReplicas,
      apiShare: lengths.keptAPIShare, machineUSD: machineUSD, egressUSD: egressUSD,
      billUSD: lengths.keptBillUSD, overheadUSD: overheadUSD)
  }

  /// US dollars in the period.
  public var totalUSD: Double { machineUSD + egressUSD + billUSD + overheadUSD }

  /// Accelerators of the base load.
  public var gpus: Int {
    option.rental.instances(replicas: baseReplicas, gpusEach: option.deployment.layout.chips)
      * option.rental.gpusPerInstance
  }
}
