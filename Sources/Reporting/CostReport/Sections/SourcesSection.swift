import Breakeven
import Documents

/// Every input with how it is known, from where, and how old.
struct SourcesSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard decision.scope == .anyOf else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("What"), TextTable.Column("Value", .right), TextTable.Column("Known as"),
      TextTable.Column("From"), TextTable.Column("As of", .right), TextTable.Column("Age", .right),
    ])
    for item in items {
      let age = item.asOf.map { max(0, $0.days(until: decision.asOf)) }
      table.append([
        InlineText(item.what), InlineText(item.value), InlineText(item.kind.rawValue),
        InlineText(item.source), InlineText(item.asOf?.description ?? ""),
        InlineText(
          age.map {
            ($0 == 1 ? "1 day" : "\($0) days")
              + ($0 > decision.assumptions.staleAfterDays ? " (old)" : "")
          } ?? ""),
      ])
    }
    return Fold("Assumptions and sources", [.table(table)])
  }

  var json: [JSONText.Member] {
    [
      .init(
        "assumptions",
        .array(
          items.map { item in
            [
              "what": .string(item.what), "value": .string(item.value),
              "kind": .string(item.kind.rawValue), "source": .string(item.source),
              "asOf": .optional(item.asOf?.description),
              "ageDays": item.asOf.map { .integer(max(0, $0.days(until: decision.asOf))) } ?? nil,
            ]
          }))
    ]
  }

  private struct Item {
    let what: String
    let value: String
    let kind: Provenance.Kind
    let source: String
    let asOf: CalendarDate?
  }

  private var items: [Item] {
    var items: [Item] = []
    func add(
      _ what: String, _ value: String, _ kind: Provenance.Kind, _ source: String,
      _ asOf: CalendarDate? = nil
    ) {
      items.append(
        Item(what: what, value: value, kind: kind, source: source, asOf: asOf))
    }
    if let best = decision.bestSelfHost {
      let rental = best.rental
      add(
        "\(rental.id), \(rental.reportTitle)",
        "\(NumberText.usd(rental.usdPerInstanceHour))/h for \(rental.gpusPerInstance) GPU",
        rental.priceKind,
        sourceText(rental.provenance), rental.provenance.asOf)
      let deployment = best.deployment
      add(
        best.split == nil
          ? "throughput of a replica" : "throughput of a replica that writes tokens",
        "\(NumberText.significant(best.replicaRequestsPerSecond, digits: 3)) requests/s",
        .derived,
        (best.isSimulated ? "simulated on the " : "")
          + "roofline of \(deployment.accelerator.id) with \(deployment.engine.name) efficiencies: \(deployment.engine.source); 80 % of true values within a factor of \(NumberText.fixed(best.throughputFactor, decimals: 2))"
      )
      add(
        "peaks of \(deployment.accelerator.id)",
        "\(NumberText.compact(deployment.accelerator.densePeak(for: .bf16) / 1e12)) TFLOP/s BF16, \(NumberText.bytes(deployment.accelerator.bytesPerSecond))/s",
        .published, deployment.accelerator.source)
      add(
        "weights of \(deployment.model.name)", NumberText.bytes(deployment.weightBytes), .derived,
        "its config.json, \(deployment.precision.name)")
      switch best.plan {
      case .fleet(let plan):
        add(
          "spare replicas", "\(plan.spares)" + (plan.regions > 1 ? " in each region" : ""),
          .assumed, plan.spares > 0 ? "so that one may fail" : "a failed replica is started anew")
        if let coldStart = plan.coldStart {
          add(
            "start of a replica", NumberText.duration(seconds: coldStart.loadSeconds), .assumed,
            "at most \(NumberText.percent(coldStart.toleratedShare)) of requests may wait for one")
        }
        if let workers = plan.workerTerms {
          add(
            "start of a worker", NumberText.duration(seconds: workers.loadSeconds), .assumed,
            best.keepsWorker
              ? "one worker is always on, as otherwise more than \(NumberText.percent(workers.toleratedShare)) of requests would wait or it would cost more"
              : "at most \(NumberText.percent(workers.toleratedShare)) of requests may wait for one"
          )
        }
      case .batch(let plan):
        add(
          "start of a replica", NumberText.duration(seconds: plan.loadSeconds), .assumed,
          "\(NumberText.duration(seconds: decision.assumptions.startSeconds)) for machine and engine, weights at \(NumberText.bytes(decision.assumptions.loadBytesPerSecond))/s"
        )
        let terms = decision.workload.mode.batchTerms
        add(
          "requests that are run again", NumberText.percent(plan.failedShare), .assumed,
          (terms?.failedShare == nil
            ? "failures: no rate is published, and the workload states none"
            : "failures: the workload file; APIs do not bill theirs")
            + (terms.map { $0.retriedShare > 0 ? Self.retriesText($0.retriedShare) : "" } ?? ""))
        if let interruptions = plan.interruptions {
          add(
            "work lost on spot machines", NumberText.percent(interruptions.share), .assumed,
            interruptions.reportText)
        }
      }
      add(
        "people and tools", "\(NumberText.usd(best.overheadUSD)) \(perPeriod)", .assumed,
        decision.assumed.contains { $0.what == .staff || $0.what == .tools }
          ? "what is usual: see above" : "the workload file")
      if !factorsOf(best).isAsStated {
        let factors = factorsOf(best)
        add(
          "tokens of \(best.deployment.model.name)",
          factorsText(factors), .derived, factors.source)
      }
    }
    for api in facts.headlineAPIs {
      add(
        api.tariff.id + serviceText(api),
        api.pricesText,
        api.tariff.provenance.kind, sourceText(api.tariff.provenance), api.tariff.provenance.asOf)
      if case .declared(let equivalence) = api.basis {
        add(
          "\(api.tariff.id) does as well as \(equivalence.model)",
          "tokens ×\(NumberText.trimmed(equivalence.tokenRatio, digits: 3)), completions ×\(NumberText.trimmed(equivalence.reasoningMultiplier, digits: 3))",
          .assumed, equivalence.note)
      } else if !api.tokenFactors.isAsStated {
        add(
          "tokens of \(api.tariff.id)", factorsText(api.tokenFactors), .derived,
          api.tokenFactors.source)
      }
      if let hours = api.sendingHours {
        add(api.tariff.id + ", when it is sent", hours.reportValue, .derived, hours.reportText)
      }
      for assumption in api.assumptions { add(api.tariff.id, assumption, .assumed, "the tariff") }
    }
    add(
      "lengths of requests",
      "\(NumberText.fixed(demand.mix.meanPromptTokens, decimals: 0)) + \(NumberText.fixed(demand.mix.meanCompletionTokens, decimals: 0)) tokens",
      decision.workload.firstSource == nil ? .assumed : .published,
      decision.workload.firstSource ?? "the workload file")
    for assumption in decision.workload.statedAssumptions {
      add("stated by whoever wrote the workload", assumption, .assumed, "the workload file")
    }
    if let prefix = demand.sharedPrefix {
      add(
        "shared prefix",
        "\(NumberText.fixed(prefix.tokens, decimals: 0)) tokens, \(NumberText.percent(prefix.hitRate)) hits",
        .assumed,
        "the workload file; on both sides"
          + (prefix.keptHours.map {
            "; each that was not found is kept for \(NumberText.duration(seconds: $0 * 3600))"
          } ?? ""))
    }
    if let region = demand.dataResidency {
      let uplift = decision.bestAPI?.regionalMultiplier ?? 1
      add(
        "data residency", region, .assumed,
        "the workload file; only APIs with a price for that region are compared"
          + (uplift == 1
            ? "" : ", of which the best asks for ×\(NumberText.trimmed(uplift, digits: 4)) there")
          + ". Where machines stand was not asked")
    }
    if case .interactive(_, let traffic) = decision.workload.mode {
      add(
        "burstiness of arrivals", NumberText.significant(traffic.burstiness, digits: 3), .assumed,
        traffic.burstiness == 1
          ? "gaps between requests vary as at random, unless the workload file says otherwise"
          : "the workload file: standard deviation over mean of the gaps between requests")
    }
    if let growth = decision.workload.growth {
      add(
        "growth",
        "\(NumberText.percent(growth.perMonth)) a month over \(growth.horizonMonths) months",
        .assumed, "the workload file; each month has its own fleet, and costs are the months' mean")
      if growth.machinePricePerMonth != 0 || growth.apiPricePerMonth != 0 {
        add(
          "price trend",
          "\(NumberText.percent(growth.machinePricePerMonth, signed: true)) machines, "
            + "\(NumberText.percent(growth.apiPricePerMonth, signed: true)) APIs a month",
          .assumed, "the workload file; committed machines keep their price")
      }
    }
    return items
  }

  /// How a fleet's model counts tokens, relative to the lengths.
  private func factorsOf(_ option: SelfHostOption) -> TokenFactors { option.tokenFactors }

  private func factorsText(_ factors: TokenFactors) -> String {
    "prompts ×\(NumberText.trimmed(factors.prompt, digits: 3)), completions ×\(NumberText.trimmed(factors.completion, digits: 3))"
  }

  private static func retriesText(_ share: Double) -> String {
    "; \(NumberText.percent(share)) of answers are no good (the workload file), which APIs bill as well"
  }

  private func sourceText(_ provenance: Provenance) -> String {
    provenance.source + (provenance.note.map { "; " + $0 } ?? "")
  }
}

extension APICandidate {
  /// What tokens of each class are asked for, as the tariff has them: `$0.03 in, $0.17 out per M`.
  fileprivate var pricesText: String {
    let tokens = charges.compactMap { charge in
      charge.tokenClass.priceTitle.map { "\(NumberText.usdPrice(charge.usdPerMillion)) \($0)" }
    }
    let fees = charges.compactMap { charge -> String? in
      guard charge.tokenClass == .request, provisioned == nil, charge.tokens > 0 else { return nil }
      return "\(NumberText.usdPrice(charge.usd / charge.tokens)) a request"
    }
    let prices = (tokens.isEmpty ? [] : [tokens.joined(separator: ", ") + " per M"]) + fees
    return prices.isEmpty ? NumberText.missing : prices.joined(separator: ", ")
  }
}

extension Bill.TokenClass {
  /// What its price is for, in a list of them; `nil` for what is not priced by the million tokens.
  fileprivate var priceTitle: String? {
    switch self {
    case .uncachedInput: "in"
    case .cachedInput: "cached"
    case .cacheWrite: "written to the cache"
    case .cacheWrite1h: "written for 1 h"
    case .output: "out"
    case .reasoning: "thinking"
    case .cacheStorage, .request, .search, .webSearch, .fileSearch, .mapSearch: nil
    }
  }
}

extension SpotInterruptions {
  /// The rate, what each costs, and where both come from.
  fileprivate var reportText: String {
    let rate = "\(NumberText.trimmed(perHour, digits: 3)) interruptions an hour of use"
    let from =
      switch origin {
      case .workload: "the workload file"
      case .offer: "the offer"
      case .assumed:
        "AWS's advisor publishes less than a hundredth of that, Bamboo, arXiv:2204.12013, up to three times"
      }
    return "\(rate) (\(from)), each costs \(NumberText.duration(seconds: lostSeconds)): "
      + "e^(rate × time) − 1"
  }
}

extension SendingHours {
  /// How long it waits.
  fileprivate var reportValue: String {
    meanWaitHours > 0.005
      ? "waits \(NumberText.duration(seconds: meanWaitHours * 3600)) on average" : "at once"
  }

  /// Why.
  fileprivate var reportText: String {
    saving > 0.0005
      ? "its prices vary by the hour; the cheapest start within the deadline saves \(NumberText.percent(saving)) of sending at once"
      : "its prices vary by the hour; no start within the deadline is cheaper than at once"
  }
}
