package import Pricing
import Workloads

/// What the recommended answer costs, month by month and resource by resource: a forecast that an invoice can be held
/// against.
///
/// The months follow each other from the one after the day of the decision. Where nothing grows there are twelve, all
/// alike; a job that is run once has one. `Σ effectiveUSD` over the months, divided by their number, is the cost of a
/// month that the decision states.
public struct CostPlan: Sendable, Hashable {
  /// Who serves.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case selfHost = "self-host"
    case api
    /// A base load of one's own, and an API above it.
    case mixed
  }

  /// Who serves.
  public let side: Side
  /// The workload's name.
  public let workloadName: String
  /// The first day of the first month.
  package let firstMonth: CalendarDate
  /// How many months there are.
  package let months: Int
  /// What is paid, month by month.
  package let charges: [PlannedCharge]

  /// US dollars that the months bear together.
  public var effectiveUSD: Double { charges.reduce(0) { $0 + $1.effectiveUSD } }

  /// The first days of a month of the plan and of the one after it.
  package func period(ofMonth month: Int) -> (start: CalendarDate, end: CalendarDate) {
    (firstMonth.adding(months: month), firstMonth.adding(months: month + 1))
  }
}

extension Decision {
  /// What the answer costs month by month; of sides that are too close, the one that is cheaper at likely values.
  ///
  /// `nil` where nothing can serve, and where each model has an answer of its own.
  public var plan: CostPlan? { cheaperSide.flatMap { plan($0) } }

  /// Who serves by the answer.
  var cheaperSide: CostPlan.Side? {
    let api = bestAPI.map { $0.usd(requests: demand.requests) }
    let own = bestSelfHost?.totalUSD
    switch (verdict.choice, own, api) {
    case (.mixed, _, _): return mixed == nil ? nil : .mixed
    case (.selfHost, .some, _), (_, .some, nil): return .selfHost
    case (.api, _, .some), (_, nil, .some): return .api
    case (_, .some(let own), .some(let api)): return own < api ? .selfHost : .api
    case (_, nil, nil): return nil
    }
  }

  /// What one side costs month by month; `nil` where it cannot serve.
  ///
  /// - Parameter side: Whose costs: one's own machines, an API, or both together.
  public func plan(_ side: CostPlan.Side) -> CostPlan? {
    let maker = PlanMaker(workload: workload, demand: demand)
    let charges: [PlannedCharge]?
    switch side {
    case .selfHost: charges = bestSelfHost.map { maker.charges($0) }
    case .api: charges = bestAPI.map { maker.charges($0) }
    case .mixed: charges = mixed.map { maker.charges($0.plan) }
    }
    guard let charges else { return nil }
    return CostPlan(
      side: side, workloadName: workload.name, firstMonth: asOf.firstOfNextMonth,
      months: maker.volumes.count, charges: charges)
  }
}

extension CalendarDate {
  /// The first day of the month after this one.
  var firstOfNextMonth: CalendarDate {
    (CalendarDate(year: year, month: month, day: 1) ?? self).adding(months: 1)
  }

  /// The same day some months later, for a day that every month has.
  package func adding(months: Int) -> CalendarDate {
    let count = year * 12 + month - 1 + months
    return CalendarDate(year: count / 12, month: count % 12 + 1, day: day) ?? self
  }
}
