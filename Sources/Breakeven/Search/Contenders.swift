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
    let candidates = Dominance.undominated(options).map { index in
      Candidate(index: index, bounds: costs.bounds(of: options[index], requests: requests))
    }
    var chosen: Set<Int> = options.isEmpty ? [] : [0]
    for (place, factor) in VolumeCosts.factors.enumerated() {
      if let cheapest = Self.cheapest(
        among: candidates, of: options, at: place, requests: requests * factor, costs: &costs)
      {
        chosen.insert(cheapest)
      }
    }
    self.options = chosen.sorted().map { options[$0] }
    self.requests = requests
  }

  /// An option, and what it costs at least at each volume.
  private struct Candidate {
    let index: Int
    let bounds: VolumeCosts.Bounds
  }

  /// The option that costs least at a volume, the first of several; `nil` where none can serve it.
  ///
  /// Those that may be cheapest by a rough bound are costed first, and the others no more once their bounds exceed
  /// what was found.
  private static func cheapest(
    among candidates: [Candidate], of options: [SelfHostOption], at place: Int, requests: Double,
    costs: inout VolumeCosts
  ) -> Int? {
    var best: (usd: Double, index: Int)?
    func look(at index: Int) {
      guard
        let usd = costs.usd(
          of: options[index], at: place, below: best?.usd ?? .infinity, requests: requests),
        usd < .infinity, best.map({ (usd, index) < $0 }) ?? true
      else { return }
      best = (usd, index)
    }
    // Fleets that never stop are quickly costed, and leave little to look at of those that do.
    for isSlow in [false, true] {
      var likely: (usd: Double, index: Int)?
      for candidate in candidates where candidate.bounds.isScaledToZero == isSlow {
        let usd = candidate.bounds.usd[place]
        if likely == nil || usd < likely?.usd ?? .infinity { likely = (usd, candidate.index) }
      }
      if let likely { look(at: likely.index) }
    }
    let possible = candidates.filter {
      $0.bounds.usd[place] * (1 - 1e-9) <= best?.usd ?? .infinity
    }
    for candidate in possible.sorted(by: { $0.bounds.usd[place] < $1.bounds.usd[place] }) {
      look(at: candidate.index)
    }
    return best?.index
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
  private var bounds: [ObjectIdentifier: (option: SelfHostOption, bounds: Bounds)] = [:]

  /// What an option costs at least at each of the volumes, by quick bounds.
  struct Bounds {
    let usd: [Double]
    /// Whether its machines are given back while nobody asks.
    let isScaledToZero: Bool
  }

  /// The bounds of an option.
  mutating func bounds(of option: SelfHostOption, requests: Double) -> Bounds {
    let id = ObjectIdentifier(option)
    if let known = bounds[id] { return known.bounds }
    let found = Bounds(
      usd: Self.factors.map { option.roughLeastUSD(requests: requests * $0) },
      isScaledToZero: option.isScaledToZero)
    bounds[id] = (option, found)
    return found
  }

  /// Six volumes to a decade.
  static let factors = (-18...18).map { powerOfTen(Double($0) / 6) }

  /// What an option costs at one of the volumes; `nil` where that is certainly more than a given sum.
  mutating func usd(
    of option: SelfHostOption, at place: Int, below sum: Double, requests: Double
  ) -> Double? {
    let id = ObjectIdentifier(option)
    if let usd = known[id]?.usd[place] { return usd }
    guard option.costsLess(than: sum, requests: requests) else { return nil }
    let found = option.totalUSD(requests: requests)
    known[id, default: (option, Array(repeating: nil, count: Self.factors.count))].usd[place] =
      found
    return found
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
