import CheckedJSON
import Pricing

extension Decision {
  /// The answers at other volumes, prices, people and use; `nil` where there is nothing to compare.
  ///
  /// They compare both pure answers, also where the verdict is a mix; where a mix is worth it, what it costs is worked
  /// out as well, but not its odds. Machines that are owned and too few cost what they cost at the volumes for which they
  /// are enough.
  package func whatIf() throws(InputError) -> WhatIf? {
    guard bestAPI != nil, bestSelfHost != nil || !comparison.tooFew.isEmpty else { return nil }
    var pure = verdict
    if verdict.choice == .mixed {
      pure =
        uncertainty.map {
          Verdict(uncertainty: $0, confidence: assumptions.confidence, hosts: hosts)
        } ?? Verdict(nothingBecause: "no deployment serves this workload")
    }
    return try WhatIf(
      bestSelfHost == nil ? comparison.amongTooFew : comparison,
      axes: WhatIf.Axes(utilization: bestSelfHost?.utilization ?? 0), here: pure,
      breakEven: breakEven,
      mix: mixed.flatMap { $0.isWorthIt && $0.plan.lengths == nil ? $0.plan : nil })
  }
}

extension Comparison {
  /// The same with the machines that are too few for the workload, which may be enough for less.
  fileprivate var amongTooFew: Comparison {
    Comparison(
      workload: workload, demand: demand, assumptions: assumptions, options: tooFew, tooFew: [],
      contenders: Contenders(tooFew, requests: demand.requests), apis: apis,
      limitedAPIs: limitedAPIs, market: market)
  }
}

extension WhatIf {
  /// - Parameters:
  ///   - here: The verdict at the workload's own setting, which needs no second look.
  ///   - breakEven: Where both cost the same there.
  ///   - mix: The mix there, if it is worth it.
  init(
    _ comparison: Comparison, axes: Axes, here: Verdict, breakEven: BreakEven?, mix: MixedPlan?
  ) throws(InputError) {
    self.axes = axes
    requests = comparison.demand.requests
    overheadUSD = comparison.options.first?.overheadUSD ?? 0
    apiOverheadUSD = comparison.apis.first?.overheadUSD ?? 0
    let range = requests / Contenders.reach...requests * Contenders.reach
    let curves = axes.api.map { factor in
      APICurve(comparison.apis + comparison.limitedAPIs, range: range, priceFactor: factor)
    }
    stretches = curves.map { $0.stretches.map { ($0.to, $0.api.usdPerRequest) } }
    searched = range
    var own: [[Own]] = []
    var rivals: [[Rival?]] = []
    var answers: [Answer] = []
    var ownRanges: [Range?] = []
    var apiRanges: [Range?] = []
    var ofWorkload: (own: [Range?], api: [Range?]) = ([], [])
    for volume in axes.volume {
      var work = VolumeWork(comparison, axes: axes, volume: volume, curves: curves)
      own.append(work.own)
      rivals.append(work.rivals)
      answers += try work.answers(here: volume == 1 ? here : nil)
      let ranges = (own: try work.ownRanges(), api: try work.apiRanges())
      if volume == 1 { ofWorkload = ranges }
      ownRanges += ranges.own
      apiRanges += ranges.api
    }
    self.own = own
    self.rivals = rivals
    self.answers = answers
    self.ownRanges = ownRanges
    self.apiRanges = apiRanges
    bands = try Bands(comparison, axes: axes, curves: curves, here: ofWorkload)
    mixes = mix.map { comparison.mixes(like: $0, axes: axes, rivals: rivals) }
    let steps = VolumeSteps(comparison.contenders, requests: requests)
    breakEvens = steps.breakEvens(
      axes: axes, curves: curves, overheadUSD: overheadUSD, apiOverheadUSD: apiOverheadUSD,
      here: breakEven)
    curve = steps.cheapest
  }
}

/// The answers at one volume.
private struct VolumeWork {
  let comparison: Comparison
  let axes: WhatIf.Axes
  let volume: Double
  /// By what machines cost.
  let own: [WhatIf.Own]
  /// By what APIs ask for.
  let rivals: [WhatIf.Rival?]
  /// The sellers that serve so much at each API price: dearer ones drop out by what they may bill.
  private let markets: [MarketView]
  /// Fleets of other hosts that count for the verdict, with what their machines cost over the price.
  private let others: [(kind: HostAnswer.Kind, option: SelfHostOption, priceFactor: Double)]
  private var known: [Key: [DrawnCost]] = [:]

  init(_ comparison: Comparison, axes: WhatIf.Axes, volume: Double, curves: [APICurve]) {
    self.comparison = comparison
    self.axes = axes
    self.volume = volume
    let requests = comparison.demand.requests * volume
    let candidates = comparison.options.atEachHost + comparison.contenders.options
    let costs = candidates.map { option in
      (
        option: option,
        machines: volume == 1 ? option.machineUSD : option.machineUSD(requests: requests),
        egress: option.egressUSDPerRequest * requests
      )
    }
    own = axes.machines.compactMap { factor in
      costs.min { $0.machines * factor + $0.egress < $1.machines * factor + $1.egress }.map {
        WhatIf.Own(
          option: $0.option, machineUSD: $0.machines * factor, egressUSD: $0.egress)
      }
    }
    rivals = zip(axes.api, curves).map { factor, curve in
      curve.api(requests: requests).map {
        WhatIf.Rival(api: $0, billUSD: $0.billUSD(requests: requests, priceFactor: factor))
      }
    }
    markets = axes.api.map { comparison.market(requests: requests, priceFactor: $0) }
    var others: [(HostAnswer.Kind, SelfHostOption, Double)] = []
    for hostClass in HostClass.allCases {
      let ofClass = costs.filter { $0.option.hostClass == hostClass }
      if let best = ofClass.min(by: { $0.machines + $0.egress < $1.machines + $1.egress }) {
        others.append((.hostClass(hostClass), best.option, 1))
      }
    }
    let middles = costs.compactMap {
      cost -> (option: SelfHostOption, factor: Double, usd: Double)? in
      guard cost.option.rental.terms != .owned,
        let median = comparison.market.medianRent(cost.option.rental)
      else { return nil }
      let factor = median / cost.option.rental.usdPerGPUHour
      return (cost.option, factor, cost.machines * factor + cost.egress)
    }
    if let middle = middles.min(by: { $0.usd < $1.usd }) {
      others.append((.median, middle.option, middle.factor))
    } else if let first = own.first {
      others.append((.median, first.option, 1))
    }
    self.others = others.filter { $0.1.purchaseUSD == nil }
  }

  /// By machines, API price and overhead.
  ///
  /// - Parameter here: The verdict of the workload as it is, where this is its volume.
  mutating func answers(here: Verdict?) throws(InputError) -> [WhatIf.Answer] {
    let confidence = comparison.assumptions.confidence
    var answers: [WhatIf.Answer] = []
    var sides: [[[Double?]]] = []
    for (index, factor) in axes.machines.enumerated() {
      let options = [(HostAnswer.Kind.cheapest, own[index].option, 1.0)] + others
      sides = []
      for (kind, option, priceFactor) in options {
        // The cheapest of all is also the cheapest of its class.
        sides.append(try odds(kind, option, machines: factor, priceFactor: priceFactor))
      }
      for api in axes.api.indices {
        for overhead in axes.overhead.indices {
          let isHere =
            factor == 1 && axes.api[api] == 1 && axes.overhead[overhead] == 1
          if isHere, let here {
            answers.append(
              WhatIf.Answer(choice: here.choice, probability: here.probabilitySelfHostCheaper))
            continue
          }
          guard own[index].machineUSD < .infinity, let chance = sides[0][api][overhead] else {
            answers.append(WhatIf.Answer(choice: .nothingToCompare, probability: nil))
            continue
          }
          let likely = Verdict.Choice(probability: chance, confidence: confidence)
          let isContradicted = sides.dropFirst().contains { side in
            side[api][overhead].map {
              Verdict.Choice(probability: $0, confidence: confidence) != likely
            } ?? false
          }
          answers.append(
            WhatIf.Answer(
              choice: isContradicted ? .tooCloseToCall : likely, probability: chance))
        }
      }
    }
    return answers
  }

  private struct Key: Hashable {
    let option: ObjectIdentifier
    let api: APICandidate.Offer
    let isSide: Bool
    let priceFactor: Double
    let hosts: Int
  }

  /// Where machines cost what they cost now.
  private var middle: Int { axes.machines.firstIndex(of: 1) ?? 0 }

  /// The chance that a fleet is cheaper, by API price and overhead.
  private mutating func odds(
    _ kind: HostAnswer.Kind, _ option: SelfHostOption, machines: Double, priceFactor: Double
  ) throws(InputError) -> [[Double?]] {
    var result: [[Double?]] = []
    for (index, factor) in axes.api.enumerated() {
      guard let draws = try draws(kind, option, at: index, priceFactor: priceFactor) else {
        result.append(axes.overhead.map { _ in nil })
        continue
      }
      result.append(
        axes.overhead.map { overhead in
          let wins = draws.count {
            $0.machineUSD * machines + $0.egressUSD + $0.overheadUSD * overhead
              < $0.billUSD * factor + $0.apiOverheadUSD
          }
          return Double(wins) / Double(max(1, draws.count))
        })
    }
    return result
  }

  /// What draws cost with the cheapest API at one of its prices; `nil` where none serves so much.
  private mutating func draws(
    _ kind: HostAnswer.Kind, _ option: SelfHostOption, at index: Int, priceFactor: Double = 1
  ) throws(InputError) -> [DrawnCost]? {
    guard let cheapest = rivals[index]?.api else { return nil }
    let api = kind == .median ? markets[index].medianHost(cheapest) ?? cheapest : cheapest
    let isSide = kind != .cheapest && !(option === own[middle].option && kind != .median)
    let key = Key(
      option: ObjectIdentifier(option), api: api.offer, isSide: isSide,
      priceFactor: priceFactor, hosts: markets[index].hosts(api))
    if let known = known[key] { return known }
    let draws = try comparison.draws(
      option, api, volumeFactor: volume, machinePriceFactor: priceFactor, isSide: isSide,
      market: markets[index])
    known[key] = draws
    return draws
  }

  /// By machines and overhead.
  mutating func ownRanges() throws(InputError) -> [WhatIf.Range?] {
    let now = axes.api.firstIndex(of: 1) ?? 0
    let index = rivals[now] != nil ? now : rivals.firstIndex { $0 != nil } ?? now
    var ranges: [WhatIf.Range?] = []
    for (own, machines) in zip(own, axes.machines) {
      let draws = try draws(.cheapest, own.option, at: index)
      ranges += axes.overhead.map { overhead in
        draws.map {
          WhatIf.Range(
            $0.map { $0.machineUSD * machines + $0.egressUSD + $0.overheadUSD * overhead })
        }
      }
    }
    return ranges
  }

  /// By API price.
  mutating func apiRanges() throws(InputError) -> [WhatIf.Range?] {
    var ranges: [WhatIf.Range?] = []
    for (index, factor) in axes.api.enumerated() {
      let draws = try draws(.cheapest, own[middle].option, at: index)
      ranges.append(draws.map { WhatIf.Range($0.map { $0.billUSD * factor + $0.apiOverheadUSD }) })
    }
    return ranges
  }
}

extension Comparison {
  /// The market with the sellers that serve so many requests at a price: dearer ones drop out by what they may bill.
  func market(requests: Double, priceFactor: Double) -> MarketView {
    guard requests != demand.requests || priceFactor != 1 else { return market }
    return market.with(
      apis: (apis + limitedAPIs).sorted { $0.usdPerRequest < $1.usdPerRequest }
        .filter { $0.mostRequests(priceFactor: priceFactor) >= requests })
  }

  /// What draws cost for one fleet and one API at another volume.
  func draws(
    _ option: SelfHostOption, _ api: APICandidate, volumeFactor: Double, machinePriceFactor: Double,
    isSide: Bool, market: MarketView
  ) throws(InputError) -> [DrawnCost] {
    let pair = ComparedPair(
      option: option, api: api, demand: demand, mode: workload.mode,
      machinePriceFactor: machinePriceFactor, volumeFactor: volumeFactor)
    let ranges = try InputRanges(
      workload, option: option, demand: demand,
      market: machinePriceFactor == 1
        ? market.ranges(option, api) : market.middleRanges(option, api))
    let simulation = UncertaintySimulation(
      pair, ranges: ranges, contenders: [], points: isSide ? 17 : 33)
    return simulation.costs(
      simulation.draws(
        isSide ? assumptions.sideDraws : assumptions.draws, seed: assumptions.seed))
  }
}

extension [SelfHostOption] {
  /// The few cheapest of every class of host.
  fileprivate var atEachHost: [SelfHostOption] {
    var counts: [HostClass?: Int] = [:]
    return filter { option in
      counts[option.hostClass, default: 0] += 1
      return counts[option.hostClass, default: 0] <= 40
    }
  }
}
