package import Breakeven
package import Pricing

/// What four ways to decide would have cost: always the API, always on demand, always reserved, and the blend of ours.
///
/// Each month from `from` to `until` a decision is made for a year, with the prices that were known then, and pays the
/// prices that came. The load and the deployment are those of the workload today; only prices are of the past. Nothing
/// that happened after a month has a part in what is decided in it: prices are the last ones known, and processes are
/// calibrated on moves until then.
package struct CommitmentBacktest: Sendable {
  /// A way to decide.
  package enum Policy: String, Sendable, Hashable, CaseIterable {
    case api
    case onDemand
    case reserved
    case ours
  }

  /// What one decision did, and what it cost.
  package struct Trial: Sendable, Hashable {
    /// The first day of the month of the decision.
    package let month: CalendarDate
    /// The rent that was known, in US dollars per GPU-hour.
    package let rent: Double
    /// API prices over those of the first month.
    package let apiIndex: Double
    /// Prices of the accelerator that are dated in the month before the decision.
    package let newPrices: Int
    /// The answer of ours.
    package let choice: SupplySide.Kind
    /// Replicas that ours reserves for a year in that month.
    package let reservedReplicas: Int
    /// Replicas that ours takes by the hour.
    package let hourlyReplicas: Int
    /// Months that came, of the twelve.
    package let months: Int
    /// US dollars a month of each policy over these months.
    package let usd: [Policy: Double]
    /// US dollars a month of the least that was to be had by one who had known the prices.
    package let leastUSD: Double

    /// US dollars a month beyond the least.
    package func regret(of policy: Policy) -> Double {
      let regret = (usd[policy] ?? 0) - leastUSD
      // What rounding leaves is none.
      return regret > 1e-9 * leastUSD ? regret : 0
    }
  }

  /// A policy over all decisions.
  package struct Summary: Sendable, Hashable {
    package let policy: Policy
    /// Mean US dollars a month.
    package let usd: Double
    /// Mean US dollars a month beyond the least that was to be had.
    package let regret: Double
    /// Its share of that least.
    package let regretShare: Double
    /// The regret of the worst decision, and its month.
    package let worst: (regret: Double, month: CalendarDate)?
    /// Decisions in which it cost least of the four, ties included.
    package let cheapest: Int

    package static func == (first: Summary, second: Summary) -> Bool {
      first.policy == second.policy && first.usd == second.usd && first.regret == second.regret
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(policy)
      hasher.combine(usd)
    }
  }

  /// The accelerator.
  package let gpu: String
  package let option: SelfHostOption
  package let api: APICandidate?
  /// A reserved hour over one on demand.
  package let reservedShare: Double
  /// In the order of their months.
  package let trials: [Trial]
  /// Months without a known rent, for which nothing could be decided.
  package let skipped: Int

  /// Months for which each decision is made.
  package static let months = 12

  /// One for each policy that could be followed.
  package var summaries: [Summary] {
    Policy.allCases.compactMap { policy in
      let tried = trials.filter { $0.usd[policy] != nil }
      guard !tried.isEmpty else { return nil }
      let count = Double(tried.count)
      let least = tried.reduce(0) { $0 + $1.leastUSD } / count
      let regret = tried.reduce(0) { $0 + $1.regret(of: policy) } / count
      let worst = tried.max { $0.regret(of: policy) < $1.regret(of: policy) }
      return Summary(
        policy: policy, usd: tried.reduce(0) { $0 + ($1.usd[policy] ?? 0) } / count,
        regret: regret, regretShare: least > 0 ? regret / least : 0,
        worst: worst.map { ($0.regret(of: policy), $0.month) },
        cheapest: tried.count { trial in
          let own = trial.usd[policy] ?? .infinity
          return trial.usd.values.allSatisfy { own <= $0 * (1 + 1e-9) }
        })
    }
  }
}
