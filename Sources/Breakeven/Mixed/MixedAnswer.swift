package import Numerics

/// What a mix of own base load and API costs, what it saves over the better pure answer, and how sure that is.
public struct MixedAnswer: Sendable, Hashable {
  /// A mix must save at least this share of the better pure answer, or it is not worth having two of everything:
  /// two contracts, two ways to watch, and a gateway between them.
  ///
  /// A twentieth is half of what the published case saved (10 %, github.com/arafatkatze/inference-math).
  package static let leastSavingShare = 0.05

  /// The cheapest mix.
  public let plan: MixedPlan
  /// US dollars of the better pure answer in the period.
  public let pureUSD: Double
  /// Mixes of the same machines by rising base load.
  package let curve: [MixedPlan]
  /// The odds of the cheapest mix.
  package let odds: MixedOdds
  /// Whether it also pays with the median host and each class of host; `nil` where that was not looked at.
  package let holdsAtHosts: Bool?
  /// The volumes at which some mix saves enough, up to a hundred times and down to a tenth of the workload's.
  package let volumes: [BreakEven.VolumeInterval]

  /// Whether no machines serve everything, so that the API alone is the one pure answer.
  package let isAgainstAPIOnly: Bool

  /// US dollars that it saves over the better pure answer; negative where it costs more.
  public var savingUSD: Double { pureUSD - plan.totalUSD }
  /// The saving as a share of the better pure answer.
  public var savingShare: Double { savingUSD / max(1e-9, pureUSD) }
  /// Whether it costs less than either pure answer.
  public var isCheaper: Bool { savingUSD > 0 }
  /// Whether it saves enough.
  public var isWorthIt: Bool { savingShare >= Self.leastSavingShare }
}

/// How sure it is that a mix is cheaper than either pure answer, all three chosen before anything is known.
package struct MixedOdds: Sendable, Hashable {
  /// The share of draws in which it is cheaper than the recommended fleet alone.
  package let probabilityCheaperThanSelfHost: Double
  /// The share of draws in which it is cheaper than the API alone.
  package let probabilityCheaperThanAPI: Double
  /// The 80 % interval of what it costs, in US dollars in the period.
  package let usd: Interval
  /// The 80 % interval of what it saves over the pure answer that is the better one at the likely values.
  package let saving: Interval
  /// What moves that saving, largest first.
  package let swings: [Uncertainty.Swing]

  /// The smaller of both.
  package var probability: Double { min(probabilityCheaperThanSelfHost, probabilityCheaperThanAPI) }
}
