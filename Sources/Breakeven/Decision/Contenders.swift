/// The options that are cheapest at some volume between a thousandth and a thousand times today's: the
/// lower edge of all staircases.
struct Contenders: Sendable, Hashable {
  /// The options, in the order of the ranking.
  let options: [SelfHostOption]
  /// Requests of the workload in the period.
  let requests: Double

  /// How far from today's volume one is looked for, as a factor.
  static let reach = 1000.0
  private static let volumesPerDecade = 10

  init(_ options: [SelfHostOption], requests: Double) {
    var chosen: Set<Int> = options.isEmpty ? [] : [0]
    let candidates = Dominance.undominated(options).map { (index: $0, option: options[$0]) }
    let decades = 3 * Self.volumesPerDecade
    for step in -decades...decades {
      let volume = requests * powerOfTen(Double(step) / Double(Self.volumesPerDecade))
      var best: (index: Int, usd: Double)?
      for (index, option) in candidates {
        let usd = option.totalUSD(requests: volume)
        if usd < best?.usd ?? .infinity { best = (index, usd) }
      }
      if let best { chosen.insert(best.index) }
    }
    self.options = chosen.sorted().map { options[$0] }
    self.requests = requests
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

  /// The volumes at which the cheapest is cheaper than an API; gaps below 0.5 % are passed over, as steps
  /// of billing make some.
  func volumesCheaper(than usdPerRequest: Double) -> [BreakEven.VolumeInterval] {
    VolumeIntervals(
      selfHostUSD: { usd(requests: $0) }, leastUSD: { leastUSD(requests: $0) },
      usdPerRequest: usdPerRequest
    ).intervals(from: requests / Self.reach, to: requests * Self.reach)
      .joined(acrossGapsBelow: 0.005)
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
