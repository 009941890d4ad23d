import CheckedJSON

extension Workload {
  /// The text of the workload file, version 1, with its keys in a fixed order; reading it gives an
  /// equal workload.
  public var json: String {
    JSONText.object(
      [.init("version", .integer(Self.version)), .init("name", .string(name))]
        + described + lengths.members
        + JSONText.present([
          ("task", tokens.task.map { .string($0.rawValue) }),
          ("lengthsFrom", tokens.lengthsFrom.map(JSONText.string)),
          ("sharedPrefix", reuse == nil ? sharedPrefix?.json : nil),
          ("sessions", reuse?.sessionsJSON), ("reuse", reuse?.measuredJSON),
          ("volume", volumeFollowsFromBill ? nil : volume.json), ("growth", growth?.json),
          ("mode", mode.json), ("today", today?.json),
          ("own", own.isEmpty ? nil : .array(own.map(\.json))), ("candidates", candidates.json),
          ("stack", stack.map { .string($0.rawValue) }), ("adapters", adapters?.json),
          ("calls", calls.json), ("documentsPerSearch", documentsPerSearch.map(JSONText.number)),
          ("equivalence", equivalences.isEmpty ? nil : .array(equivalences.map(\.json))),
          ("dataResidency", dataResidency.map(JSONText.string)), ("costs", costs.json),
          ("ranges", ranges.json),
        ])
    ).pretty
  }

  private var described: [JSONText.Member] {
    JSONText.present([
      ("description", description.map(JSONText.string)),
      ("sources", .unlessEmpty(sources)),
    ])
  }
}

extension RequestLengths {
  fileprivate var members: [JSONText.Member] {
    switch self {
    case .marginals(let prompt, let completion, let correlation):
      JSONText.present([
        ("prompt", prompt.json), ("completion", completion.json),
        ("correlation", correlation == 0 ? nil : .number(correlation)),
      ])
    case .joint(let points):
      [
        .init(
          "requests",
          .array(points.map { .numbers([$0.promptTokens, $0.completionTokens, $0.weight]) }))
      ]
    case .trace(let path): [.init("trace", .string(path))]
    case .ratio(let ratio): [.init("promptPerCompletion", .number(ratio))]
    }
  }
}

extension LengthDistribution {
  fileprivate var json: JSONText {
    switch self {
    case .mean(let tokens): .number(tokens)
    case .fixed(let tokens): ["fixed": .number(tokens)]
    case .quantiles(let known):
      .object(
        JSONText.present(
          [
            ("mean", known.mean), ("p50", known.p50), ("p90", known.p90), ("p95", known.p95),
            ("p99", known.p99), ("max", known.max),
          ].map { ($0.0, $0.1.map(JSONText.number)) }))
    case .histogram(let histogram):
      ["histogram": .array(histogram.bins.map { .numbers([$0.tokens, $0.weight]) })]
    }
  }
}

extension SharedPrefix {
  fileprivate var json: JSONText {
    .object(
      JSONText.present([
        ("tokens", .number(tokens)), ("hitRate", .number(hitRate)),
        ("keptHours", keptHours.map(JSONText.number)),
      ]))
  }
}

extension Volume {
  fileprivate var json: JSONText { .object([.init(unit.rawValue, .number(requests))]) }
}

extension Growth {
  fileprivate var json: JSONText {
    .object(
      JSONText.present([
        ("perMonth", .number(perMonth)), ("horizonMonths", .number(Double(horizonMonths))),
        (
          "machinePricePerMonth", machinePricePerMonth == 0 ? nil : .number(machinePricePerMonth)
        ),
        ("apiPricePerMonth", apiPricePerMonth == 0 ? nil : .number(apiPricePerMonth)),
      ]))
  }
}

extension Mode {
  fileprivate var json: JSONText {
    switch self {
    case .interactive(let level, let traffic):
      [
        "interactive": .object(
          JSONText.present([
            ("timeToFirstTokenSeconds", level.timeToFirstTokenSeconds.map(JSONText.number)),
            (
              "timePerOutputTokenSeconds", level.timePerOutputTokenSeconds.map(JSONText.number)
            ),
            ("percentile", .number(level.percentile)), ("traffic", traffic.json),
            (
              "apiService",
              level.apiService == .standard ? nil : .string(level.apiService.rawValue)
            ), ("spareReplicas", level.spareReplicas.map { .number(Double($0)) }),
          ]))
      ]
    case .batch(let terms):
      [
        "batch": .object(
          JSONText.present([
            ("deadlineHours", .number(terms.deadlineHours)),
            (
              "deadlineChance",
              terms.deadlineChance == BatchTerms.usualDeadlineChance
                ? nil : .number(terms.deadlineChance)
            ),
            ("jobsPerMonth", terms.jobsPerMonth.map(JSONText.number)),
            ("spotAllowed", .bool(terms.spotAllowed)),
            ("interruptionsPerHour", terms.interruptionsPerHour.map(JSONText.number)),
            (
              "lostMinutesPerInterruption",
              terms.lostMinutesPerInterruption.map(JSONText.number)
            ),
            ("readyHourUTC", terms.readyHourUTC.map { .number(Double($0)) }),
            ("apiHours", terms.apiHours.map(JSONText.number)),
            ("failedShare", terms.failedShare.map(JSONText.number)),
            ("retriedShare", terms.retriedShare == 0 ? nil : .number(terms.retriedShare)),
          ]))
      ]
    }
  }
}

extension Traffic {
  fileprivate var json: JSONText? {
    .unlessEmpty(
      (shape.member.map { [$0] } ?? [])
        + [("burstiness", burstiness == 1 ? nil : .number(burstiness))])
  }
}

extension TrafficShape {
  fileprivate var member: (name: String, value: JSONText?)? {
    switch self {
    case .unstated: nil
    case .flat: ("peakToAverage", .number(1))
    case .peakToAverage(let ratio): ("peakToAverage", .number(ratio))
    case .hourOfDay(let weights):
      ("hourOfDay", .numbers(weights.values))
    case .hourOfWeek(let weights):
      ("hourOfWeek", .numbers(weights.values))
    }
  }
}

extension Equivalence {
  fileprivate var json: JSONText {
    .object(
      JSONText.present([
        ("model", .string(model)), ("api", .string(api)), ("note", .string(note)),
        ("tokenRatio", tokenRatio == 1 ? nil : .number(tokenRatio)),
        ("reasoningMultiplier", reasoningMultiplier == 1 ? nil : .number(reasoningMultiplier)),
      ]))
  }
}

extension DeclaredCosts {
  fileprivate var json: JSONText? {
    .unlessEmpty([
      ("staff", staff?.json), ("fixedUSDPerMonth", fixedUSDPerMonth?.json),
      ("setupUSD", setupUSD?.json), ("setupMonths", setupMonths == 12 ? nil : .number(setupMonths)),
      ("taxRate", taxRate == 0 ? nil : .number(taxRate)),
      ("storageUSDPerMonth", storageUSDPerMonth == 0 ? nil : .number(storageUSDPerMonth)),
      (
        "egressUSDPerThousandRequests",
        egressUSDPerThousandRequests == 0 ? nil : .number(egressUSDPerThousandRequests)
      ),
      ("regions", regions.isEmpty ? nil : .numbers(regions)),
      ("api", api?.json), ("lens", lens == .full ? nil : .string(lens.rawValue)),
      ("discounts", discounts.json),
    ])
  }
}

extension Discounts {
  fileprivate var json: JSONText? {
    .unlessEmpty([
      ("apis", apis == 0 ? nil : .number(apis)),
      ("machines", machines == 0 ? nil : .number(machines)),
    ])
  }
}

extension APICosts {
  fileprivate var json: JSONText? {
    .unlessEmpty([
      ("staff", staff?.json), ("fixedUSDPerMonth", fixedUSDPerMonth?.json),
      ("setupUSD", setupUSD?.json),
    ]) ?? [:]
  }
}

extension StaffCost {
  fileprivate var json: JSONText {
    switch self {
    case .usdPerMonth(let value): ["usdPerMonth": value.json]
    case .engineers(let count, let usd):
      ["engineers": count.json, "usdPerEngineerMonth": usd.json]
    }
  }
}

extension DeclaredValue {
  fileprivate var json: JSONText {
    guard low < high else { return .number(likely) }
    return ["low": .number(low), "likely": .number(likely), "high": .number(high)]
  }
}

extension UncertaintyRanges {
  fileprivate var json: JSONText? {
    .unlessEmpty([
      ("volume", volume?.json), ("gpuPrice", gpuPrice?.json), ("apiPrice", apiPrice?.json),
      ("throughput", throughput?.json), ("interruptions", interruptions?.json),
      ("machinePricePerMonth", machinePricePerMonth?.json),
      ("apiPricePerMonth", apiPricePerMonth?.json),
    ])
  }
}

extension UncertaintyRanges.Trend {
  fileprivate var json: JSONText { ["low": .number(low), "high": .number(high)] }
}

extension UncertaintyRanges.Factor {
  fileprivate var json: JSONText { ["low": .number(low), "high": .number(high)] }
}
