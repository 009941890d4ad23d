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
    // Fleets that never stop are quickly costed, and leave little to look at of those that do.
    let indices = Dominance.undominated(options)
    let (quick, slow) = (
      indices.filter { !options[$0].isScaledToZero }, indices.filter { options[$0].isScaledToZero }
    )
    func look(at index: Int, places: some Sequence<Int>) {
      costs.withCosts(of: options[index], requests: requests) { cost in
        for place in places {
          guard let usd = cost(place, best[place].usd) else { continue }
          if (usd, index) < (best[place].usd, best[place].index) { best[place] = (index, usd) }
        }
      }
    }
    // What is likely cheapest at a volume comes first, so that few others are looked at there.
    for (place, factor) in VolumeCosts.factors.enumerated() {
      let bounds = quick.map { options[$0].roughLeastUSD(requests: requests * factor) }
      if let likely = bounds.indices.min(by: { bounds[$0] < bounds[$1] }) {
        look(at: quick[likely], places: CollectionOfOne(place))
      }
    }
    for index in quick + slow { look(at: index, places: best.indices) }
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
  private var known: [ObjectIdentifier: (option: SelfHostOption, usd: [Double?])] = [:]

  /// Six volumes to a decade.
  static let factors = (-18...18).map { powerOfTen(Double($0) / 6) }

  /// Gives what an option costs at the volume of each factor; `nil` where that is certainly more than a given sum.
  mutating func withCosts(
    of option: SelfHostOption, requests: Double,
    _ body: (_ cost: (_ place: Int, _ sum: Double) -> Double?) -> Void
  ) {
    let id = ObjectIdentifier(option)
    var usd = known[id]?.usd ?? [Double?](repeating: nil, count: Self.factors.count)
    body { place, sum in
      if let usd = usd[place] { return usd }
      let requests = requests * Self.factors[place]
      guard option.costsLess(than: sum, requests: requests) else { return nil }
      let found = option.totalUSD(requests: requests)
      usd[place] = found
      return found
    }
    known[id] = (option, usd)
  }
}

extension SelfHostOption {
  /// Whether its machines are given back while nobody asks.
  fileprivate var isScaledToZero: Bool {
    if case .fleet(let plan) = plan { plan.isScaledToZero } else { false }
  }

  /// What it costs at a volume at least, roughly.
  fileprivate func roughLeastUSD(requests: Double) -> Double {
    guard case .fleet(let plan) = plan else { return 0 }
    return plan.roughLeastUSDPerMonth(requests: requests) * (1 + taxRate) + overheadUSD
      + egressUSDPerRequest * requests
  }

  /// Whether it may cost no more than a sum: a bound that is quick to work out.
  fileprivate func costsLess(than usd: Double, requests: Double) -> Bool {
    guard case .fleet(let plan) = plan, usd < .infinity else { return true }
    let machines = usd - overheadUSD - egressUSDPerRequest * requests
    // A sum that rounding could reach is looked at.
    return plan.costsLess(than: (machines + 1e-9 * usd) / (1 + taxRate), requests: requests)
  }

  /// What it costs at a volume or any larger one, at least.
  fileprivate func leastUSD(requests: Double) -> Double {
    guard case .fleet(let plan) = plan, plan.isScaledToZero else {
      return totalUSD(requests: requests)
    }
    return plan.leastUSDPerMonth(requests: requests) * (1 + taxRate) + overheadUSD
      + egressUSDPerRequest * requests
  }
}

func powerOfTen(_ exponent: Double) -> Double { exponential(exponent * 2.302585092994046) }
