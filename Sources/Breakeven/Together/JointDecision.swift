public import CheckedJSON
public import Pricing
public import Workloads

/// Several workloads decided together: who serves each so that all cost least, with machines and staff shared.
///
/// ```swift
/// let joint = try JointDecision([chat, rag, agent], catalog: try .builtIn(), asOf: today)
/// print(joint.choice, joint.plan?.totalUSD ?? 0, joint.separateUSD ?? 0)
/// ```
///
/// Workloads that may be served by the same open model share replicas of one deployment; what each bears is its share of
/// the replica time. People and tools are paid once. The plan never costs more than the workloads' own plans do together.
public struct JointDecision: Sendable {
  /// The workloads' own decisions, in the order in which they were given, all over the same months.
  public let decisions: [Decision]
  /// The places of the workloads that are planned together; others have no plan of their own to begin with, or are jobs
  /// that are run once beside workloads that go on month by month.
  public let planned: [Int]
  /// The cheapest plan for those; `nil` where fewer than two can be planned.
  public let plan: JointPlan?
  /// The cheapest plan with a base load below APIs, whether it pays or not; `nil` where there is none.
  package let mixed: JointMix?
  /// The cheapest with an API for each; `nil` where some workload has none.
  public let allAPI: JointPlan?
  /// The cheapest with machines of one's own for each; `nil` where some workload has none.
  public let allOwn: JointPlan?
  /// For each of ``planned`` what all would cost if it stood on the other side: left for the API, or came back.
  package let movedUSD: [Double?]
  /// How sure ``plan`` is; `nil` where there is nothing to compare it with.
  package let odds: JointOdds?
  /// Workloads that were put over more months than they were stated for, so that all see the same.
  package let extended: [Int]

  /// US dollars of the planned workloads' own plans in a month, as if each were the only one.
  public var separateUSD: Double? {
    let sums = planned.map { members[$0].separateUSD }
    return sums.contains { $0 == nil } ? nil : sums.compactMap(\.self).reduce(0, +)
  }

  /// What the plan's costs are counted over: a month, or once where all are jobs.
  package var period: Demand.Period {
    planned.contains { decisions[$0].demand.period == .month } ? .month : .job
  }

  /// Whether one is left out for being run once, where others go on month by month.
  package func isJobBesideMonths(_ index: Int) -> Bool {
    !planned.contains(index) && members[index].separateUSD != nil
  }

  /// US dollars of the own plan of one of ``planned``.
  ///
  /// - Parameter index: The workload's place among those that were given.
  public func separateUSD(of index: Int) -> Double? { members[index].separateUSD }

  private let members: [JointMember]

  /// What to do: the kind of ``plan``, unless that is too unsure.
  public var choice: Verdict.Choice {
    guard let plan, let odds else { return .nothingToCompare }
    return odds.probability >= decisions[0].assumptions.confidence ? plan.choice : .tooCloseToCall
  }

  /// Decides each workload, then all together.
  ///
  /// - Parameters:
  ///   - workloads: From two to 24, which may share machines and staff.
  ///   - catalog: What may be chosen from: models, machines, engines and prices.
  ///   - asOf: The day for which prices hold, and by which their age is judged.
  ///   - assumptions: What is assumed where the workload is silent, and how many draws tell how sure the answer is.
  /// - Throws: `InputError` as ``Decision`` does, and for fewer than two workloads or more than ``most``.
  public init(
    _ workloads: [Workload], catalog: Catalog, asOf: CalendarDate,
    assumptions: DecisionAssumptions = DecisionAssumptions()
  ) throws(InputError) {
    var decisions: [Decision] = []
    for workload in try Self.overSameMonths(workloads) {
      decisions.append(
        try Decision(workload, catalog: catalog, asOf: asOf, assumptions: assumptions))
    }
    try self.init(
      decisions, catalog: catalog, stated: workloads.map { $0.growth?.horizonMonths ?? 1 })
  }

  /// The most workloads that are planned together.
  package static let most = 24
  /// The most models that are put side by side on the same machines.
  package static let mostSideBySide = SharedFleetSearch.mostSideBySide

  /// Joins decisions that were made for each workload alone.
  ///
  /// - Parameters:
  ///   - decisions: Of workloads ``overSameMonths(_:)``.
  ///   - catalog: The models, chips and prices that the decisions were made with.
  ///   - stated: The months for which each was stated.
  package init(
    _ decisions: [Decision], catalog: Catalog, stated: [Int]
  ) throws(InputError) {
    guard (2...Self.most).contains(decisions.count) else {
      throw InputError(
        found: "\(decisions.count) workloads", expected: "from 2 to \(Self.most) to plan together")
    }
    self.decisions = decisions
    var members: [JointMember] = []
    for (index, decision) in decisions.enumerated() {
      members.append(try JointMember(decision, index: index, catalog: catalog))
    }
    self.members = members
    extended = decisions.indices.filter {
      let months = decisions[$0].workload.growth?.horizonMonths ?? 1
      return stated[$0] > 1 && months > stated[$0]
    }
    let able = members.indices.filter { members[$0].separateUSD != nil }
    // What a job costs once is no part of what others cost in each month.
    let monthly = able.filter { members[$0].demand.period == .month }
    let planned = monthly.isEmpty ? able : monthly
    self.planned = planned
    guard planned.count > 1 else {
      (plan, mixed, allAPI, allOwn, movedUSD, odds) = (nil, nil, nil, nil, [], nil)
      return
    }
    let joining = planned.enumerated().map { JointMember(members[$1], index: $0) }
    let found = JointSearch(joining).run()
    allAPI = found.allAPI
    allOwn = found.allOwn
    func sureness(_ plan: JointPlan, pure: JointPlan? = nil) throws(InputError) -> JointOdds? {
      try JointOdds(plan, against: [found.allAPI, found.allOwn], pure: pure, of: joining)
    }
    mixed = try found.mix.flatMap { mix throws(InputError) -> JointMix? in
      guard let pure = found.pure else { return nil }
      let answer = JointMix(plan: mix, pureUSD: pure.totalUSD, odds: nil)
      guard answer.isWorthIt else { return answer }
      return JointMix(plan: mix, pureUSD: pure.totalUSD, odds: try sureness(mix, pure: pure))
    }
    if let mixed, mixed.isWorthIt, let odds = mixed.odds,
      odds.probability >= decisions[0].assumptions.confidence
    {
      plan = mixed.plan
      self.odds = odds
      movedUSD = found.movedFromMix.map { $0?.totalUSD }
    } else {
      plan = found.best
      self.odds = try found.best.flatMap { best throws(InputError) in try sureness(best) }
      movedUSD = found.moved.map { $0?.totalUSD }
    }
  }

  /// The workloads over the months of the one that looks farthest ahead: growth goes on at its rate.
  ///
  /// One that does not grow is the same in all months, and stays as it is.
  package static func overSameMonths(_ workloads: [Workload]) throws(InputError) -> [Workload] {
    let months = workloads.map { $0.growth?.horizonMonths ?? 1 }.max() ?? 1
    var same: [Workload] = []
    for workload in workloads {
      guard let growth = workload.growth, growth.horizonMonths > 1, growth.horizonMonths < months
      else {
        same.append(workload)
        continue
      }
      same.append(
        try workload.with(
          growth: Growth(
            perMonth: growth.perMonth, horizonMonths: months,
            machinePricePerMonth: growth.machinePricePerMonth,
            apiPricePerMonth: growth.apiPricePerMonth)))
    }
    return same
  }
}
