/// How machines are best bought, those of the best fleet or of the best on another accelerator: the blend of terms that is expected to cost least.
package struct Commitments: Sendable {
  /// What one term takes on in the first month of the plan.
  package struct Part: Sendable, Hashable {
    package let term: SupplyTerm
    /// Replicas of layers that it takes on; 0 of an API.
    package let replicas: Int
    /// The share of the requests of the first month that it answers.
    package let requestShare: Double
    /// Expected US dollars of its layers a month, on average over the months for which it is taken.
    package let usdPerMonth: Double
  }

  /// Another way to buy, had for everything from the first month to the last.
  package struct Alternative: Sendable, Hashable {
    package let title: String
    package let seller: String
    /// Expected US dollars a month.
    package let usdPerMonth: Double
  }

  /// The deployment whose machines are bought.
  package let option: SelfHostOption
  package let api: APICandidate?
  /// Months that are looked at.
  package let months: Int
  /// What the blend is: all on one's own machines, mixed, or the API.
  package let choice: SupplySide.Kind
  /// What is taken on in the first month.
  package let parts: [Part]
  /// Terms that are sold but bind for longer than the horizon.
  package let tooLong: [SupplyTerm]
  /// US dollars of people, tools and what goes to the API in any case, a month.
  package let standingUSDPerMonth: Double
  /// Expected US dollars over the horizon.
  package let usd: Double
  /// One path in ten costs less than the low end, one in ten more than the high one.
  package let low: Double
  package let high: Double
  /// Expected US dollars that knowing the path from the start would save.
  package let regretUSD: Double
  package let alternatives: [Alternative]
  /// What looks in later months are worth.
  package let looks: [CommitmentPlanner.Look]
  /// How prices and volume were taken to move.
  package let processes: MarketProcesses
  package let seed: UInt64

  /// US dollars that the best wait is expected to save over the plan fixed today; 0 where none saves anything.
  package var valueOfWaitingUSD: Double { max(0, looks.map(\.waitingSavesUSD).max() ?? 0) }

  /// The wait that saves most; `nil` where deciding today is as good.
  package var bestWait: CommitmentPlanner.Look? {
    looks.filter { isWorthTelling($0.waitingSavesUSD) }.max {
      $0.waitingSavesUSD < $1.waitingSavesUSD
    }
  }

  /// The month in which looking again is worth most; `nil` where it changes nothing.
  package var lookAgain: CommitmentPlanner.Look? {
    looks.filter { isWorthTelling($0.lookingSavesUSD) }.max {
      $0.lookingSavesUSD < $1.lookingSavesUSD
    }
  }

  /// Half a percent of the cost is no reason to do anything, and within what the draws are off.
  private func isWorthTelling(_ saving: Double) -> Bool { saving > 0.005 * usd }
}
