import CheckedJSON
import Numerics
import Roofline
import Workloads

/// A plan of several workloads whose cost follows draws.
struct DrawnJointPlan {
  private var parts: [(JointDraw) -> Double] = []
  private var people: [(usd: Double, range: FactorRange)] = []

  /// - Parameter anyAPI: An API whose market stands in where a workload has none.
  init(_ plan: JointPlan, of members: [JointMember], anyAPI: APICandidate) throws(InputError) {
    for (index, bill) in plan.bills.enumerated() {
      let member = members[index]
      let requests = member.demand.requests
      let declared = member.workload.ranges.volume.map { FactorRange($0) }
      let volume = declared ?? FactorRange(low: 0.8, high: 1.25)
      people.append((bill.ownPeopleUSD, member.ownOverhead.range))
      people.append((bill.apiPeopleUSD, member.apiOverhead.range))
      func grown(_ draw: JointDraw) -> Double { volume.factor(at: draw.volumes[index]) }
      func ranges(_ option: SelfHostOption, _ api: APICandidate?) throws(InputError) -> InputRanges
      {
        let api = api ?? member.api ?? anyAPI
        return try InputRanges(
          member.workload, option: option, demand: member.demand,
          market: member.decision.comparison.market.ranges(option, api))
      }
      switch bill.place {
      case .shared: break
      case .api(let api):
        let market = try member.alone.first.map { option throws(InputError) in
          try ranges(option, api)
        }
        let price = market?[.apiPrice] ?? FactorRange(low: 0.85, high: 1.3)
        let trend = market?[.apiPriceTrend] ?? .none
        parts.append { draw in
          api.billUSD(requests: requests * grown(draw)) * price.factor(at: draw.apiPrice)
            * trend.trend(at: draw.apiTrend)
        }
      case .alone(let option):
        let ranges = try ranges(option, nil)
        let drawn = DrawnMachines(option, member: member, ranges: ranges)
        parts.append { draw in
          let factor = grown(draw)
          return drawn.usd(draw, volume: naturalLogarithm(factor))
            + option.egressUSDPerRequest * requests * factor
        }
      case .mixed(let mixed):
        let ranges = try ranges(mixed.option, mixed.api)
        let share = 1 - mixed.apiShare
        parts.append { draw in
          // The base load stays; what grows goes to the API.
          let factor = grown(draw)
          let kept = min(requests * share, requests * factor)
          return mixed.machineUSD * ranges[.gpuPrice].factor(at: draw.machinePrice)
            + mixed.option.egressUSDPerRequest * kept
            + mixed.api.billUSD(requests: requests * factor - kept)
            * ranges[.apiPrice].factor(at: draw.apiPrice)
        }
      }
    }
    for fleet in plan.fleets {
      parts.append(try Self.fleet(fleet, members, anyAPI))
    }
  }

  /// US dollars in a month.
  func usd(_ draw: JointDraw) -> Double {
    parts.reduce(0) { $0 + $1(draw) }
      + people.reduce(0) { $0 + $1.usd * $1.range.factor(at: draw.people) }
  }

  private static func fleet(
    _ fleet: SharedFleet, _ members: [JointMember], _ anyAPI: APICandidate
  ) throws(InputError) -> (JointDraw) -> Double {
    if fleet.isBaseLoad { return try base(fleet, members) }
    var responses: [StepResponse] = []
    var spreads: [(below: Double, above: Double)] = []
    var volumes: [FactorRange] = []
    var price = FactorRange.none
    var trend = FactorRange.none
    var declares: [Bool] = []
    for (index, option) in fleet.options {
      let member = members[index]
      let ranges = try InputRanges(
        member.workload, option: option, demand: member.demand,
        market: member.decision.comparison.market.ranges(option, member.api ?? anyAPI))
      responses.append(
        StepResponse(
          option, demand: option.demand, mode: fleet.mode(of: index, in: member.workload.mode)))
      spreads.append(fleet.spread(ranges.stepSpread(of: option)))
      declares.append(ranges.declaresThroughput)
      volumes.append(ranges[.volume])
      price = FactorRange(
        low: min(price.low, ranges[.gpuPrice].low), high: max(price.high, ranges[.gpuPrice].high))
      trend = FactorRange(
        low: min(trend.low, ranges[.machinePriceTrend].low),
        high: max(trend.high, ranges[.machinePriceTrend].high))
    }
    let taxed = fleet.machineUSD
    let few = fleet.machines.condensed
    let likely = max(1e-9, few.cost(fleet.way).usd)
    let isBilledByUse = fleet.rental.terms.isBilledByUse
    let options = fleet.options
    let interactive = fleet.machines.load.parts.count
    return { draw in
      var factors: [Double] = []
      var egress = 0.0
      for place in options.indices {
        let (index, option) = options[place]
        let grown = volumes[place].factor(at: draw.volumes[index])
        let z = declares[place] ? draw.declaredSteps : draw.steps
        let longer = z * (z < 0 ? spreads[place].below : spreads[place].above)
        let slower = responses[place].logarithm(steps: longer)
        guard slower > -.infinity else { return .infinity }
        factors.append(grown * exponential(-slower))
        egress += option.egressUSDPerRequest * members[index].demand.requests * grown
      }
      let machines = few.scaled(
        interactive: Array(factors.prefix(interactive)),
        batches: Array(factors.dropFirst(interactive)), startingAt: fleet.batchStartHour)
      var usd = machines.cost(fleet.way).usd / likely * taxed
      // Machines that are committed to are paid for in any case.
      if !isBilledByUse { usd = max(usd, taxed) }
      return usd * price.factor(at: draw.machinePrice) * trend.trend(at: draw.machineTrend) + egress
    }
  }
}

extension DrawnJointPlan {
  /// A base load, and batches in its troughs: where they grow, what they take more is paid by the hour.
  private static func base(
    _ fleet: SharedFleet, _ members: [JointMember]
  ) throws(InputError) -> (JointDraw) -> Double {
    var parts: [DrawnBaseLoad.Part] = []
    var batches: [(index: Int, egressUSD: Double, hours: Double, volume: FactorRange)] = []
    for (index, option) in fleet.options {
      let member = members[index]
      let requests = member.demand.requests
      guard let api = member.api, member.isInteractive else {
        batches.append(
          (
            index, option.egressUSDPerRequest * requests,
            fleet.machines.load.batches[batches.count].replicaHours,
            member.workload.ranges.volume.map { FactorRange($0) }
              ?? FactorRange(low: 0.8, high: 1.25)
          ))
        continue
      }
      let ranges = try InputRanges(
        member.workload, option: option, demand: member.demand,
        market: member.decision.comparison.market.ranges(option, api))
      parts.append(
        DrawnBaseLoad.Part(
          requests: requests, usdPerRequest: api.usdPerRequest,
          egressUSDPerRequest: option.egressUSDPerRequest,
          response: StepResponse(option, demand: option.demand, mode: member.workload.mode),
          spread: ranges.stepSpread(of: option), ranges: ranges, workload: index))
    }
    guard let drawn = DrawnBaseLoad(fleet, parts: parts) else { return { _ in fleet.machineUSD } }
    let usdPerHour = fleet.machines.leastUSDPerReplicaHour
    return { draw in
      batches.reduce(drawn.usd(draw)) { sum, batch in
        let factor = batch.volume.factor(at: draw.volumes[batch.index])
        return sum + batch.egressUSD * factor + max(0, factor - 1) * batch.hours * usdPerHour
      }
    }
  }
}

/// A fleet of one workload's own whose cost follows draws.
private struct DrawnMachines {
  private let table: CostTable
  private let response: StepResponse
  private let spread: (below: Double, above: Double)
  private let ranges: InputRanges
  private let isBilledByUse: Bool

  init(_ option: SelfHostOption, member: JointMember, ranges: InputRanges) {
    table = CostTable(
      option, requests: member.demand.requests, reach: 3.5, committedUSD: option.machineUSD)
    response = StepResponse(option, demand: option.demand, mode: member.workload.mode)
    spread = ranges.stepSpread(of: option)
    self.ranges = ranges
    isBilledByUse = option.rental.terms.isBilledByUse
  }

  func usd(_ draw: JointDraw, volume: Double) -> Double {
    let z = ranges.declaresThroughput ? draw.declaredSteps : draw.steps
    let longer = z * (z < 0 ? spread.below : spread.above)
    return table.usd(logarithm: volume - response.logarithm(steps: longer))
      * ranges[.gpuPrice].factor(at: draw.machinePrice)
      * (isBilledByUse ? ranges[.machinePriceTrend].trend(at: draw.machineTrend) : 1)
  }
}
