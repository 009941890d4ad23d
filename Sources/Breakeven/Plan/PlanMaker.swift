import Pricing
import Workloads

/// Lays the costs of a side out over months.
struct PlanMaker {
  let workload: Workload
  let demand: Demand

  private var costs: DeclaredCosts { workload.costs }
  private static let monthsWithoutGrowth = 12

  /// The months with their volumes and prices.
  var volumes: [Horizon.Month] {
    let months = demand.horizon.months
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
    for (month, terms) in volumes.enumerated() {
      let machine = machineCharge(option, usd: machines[month], in: month, terms)
      charges.append(machine)
      if let tax = tax(on: [machine], in: month) { charges.append(tax) }
      if option.egressUSDPerRequest > 0 {
        charges.append(
          PlannedCharge(
            month: month, kind: .egress, resource: workload.name, provider: "own",
            quantity: demand.requests * terms.volume * share,
            usdPerUnit: option.egressUSDPerRequest))
      }
      charges += overhead(try? OverheadCost(ofSelfHosting: costs, in: demand.period), in: month)
    }
    return charges
  }

  /// US dollars of machines by month, `machineUSD` on average, in the proportions of a fleet that serves everything; all
  /// alike where machines are too few for that.
  private func machineUSDByMonth(_ option: SelfHostOption, machineUSD: Double) -> [Double] {
    guard option.machineUSD < .infinity else { return volumes.map { _ in machineUSD } }
    let scale = option.machineUSD > 0 ? machineUSD / option.machineUSD : 0
    let months: [Double] =
      switch option.plan {
      case .fleet(let plan): plan.usdByMonth(requests: demand.requests)
      case .batch(let plan): plan.usdByMonth(requests: demand.requests)
      }
    return volumes.indices.map { months[min($0, months.count - 1)] * scale }
  }

  private func machineCharge(
    _ option: SelfHostOption, usd: Double, in month: Int, _ terms: Horizon.Month
  ) -> PlannedCharge {
    let rental = option.rental
    let price =
      rental.usdPerInstanceHour * (rental.terms.isBilledByUse ? terms.machinePrice : 1)
    // The purchase is billed once, at the start; only running is billed month by month.
    let running =
      rental.ownership.map { 1 - $0.capitalUSDPerGPUHour / max(1e-12, $0.usdPerGPUHour) } ?? 1
    return PlannedCharge(
      month: month, kind: rental.service.map { .managed($0.kind) } ?? .machines(rental.terms),
      resource: rental.id,
      provider: rental.provider, quantity: usd / price, usdPerUnit: price,
      discount: rental.terms == .owned ? 0 : costs.discounts.machines,
      billedUSD: usd * running, effectiveUSD: usd)
  }

  private func purchase(_ option: SelfHostOption, gpus: Int) -> PlannedCharge? {
    guard let usd = option.purchaseUSD, usd > 0 else { return nil }
    return PlannedCharge(
      month: 0, kind: .purchase, resource: option.rental.id, provider: option.rental.provider,
      quantity: Double(gpus), usdPerUnit: usd / Double(option.gpus), effectiveUSD: 0)
  }

  // MARK: API

  func charges(_ api: APICandidate, share: Double = 1) -> [PlannedCharge] {
    let answered = 1 - (workload.mode.batchTerms?.retriedShare ?? 0)
    var charges: [PlannedCharge] = []
    for (month, terms) in volumes.enumerated() {
      let requests = demand.requests * terms.volume * share / answered
      let tokens = api.charges.map { charge in
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
          usdPerUnit: unit.usdPerUnitHour, discount: api.tariff.discount)
      }
      let bill = units + tokens.filter { units.isEmpty || $0.kind != .tokens(.request) }
      charges += bill
      if let tax = tax(on: bill, in: month) { charges.append(tax) }
      charges += overhead(try? OverheadCost(ofAPI: costs, in: demand.period), in: month)
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
    (cost?.items ?? []).flatMap { item in charges(item, in: month) }
  }

  private func charges(_ item: OverheadCost.Item, in month: Int) -> [PlannedCharge] {
    func charge(_ kind: PlannedCharge.Kind, usd: Double, billed: Double, effective: Double)
      -> PlannedCharge
    {
      PlannedCharge(
        month: month, kind: kind, resource: workload.name, provider: "own", quantity: 1,
        usdPerUnit: usd, billedUSD: billed, effectiveUSD: effective)
    }
    let usd = item.likelyUSD
    switch item.kind {
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
