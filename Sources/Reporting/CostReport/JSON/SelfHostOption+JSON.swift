import Breakeven

extension SelfHostOption {
  /// The option, for programs.
  ///
  /// - Parameter demand: What the workload asks for.
  func json(_ demand: Demand) -> JSONText {
    guard case .object(let members) = facts(demand) else { return facts(demand) }
    return .object(
      members + (service.map { [.init("service", $0)] } ?? [])
        + (offload.map { [.init("offload", $0)] } ?? [])
        + (splitJSON.map { [.init("split", $0)] } ?? [])
        + (deployment.adaptersJSON.map { [.init("adapters", $0)] } ?? []))
  }

  /// The tier that keeps what accelerators drop of caches; `nil` where there is none.
  private var offload: JSONText? {
    deployment.tier.map {
      .object($0.members + [.init("hitRate", .number(demand.tierHitRate))])
    }
  }

  /// How the seller runs it; `nil` for machines that are rented or owned.
  private var service: JSONText? {
    guard let service = rental.service else { return nil }
    var starts: (coldShare: Double, perMonth: Double)?
    if case .fleet(let plan) = plan { starts = plan.starts(requests: demand.requests) }
    return [
      "kind": .string(service.kind.rawValue), "keepsWorker": .bool(keepsWorker),
      "startsPerMonth": .optional(starts?.perMonth),
      "waitingShare": .optional(starts?.coldShare),
    ]
  }

  private func facts(_ demand: Demand) -> JSONText {
    [
      "name": .string(name), "model": .string(deployment.model.name),
      "precision": .string(deployment.precision.name),
      "isStepInQuality": .bool(isStepInQuality),
      "hostClass": .optional(hostClass?.rawValue),
      "purchaseUSD": .optional(purchaseUSD),
      "chanceOfDeadline": .optional(chanceOfDeadline),
      "gpu": .string(deployment.accelerator.id),
      "parallelism": .string(deployment.layout.name),
      "speculation": deployment.speculation.map { $0.json(plain: nil) } ?? nil,
      "engine": .string(deployment.engine.name), "offer": .string(rental.id),
      "terms": .string(rental.terms.rawValue),
      "usdPerGPUHour": .number(rental.usdPerGPUHour),
      "gpusPerInstance": .integer(rental.gpusPerInstance),
      "gpuHours": .number(gpuHours(demand)),
      "priceAsOf": .string(rental.provenance.asOf.description),
      "priceSource": .string(rental.provenance.source),
      "totalUSD": .number(totalUSD), "machineUSD": .number(machineUSD),
      "overheadUSD": .number(overheadUSD), "egressUSD": .number(egressUSD),
      "taxRate": .number(taxRate), "gpus": .integer(gpus),
      "replicas": .integer(replicas), "utilization": .number(utilization),
      "interruptions": interruptionsJSON, "policy": policyJSON,
      "regions": regionsJSON,
      "usdPerMillionPromptTokens": .number(usdPerMillionPrompt(demand)),
      "usdPerMillionCompletionTokens": .number(usdPerMillionCompletion(demand)),
      "replicaRequestsPerSecond": .number(replicaRequestsPerSecond),
      "hitRate": .number(hitRate),
      "sizing": sizing.json,
      "throughputFactor80": .number(throughputFactor),
      "concurrency": .number(concurrency), "promptShare": .number(promptShare),
      "bound": .string(step.bound.rawValue),
      "stepSeconds": step.json,
      "timeToFirstTokenSeconds": .optional(latencyAtCapacity?.firstToken),
      "timePerOutputTokenSeconds": .optional(latencyAtCapacity?.perToken),
      "memoryBytes": [
        "visible": .number(deployment.memory.visible),
        "weights": .number(deployment.memory.weights),
        "overhead": .number(deployment.memory.overhead),
        "cache": .number(deployment.memory.cache),
      ],
    ]
  }

  private var interruptionsJSON: JSONText {
    guard case .batch(let plan) = plan, let interruptions = plan.interruptions else {
      return nil
    }
    return [
      "perHour": .number(interruptions.perHour),
      "lostSeconds": .number(interruptions.lostSeconds), "share": .number(interruptions.share),
      "from": .string(interruptions.origin.rawValue),
    ]
  }

  private var policyJSON: JSONText {
    guard case .fleet(let plan) = plan else { return "batch" }
    return .string(plan.policy.rawValue)
  }

  private var regionsJSON: JSONText {
    guard case .fleet(let plan) = plan else { return 1 }
    return .integer(plan.regions)
  }
}
