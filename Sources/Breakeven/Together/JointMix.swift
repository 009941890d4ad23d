/// The cheapest plan of several workloads that has a base load of its own below APIs, and whether it pays.
package struct JointMix: Sendable {
  /// The plan.
  package let plan: JointPlan
  /// US dollars in a month of the cheapest plan in which each workload is served by machines alone or by an API alone.
  package let pureUSD: Double
  /// How sure it is that the mix is cheaper.
  package let odds: JointOdds?

  /// US dollars that it saves over the better answer without a base load; negative where it costs more.
  package var savingUSD: Double { pureUSD - plan.totalUSD }
  /// The saving as a share of that answer.
  package var savingShare: Double { savingUSD / max(1e-9, pureUSD) }
  /// Whether it saves ``MixedAnswer/leastSavingShare``, which having two of everything must.
  package var isWorthIt: Bool { savingShare >= MixedAnswer.leastSavingShare }
}
