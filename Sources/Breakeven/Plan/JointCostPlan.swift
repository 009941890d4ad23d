package import Pricing

/// What the plan of several workloads costs, month by month and resource by resource.
///
/// Machines that several share stand once, in the account of their fleet; all else is in the account of a workload. Jobs
/// that are run once have one month.
/// `Σ effectiveUSD` over the months, divided by their number, is ``JointPlan/totalUSD``.
package struct JointCostPlan: Sendable {
  /// Who bears some charges.
  package enum Bearer: Sendable {
    /// The place of a workload among those that were planned.
    case workload(Int)
    /// The place of a fleet, and the share of its cost that each workload bears.
    case fleet(Int, shares: [(workload: Int, share: Double)])
  }

  /// Charges with the same bearer.
  package struct Account: Sendable {
    package let bearer: Bearer
    package let charges: [PlannedCharge]
  }

  /// The first day of the first month.
  package let firstMonth: CalendarDate
  /// How many months there are.
  package let months: Int
  package let accounts: [Account]

  /// US dollars that the months bear together.
  package var effectiveUSD: Double {
    accounts.flatMap(\.charges).reduce(0) { $0 + $1.effectiveUSD }
  }
}

extension JointDecision {
  private static let monthsWithoutGrowth = 12

  /// What the plan costs month by month; `nil` where nothing is planned together.
  package var costPlan: JointCostPlan? {
    guard let plan else { return nil }
    let some = planned.map { decisions[$0] }
    let horizon = some.map { $0.demand.horizon.months.count }.max() ?? 1
    let months = period == .job ? 1 : horizon > 1 ? horizon : Self.monthsWithoutGrowth
    var accounts: [JointCostPlan.Account] = []
    for (index, fleet) in plan.fleets.enumerated() {
      let usd = fleet.machineUSD
      accounts.append(
        JointCostPlan.Account(
          bearer: .fleet(
            index,
            shares: fleet.shares.map { ($0.workload, usd > 0 ? $0.machineUSD / usd : $0.share) }),
          charges: fleet.charges(
            months: months,
            machinePrices: some.map { $0.demand.horizon.months.map(\.machinePrice) }
              .max { $0.count < $1.count } ?? [1],
            taxRates: some.map(\.workload.costs.taxRate),
            discount: some.first?.workload.costs.discounts.machines ?? 0)))
    }
    for (index, bill) in plan.bills.enumerated() {
      let maker = PlanMaker(
        workload: some[index].workload, demand: some[index].demand, months: months,
        hasOwnStaff: false)
      var charges: [PlannedCharge]
      switch bill.place {
      case .alone(let option): charges = maker.charges(option)
      case .api(let api): charges = maker.charges(api)
      case .mixed(let mixed): charges = maker.charges(mixed)
      case .shared(let place):
        let fleet = plan.fleets[place]
        let share = fleet.shares.first { $0.workload == index }
        let option = fleet.options.first { $0.workload == index }?.option
        let sent = share?.apiShare ?? 0
        charges = option.map { maker.egressCharges($0, share: 1 - sent) } ?? []
        if let api = share?.api { charges += maker.charges(api, share: sent) }
      }
      charges += bill.staff.flatMap { maker.charges(staff: $0) }
      accounts.append(JointCostPlan.Account(bearer: .workload(index), charges: charges))
    }
    return JointCostPlan(
      firstMonth: decisions[0].asOf.firstOfNextMonth, months: months, accounts: accounts)
  }
}

extension SharedFleet {
  /// The machines month by month, with their purchase and tax.
  fileprivate func charges(
    months: Int, machinePrices: [Double], taxRates: [Double], discount: Double
  ) -> [PlannedCharge] {
    let taxFactor = shares.reduce(0) { $0 + $1.share * (1 + taxRates[$1.workload]) }
    let usd = usdByMonth(months, sum: machineUSD / taxFactor * Double(months))
    var charges: [PlannedCharge] = []
    let bought = gpusByMonth(usd)
    for month in 0..<months {
      let added = bought[month] - (month > 0 ? bought[month - 1] : 0)
      if added > 0,
        let purchase = PlannedCharge(
          purchaseOf: rental, gpus: added, in: month, taxFactor: taxFactor)
      {
        charges.append(purchase)
      }
      let charge = PlannedCharge(
        rental, gpus: gpus, usd: usd[month], in: month,
        machinePrice: machinePrices[min(month, machinePrices.count - 1)], discount: discount)
      charges.append(charge)
      guard taxFactor > 1 else { continue }
      charges.append(
        PlannedCharge(
          month: month, kind: .tax, resource: charge.resource, provider: charge.provider,
          quantity: 1, usdPerUnit: charge.effectiveUSD * (taxFactor - 1),
          billedUSD: charge.billedUSD * (taxFactor - 1)))
    }
    return charges
  }

  /// Accelerators that are there in each month, ever more of them up to ``gpus`` in the dearest month: those of bought
  /// machines follow from what each month bears.
  private func gpusByMonth(_ usd: [Double]) -> [Int] {
    let most = usd.max() ?? 0
    guard most > 0 else { return usd.map { _ in gpus } }
    var held = 0
    return usd.map { month in
      let instances =
        (month / most * Double(gpus) / Double(max(1, rental.gpusPerInstance)) - 1e-6).rounded(.up)
      held = max(held, min(gpus, Int(instances) * max(1, rental.gpusPerInstance)))
      return held
    }
  }

  /// US dollars of machines before tax in each month, which add up to a sum: what the first months cost together, less
  /// what the months before did, as machines that are committed to are kept.
  private func usdByMonth(_ months: Int, sum: Double) -> [Double] {
    let horizon = machines.load.months
    let count = Double(replicas / max(1, machines.load.regions.count))
    var before = 0.0
    let own = (1...max(1, horizon)).map { month -> Double in
      let mean =
        base.map { $0.first(month).outcome(replicas: Int(count), way)?.machineUSD ?? 0 }
        ?? machines.first(month).cost(way).usd
      let all = mean * Double(month)
      defer { before = all }
      return max(0, all - before)
    }
    let usd = (0..<months).map { own[min($0, own.count - 1)] }
    let found = usd.reduce(0, +)
    guard found > 0, found < .infinity else {
      return usd.map { _ in sum / Double(months) }
    }
    return usd.map { $0 * sum / found }
  }
}
