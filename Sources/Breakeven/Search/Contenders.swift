import Numerics

/// The options that are cheapest at some volume between a thousandth and a thousand times today's: the
/// lower edge of all staircases.
struct Contenders: Sendable, Hashable {
  /// The options, in the order of the ranking.
  let options: [SelfHostOption]
  /// Requests of the workload in the period.
  let requests: Double

  /// How far from today's volume one is looked for, as a factor.
  static let reach = 1000.0
  init(_ options: [SelfHostOption], requests: Double) {
    var costs = VolumeCosts()
    self.init(options, requests: requests, costs: &costs)
  }

  /// - Parameter costs: What options cost at each volume, kept from one search for contenders to the next.
  init(_ options: [SelfHostOption], requests: Double, costs: inout VolumeCosts) {
    var best = [(index: Int, usd: Double)](
      repeating: (0, .infinity), count: VolumeCosts.factors.count)
    for index in Dominance.undominated(options) {
      let usd = costs.usd(of: options[index], requests: requests)
      for place in best.indices where usd[place] < best[place].usd {
        best[place] = (index, usd[place])
      }
    }
    var chosen: Set<Int> = options.isEmpty ? [] : [0]
    for edge in best where edge.usd < .infinity { chosen.insert(edge.index) }
    self.options = chosen.sorted().map { options[$0] }
    self.requests = requests
  }

  /// The same with other options.
  init(_ options: [SelfHostOption], of other: Contenders) {
    self.options = options
    requests = other.requests
  }

  /// US dollars of the cheapest at a volume.
  func usd(
    requests: Double, throughputFactor: Double = 1, priceFactor: Double = 1,
    overheadFactor: Double = 1, interruptionFactor: Double = 1
  ) -> Double {
    options.reduce(.infinity) { least, option in
      min(
        least,
        option.totalUSD(
          requests: requests, throughputFactor: throughputFactor, priceFactor: priceFactor,
          overheadFactor: overheadFactor, interruptionFactor: interruptionFactor))
    }
  }

  /// What the cheapest costs at a volume or any larger one, at least.
  func leastUSD(requests: Double) -> Double {
    options.reduce(.infinity) { min($0, $1.leastUSD(requests: requests)) }
  }
}

/// What options cost at volumes between a thousandth and a thousand times the workload's, each worked out once.
struct VolumeCosts {
  private var known: [ObjectIdentifier: (option: SelfHostOption, usd: [Double])] = [:]

  /// Six volumes to a decade.
  static let factors = (-18...18).map { powerOfTen(Double($0) / 6) }

  mutating func usd(of option: SelfHostOption, requests: Double) -> [Double] {
    if let known = known[ObjectIdentifier(option)] { return known.usd }
    let usd = Self.factors.map { option.totalUSD(requests: requests * $0) }
    known[ObjectIdentifier(option)] = (option, usd)
    return usd
  }
}

extension SelfHostOption {
  /// What it costs at a volume or any larger one, at least.
  fileprivate func leastUSD(requests: Double) -> Double {
    guard case .fleet(let plan) = plan, plan.coldStart != nil else {
      return totalUSD(requests: requests)
    }
    return plan.leastUSDPerMonth(requests: requests) * (1 + taxRate) + overheadUSD
      + egressUSDPerRequest * requests
  }
}

func powerOfTen(_ exponent: Double) -> Double { exponential(exponent * 2.302585092994046) }
