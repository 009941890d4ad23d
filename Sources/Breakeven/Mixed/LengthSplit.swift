/// A mix that parts requests by the length of their prompts: one side of a length goes to the API, the other to machines
/// of one's own, with the API above their base load.
///
/// It pays where the API asks less for what is long, or short, than the machines take for it: long prompts hold up the
/// tokens of all others, so that machines without them serve more than their share.
package struct LengthSplit: Sendable, Hashable {
  /// Prompt tokens, as the workload counts them, on one side of which requests go to the API.
  package let promptTokens: Double
  /// Whether those with longer prompts go, not those that are as long or shorter.
  package let sendsLonger: Bool
  /// The share of requests that goes because of its length.
  package let sentShare: Double
  /// The base load of the others, and what goes on from it; it has the people and tools of both sides.
  package let plan: MixedPlan
  /// US dollars of the API's tokens for what goes because of its length.
  package let sentUSD: Double
  /// US dollars of the better of the pure answers and the mix by load alone.
  package let otherUSD: Double
  /// The odds against both pure answers.
  package let odds: MixedOdds
  /// Both parts as one mix.
  let whole: MixedPlan
  /// Whether it also pays with the median host and each class of host; `nil` where that was not looked at.
  package let holdsAtHosts: Bool?
  /// Whether it is the answer: it saves enough, is as likely as any verdict must be to cost less than either pure answer,
  /// and pays with all classes of host.
  package var isAnswer: Bool { holdsAtHosts == true }

  /// US dollars in the period.
  package var totalUSD: Double { plan.totalUSD + sentUSD }
  /// The share of all requests that goes to the API, for its length or because the replicas are full.
  package var apiShare: Double { sentShare + (1 - sentShare) * plan.apiShare }
  /// US dollars that it saves.
  package var savingUSD: Double { otherUSD - totalUSD }
  /// The saving as a share of the better other answer.
  package var savingShare: Double { savingUSD / max(1e-9, otherUSD) }
}
