import Breakeven
import Documents

extension CostReport {
  /// The report as JSON, schema `breakeven/report/1`: everything that the Markdown says.
  public var json: String { jsonValue.pretty }

  var jsonValue: JSONText {
    [
      "schema": "breakeven/report/1",
      "asOf": .string(decision.asOf.description),
      "workload": workloadJSON,
      "rules": .integer(DecisionRules.version),
      "verdict": verdictJSON,
      "cautions": .array(decision.cautions.map(\.json)),
      "today": todayJSON,
      "mixed": nil,
      "models": modelsJSON,
      "modelScope": .string(decision.scope.rawValue),
      "classes": hostsJSON,
      "lens": .string(decision.workload.costs.lens.rawValue),
      "otherLens": lensJSON,
      "assumed": assumedJSON,
      "selfHost": decision.bestSelfHost.map(optionJSON) ?? nil,
      "utilizationByHourOfWeek": utilizationByHourJSON,
      "api": decision.bestAPI.map(apiJSON) ?? nil,
      "headline": .array(headlineAPIs.map(apiJSON)),
      "breakEven": decision.breakEven.map(breakEvenJSON) ?? nil,
      "uncertainty": decision.uncertainty.map(uncertaintyJSON) ?? nil,
      "costByVolume": .array(
        decision.costCurve.map {
          [
            "requests": .number($0.requests), "selfHostUSD": .number($0.selfHostUSD),
            "apiUSD": .number($0.apiUSD),
          ]
        }),
      "costByPromptHeavinessAndVolume": map.map(mapJSON) ?? nil,
      "priceBySpeed": .array(curves.map(curveJSON)),
      "speedFrontier": frontierJSON,
      "impliedByTheAPIPrice": implied.map(impliedJSON) ?? nil,
      "latencyByLoad": loads.map(loadsJSON) ?? nil,
      "alternatives": [
        "selfHost": .array(decision.selfHosting.prefix(50).map(optionJSON)),
        "selfHostCount": .integer(decision.selfHosting.count),
        "api": .array(decision.apis.map(apiJSON)),
      ],
      "excluded": .array(
        decision.exclusions.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "untried": .array(
        decision.untried.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "triedDeployments": .integer(decision.triedDeployments),
      "assumptions": .array(
        assumptionItems.map { item in
          [
            "what": .string(item.what), "value": .string(item.value),
            "kind": .string(item.kind.rawValue), "source": .string(item.source),
            "asOf": .optional(item.asOf?.description),
            "ageDays": item.asOf.map { .integer(max(0, $0.days(until: decision.asOf))) } ?? nil,
          ]
        }),
      "warnings": .array(warnings.map { .string($0) }),
    ]
  }

  private var workloadJSON: JSONText {
    var members: [JSONText.Member] = [
      .init("name", .string(decision.workload.name)),
      .init("description", .optional(decision.workload.description)),
      .init("period", .string(demand.period.rawValue)),
      .init("requests", .number(demand.requests)),
      .init("meanPromptTokens", .number(demand.mix.meanPromptTokens)),
      .init("meanUncachedPromptTokens", .number(demand.shape.uncachedPrompt)),
      .init("meanCompletionTokens", .number(demand.mix.meanCompletionTokens)),
      .init("dataResidency", .optional(demand.dataResidency)),
      .init("prefixKeptHours", .optional(demand.sharedPrefix?.keptHours)),
    ]
    switch decision.workload.mode {
    case .interactive(let level, let traffic):
      members.append(.init("mode", "interactive"))
      members.append(
        .init("timeToFirstTokenSeconds", .optional(level.timeToFirstTokenSeconds)))
      members.append(
        .init("timePerOutputTokenSeconds", .optional(level.timePerOutputTokenSeconds)))
      members.append(.init("percentile", .number(level.percentile)))
      members.append(.init("peakToAverage", .number(traffic.peakToAverage)))
      if traffic.burstiness != 1 {
        members.append(.init("burstiness", .number(traffic.burstiness)))
      }
    case .batch(let terms):
      members.append(.init("mode", "batch"))
      members.append(.init("deadlineHours", .number(terms.deadlineHours)))
      members.append(.init("spotAllowed", .bool(terms.spotAllowed)))
    }
    return .object(members)
  }

  private var verdictJSON: JSONText {
    let verdict = decision.verdict
    return [
      "choice": .string(verdict.choice.rawValue),
      "sentence": .string(verdictSentence.plainText),
      "probabilitySelfHostCheaper": .optional(verdict.probabilitySelfHostCheaper),
      "ground": .string(verdict.ground.name),
      "savingUSD": .number(verdict.savingUSD), "savingShare": .number(verdict.savingShare),
      "onlyBecause": .optional(verdict.onlyBecause),
      "rule": .string(
        "self-host if its probability of being cheaper is at least \(decision.assumptions.confidence), api if at most \(NumberText.trimmed(1 - decision.assumptions.confidence, digits: 3))"
      ),
    ]
  }

  private func optionJSON(_ option: SelfHostOption) -> JSONText {
    let deployment = option.deployment
    return [
      "name": .string(option.name), "model": .string(deployment.model.name),
      "precision": .string(deployment.precision.name),
      "isStepInQuality": .bool(option.isStepInQuality),
      "hostClass": .optional(option.hostClass?.rawValue),
      "purchaseUSD": .optional(option.purchaseUSD),
      "chanceOfDeadline": .optional(option.chanceOfDeadline),
      "gpu": .string(deployment.accelerator.id),
      "parallelism": .string(deployment.layout.name),
      "engine": .string(deployment.engine.name), "offer": .string(option.rental.id),
      "terms": .string(option.rental.terms.rawValue),
      "usdPerGPUHour": .number(option.rental.usdPerGPUHour),
      "priceAsOf": .string(option.rental.provenance.asOf.description),
      "priceSource": .string(option.rental.provenance.source),
      "totalUSD": .number(option.totalUSD), "machineUSD": .number(option.machineUSD),
      "overheadUSD": .number(option.overheadUSD), "egressUSD": .number(option.egressUSD),
      "taxRate": .number(option.taxRate), "gpus": .integer(option.gpus),
      "replicas": .integer(option.replicas), "utilization": .number(option.utilization),
      "interruptions": interruptionsJSON(option), "policy": policyJSON(option),
      "regions": regionsJSON(option),
      "usdPerMillionPromptTokens": .number(option.usdPerMillionPrompt(demand)),
      "usdPerMillionCompletionTokens": .number(option.usdPerMillionCompletion(demand)),
      "replicaRequestsPerSecond": .number(option.replicaRequestsPerSecond),
      "sizing": sizingJSON(option),
      "throughputFactor80": .number(option.throughputFactor),
      "concurrency": .number(option.concurrency), "promptShare": .number(option.promptShare),
      "bound": .string(option.step.bound.rawValue),
      "stepSeconds": .object(
        option.step.parts.map { JSONText.Member($0.name, .number($0.seconds)) }),
      "timeToFirstTokenSeconds": .optional(option.latencyAtCapacity?.firstToken),
      "timePerOutputTokenSeconds": .optional(option.latencyAtCapacity?.perToken),
      "memoryBytes": [
        "visible": .number(deployment.memory.visible),
        "weights": .number(deployment.memory.weights),
        "overhead": .number(deployment.memory.overhead),
        "cache": .number(deployment.memory.cache),
      ],
    ]
  }

  private var utilizationByHourJSON: JSONText {
    guard case .fleet(let plan) = decision.bestSelfHost?.plan, plan.coldStart == nil else {
      return nil
    }
    return .array(plan.utilizationByHour(requests: demand.requests).map { .number($0) })
  }

  private func interruptionsJSON(_ option: SelfHostOption) -> JSONText {
    guard case .batch(let plan) = option.plan, let interruptions = plan.interruptions else {
      return nil
    }
    return [
      "perHour": .number(interruptions.perHour),
      "lostSeconds": .number(interruptions.lostSeconds), "share": .number(interruptions.share),
      "from": .string(interruptions.origin.rawValue),
    ]
  }

  private func policyJSON(_ option: SelfHostOption) -> JSONText {
    guard case .fleet(let plan) = option.plan else { return "batch" }
    return .string(plan.policy.rawValue)
  }

  private func regionsJSON(_ option: SelfHostOption) -> JSONText {
    guard case .fleet(let plan) = option.plan else { return 1 }
    return .integer(plan.regions)
  }

  private func apiJSON(_ api: APICandidate) -> JSONText {
    let basis: JSONText =
      switch api.basis {
      case .sameModel(let model): ["kind": "sameModel", "model": .string(model)]
      case .declared(let equivalence):
        [
          "kind": "declared", "model": .string(equivalence.model),
          "note": .string(equivalence.note),
        ]
      case .today: ["kind": "today"]
      }
    return [
      "id": .string(api.tariff.id), "service": .string(api.service.rawValue), "basis": basis,
      "quantization": .optional(api.tariff.quantization),
      "totalUSD": .number(api.usd(requests: demand.requests)),
      "billUSD": .number(api.billUSD(requests: demand.requests)),
      "overheadUSD": .number(api.overheadUSD),
      "notChecked": .array(api.unchecked.map { .string($0.rawValue) }),
      "limitsToRaise": .array(api.limitsToRaise.map { .string($0.description) }),
      "usdPerRequest": .number(api.usdPerRequest),
      "priceMultiplier": .number(api.priceMultiplier), "region": .optional(api.region),
      "regionalMultiplier": .number(api.regionalMultiplier),
      "sending": api.sendingHours.map { hours in
        [
          "meanWaitHours": .number(hours.meanWaitHours), "saving": .number(hours.saving),
          "shareByHourOfWeek": .array(hours.traffic.map { .number($0) }),
        ]
      } ?? nil,
      "usdPerMillionPromptTokens": .number(api.usdPerMillionPrompt(demand)),
      "usdPerMillionCompletionTokens": .number(api.usdPerMillionCompletion(demand)),
      "charges": .array(
        api.charges.map {
          [
            "class": .string($0.tokenClass.rawValue), "tokens": .number($0.tokens),
            "usdPerMillion": .number($0.usdPerMillion), "usd": .number($0.usd),
          ]
        }),
      "assumptions": .array(api.assumptions.map { .string($0) }),
      "priceAsOf": .string(api.tariff.provenance.asOf.description),
      "priceSource": .string(api.tariff.provenance.source),
    ]
  }

  private func breakEvenJSON(_ breakEven: BreakEven) -> JSONText {
    func point(_ point: BreakEven.Point?) -> JSONText {
      guard let point else { return nil }
      return ["value": .optional(point.value), "neverBecause": .optional(point.reason)]
    }
    return [
      "selfHostWins": .array(
        breakEven.volumes.map {
          ["fromRequests": .number($0.from), "toRequests": .optional($0.to)]
        }),
      "searchedFromRequests": .number(breakEven.searchedVolumes.lowerBound),
      "searchedToRequests": .number(breakEven.searchedVolumes.upperBound),
      "neverReason": .optional(breakEven.neverReason),
      "gpuPriceFactor": point(breakEven.gpuPrice),
      "gpuPriceFactorAlone": point(breakEven.gpuPriceAlone),
      "apiPriceFactor": point(breakEven.apiPrice),
      "apiPriceFactorAlone": point(breakEven.apiPriceAlone),
      "throughputFactor": point(breakEven.throughput),
      "utilization": point(breakEven.utilization), "overheadUSD": point(breakEven.overhead),
      "engineers": point(breakEven.engineers),
      "promptTokensPerCompletionToken": point(breakEven.promptToCompletion),
      "cacheHitRate": point(breakEven.cacheHitRate),
      "payback": breakEven.payback.map { payback in
        [
          "option": .string(payback.option.name), "capitalUSD": .number(payback.capitalUSD),
          "per": .string(payback.period.rawValue), "runningUSD": .number(payback.runningUSD),
          "apiUSD": .number(payback.apiUSD), "months": .optional(payback.months),
          "jobs": .optional(payback.period == .job ? payback.periods : nil),
          "isWithinLife": .bool(payback.isWithinLife),
        ]
      } ?? nil,
    ]
  }

  private func uncertaintyJSON(_ uncertainty: Uncertainty) -> JSONText {
    func interval(_ value: Interval) -> JSONText {
      ["value": .number(value.value), "low": .number(value.low), "high": .number(value.high)]
    }
    return [
      "savingUSD": interval(uncertainty.saving), "selfHostUSD": interval(uncertainty.selfHostUSD),
      "apiUSD": interval(uncertainty.apiUSD),
      "expectedSelfHostUSD": .number(uncertainty.expectedSelfHostUSD),
      "expectedAPIUSD": .number(uncertainty.expectedAPIUSD),
      "probabilityOfMissingTargets": .number(uncertainty.probabilityOfMissingTargets),
      "probabilityWithHindsight": .number(uncertainty.probabilityWithHindsight),
      "valueOfHindsightUSD": .number(uncertainty.valueOfHindsightUSD),
      "breakEvenVolume": uncertainty.breakEvenVolume.map(interval) ?? nil,
      "probabilityOfBreakEven": .number(uncertainty.probabilityOfBreakEven),
      "swings": .array(
        uncertainty.swings.map {
          [
            "input": .string($0.input.rawValue), "lowFactor": .number($0.lowFactor),
            "highFactor": .number($0.highFactor), "savingAtLow": .number($0.savingAtLow),
            "savingAtHigh": .number($0.savingAtHigh),
          ]
        }), "draws": .integer(uncertainty.draws), "seed": .string("\(uncertainty.seed)"),
    ]
  }

  private func curveJSON(_ curve: LatencyCurve) -> JSONText {
    [
      "option": .string(curve.option.name),
      "tiers": .array(
        curve.tiers.map {
          [
            "concurrency": .number($0.concurrency),
            "tokensPerSecondPerUser": .number($0.tokensPerSecondPerUser),
            "outputTokensPerSecond": .number($0.outputTokensPerSecond),
            "timeToFirstTokenSeconds": .number($0.timeToFirstTokenSeconds),
            "usdPerMillionTokens": .number($0.usdPerMillionTokens),
          ]
        }),
    ]
  }
}

extension Verdict.Ground {
  /// Its name in JSON.
  fileprivate var name: String {
    switch self {
    case .odds: "odds"
    case .hostsDisagree: "hostsDisagree"
    case .modelsDiffer: "modelsDiffer"
    case .modelsAgree: "modelsAgree"
    case .nothing: "nothingToCompare"
    }
  }
}
