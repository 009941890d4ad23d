import Breakeven

extension CostReport {
  var demand: Demand { decision.demand }

  /// `a month`, or `for the job`.
  var perPeriod: String { demand.period == .month ? "a month" : "for the job" }

  /// The answer in one sentence.
  var verdictSentence: InlineText {
    let verdict = decision.verdict
    guard let best = decision.bestSelfHost, let api = decision.bestAPI,
      let uncertainty = decision.uncertainty
    else { return .strong(verdictHeadline) + InlineText(" " + onlySentence) }
    let own = NumberText.usd(best.totalUSD)
    let bill = NumberText.usd(api.usd(requests: demand.requests))
    let odds = NumberText.probability(uncertainty.probabilitySelfHostCheaper)
    let saving =
      verdict.savingShare > 0.99 && verdict.savingShare < 1
      ? "over 99 %" : NumberText.percent(verdict.savingShare)
    let ownName = "\(best.deployment.model.name) on \(machines(best))"
    let apiName = "\(api.tariff.id)\(serviceText(api))"
    let comparison =
      uncertainty.saving.value >= 0
      ? "\(ownName) costs \(own) \(perPeriod), \(saving) less than the \(bill) of \(apiName)"
      : "\(apiName) costs \(bill) \(perPeriod), \(saving) less than the \(own) of \(ownName)"
    return .strong(verdictHeadline)
      + InlineText(" \(comparison); self-hosting is cheaper with a probability of \(odds).")
  }

  var verdictHeadline: String {
    switch decision.verdict.choice {
    case .selfHost: "Self-host."
    case .api: "Pay the API."
    case .tooCloseToCall: "Too close to call."
    }
  }

  private var onlySentence: String {
    let reason = decision.verdict.onlyBecause.map { "There is nothing to compare: \($0). " } ?? ""
    if let best = decision.bestSelfHost {
      return reason + "\(best.name) costs \(NumberText.usd(best.totalUSD)) \(perPeriod)."
    }
    if let api = decision.bestAPI {
      return reason
        + "\(api.tariff.id) costs \(NumberText.usd(api.usd(requests: demand.requests))) \(perPeriod)."
    }
    return reason
  }

  /// `2 × H100-SXM (runpod, spot)`.
  func machines(_ option: SelfHostOption) -> String {
    "\(option.gpus) × \(option.deployment.accelerator.id) "
      + "(\(option.rental.terms == .owned ? "" : option.rental.provider + " ")\(option.rental.terms.reportTitle))"
  }

  /// One row for self-hosting, one for the best API, and one each for the cheapest host of the same
  /// model and the cheapest declared stand-in, where these are not the best API itself.
  var headlineTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column(""),
      TextTable.Column(
        demand.period == .month ? "Monthly cost" : "Cost of the job", .right,
        note: demand.period == .month ? "of 730 hours, at \(requestsText)" : requestsText),
      TextTable.Column("80 % interval", .right, note: "all uncertain inputs drawn together"),
      TextTable.Column("$/M prompt tokens", .right, note: "cached ones included"),
      TextTable.Column("$/M completion tokens", .right),
      TextTable.Column("Saving", .right, note: "against the best API"),
      TextTable.Column("Utilisation", .right, note: "used share of the capacity that is paid for"),
      TextTable.Column("GPUs", .right),
    ])
    let baseline = decision.bestAPI?.usd(requests: demand.requests)
    if let best = decision.bestSelfHost {
      table.append([
        InlineText("Self-host \(best.deployment.model.name) on \(best.deployment.accelerator.id)"),
        .strong(NumberText.usd(best.totalUSD)), intervalText(decision.uncertainty?.selfHostUSD),
        InlineText(NumberText.usdPrice(best.usdPerMillionPrompt(demand))),
        InlineText(NumberText.usdPrice(best.usdPerMillionCompletion(demand))),
        savingText(best.totalUSD, against: baseline),
        InlineText(NumberText.percent(best.utilization)), InlineText("\(best.gpus)"),
      ])
    }
    for (index, api) in headlineAPIs.enumerated() {
      let usd = api.usd(requests: demand.requests)
      table.append([
        InlineText("\(roleText(api)) \(api.tariff.id)\(serviceText(api))"),
        index == 0 ? .strong(NumberText.usd(usd)) : InlineText(NumberText.usd(usd)),
        index == 0 ? intervalText(decision.uncertainty?.apiUSD) : InlineText(""),
        InlineText(NumberText.usdPrice(api.usdPerMillionPrompt(demand))),
        InlineText(NumberText.usdPrice(api.usdPerMillionCompletion(demand))),
        index == 0 ? InlineText("") : savingText(usd, against: baseline), InlineText("—"),
        InlineText("—"),
      ])
    }
    return table
  }

  /// The best API, the cheapest host of an open candidate, and the cheapest declared stand-in.
  var headlineAPIs: [APICandidate] {
    var chosen: [APICandidate] = []
    let same = decision.apis.first { if case .sameModel = $0.basis { true } else { false } }
    let declared = decision.apis.first { if case .declared = $0.basis { true } else { false } }
    for api in [decision.bestAPI, same, declared] {
      if let api, !chosen.contains(where: { $0.tariff.id == api.tariff.id }) { chosen.append(api) }
    }
    return chosen
  }

  private func roleText(_ api: APICandidate) -> String {
    switch api.basis {
    case .sameModel: "API, open model:"
    case .declared: "API, declared equivalent:"
    }
  }

  func serviceText(_ api: APICandidate) -> String {
    api.service == .standard ? "" : " (\(api.service.rawValue))"
  }

  private func intervalText(_ interval: Interval?) -> InlineText {
    guard let interval else { return InlineText("") }
    return InlineText(
      NumberText.usd(interval.low) + "–" + NumberText.usd(interval.high))
  }

  private func savingText(_ usd: Double, against baseline: Double?) -> InlineText {
    guard let baseline, baseline > 0 else { return InlineText("") }
    return usd <= baseline
      ? InlineText(NumberText.percent((baseline - usd) / baseline))
      : InlineText("none, \(NumberText.ratio(usd / baseline)) the cost")
  }

  var requestsText: String {
    "\(NumberText.compact(demand.requests)) requests \(perPeriod)"
  }

  var headlineNote: InlineText {
    let mix = demand.mix
    var text =
      "Demand: \(requestsText) of \(NumberText.fixed(mix.meanPromptTokens, decimals: 0)) prompt and "
      + "\(NumberText.fixed(mix.meanCompletionTokens, decimals: 0)) completion tokens on average"
    switch decision.workload.mode {
    case .interactive(let level, _):
      let targets = [
        level.timeToFirstTokenSeconds.map {
          "first token within \(NumberText.duration(seconds: $0))"
        },
        level.timePerOutputTokenSeconds.map {
          "\(NumberText.duration(seconds: $0)) per further token"
        },
      ].compactMap(\.self)
      text +=
        targets.isEmpty
        ? "; no latency target"
        : "; \(targets.joined(separator: " and ")) for \(NumberText.trimmed(level.percentile, digits: 4)) % of requests"
    case .batch(let terms):
      text += "; done within \(NumberText.duration(seconds: terms.deadlineHours * 3600))"
    }
    return InlineText(
      text + ". Prices as of \(decision.asOf.description) or before, with their age below.")
  }

  /// What a reader must know before they rely on the verdict.
  var warnings: [String] {
    var warnings: [String] = []
    let stale = staleSources
    if !stale.isEmpty {
      warnings.append(
        "Prices older than \(decision.assumptions.staleAfterDays) days are used: \(stale.joined(separator: ", "))."
      )
    }
    if decision.workload.candidates.models.isEmpty {
      warnings.append(
        "The workload names no models, so every hosted open model was taken as good enough for it.")
    }
    for assumption in decision.bestAPI?.assumptions ?? [] {
      warnings.append("\(decision.bestAPI?.tariff.id ?? ""): \(assumption).")
    }
    if let outlier = cheapOutlier { warnings.append(outlier) }
    if let scarcity = scarceMachines { warnings.append(scarcity) }
    return warnings
  }

  /// So many machines of one offer that its price may not hold for all of them.
  private var scarceMachines: String? {
    guard let best = decision.bestSelfHost, best.gpus >= 32, best.rental.terms.isBilledByUse else {
      return nil
    }
    return "\(best.gpus) GPUs of the offer \(best.rental.id) are assumed to be free at its price; "
      + "no source tells its stock."
  }

  /// A best API that costs less than half of what the other hosts of the same model ask for.
  private var cheapOutlier: String? {
    guard let best = decision.bestAPI, case .sameModel(let model) = best.basis else { return nil }
    let others = decision.apis.dropFirst().filter { $0.basis == best.basis }.map(\.usdPerRequest)
    guard others.count >= 3 else { return nil }
    let median = others.sorted()[others.count / 2]
    guard best.usdPerRequest < median / 2 else { return nil }
    return
      "\(best.tariff.id) asks for \(NumberText.percent(best.usdPerRequest / median)) of the median "
      + "of \(others.count) other hosts of \(model): check its price, limits and precision before relying on it."
  }

  private var staleSources: [String] {
    var stale: [String] = []
    func check(_ name: String, _ provenance: Provenance) {
      let age = provenance.age(at: decision.asOf)
      if age > decision.assumptions.staleAfterDays { stale.append("\(name) (\(age) days)") }
    }
    if let best = decision.bestSelfHost { check(best.rental.id, best.rental.provenance) }
    for api in headlineAPIs { check(api.tariff.id, api.tariff.provenance) }
    return stale
  }
}

extension Rental.Terms {
  var reportTitle: String { self == .owned ? "owned" : title }
}
