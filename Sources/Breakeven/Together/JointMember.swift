import CheckedJSON
import Roofline
import Workloads

/// One workload of several that are planned together: its decision, and what its own plan costs.
struct JointMember: Sendable {
  let decision: Decision
  /// The place among the workloads.
  private(set) var index: Int
  /// What may be tried for it.
  let choices: SearchChoices
  /// The cheapest fleet of its own for each count on machines of which there are only so many.
  let alone: [SelfHostOption]
  /// The cheapest mixed plan, and whether that is its answer.
  let mixed: (plan: MixedPlan, isAnswer: Bool)?
  let ownOverhead: OverheadCost
  let apiOverhead: OverheadCost
  private let optionsByKey: [String: SelfHostOption]
  private let optionsByModel: [String: SelfHostOption]
  /// What simulation left of the closed form, at worst; 1 where nothing was simulated.
  private let simulatedShare: Double

  var workload: Workload { decision.workload }
  var demand: Demand { decision.demand }
  var api: APICandidate? { decision.bestAPI }
  var isInteractive: Bool { if case .interactive = workload.mode { true } else { false } }

  /// US dollars of the workload's own plan, people included; `nil` where it has none.
  let separateUSD: Double?

  init(_ decision: Decision, index: Int, catalog: Catalog) throws(InputError) {
    self.decision = decision
    self.index = index
    let workload = decision.workload
    choices = try SearchChoices(workload, catalog)
    ownOverhead = try OverheadCost(ofSelfHosting: workload.costs, in: decision.demand.period)
    apiOverhead = try OverheadCost(ofAPI: workload.costs, in: decision.demand.period)
    mixed = decision.mixed.map { ($0.plan, decision.verdict.choice == .mixed) }
    let isOneModel = decision.scope == .anyOf
    let options = isOneModel ? decision.selfHosting.filter { $0.split == nil } : []
    var alone = options.first.map { [$0] } ?? []
    if let first = alone.first, first.rental.maximumGPUs != nil,
      let other = options.first(where: { $0.rental.maximumGPUs == nil })
    {
      alone.append(other)
    }
    self.alone = alone
    separateUSD =
      switch decision.cheaperSide {
      case .selfHost: decision.bestSelfHost?.totalUSD
      case .api: decision.bestAPI?.usd(requests: decision.demand.requests)
      case .mixed: mixed?.plan.totalUSD
      case nil: nil
      }
    var byKey: [String: SelfHostOption] = [:]
    var byModel: [String: SelfHostOption] = [:]
    var share = 1.0
    for option in options {
      // Workers that come and go have no spare, and so other hit rates than a fleet that is shared.
      if byKey[option.deployment.key].map({ $0.isByUse && !option.isByUse }) ?? true {
        byKey[option.deployment.key] = option
      }
      if byModel[option.modelName] == nil { byModel[option.modelName] = option }
      if case .simulated(let sizing) = option.sizing, sizing.closedFormRequestsPerSecond > 0 {
        share = min(
          share, sizing.replica.requestsPerSecond / sizing.closedFormRequestsPerSecond)
      }
    }
    optionsByKey = byKey
    optionsByModel = byModel
    simulatedShare = share
  }

  /// The same at another place among the workloads.
  init(_ other: JointMember, index: Int) {
    self = other
    self.index = index
  }

  /// The ways to serve it that others might join: the cheapest for each model and accelerator, and those that are
  /// cheapest at another volume.
  func shareable(most: Int) -> [SelfHostOption] {
    // Adapters make another model of it, which others cannot use.
    guard isInteractive, decision.scope == .anyOf, workload.adapters == nil else { return [] }
    var seen: Set<String> = []
    var kinds: [String: Int] = [:]
    var found: [SelfHostOption] = []
    for option in decision.selfHosting.prefix(400) + decision.contenders.options
    where option.split == nil {
      guard case .fleet(let plan) = option.plan, !plan.isScaledToZero else { continue }
      let kind = option.modelName + " " + option.deployment.accelerator.id
      let key = "\(option.deployment.key)|\(option.rental.id)|\(option.rental.terms)|\(plan.policy)"
      guard kinds[kind, default: 0] < 2, seen.insert(key).inserted else { continue }
      kinds[kind, default: 0] += 1
      found.append(option)
      if found.count == most { break }
    }
    return found
  }

  /// Whether what it says of models, chips, engines, precisions and layouts lets it be served so.
  func allows(_ deployment: Deployment) -> Bool {
    if optionsByKey[deployment.key] != nil { return true }
    guard optionsByModel[deployment.modelName] != nil,
      deployment.speculation == nil
        || decision.assumptions.stack(of: workload) == .modern,
      choices.accelerators.contains(where: { $0.id == deployment.accelerator.id })
    else { return false }
    let accelerator = deployment.accelerator
    let engines = choices.engines(
      for: accelerator, default: decision.assumptions.engine)
    return engines.contains { $0.name == deployment.engine.name }
      && choices.precisions(of: deployment.model, on: accelerator).tried
        .contains { $0.precision == deployment.precision }
      && choices.layouts(
        of: deployment.model, on: accelerator, upTo: deployment.layout.chips
      ).contains(deployment.layout)
  }

  /// The machines as it may have them: among those that it looks at, at the price that it would pay.
  func rental(like other: Rental) -> Rental? {
    decision.rentals.first { $0.id == other.id && $0.terms == other.terms }
  }

  /// What it would be on a deployment by itself; `nil` where that cannot serve it.
  func option(on deployment: Deployment, _ rental: Rental) -> SelfHostOption? {
    if let known = optionsByKey[deployment.key] { return known }
    guard let kin = optionsByModel[deployment.modelName],
      (try? deployment.checkFit(of: kin.demand.shape)) != nil,
      let planner = try? OptionPlanner(
        workload, demand: demand, assumptions: decision.assumptions)
    else { return nil }
    let option = SelfHostOption(like: kin, deployment: deployment)
    return planner.with(demand: kin.demand).options(replanning: option, on: [rental]).first
  }

  /// What one replica serves of it in a large fleet, and how much less in a small one.
  func rate(_ option: SelfHostOption) -> (requestsPerSecond: Double, pooling: Pooling)? {
    guard case .fleet(let plan) = option.plan else { return nil }
    guard optionsByKey[option.deployment.key] == nil else {
      return (plan.replicaRequestsPerSecond, plan.pooling)
    }
    let kin = optionsByModel[option.modelName]
    guard case .fleet(let known)? = kin?.plan else { return nil }
    return (plan.replicaRequestsPerSecond * simulatedShare, known.pooling)
  }
}

extension SelfHostOption {
  /// Whether its workers come with requests and go without them.
  fileprivate var isByUse: Bool {
    if case .fleet(let plan) = plan { plan.policy == .scaledByUse } else { false }
  }
}
