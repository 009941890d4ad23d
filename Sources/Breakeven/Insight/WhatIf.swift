/// The answers of one decision at other volumes, prices, people and use, worked out beforehand for a grid of settings.
///
/// What is compared stays as it was: the same deployments, machines and APIs, each at its cost for the other volume.
/// Machines that are used less cost more a request, so that a use of `u` is a machine price of `now / u`. Steps of
/// prices are even ratios, and a change of price and one of use together are again a step of the grid.
package struct WhatIf: Sendable, Hashable {
  /// What an answer depends on, each as a factor on what it is now.
  package struct Axes: Sendable, Hashable {
    /// Requests in the period.
    package let volume: [Double]
    /// What machines cost for the same requests: their price over how far they are used.
    package let machines: [Double]
    /// The prices of all APIs.
    package let api: [Double]
    /// People and tools of self-hosting.
    package let overhead: [Double]
  }

  /// What the cheapest self-hosting costs at a volume.
  package struct Own: Sendable, Hashable {
    package let option: SelfHostOption
    /// US dollars of machines in the period, at what they cost at this setting.
    package let machineUSD: Double
    package let egressUSD: Double
  }

  /// The cheapest API at a volume.
  package struct Rival: Sendable, Hashable {
    package let api: APICandidate
    /// US dollars of its bill in the period, at what it asks for at this setting.
    package let billUSD: Double
  }

  /// The answer at one setting.
  package struct Answer: Sendable, Hashable {
    package let choice: Verdict.Choice
    /// The chance that self-hosting is cheaper; `nil` where no API is known to serve so much, or machines are too few.
    package let probability: Double?
  }

  /// What machines cost over volume at today's price.
  package struct Point: Sendable, Hashable {
    package let requests: Double
    package let machineUSD: Double
    package let egressUSD: Double
  }

  package let axes: Axes
  /// Requests in the period as the workload has them.
  package let requests: Double
  /// US dollars of people and tools of self-hosting, and of the API.
  package let overheadUSD: Double
  package let apiOverheadUSD: Double
  /// By volume, then by what machines cost.
  package let own: [[Own]]
  /// By volume, then by API price.
  package let rivals: [[Rival?]]
  /// By volume, machines, API price and overhead, the last running fastest.
  package let answers: [Answer]
  /// What self-hosting costs in 80 % of draws, by volume, machines and overhead; `nil` where nothing is compared.
  package let ownRanges: [Range?]
  /// What the API costs in 80 % of draws, by volume and API price.
  package let apiRanges: [Range?]
  /// The same over volume.
  package let bands: Bands
  /// Base load of one's own with an API above it, by volume, machines and API price; `nil` where that is not worth it
  /// for the workload as it is.
  package let mixes: [Mix?]?
  /// The least volume from which self-hosting wins, by machines, API price and overhead; `nil` where it never does.
  package let breakEvens: [Double?]
  /// The volumes that were looked at for a break-even.
  package let searched: ClosedRange<Double>
  /// Self-hosting over volume.
  package let curve: [Point]
  /// The APIs over volume, by API price: the requests up to which one is the cheapest, and what it asks for a
  /// request at today's price.
  package let stretches: [[(to: Double, usdPerRequest: Double)]]

  package static func == (first: WhatIf, second: WhatIf) -> Bool {
    first.axes == second.axes && first.answers == second.answers && first.own == second.own
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(axes)
    hasher.combine(answers)
  }
}

extension WhatIf.Axes {
  /// Steps of the square root of two for prices, and of 1, 2, 3, 5 and 7 in a decade for the volume.
  ///
  /// - Parameter utilization: The share of the paid machines that is used now: they can be used no more than in full,
  ///   and are looked at down to a twentieth.
  package init(utilization: Double) {
    func steps(_ range: ClosedRange<Int>) -> [Double] { range.map { powerOfTwo(Double($0) / 2) } }
    let uses = WhatIf.uses(utilization)
    volume = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10]
    api = steps(-4...4)
    overhead = [0, 0.25, 0.5, 1, 2, 4]
    machines = steps((-4 + uses.lowerBound)...(4 + uses.upperBound))
  }
}

extension WhatIf {
  /// How many steps of use lie below and above what is used now; a step up in use is one down in cost.
  package static func uses(_ utilization: Double) -> ClosedRange<Int> {
    guard utilization > 0, utilization <= 1 else { return 0...0 }
    var (least, most) = (0, 0)
    while most < 6, utilization / powerOfTwo(Double(most + 1) / 2) >= 0.05 { most += 1 }
    while least > -6, utilization / powerOfTwo(Double(least - 1) / 2) <= 1 { least -= 1 }
    return least...most
  }
}

package func powerOfTwo(_ exponent: Double) -> Double { powerOfTen(exponent * 0.3010299956639812) }
