import Numerics
package import Pricing
import Roofline
import Workloads

/// Everything that commitments of one fleet are decided by: its load in layers, and the terms on which its machines are sold.
package struct CommitmentMarket: Sendable {
  package let option: SelfHostOption
  package let api: APICandidate?
  package let months: Int
  /// The expected volume of each month over the mean of the horizon.
  package let volumeForecast: [Double]
  /// Ways to have the machines, the cheapest seller of each terms.
  package let machines: [SupplyTerm]
  package let tooLong: [SupplyTerm]
  private let decision: Decision

  /// Months that are looked at where the workload does not say: the longest term that is rented out.
  package static let usualMonths = 36

  /// What there is to choose among for one fleet of a decision.
  ///
  /// `nil` for a job that is run once, and where the fleet's machines are sold on one set of terms only.
  ///
  /// - Parameters:
  ///   - decision: The decision that found the fleet.
  ///   - option: The fleet, whose machines are rented or reserved.
  ///   - needsChoice: Whether there must be two sets of terms.
  package init?(_ decision: Decision, option: SelfHostOption, needsChoice: Bool = true) {
    guard decision.demand.period == .month else { return nil }
    self.decision = decision
    self.option = option
    api = decision.apis.first
    let growth = decision.workload.growth
    let months = growth.map(\.horizonMonths) ?? Self.usualMonths
    let mean = growth?.meanFactor ?? 1
    self.months = months
    volumeForecast = (0..<months).map { (growth?.factor(inMonth: $0) ?? 1) / mean }
    var terms: [SupplyTerm] = []
    for kind in Rental.Terms.allCases {
      if let term = Self.cheapest(kind, decision, option) { terms.append(term) }
    }
    tooLong = terms.filter { $0.months ?? 0 > months }
    machines = terms.filter { $0.months ?? 0 <= months }
    guard hasChoice || !needsChoice else { return nil }
  }

  /// Whether the machines are sold on several sets of terms.
  var hasChoice: Bool { machines.count + tooLong.count > 1 }

  /// US dollars of the fleet in a month if just the hours in which replicas are needed were paid, on the cheapest of
  /// these terms: no blend on one's own machines costs less.
  var leastUSD: Double {
    let perHour = machines.map { $0.usdPerReplicaHour(over: months) }.min() ?? .infinity
    let hours = levels(1).reduce(0) { $0 + $1.hours * Double($1.replicas) }
    return hours * perHour + option.overheadUSD + option.egressUSD
  }

  /// The cheapest seller of these terms who has enough for the peak, else the cheapest.
  private static func cheapest(
    _ terms: Rental.Terms, _ decision: Decision, _ option: SelfHostOption
  ) -> SupplyTerm? {
    let gpusEach = option.deployment.layout.chips
    let batch = decision.workload.mode.batchTerms
    if terms == .spot, batch?.spotAllowed != true { return nil }
    var best: (rental: Rental, usd: Double, hasRoom: Bool)?
    let machines = (decision.rentals + decision.rentalsBeyondHorizon)
      .filter { $0.terms == terms && $0.gpu == option.rental.gpu }.holding(chips: gpusEach)
    for rental in machines {
      let usd = ReplicaPacking(gpusEach: gpusEach, on: rental).leastUSDPerReplicaHour
      let hasRoom = rental.hasRoom(forReplicas: option.replicas, gpusEach: gpusEach)
      if let known = best, (known.hasRoom ? 1 : 0, -known.usd) >= (hasRoom ? 1 : 0, -usd) {
        continue
      }
      best = (rental, usd, hasRoom)
    }
    return best.flatMap { term($0.rental, usd: $0.usd, decision, gpusEach: gpusEach) }
  }

  private static func term(
    _ rental: Rental, usd: Double, _ decision: Decision, gpusEach: Int
  ) -> SupplyTerm? {
    let shared = max(1, rental.gpusPerInstance / gpusEach)
    let tax = 1 + decision.workload.costs.taxRate
    let kind: SupplyTerm.Kind
    var perHour = usd * Double(shared) * tax
    switch rental.terms {
    case .onDemand: kind = .byUse
    case .spot:
      // Work takes longer on machines that are taken away.
      let lost = decision.workload.mode.batchTerms?.lostMinutesPerInterruption ?? 10
      let rate =
        decision.workload.mode.batchTerms?.interruptionsPerHour ?? rental.interruptionsPerHour
        ?? decision.assumptions.spotInterruptionsPerHour
      kind = .byUse
      perHour *= exponential(min(5, rate * lost / 60))
    case .reserved1Month, .reserved6Months, .reserved1Year, .reserved3Year:
      kind = .committed(months: Int((rental.committedYears * 12).rounded()))
    case .owned:
      guard let owned = rental.ownership else { return nil }
      let gpus = Double(shared * gpusEach)
      let hourly =
        owned.electricityUSDPerGPUHour + owned.colocationUSDPerGPUHour + owned.supportUSDPerGPUHour
      kind = .owned(
        SupplyTerm.Ownership(
          capitalUSD: owned.purchaseUSDPerGPU * gpus * tax,
          runningUSDPerMonth: hourly * gpus * Volume.hoursPerMonth * tax,
          costOfCapitalPerYear: owned.costOfCapitalPerYear,
          resalePerYear: resalePerYear(owned)))
    }
    return SupplyTerm(
      kind, title: rental.terms == .owned ? "owned" : rental.terms.title, seller: rental.provider,
      replicasPerInstance: shared, usdPerHour: perHour,
      mostReplicas: rental.mostReplicas(gpusEach: gpusEach), isPaid: rental.isPaid)
  }

  /// The share of its value that a machine keeps each year: what is left at the end of its life, spread evenly.
  ///
  /// 10 % after five years are 63 % a year. Nothing left counts as 1 %, of which the logarithm can be taken.
  private static func resalePerYear(_ owned: OwnedHardware) -> Double {
    exponential(naturalLogarithm(max(0.01, owned.residualFraction)) / owned.lifeYears)
  }
}

extension CommitmentMarket {
  /// How volume and prices move, by what the workload says, else by history until the day of the decision.
  package func processes(_ history: PriceHistory, until day: CalendarDate) -> MarketProcesses {
    let workload = decision.workload
    func declared(
      _ process: PriceProcess, _ range: UncertaintyRanges.Factor?, _ trend: Double?
    ) -> PriceProcess {
      var process = process
      if let range {
        let spread = FactorRange(range).spread
        // The range of a price is that over half a year, for which prices are relied on.
        let volatility = (spread.below + spread.above) / 2 / MarketView.reliedOnMonths.squareRoot()
        process = PriceProcess(
          driftPerMonth: process.driftPerMonth, volatility: volatility, moves: process.moves)
      }
      return trend.map { process.with(driftPerMonth: $0) } ?? process
    }
    func trend(_ stated: Double?, _ range: UncertaintyRanges.Trend?) -> Double? {
      if let stated, stated != 0 { return stated }
      return range.map { ($0.low + $0.high) / 2 }
    }
    let ranges = workload.ranges
    return MarketProcesses(
      volumeForecast: volumeForecast,
      volumeSpread: (ranges.volume.map { FactorRange($0) } ?? FactorRange(low: 0.8, high: 1.25))
        .spread,
      rents: declared(
        history.rentProcess(until: day), ranges.gpuPrice,
        trend(workload.growth?.machinePricePerMonth, ranges.machinePricePerMonth)),
      apiPrices: declared(
        history.apiProcess(until: day), ranges.apiPrice,
        trend(workload.growth?.apiPricePerMonth, ranges.apiPricePerMonth)))
  }

  /// The kinds of answers whose blends are compared, with layers for the volumes that occur.
  ///
  /// - Parameters:
  ///   - others: Ways to have the machines, instead of those on sale today.
  ///   - volumes: The volumes that occur, each relative to that of the decision.
  package func sides(machines others: [SupplyTerm]? = nil, volumes: Set<Double>) -> [SupplySide] {
    let machines = others ?? machines
    let requests = decision.demand.requests
    let perRequest = api?.usdPerRequest ?? 0
    let own = option.overheadUSD
    let their = api?.overheadUSD ?? 0
    let egress = option.egressUSDPerRequest
    let sizes = Set(machines.map(\.replicasPerInstance))
    func layers(spares: Int) -> LoadLayers {
      LoadLayers(
        volumes: volumes, typicalVolume: volumeForecast.max(), sizes: sizes, spares: spares,
        requestsPerMonth: requests,
        served: served, levels: levels)
    }
    var sides: [SupplySide] = []
    if option.machineUSD < .infinity {
      sides.append(
        SupplySide(
          .own, terms: machines, layers: layers(spares: spares), fixedUSDPerMonth: own,
          requestsPerMonth: requests, egressUSDPerRequest: egress))
    }
    guard let api else { return sides }
    let name = SupplyTerm(.api, title: "API", seller: api.tariff.id)
    // Without a spare, the API stands in while a replica is down.
    let isBatch = decision.workload.mode.batchTerms != nil
    sides.append(
      SupplySide(
        .mixed, terms: machines + [name], layers: layers(spares: 0), fixedUSDPerMonth: own + their,
        requestsPerMonth: requests, apiUSDPerRequest: perRequest,
        apiShare: isBatch ? 0 : 1 - decision.assumptions.replicaAvailability,
        egressUSDPerRequest: egress))
    sides.append(
      SupplySide(
        .api, terms: [name], layers: nil, fixedUSDPerMonth: their, requestsPerMonth: requests,
        apiUSDPerRequest: perRequest, apiShare: 1))
    return sides
  }

  private var spares: Int {
    if case .fleet(let plan) = option.plan { plan.spares * plan.regions } else { 0 }
  }

  private func served(_ replicas: Int) -> Double {
    if case .fleet(let plan) = option.plan {
      plan.pooling.served(byReplicas: replicas)
    } else {
      Double(replicas)
    }
  }

  /// The levels of a month at a volume over the mean of the horizon.
  private func levels(_ volume: Double) -> [LoadLevel] {
    let requests = decision.demand.requests * volume
    switch option.plan {
    case .fleet(let plan):
      let weights = plan.hourOfWeekWeights
      let mean = requests / FleetPlan.secondsPerMonth / plan.replicaRequestsPerSecond
      let hours = Volume.hoursPerMonth / Double(max(1, weights.count))
      let isFixed = !decision.workload.candidates.allowsAutoscaling
      func replicas(_ weight: Double) -> Int {
        let regions = Double(plan.regions)
        return plan.pooling.replicas(serving: mean * weight / regions) * plan.regions
      }
      let peak = replicas(weights.max() ?? 1)
      return weights.map { weight in
        LoadLevel(
          hours: hours, replicas: isFixed ? peak : replicas(weight), load: mean * weight)
      }
    case .batch(let plan):
      let each = requests / max(1, plan.jobs)
      let replicas = plan.replicas(requestsPerJob: each)
      let seconds = plan.jobSeconds(requestsPerJob: each)
      guard replicas > 0, seconds.isFinite else { return [] }
      let hours = min(Volume.hoursPerMonth, plan.jobs * seconds / 3600)
      return [
        LoadLevel(hours: hours, replicas: replicas, load: Double(replicas)),
        LoadLevel(hours: max(0, Volume.hoursPerMonth - hours), replicas: 0, load: 0),
      ]
    }
  }
}
