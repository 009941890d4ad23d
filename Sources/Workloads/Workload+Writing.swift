package import CheckedJSON

extension Workload {
  /// The text of the workload file, version 1, with its keys in a fixed order; reading it gives an
  /// equal workload.
  public var json: String {
    OrderedJSON.object(
      [("version", .number(Double(Self.version))), ("name", .text(name))]
        + described + lengths.members
        + OrderedJSON.present([
          ("task", tokens.task.map { .text($0.rawValue) }),
          ("lengthsFrom", tokens.lengthsFrom.map(OrderedJSON.text)),
          ("sharedPrefix", reuse == nil ? sharedPrefix?.json : nil),
          reuse.map { ($0.member.key, $0.member.value) } ?? ("reuse", nil),
          ("volume", volumeFollowsFromBill ? nil : volume.json), ("growth", growth?.json),
          ("mode", mode.json), ("today", today?.json),
          ("own", own.isEmpty ? nil : .array(own.map(\.json))), ("candidates", candidates.json),
          ("stack", stack.map { .text($0.rawValue) }), ("adapters", adapters?.json),
          ("equivalence", equivalences.isEmpty ? nil : .array(equivalences.map(\.json))),
          ("dataResidency", dataResidency.map(OrderedJSON.text)), ("costs", costs.json),
          ("ranges", ranges.json),
        ])
    ).text
  }

  private var described: [(key: String, value: OrderedJSON)] {
    OrderedJSON.present([
      ("description", description.map(OrderedJSON.text)),
      ("sources", OrderedJSON.texts(sources)),
    ])
  }
}

extension OrderedJSON {
  package static func present(
    _ members: [(key: String, value: OrderedJSON?)]
  ) -> [(key: String, value: OrderedJSON)] {
    members.compactMap { member in member.value.map { (member.key, $0) } }
  }

  package static func texts(_ texts: [String]) -> OrderedJSON? {
    texts.isEmpty ? nil : .array(texts.map(OrderedJSON.text))
  }

  /// An object of those members that have a value; `nil` if none has.
  package static func some(_ members: [(key: String, value: OrderedJSON?)]) -> OrderedJSON? {
    let present = present(members)
    return present.isEmpty ? nil : .object(present)
  }
}

extension RequestLengths {
  fileprivate var members: [(key: String, value: OrderedJSON)] {
    switch self {
    case .marginals(let prompt, let completion, let correlation):
      OrderedJSON.present([
        ("prompt", prompt.json), ("completion", completion.json),
        ("correlation", correlation == 0 ? nil : .number(correlation)),
      ])
    case .joint(let points):
      [
        (
          "requests",
          .array(
            points.map {
              .array([.number($0.promptTokens), .number($0.completionTokens), .number($0.weight)])
            })
        )
      ]
    case .trace(let path): [("trace", .text(path))]
    case .ratio(let ratio): [("promptPerCompletion", .number(ratio))]
    }
  }
}

extension LengthDistribution {
  fileprivate var json: OrderedJSON {
    switch self {
    case .mean(let tokens): .number(tokens)
    case .fixed(let tokens): .object([("fixed", .number(tokens))])
    case .quantiles(let known):
      .object(
        OrderedJSON.present(
          [
            ("mean", known.mean), ("p50", known.p50), ("p90", known.p90), ("p95", known.p95),
            ("p99", known.p99), ("max", known.max),
          ].map { ($0.0, $0.1.map(OrderedJSON.number)) }))
    case .histogram(let histogram):
      .object([
        (
          "histogram",
          .array(histogram.bins.map { .array([.number($0.tokens), .number($0.weight)]) })
        )
      ])
    }
  }
}

extension SharedPrefix {
  fileprivate var json: OrderedJSON {
    .object(
      OrderedJSON.present([
        ("tokens", .number(tokens)), ("hitRate", .number(hitRate)),
        ("keptHours", keptHours.map(OrderedJSON.number)),
      ]))
  }
}

extension Volume {
  fileprivate var json: OrderedJSON { .object([(unit.rawValue, .number(requests))]) }
}

extension Growth {
  fileprivate var json: OrderedJSON {
    .object(
      OrderedJSON.present([
        ("perMonth", .number(perMonth)), ("horizonMonths", .number(Double(horizonMonths))),
        (
          "machinePricePerMonth", machinePricePerMonth == 0 ? nil : .number(machinePricePerMonth)
        ),
        ("apiPricePerMonth", apiPricePerMonth == 0 ? nil : .number(apiPricePerMonth)),
      ]))
  }
}

extension Mode {
  fileprivate var json: OrderedJSON {
    switch self {
    case .interactive(let level, let traffic):
      .object([
        (
          "interactive",
          .object(
            OrderedJSON.present([
              ("timeToFirstTokenSeconds", level.timeToFirstTokenSeconds.map(OrderedJSON.number)),
              (
                "timePerOutputTokenSeconds", level.timePerOutputTokenSeconds.map(OrderedJSON.number)
              ),
              ("percentile", .number(level.percentile)), ("traffic", traffic.json),
              (
                "apiService",
                level.apiService == .standard ? nil : .text(level.apiService.rawValue)
              ), ("spareReplicas", level.spareReplicas.map { .number(Double($0)) }),
            ]))
        )
      ])
    case .batch(let terms):
      .object([
        (
          "batch",
          .object(
            OrderedJSON.present([
              ("deadlineHours", .number(terms.deadlineHours)),
              (
                "deadlineChance",
                terms.deadlineChance == BatchTerms.usualDeadlineChance
                  ? nil : .number(terms.deadlineChance)
              ),
              ("spotAllowed", .bool(terms.spotAllowed)),
              ("interruptionsPerHour", terms.interruptionsPerHour.map(OrderedJSON.number)),
              (
                "lostMinutesPerInterruption",
                terms.lostMinutesPerInterruption.map(OrderedJSON.number)
              ),
              ("readyHourUTC", terms.readyHourUTC.map { .number(Double($0)) }),
              ("apiHours", terms.apiHours.map(OrderedJSON.number)),
              ("failedShare", terms.failedShare.map(OrderedJSON.number)),
              ("retriedShare", terms.retriedShare == 0 ? nil : .number(terms.retriedShare)),
            ]))
        )
      ])
    }
  }
}

extension Traffic {
  fileprivate var json: OrderedJSON? {
    .some(
      (shape.member.map { [$0] } ?? [])
        + [("burstiness", burstiness == 1 ? nil : .number(burstiness))])
  }
}

extension TrafficShape {
  fileprivate var member: (key: String, value: OrderedJSON?)? {
    switch self {
    case .unstated: nil
    case .flat: ("peakToAverage", .number(1))
    case .peakToAverage(let ratio): ("peakToAverage", .number(ratio))
    case .hourOfDay(let weights):
      ("hourOfDay", .array(weights.values.map(OrderedJSON.number)))
    case .hourOfWeek(let weights):
      ("hourOfWeek", .array(weights.values.map(OrderedJSON.number)))
    }
  }
}

extension Equivalence {
  fileprivate var json: OrderedJSON {
    .object(
      OrderedJSON.present([
        ("model", .text(model)), ("api", .text(api)), ("note", .text(note)),
        ("tokenRatio", tokenRatio == 1 ? nil : .number(tokenRatio)),
        ("reasoningMultiplier", reasoningMultiplier == 1 ? nil : .number(reasoningMultiplier)),
      ]))
  }
}

extension DeclaredCosts {
  fileprivate var json: OrderedJSON? {
    .some([
      ("staff", staff?.json), ("fixedUSDPerMonth", fixedUSDPerMonth?.json),
      ("setupUSD", setupUSD?.json), ("setupMonths", setupMonths == 12 ? nil : .number(setupMonths)),
      ("taxRate", taxRate == 0 ? nil : .number(taxRate)),
      ("storageUSDPerMonth", storageUSDPerMonth == 0 ? nil : .number(storageUSDPerMonth)),
      (
        "egressUSDPerThousandRequests",
        egressUSDPerThousandRequests == 0 ? nil : .number(egressUSDPerThousandRequests)
      ),
      ("regions", regions.isEmpty ? nil : .array(regions.map(OrderedJSON.number))),
      ("api", api?.json), ("lens", lens == .full ? nil : .text(lens.rawValue)),
      ("discounts", discounts.json),
    ])
  }
}

extension Discounts {
  fileprivate var json: OrderedJSON? {
    .some([
      ("apis", apis == 0 ? nil : .number(apis)),
      ("machines", machines == 0 ? nil : .number(machines)),
    ])
  }
}

extension APICosts {
  fileprivate var json: OrderedJSON? {
    .some([
      ("staff", staff?.json), ("fixedUSDPerMonth", fixedUSDPerMonth?.json),
      ("setupUSD", setupUSD?.json),
    ]) ?? .object([])
  }
}

extension StaffCost {
  fileprivate var json: OrderedJSON {
    switch self {
    case .usdPerMonth(let value): .object([("usdPerMonth", value.json)])
    case .engineers(let count, let usd):
      .object([("engineers", count.json), ("usdPerEngineerMonth", usd.json)])
    }
  }
}

extension DeclaredValue {
  fileprivate var json: OrderedJSON {
    guard low < high else { return .number(likely) }
    return .object([("low", .number(low)), ("likely", .number(likely)), ("high", .number(high))])
  }
}

extension UncertaintyRanges {
  fileprivate var json: OrderedJSON? {
    .some([
      ("volume", volume?.json), ("gpuPrice", gpuPrice?.json), ("apiPrice", apiPrice?.json),
      ("throughput", throughput?.json), ("interruptions", interruptions?.json),
      ("machinePricePerMonth", machinePricePerMonth?.json),
      ("apiPricePerMonth", apiPricePerMonth?.json),
    ])
  }
}

extension UncertaintyRanges.Trend {
  fileprivate var json: OrderedJSON {
    .object([("low", .number(low)), ("high", .number(high))])
  }
}

extension UncertaintyRanges.Factor {
  fileprivate var json: OrderedJSON {
    .object([("low", .number(low)), ("high", .number(high))])
  }
}
