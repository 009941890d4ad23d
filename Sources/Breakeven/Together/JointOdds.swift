import CheckedJSON
package import Numerics
import Roofline
import Workloads

/// How sure a plan of several workloads is the cheapest, when volumes, speeds, prices and people turn out otherwise.
///
/// All plans are chosen before anything is drawn. A draw moves all speeds, all machine prices and all API prices alike,
/// each by its own range, and every workload's volume by itself.
package struct JointOdds: Sendable, Hashable {
  /// The share of draws in which it costs less than the cheapest plan with an API for each; `nil` where it is that, or
  /// there is none.
  package let probabilityCheaperThanAPI: Double?
  /// The share in which it costs less than the cheapest with machines of one's own for each.
  package let probabilityCheaperThanOwn: Double?
  /// The share in which a mix costs less than the cheapest plan without one; `nil` of other plans.
  package let probabilityCheaperThanPure: Double?
  /// The 80 % interval of what it costs, in US dollars in a month.
  package let usd: Interval
  /// Draws that were made.
  package let draws: Int

  /// The smaller of both.
  package var probability: Double {
    min(
      probabilityCheaperThanAPI ?? 1, probabilityCheaperThanOwn ?? 1,
      probabilityCheaperThanPure ?? 1)
  }

  /// - Parameters:
  ///   - others: The cheapest with an API for each, and with machines for each.
  ///   - pure: The cheapest without a base load, of a plan that has one.
  init?(
    _ plan: JointPlan, against others: [JointPlan?], pure: JointPlan? = nil,
    of members: [JointMember]
  ) throws(InputError) {
    let rivals =
      others.map { other in other.flatMap { $0.choice == plan.choice ? nil : $0 } } + [pure]
    guard rivals.contains(where: { $0 != nil }),
      let api = members.lazy.compactMap(\.api).first,
      let assumptions = members.first?.decision.assumptions
    else { return nil }
    let drawn = try DrawnJointPlan(plan, of: members, anyAPI: api)
    var drawnRivals: [DrawnJointPlan?] = []
    for rival in rivals {
      drawnRivals.append(
        try rival.map { other throws(InputError) in
          try DrawnJointPlan(other, of: members, anyAPI: api)
        })
    }
    var generator = SplitMix64(seed: assumptions.seed)
    let draws = max(1, assumptions.sideDraws)
    var wins = [0, 0, 0]
    var costs: [Double] = []
    for _ in 0..<draws {
      let draw = JointDraw(volumes: members.count, &generator)
      let usd = drawn.usd(draw)
      costs.append(usd)
      for (place, rival) in drawnRivals.enumerated() {
        if let rival, usd < rival.usd(draw) { wins[place] += 1 }
      }
    }
    func share(_ place: Int) -> Double? {
      rivals[place] == nil ? nil : Double(wins[place]) / Double(draws)
    }
    probabilityCheaperThanAPI = share(0)
    probabilityCheaperThanOwn = share(1)
    probabilityCheaperThanPure = share(2)
    usd = UncertaintySimulation.interval(plan.totalUSD, &costs)
    self.draws = draws
  }
}
