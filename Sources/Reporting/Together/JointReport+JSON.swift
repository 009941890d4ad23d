import Breakeven
import Documents

extension JointReport {
  /// The report as JSON, schema `breakeven/report/1`, with `workloads` and `together` in the place of one workload's
  /// members.
  public var json: String {
    JSONText.object([
      .init("schema", "breakeven/report/1"),
      .init("asOf", .string(decision.decisions[0].asOf.description)),
      .init("rules", .integer(DecisionRules.version)),
      .init("workloads", .array(decision.decisions.indices.map(workload))),
      .init("together", together),
    ]).pretty
  }

  private func workload(_ index: Int) -> JSONText {
    let one = decision.decisions[index]
    let demand = one.demand
    let verdict = one.verdict
    return [
      "name": .string(facts.names[index]), "period": .string(demand.period.rawValue),
      "requests": .number(demand.requests),
      "meanPromptTokens": .number(demand.mix.meanPromptTokens),
      "meanUncachedPromptTokens": .number(demand.shape.uncachedPrompt),
      "meanCompletionTokens": .number(demand.mix.meanCompletionTokens),
      "verdict": [
        "choice": .string(verdict.choice.rawValue), "sentence": .string(verdict.sentence),
        "probabilitySelfHostCheaper": .optional(verdict.probabilitySelfHostCheaper),
        "savingUSD": .number(verdict.savingUSD), "savingShare": .number(verdict.savingShare),
      ],
      "selfHost": one.bestSelfHost.map { $0.json(demand) } ?? nil,
      "api": one.bestAPI.map { $0.json(demand) } ?? nil,
      "mixed": one.mixed.flatMap { mixed -> JSONText? in
        guard mixed.isCheaper else { return nil }
        return [
          "totalUSD": .number(mixed.plan.totalUSD),
          "baseReplicas": .integer(mixed.plan.baseReplicas),
          "apiShare": .number(mixed.plan.apiShare),
        ]
      } ?? nil,
      "separateUSD": .optional(decision.separateUSD(of: index)),
      "together": decision.planned.firstIndex(of: index).map(share) ?? nil,
      "cautions": .array(one.cautions.map(\.json)),
    ]
  }

  /// What one planned workload bears.
  private func share(_ index: Int) -> JSONText {
    guard let plan = decision.plan else { return nil }
    let bill = plan.bills[index]
    var members: [JSONText.Member] = []
    func add(_ name: String, _ value: JSONText) { members.append(.init(name, value)) }
    switch bill.place {
    case .shared(let fleet):
      let share = plan.fleets[fleet].shares.first { $0.workload == index }
      add("place", "shared")
      add("fleet", .integer(fleet + 1))
      add("shareOfFleet", .optional(share?.share))
      add("inTroughs", .bool(share?.isInTroughs ?? false))
      if let share, let api = share.api {
        add("api", .string(api.tariff.id))
        add("apiShare", .number(share.apiShare))
      }
      add("replicaRequestsPerSecond", .optional(share?.replicaRequestsPerSecond))
    case .alone(let option):
      add("place", "alone")
      add("option", .string(option.name))
      add("gpus", .integer(option.gpus))
    case .api(let api):
      add("place", "api")
      add("api", .string(api.tariff.id))
    case .mixed(let mixed):
      add("place", "mixed")
      add("option", .string(mixed.option.name))
      add("gpus", .integer(mixed.gpus))
      add("api", .string(mixed.api.tariff.id))
      add("apiShare", .number(mixed.apiShare))
    }
    add("machineUSD", .number(bill.machineUSD))
    add("egressUSD", .number(bill.egressUSD))
    add("tokenUSD", .number(bill.tokenUSD))
    add("ownPeopleUSD", .number(bill.ownPeopleUSD))
    add("apiPeopleUSD", .number(bill.apiPeopleUSD))
    add("totalUSD", .number(bill.totalUSD))
    add("movedUSD", .optional(decision.movedUSD[index]))
    return .object(members)
  }

  private var together: JSONText {
    let plan = decision.plan
    let saving = plan.flatMap { plan in decision.separateUSD.map { $0 - plan.totalUSD } }
    let egress = plan?.bills.reduce(0) { $0 + $1.egressUSD }
    let leaving = plan.map { plan in
      plan.bills.indices.filter { plan.leaves($0) }.map { facts.names[decision.planned[$0]] }
    }
    return [
      "choice": .string(decision.choice.rawValue),
      "sentence": .string(facts.headline + " " + facts.reason),
      "totalUSD": .optional(plan?.totalUSD), "separateUSD": .optional(decision.separateUSD),
      "savingUSD": .optional(saving),
      "machineUSD": .optional(plan?.machineUSD), "tokenUSD": .optional(plan?.tokenUSD),
      "peopleUSD": .optional(plan?.peopleUSD),
      "egressUSD": .optional(egress),
      "mixed": mixed,
      "allAPIUSD": .optional(decision.allAPI?.totalUSD),
      "allSelfHostUSD": .optional(decision.allOwn?.totalUSD),
      "probabilityCheaperThanAPI": .optional(decision.odds?.probabilityCheaperThanAPI),
      "probabilityCheaperThanSelfHost": .optional(decision.odds?.probabilityCheaperThanOwn),
      "probabilityCheaperThanPure": .optional(decision.odds?.probabilityCheaperThanPure),
      "lowUSD": .optional(decision.odds?.usd.low), "highUSD": .optional(decision.odds?.usd.high),
      "leave": .array((leaving ?? []).map { .string($0) }),
      "fleets": .array((plan?.fleets ?? []).enumerated().map { fleet($0.offset, $0.element) }),
      "resources": resources,
      "leftOut": .array(
        facts.leftOut.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
    ]
  }

  /// The base load below APIs, where it pays.
  private var mixed: JSONText {
    guard let mixed = decision.mixed,
      mixed.isWorthIt || decision.plan.map({ $0.baseReplicas > 0 }) == true
    else { return nil }
    return [
      "totalUSD": .number(mixed.plan.totalUSD),
      "baseReplicas": .integer(mixed.plan.baseReplicas),
      "tokenUSD": .number(mixed.plan.tokenUSD), "pureUSD": .number(mixed.pureUSD),
      "savingUSD": .number(mixed.savingUSD),
      "probability": .optional(mixed.odds?.probability),
    ]
  }

  private func fleet(_ index: Int, _ fleet: SharedFleet) -> JSONText {
    [
      "fleet": .integer(index + 1), "model": .string(fleet.modelName),
      "precision": .string(fleet.deployment.precision.name),
      "gpu": .string(fleet.deployment.accelerator.id),
      "parallelism": .string(fleet.deployment.layout.name),
      "engine": .string(fleet.deployment.engine.name), "offer": .string(fleet.rental.id),
      "terms": .string(fleet.rental.terms.rawValue),
      "usdPerGPUHour": .number(fleet.rental.usdPerGPUHour),
      "priceAsOf": .string(fleet.rental.provenance.asOf.description),
      "priceSource": .string(fleet.rental.provenance.source),
      "policy": .string(fleet.policy.rawValue), "replicas": .integer(fleet.replicas),
      "spares": .integer(fleet.spares), "gpus": .integer(fleet.gpus),
      "isBaseLoad": .bool(fleet.isBaseLoad), "isMixed": .bool(fleet.isMixed),
      "efficiency": .number(fleet.efficiency),
      "batchStartHour": fleet.batchStartHour.map { .integer($0) } ?? nil,
      "machineUSD": .number(fleet.machineUSD), "apartUSD": .optional(fleet.apartUSD),
      "sideBySide": .array(
        fleet.slices.map {
          [
            "name": .string(facts.names[decision.planned[$0.workload]]),
            "model": .string($0.deployment.model.name),
            "precision": .string($0.deployment.precision.name),
            "memoryShare": .number($0.memoryShare), "timeShare": .number($0.timeShare),
          ]
        }),
      "workloads": .array(
        fleet.shares.map {
          [
            "name": .string(facts.names[decision.planned[$0.workload]]),
            "share": .number($0.share), "machineUSD": .number($0.machineUSD),
          ]
        }),
    ]
  }
}
