import Breakeven
import Documents
import Pricing

/// What a mean month of a plan of several workloads uses and costs, so that an invoice can be held against it.
extension JointReport {
  /// `requests`, `apiRequests`, `promptShare`, and one entry for each API's class of tokens, each kind of machines, and
  /// for people, tools and the rest; `null` where nothing is planned together.
  var resources: JSONText {
    guard let plan = decision.plan, let costs = decision.costPlan else { return nil }
    let gpus = gpusPerInstance(plan)
    var order: [Resource] = []
    var sums: [Resource: (quantity: Double, usd: Double)] = [:]
    for charge in costs.accounts.flatMap(\.charges) where charge.effectiveUSD != 0 {
      let resource = Resource(charge, isMachine: gpus[charge.resource] != nil)
      if sums[resource] == nil { order.append(resource) }
      sums[resource, default: (0, 0)].quantity +=
        resource.counts(charge) ? charge.quantity / Double(costs.months) : 0
      sums[resource]?.usd += charge.effectiveUSD / Double(costs.months)
    }
    return [
      "requests": .number(decision.planned.reduce(0) { $0 + requests($1) }),
      "apiRequests": .number(
        plan.bills.indices.reduce(0) {
          $0 + requests(decision.planned[$1]) * apiShare($1, plan)
        }),
      "promptShare": .number(promptShare(plan)),
      "entries": .array(
        order.map { resource in
          let sum = sums[resource] ?? (0, 0)
          return [
            "side": .string(resource.side.rawValue), "name": .string(resource.name),
            "class": .optional(resource.tokenClass?.rawValue),
            "kind": .optional(resource.kind?.rawValue),
            "gpusPerInstance": gpus[resource.name].map { .integer($0) } ?? nil,
            "quantity": .number(sum.quantity), "usd": .number(sum.usd),
          ]
        }),
    ]
  }

  /// What charges of a month are added up by.
  private struct Resource: Hashable {
    enum Side: String { case api, machines, operation }

    /// What an API is paid beside tokens.
    enum Kind: String { case tax, provisioned }

    let side: Side
    let name: String
    let tokenClass: Bill.TokenClass?
    let kind: Kind?

    init(_ charge: PlannedCharge, isMachine: Bool) {
      switch charge.kind {
      case .tokens(let tokenClass): (side, self.tokenClass) = (.api, tokenClass)
      case .provisioned: (side, tokenClass) = (.api, nil)
      case .machines, .managed, .purchase, .egress: (side, tokenClass) = (.machines, nil)
      case .tax: (side, tokenClass) = (isMachine ? .machines : .api, nil)
      case .people, .tools, .storage, .setup, .setupShare: (side, tokenClass) = (.operation, nil)
      }
      kind =
        side != .api
        ? nil : charge.kind == .tax ? .tax : charge.kind == .provisioned ? .provisioned : nil
      name = charge.resource
    }

    /// Whether a charge's units are the resource's: tokens of its class, or hours of its machines.
    func counts(_ charge: PlannedCharge) -> Bool {
      switch charge.kind {
      case .tokens, .machines, .managed: true
      case .provisioned, .purchase, .egress, .people, .tools, .storage, .setup, .setupShare, .tax:
        false
      }
    }
  }

  private func requests(_ index: Int) -> Double { decision.decisions[index].demand.requests }

  private func apiShare(_ index: Int, _ plan: JointPlan) -> Double {
    switch plan.bills[index].place {
    case .alone: 0
    case .api: 1
    case .mixed(let mixed): mixed.apiShare
    case .shared(let fleet):
      plan.fleets[fleet].shares.first { $0.workload == index && $0.api != nil }?.apiShare ?? 0
    }
  }

  /// The machines that a workload has for itself.
  private func option(_ index: Int, _ plan: JointPlan) -> SelfHostOption? {
    switch plan.bills[index].place {
    case .alone(let option): option
    case .mixed(let mixed): mixed.option
    case .api, .shared: nil
    }
  }

  /// The share of machines' time that goes into prompts, each workload's by what its machines cost; on shared machines
  /// as on the best of its own.
  private func promptShare(_ plan: JointPlan) -> Double {
    var sum = 0.0
    var usd = 0.0
    for (index, bill) in plan.bills.enumerated() {
      guard bill.machineUSD > 0,
        let option = option(index, plan)
          ?? decision.decisions[decision.planned[index]].bestSelfHost
      else { continue }
      sum += option.promptShare * bill.machineUSD
      usd += bill.machineUSD
    }
    return usd > 0 ? sum / usd : 0
  }

  private func gpusPerInstance(_ plan: JointPlan) -> [String: Int] {
    var gpus: [String: Int] = [:]
    for rental in plan.fleets.map(\.rental)
      + plan.bills.indices.compactMap({ option($0, plan)?.rental })
    {
      gpus[rental.id] = rental.gpusPerInstance
    }
    return gpus
  }
}
