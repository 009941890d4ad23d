import CheckedJSON
public import Numerics
import Roofline
import Workloads

/// How sure a plan of several workloads is the cheapest, when volumes, speeds, prices and people turn out otherwise.
///
/// All plans are chosen before anything is drawn. A draw moves all speeds, all machine prices and all API prices alike,
/// each by its own range, and every workload's volume by itself.
public struct JointOdds: Sendable, Hashable {
  /// The share of draws in which it costs less than the cheapest plan with an API for each; `nil` where it is that, or
  /// there is none.
  public let probabilityCheaperThanAPI: Double?
  /// The share in which it costs less than the cheapest with machines of one's own for each.
  public let probabilityCheaperThanOwn: Double?
  /// The 80 % interval of what it costs, in US dollars in a month.
  public let usd: Interval
  /// Draws that were made.
  public let draws: Int

  /// The smaller of both.
  public var probability: Double {
    min(probabilityCheaperThanAPI ?? 1, probabilityCheaperThanOwn ?? 1)
  }

  /// - Parameter others: The cheapest with an API for each, and with machines for each.
  init?(_ plan: JointPlan, against others: [JointPlan?], of members: [JointMember])
    throws(InputError)
  {
    let rivals = others.map { other in
      other.flatMap { $0.choice == plan.choice ? nil : $0 }
    }
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
    var wins = [0, 0]
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
    usd = UncertaintySimulation.interval(plan.totalUSD, &costs)
    self.draws = draws
  }
}

/// One draw, in standard deviations: what is common to all workloads, and each one's volume.
struct JointDraw {
  let steps: Double
  let declaredSteps: Double
  let machinePrice: Double
  let apiPrice: Double
  let machineTrend: Double
  let apiTrend: Double
  let people: Double
  let volumes: [Double]

  init(volumes count: Int, _ generator: inout SplitMix64) {
    steps = ErrorLaw.quantile(generator.uniform())
    declaredSteps = generator.normal()
    machinePrice = generator.normal()
    apiPrice = generator.normal()
    machineTrend = generator.normal()
    apiTrend = generator.normal()
    people = generator.normal()
    volumes = (0..<count).map { _ in generator.normal() }
  }
}

extension FactorRange {
  /// The factor at so many standard deviations of the logarithm.
  func factor(at deviations: Double) -> Double {
    let spread = spread
    return exponential(deviations * (deviations < 0 ? spread.below : spread.above))
  }

  /// The factor of a trend, whose range is even about its middle.
  func trend(at deviations: Double) -> Double {
    guard self != .none else { return 1 }
    return max(
      0.01, (low + high) / 2 + (high - low) / 2 / ErrorSpread.normalQuantile90 * deviations)
  }
}
