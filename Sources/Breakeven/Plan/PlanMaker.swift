import Pricing
import Workloads

/// Lays the costs of a side out over months.
struct PlanMaker {
  let workload: Workload
  let demand: Demand
  /// How many months there are; `nil` for those of the horizon.
  var months: Int?
  /// Whether it has people, tools and set-up of its own.
  var hasOwnStaff = true

  private var costs: DeclaredCosts { workload.costs }
  private static let monthsWithoutGrowth = 12

  /// The months with their volumes and prices.
  var volumes: [Horizon.Month] {
    let months = demand.horizon.months
    if let count = self.months { return (0..<count).map { months[min($0, months.count - 1)] } }
    guard months.count == 1, let month = months.first, demand.period == .month else {
      return months
    }
    return Array(repeating: month, count: Self.monthsWithoutGrowth)
  }

  // MARK: Own machines

  func charges(_ option: SelfHostOption) -> [PlannedCharge] {
    charges(option, gpus: option.gpus, share: 1, machineUSD: option.machineUSD)
  }

  /// A base load of one's own, then what the API takes.
  func charges(_ mixed: MixedPlan) -> [PlannedCharge] {
    charges(
      mixed.option, gpus: mixed.gpus, share: 1 - mixed.apiShare, machineUSD: mixed.machineUSD)
      + charges(mixed.api, share: mixed.apiShare)
  }

  /// - Parameters:
  ///   - share: The share of requests that is served.
  ///   - machineUSD: What machines cost in a period, tax included.
  private func charges(
    _ option: SelfHostOption, gpus: Int, share: Double, machineUSD: Double
  ) -> [PlannedCharge] {
    var charges: [PlannedCharge] = []
    if let purchase = purchase(option, gpus: gpus) { charges.append(purchase) }
    let machines = machineUSDByMonth(option, machineUSD: machineUSD)
    let workers = workersByMonth(option)
    for (month, terms) in volumes.enumerated() {
      let machine = machineCharges(
        option, gpus: gpus, usd: machines[month],
        workers: workers.map { $0[min(month, $0.count - 1)] },
        in: month, terms)
      charges += machine
      if let tax = tax(on: machine, in: month) { charges.append(tax) }
      charges += egress(option, share: share, in: month, terms)
      if hasOwnStaff {
        charges += overhead(try? OverheadCost(ofSelfHosting: costs, in: demand.period), in: month)
      }
    }
    return charges
  }

  private func egress(
    _ option: SelfHostOption, share: Double, in month: Int, _ terms: Horizon.Month
  ) -> [PlannedCharge] {
    guard option.egressUSDPerRequest > 0 else { return [] }
    return [
      PlannedCharge(
        month: month, kind: .egress, resource: workload.name, provider: "own",
        quantity: demand.requests * terms.volume * share, usdPerUnit: option.egressUSDPerRequest)
    ]
  }

  /// Traffic out of one's own network, of the share of requests that it serves.
  func egressCharges(_ option: SelfHostOption, share: Double) -> [PlannedCharge] {
    volumes.enumerated().flatMap { egress(option, share: share, in: $0.offset, $0.element) }
  }

  private func machineUSDByMonth(_ option: SelfHostOption, machineUSD: Double) -> [Double] {
    let months = option.machineUSDByMonth(demand, machineUSD: machineUSD)
    return volumes.indices.map { months[min($0, months.count - 1)] }
  }

  /// What a seller's workers take month by month; `nil` for other machines.
  private func workersByMonth(_ option: SelfHostOption) -> [ScaledWorkers.Month]? {
    guard case .fleet(let plan) = option.plan else { return nil }
    return plan.workersByMonth(requests: demand.requests)
  }

  /// The machines of a month; workers that are always on by themselves, as their hours have a price of their own.
  private func machineCharges(
    _ option: SelfHostOption, gpus: Int, usd: Double, workers: ScaledWorkers.Month?,
    in month: Int, _ terms: Horizon.Month
  ) -> [PlannedCharge] {
    func charge(_ usd: Double, priceShare: Double) -> PlannedCharge {
      PlannedCharge(
        option.rental, gpus: gpus, usd: usd, in: month,
        machinePrice: terms.machinePrice * priceShare, discount: costs.discounts.machines)
    }
    guard let workers, workers.keptCostShare > 0, workers.keptPriceShare != 1 else {
      return [charge(usd, priceShare: 1)]
    }
    let kept = charge(usd * workers.keptCostShare, priceShare: workers.keptPriceShare)
    guard workers.scaledHours > 0 else { return [kept] }
    return [kept, charge(usd * (1 - workers.keptCostShare), priceShare: 1)]
  }

  private func purchase(_ option: SelfHostOption, gpus: Int) -> PlannedCharge? {
    PlannedCharge(purchaseOf: option.rental, gpus: gpus, taxFactor: 1 + costs.taxRate)
  }

  // MARK: API

  func charges(_ api: APICandidate, share: Double = 1) -> [PlannedCharge] {
    let answered = 1 - (workload.mode.batchTerms?.retriedShare ?? 0)
    var charges: [PlannedCharge] = []
    for (month, terms) in volumes.enumerated() {
      let requests = demand.requests * terms.volume * share / answered
      // With units the charge of a request is its part of them: what is charged by the request stands apart.
      let billed =
        api.provisioned == nil
        ? api.charges
        : api.charges.filter { $0.tokenClass != .request } + [api.overflowFee].compactMap(\.self)
      let tokens = billed.map { charge in
        PlannedCharge(
          month: month, kind: .tokens(charge.tokenClass), resource: api.tariff.id,
          provider: api.tariff.provider, quantity: requests * charge.tokens,
          usdPerUnit: charge.tokens > 0 ? charge.usd / charge.tokens * terms.apiPrice : 0,
          discount: api.tariff.discount)
      }
      // Units do not follow the volume.
      let units = (api.provisioned?.bought ?? []).map { unit in
        PlannedCharge(
          month: month, kind: .provisioned, resource: "\(api.tariff.id)/\(unit.name)",
          provider: api.tariff.provider,
          quantity: Double(unit.units) * Volume.hoursPerMonth * share,
          usdPerUnit: unit.usdPerUnitHour, discount: api.tariff.discount,
          commitment: api.provisioned.flatMap {
            $0.term == ProvisionedThroughput.Term.hour.title ? nil : $0.term
          })
      }
      let bill = units + tokens
      charges += bill
      if let tax = tax(on: bill, in: month) { charges.append(tax) }
      if hasOwnStaff {
        charges += overhead(try? OverheadCost(ofAPI: costs, in: demand.period), in: month)
      }
    }
    return charges
  }

  // MARK: Both

  private func tax(on charges: [PlannedCharge], in month: Int) -> PlannedCharge? {
    guard costs.taxRate > 0, let first = charges.first else { return nil }
    let effective = charges.reduce(0) { $0 + $1.effectiveUSD } * costs.taxRate
    return PlannedCharge(
      month: month, kind: .tax, resource: first.resource, provider: first.provider,
      quantity: 1, usdPerUnit: effective,
      billedUSD: charges.reduce(0) { $0 + $1.billedUSD } * costs.taxRate, effectiveUSD: effective)
  }

  private func overhead(_ cost: OverheadCost?, in month: Int) -> [PlannedCharge] {
    (cost?.items ?? []).flatMap { charges($0.kind, usd: $0.likelyUSD, in: month) }
  }

  /// Its share of people and tools that do for several workloads, and what is set up for it.
  func charges(staff: [OverheadCost.Kind: Double]) -> [PlannedCharge] {
    volumes.indices.flatMap { month in
      OverheadCost.Kind.allCases.flatMap { kind in
        staff[kind].map { charges(kind, usd: $0, in: month) } ?? []
      }
    }
  }

  private func charges(
    _ kind: OverheadCost.Kind, usd: Double, in month: Int
  ) -> [PlannedCharge] {
    func charge(_ kind: PlannedCharge.Kind, usd: Double, billed: Double, effective: Double)
      -> PlannedCharge
    {
      PlannedCharge(
        month: month, kind: kind, resource: workload.name, provider: "own", quantity: 1,
        usdPerUnit: usd, billedUSD: billed, effectiveUSD: effective)
    }
    switch kind {
    case .people: return [charge(.people, usd: usd, billed: usd, effective: usd)]
    case .tools: return [charge(.tools, usd: usd, billed: usd, effective: usd)]
    case .storage: return [charge(.storage, usd: usd, billed: usd, effective: usd)]
    case .setup:
      let whole = demand.period == .job ? usd : usd * costs.setupMonths
      let share = charge(.setupShare, usd: usd, billed: 0, effective: usd)
      return month == 0
        ? [charge(.setup, usd: whole, billed: whole, effective: 0), share] : [share]
    }
  }
}
