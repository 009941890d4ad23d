import Numerics
import Pricing
import Workloads

/// Units of provisioned throughput for a workload, and what is billed by the token beyond them.
package struct ProvisionedPlan: Sendable, Hashable {
  /// Units of one kind.
  package struct Bought: Sendable, Hashable {
    /// What the seller calls a unit.
    package let name: String
    /// How many are bought.
    package let units: Int
    /// US dollars of one an hour.
    package let usdPerUnitHour: Double
  }

  /// The units, of each kind that the model takes.
  package let bought: [Bought]
  /// For how long they are bought: `by the hour`, `for a year`.
  package let term: String
  /// Requests a minute that they take.
  package let requestsPerMinute: Double
  /// The share of requests that comes when they are full, and is billed by the token.
  package let overflowShare: Double
  /// US dollars of the units in a month of 730 hours, used or not.
  package let unitUSD: Double
  /// Where the figures come from.
  package let provenance: Provenance

  /// A name such as `25 PTU for a year`.
  package var name: String {
    bought.map { "\($0.units) \($0.name)" }.joined(separator: " + ") + " \(term)"
  }

  /// The cheapest number of units, over all terms.
  ///
  /// Requests come at random within an hour, so that a minute's count varies like a Poisson count around the mean
  /// `μ` of its hour: of it `E[(X − c)⁺] = σ·(φ(z) − z·(1 − Φ(z)))`, `z = (c − μ)/σ`, `σ² = μ`, exceeds what the units
  /// take. They are dimensioned for each hour's load in turn, whole and rounded down to a step, for what the busiest
  /// minute of a thousand brings, and for the least that can be bought, and from the cheapest of these step by step as
  /// long as that saves; what exceeds them is billed by the token. Where the seller refuses it, they take the busiest
  /// minute of a thousand.
  ///
  /// Ten requests a second of 1,000 + 100 tokens ask GPT-5 for `600 · (1,000 + 8 · 100) = 1.08M` weighted tokens a
  /// minute: `1.08M / 4,750 = 227.4`, so 230 PTU, 167,900 USD a month by the hour and 50,830 for a year.
  ///
  /// - Parameters:
  ///   - tokens: Mean tokens of a request: input that is not cached, cached, output.
  ///   - usdPerRequest: What a request costs that is billed by the token.
  ///   - levels: The load of all hours.
  ///   - requestsPerMonth: The mean over the horizon.
  init?(
    _ offer: ProvisionedThroughput,
    tokens: (input: Double, cachedInput: Double, output: Double), usdPerRequest: Double,
    levels: TrafficLevels, requestsPerMonth: Double
  ) {
    let needs = offer.units.map {
      $0.tokens(input: tokens.input, cachedInput: tokens.cachedInput, output: tokens.output)
    }
    let mean = requestsPerMonth / (Volume.hoursPerMonth * 60)
    guard mean > 0, needs.contains(where: { $0 > 0 }) else { return nil }
    let peak = mean * levels.peak
    let busiest = peak + Self.busiestMinute * peak.squareRoot()
    var wanted = [busiest]
    if offer.spillsOver {
      wanted.append(0)
      for load in levels.levels.map({ $0.relative * mean }) {
        wanted.append(load)
        // The most units that the load keeps busy.
        wanted += zip(offer.units, needs).filter { $1 > 0 }.map { unit, need in
          let perStep = unit.tokensPerMinute * Double(unit.step) / need
          return (load / perStep).rounded(.down) * perStep
        }
      }
    }
    /// Requests a minute that one unit of each kind takes.
    let each = zip(offer.units, needs).map { $1 > 0 ? $0.tokensPerMinute / $1 : .infinity }
    var best: (plan: ProvisionedPlan, usd: Double, units: [Int])?
    var tried: Set<[Int]> = []
    /// Whether units for a rate are cheaper than all before.
    func isCheaper(_ rate: Double) -> Bool {
      let units = zip(offer.units, needs).map { $0.units(tokensPerMinute: rate * $1) }
      guard tried.insert(units).inserted else { return false }
      let most = Self.most(of: units, each)
      let overflow = offer.spillsOver ? Self.overflowShare(levels, mean: mean, most: most) : 0
      var found = false
      for term in offer.terms {
        let plan = ProvisionedPlan(
          offer, units, term, requestsPerMinute: most, overflowShare: overflow)
        let usd = plan.unitUSD + overflow * requestsPerMonth * usdPerRequest
        guard usd < best?.usd ?? .infinity else { continue }
        best = (plan, usd, units)
        found = true
      }
      return found
    }
    for rate in wanted { _ = isCheaper(rate) }
    // What overflows falls ever slower with units, so that the cheapest number lies where no step either way saves.
    if offer.spillsOver {
      while let units = best?.units, isCheaper(Self.less(than: units, offer.units, each)) {}
      while let units = best?.units, isCheaper(Self.more(than: units, offer.units, each)) {}
    }
    guard let best else { return nil }
    self = best.plan
  }

  private init(
    _ offer: ProvisionedThroughput, _ units: [Int], _ term: ProvisionedThroughput.Term,
    requestsPerMinute: Double, overflowShare: Double
  ) {
    bought = zip(offer.units, units).compactMap { unit, count in
      unit.usdPerHour[term].map { Bought(name: unit.name, units: count, usdPerUnitHour: $0) }
    }
    self.term = term.title
    self.requestsPerMinute = requestsPerMinute
    self.overflowShare = overflowShare
    unitUSD = bought.reduce(0) { $0 + Double($1.units) * $1.usdPerUnitHour } * Volume.hoursPerMonth
    provenance = offer.provenance
  }

  /// Requests a minute that units of all kinds take together; a kind that requests do not need takes any.
  private static func most(of units: [Int], _ each: [Double]) -> Double {
    zip(units, each).reduce(.infinity) {
      $1.1 < .infinity ? min($0, Double($1.0) * $1.1) : $0
    }
  }

  /// The next lower rate that takes fewer units of some kind.
  private static func less(
    than units: [Int], _ kinds: [ProvisionedThroughput.Unit], _ each: [Double]
  ) -> Double {
    zip(zip(units, kinds), each).reduce(0) { rate, item in
      item.1 < .infinity ? max(rate, Double(item.0.0 - item.0.1.step) * item.1) : rate
    }
  }

  /// The next higher rate that units of some kind fill.
  private static func more(
    than units: [Int], _ kinds: [ProvisionedThroughput.Unit], _ each: [Double]
  ) -> Double {
    let most = most(of: units, each)
    return zip(zip(units, kinds), each).reduce(Double.infinity) { rate, item in
      guard item.1 < .infinity else { return rate }
      let full = Double(item.0.0) * item.1
      return min(rate, full > most ? full : Double(item.0.0 + item.0.1.step) * item.1)
    }
  }

  /// The deviations of the busiest minute of a thousand.
  private static let busiestMinute = 3.09

  /// The normal distribution's tail below a request in a trillion is none that anybody sends.
  private static let leastOverflow = 1e-12

  private static func overflowShare(_ levels: TrafficLevels, mean: Double, most: Double) -> Double {
    var (over, all) = (0.0, 0.0)
    for level in levels.levels where level.relative > 0 {
      let load = level.relative * mean
      all += load * level.hours
      let deviation = load.squareRoot()
      let z = (most - load) / deviation
      let density = exponential(-z * z / 2) / 2.506628274631
      over +=
        level.hours
        * max(0, deviation * (density - z * (1 - NormalDistribution.probability(below: z))))
    }
    let share = all > 0 ? min(1, over / all) : 0
    return share < leastOverflow ? 0 : share
  }
}
