import Breakeven

extension APICandidate {
  /// The offering, for programs.
  ///
  /// - Parameter demand: What the workload asks for.
  func json(_ demand: Demand) -> JSONText {
    guard let plan = provisioned, case .object(let members) = facts(demand) else {
      return facts(demand)
    }
    let units: JSONText = .array(
      plan.bought.map {
        [
          "name": .string($0.name), "units": .integer($0.units),
          "usdPerUnitHour": .number($0.usdPerUnitHour),
        ]
      })
    return .object(
      members + [
        .init(
          "provisioned",
          [
            "name": .string(plan.name), "units": units, "term": .string(plan.term),
            "unitUSD": .number(plan.unitUSD), "overflowShare": .number(plan.overflowShare),
            "requestsPerMinute": .number(plan.requestsPerMinute),
          ])
      ])
  }

  /// What a request is charged for.
  var chargesJSON: JSONText {
    .array(
      charges.map {
        [
          "class": .string($0.tokenClass.rawValue), "tokens": .number($0.tokens),
          "usdPerMillion": .number($0.usdPerMillion), "usd": .number($0.usd),
        ]
      })
  }

  private func facts(_ demand: Demand) -> JSONText {
    let basis: JSONText =
      switch self.basis {
      case .sameModel(let model): ["kind": "sameModel", "model": .string(model)]
      case .declared(let equivalence):
        [
          "kind": "declared", "model": .string(equivalence.model),
          "note": .string(equivalence.note),
        ]
      case .today: ["kind": "today"]
      }
    return [
      "id": .string(tariff.id), "service": .string(service.rawValue), "basis": basis,
      "quantization": .optional(tariff.quantization),
      "totalUSD": .number(usd(requests: demand.requests)),
      "billUSD": .number(billUSD(requests: demand.requests)),
      "overheadUSD": .number(overheadUSD),
      "notChecked": .array(unchecked.map { .string($0.rawValue) }),
      "limitsToRaise": .array(limitsToRaise.map { .string($0.description) }),
      "usdPerRequest": .number(usdPerRequest), "hitRate": .number(hitRate),
      "priceMultiplier": .number(priceMultiplier), "region": .optional(region),
      "regionalMultiplier": .number(regionalMultiplier),
      "sending": sendingHours.map { hours in
        [
          "meanWaitHours": .number(hours.meanWaitHours), "saving": .number(hours.saving),
          "shareByHourOfWeek": .array(hours.traffic.map { .number($0) }),
        ]
      } ?? nil,
      // Units are paid for whatever they do, so that neither has a price of its own.
      "usdPerMillionPromptTokens": provisioned == nil
        ? .number(usdPerMillionPrompt(demand)) : nil,
      "usdPerMillionCompletionTokens": provisioned == nil
        ? .number(usdPerMillionCompletion(demand)) : nil,
      "charges": chargesJSON,
      "assumptions": .array(assumptions.map { .string($0) }),
      "priceAsOf": .string(tariff.provenance.asOf.description),
      "priceSource": .string(tariff.provenance.source),
    ]
  }
}
