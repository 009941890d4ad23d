import Numerics

/// A mixed plan whose cost follows draws: the API takes what the base load leaves, and the base load grows where that
/// is cheaper, as a fleet alone would; only machines that are billed by use are given back.
struct DrawnMix {
  private let parts: [MixedLoad.Part]
  private let batch: CostTable?
  private let plan: MixedPlan
  private let response: StepResponse
  private let spread: (below: Double, above: Double)
  private let isBilledByUse: Bool
  private let share: Double
  private let sentUSD: Double
  /// What machines cost over their price.
  private let priceFactor: Double

  /// The logarithm of the farthest load that is tabulated, relative to the workload's.
  private static let reach = 3.5
  private static let perUnit = 20.0

  /// - Parameters:
  ///   - search: What found the plan.
  ///   - all: Requests in the period, those that go to the API for their length among them.
  init(
    _ whole: MixedPlan, by search: MixedSearch, mode: Mode, requests all: Double,
    ranges: InputRanges, points: Int = 17
  ) {
    let plan = whole.base
    self.plan = plan
    share = 1 - (whole.lengths?.share ?? 0)
    sentUSD = whole.lengths?.usd ?? 0
    let requests = all * share
    priceFactor = search.priceFactor
    let option = plan.option
    if case .fleet(let fleet) = option.plan, let load = search.load {
      let count = Int(2 * Self.reach * Self.perUnit) + 1
      let planned = plan.baseReplicas / fleet.regions
      parts = (0..<count).map { index in
        let factor = exponential(Double(index) / Self.perUnit - Self.reach)
        func part(_ replicas: Int) -> MixedLoad.Part {
          load.part(
            fleet, replicas: replicas, secondsEach: option.secondsInFlight,
            requests: requests * factor, usdPerRequest: plan.api.usdPerRequest,
            priceFactor: search.priceFactor)
        }
        func usd(_ part: MixedLoad.Part) -> Double {
          part.machineUSD * (1 + option.taxRate)
            + plan.api.billUSD(requests: requests * factor * part.apiShare)
        }
        let kept = part(planned)
        let scaled = Int(min(1e6, (Double(planned) * factor).rounded(.up)))
        guard scaled > planned || fleet.rental.terms.isBilledByUse && scaled < planned else {
          return kept
        }
        let moved = part(scaled)
        return usd(moved) < usd(kept) ? moved : kept
      }
      batch = nil
    } else {
      parts = []
      batch = CostTable(
        option, requests: requests * (1 - plan.apiShare), reach: Self.reach,
        committedUSD: plan.machineUSD / max(1e-9, search.priceFactor))
    }
    response = StepResponse(option, demand: option.demand, mode: mode, points: points)
    spread = ranges.stepSpread(of: option)
    isBilledByUse = option.rental.terms.isBilledByUse
  }

  /// US dollars in the period.
  func usd(_ draw: UncertaintySimulation.Draw, in simulation: UncertaintySimulation) -> Double {
    let longer = draw.steps * (draw.steps < 0 ? spread.below : spread.above)
    let slower = response.logarithm(steps: longer)
    let (machines, apiShare) = part(logarithm: draw.volume - slower)
    let grown = exponential(draw.volume)
    let requests = simulation.requests * share * grown
    let machineUSD = machines * draw.machinePrice * (isBilledByUse ? draw.machineTrend : 1)
    let bill =
      (plan.api.billUSD(requests: requests * apiShare) + sentUSD * grown) * draw.apiPrice
      * draw.apiTrend
    let egress = plan.option.egressUSDPerRequest * requests * (1 - apiShare)
    return machineUSD + bill + egress + draw.overhead + draw.apiOverhead
  }

  /// US dollars of machines, tax included, and the API's share, at `exp(logarithm)` times the load.
  private func part(logarithm: Double) -> (usd: Double, apiShare: Double) {
    if let batch { return (batch.usd(logarithm: logarithm) * priceFactor, plan.apiShare) }
    let tax = 1 + plan.option.taxRate
    let last = Double(parts.count - 1)
    let place = min(max(0, (logarithm + Self.reach) * Self.perUnit), last)
    // Replicas that miss the targets leave everything to the API.
    guard logarithm < .infinity else { return (parts[parts.count - 1].machineUSD * tax, 1) }
    let index = min(Int(place), parts.count - 2)
    let weight = place - Double(index)
    let (low, high) = (parts[index], parts[index + 1])
    return (
      (low.machineUSD + weight * (high.machineUSD - low.machineUSD)) * tax,
      low.apiShare + weight * (high.apiShare - low.apiShare)
    )
  }
}

extension UncertaintySimulation {
  /// The odds of a mix, by the draws of ``run(draws:seed:breakEven:)``.
  ///
  /// - Parameters:
  ///   - selfHostUSD: What the recommended fleet costs at the likely values.
  ///   - apiUSD: What the API costs there.
  func odds(
    of mix: DrawnMix, usd likelyUSD: Double, selfHostUSD: Double, apiUSD apiLikelyUSD: Double,
    draws: Int, seed: UInt64
  ) -> MixedOdds {
    var generator = SplitMix64(seed: seed)
    let draws = max(1, draws)
    let apiIsBetter = apiLikelyUSD <= selfHostUSD
    var (beatsOwn, beatsAPI) = (0, 0)
    var costs: [Double] = []
    var savings: [Double] = []
    for _ in 0..<draws {
      let draw = draw(&generator)
      let (usd, own, bill) = (
        mix.usd(draw, in: self), ownUSD(draw), apiUSD(draw, volume: draw.volume)
      )
      if usd < own { beatsOwn += 1 }
      if usd < bill { beatsAPI += 1 }
      costs.append(usd)
      savings.append((apiIsBetter ? bill : own) - usd)
    }
    return MixedOdds(
      probabilityCheaperThanSelfHost: Double(beatsOwn) / Double(draws),
      probabilityCheaperThanAPI: Double(beatsAPI) / Double(draws),
      usd: Self.interval(likelyUSD, &costs),
      saving: Self.interval(min(apiLikelyUSD, selfHostUSD) - likelyUSD, &savings),
      swings: swings { draw in
        (apiIsBetter ? apiUSD(draw, volume: draw.volume) : ownUSD(draw)) - mix.usd(draw, in: self)
      })
  }
}
