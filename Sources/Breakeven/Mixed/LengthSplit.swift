/// A mix that parts requests by the length of their prompts: one side of a length goes to the API, the other to machines
/// of one's own, with the API above their base load.
///
/// It pays where the API asks less for what is long, or short, than the machines take for it: long prompts hold up the
/// tokens of all others, so that machines without them serve more than their share.
public struct LengthSplit: Sendable, Hashable {
  /// Prompt tokens, as the workload counts them, on one side of which requests go to the API.
  public let promptTokens: Double
  /// Whether those with longer prompts go, not those that are as long or shorter.
  public let sendsLonger: Bool
  /// The share of requests that goes because of its length.
  public let sentShare: Double
  /// The base load of the others, and what goes on from it; it has the people and tools of both sides.
  public let plan: MixedPlan
  /// US dollars of the API's tokens for what goes because of its length.
  public let sentUSD: Double
  /// US dollars of the better of the pure answers and the mix by load alone.
  public let otherUSD: Double
  /// The odds against both pure answers.
  public let odds: MixedOdds

  /// US dollars in the period.
  public var totalUSD: Double { plan.totalUSD + sentUSD }
  /// The share of all requests that goes to the API, for its length or because the replicas are full.
  public var apiShare: Double { sentShare + (1 - sentShare) * plan.apiShare }
  /// US dollars that it saves.
  public var savingUSD: Double { otherUSD - totalUSD }
  /// The saving as a share of the better other answer.
  public var savingShare: Double { savingUSD / max(1e-9, otherUSD) }
}
