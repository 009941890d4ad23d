import Breakeven
import Documents

extension CostReport {
  var demand: Demand { decision.demand }

  /// `a month`, or `for the job`.
  var perPeriod: String { demand.period == .month ? "a month" : "for the job" }

  /// The answer in one sentence.
  var verdictSentence: InlineText {
    let verdict = decision.verdict
    guard let best = decision.bestSelfHost, let api = decision.bestAPI,
      let uncertainty = decision.uncertainty
    else { return .strong(verdictHeadline) + InlineText(" " + otherSentence) }
    let own = NumberText.usd(best.totalUSD)
    let bill = NumberText.usd(api.usd(requests: demand.requests))
    let odds = NumberText.probability(uncertainty.probabilitySelfHostCheaper)
    let ownName = "\(best.deployment.model.name) on \(machines(best))"
    let apiName = "\(api.tariff.id)\(serviceText(api))"
    let share = shareText(verdict.savingShare)
    let comparison =
      uncertainty.saving.value >= 0
      ? "\(ownName) costs \(own) \(perPeriod), \(share) less than the \(bill) of \(apiName)"
      : "\(apiName) costs \(bill) \(perPeriod), \(share) less than the \(own) of \(ownName)"
    return .strong(verdictHeadline)
      + InlineText(
        " \(comparison)\(todayText(best, api)); self-hosting is cheaper with a probability of \(odds)"
          + (verdict.ground == .hostsDisagree ? ", but other hosts give another answer." : "."))
  }

  /// What the cheaper side saves against what is paid today.
  private func todayText(_ best: SelfHostOption, _ api: APICandidate) -> String {
    guard let today = decision.today else { return "" }
    let usd = min(best.totalUSD, api.usd(requests: demand.requests))
    let name = today.api.map { $0.tariff.id } ?? "bill"
    guard usd < today.usd * 0.9995 else {
      return usd < today.usd * 1.0005
        ? " (what is paid today)"
        : ", and more than today's \(NumberText.usd(today.usd)) (\(name))"
    }
    return
      " and \(shareText(1 - usd / today.usd)) less than today's \(NumberText.usd(today.usd)) (\(name))"
  }

  private func shareText(_ share: Double) -> String {
    share > 0.99 && share < 1 ? "over 99 %" : NumberText.percent(share)
  }

  var verdictHeadline: String {
    switch decision.verdict.choice {
    case .selfHost: "Self-host."
    case .api: "Pay the API."
    case .mixed: "Do both."
    case .tooCloseToCall: "Too close to call."
    case .nothingToCompare: "Nothing to compare."
    }
  }

  private var otherSentence: String {
    switch decision.verdict.ground {
    case .modelsAgree:
      return
        "That holds for each of the \(comparedModels) models that could be compared; no model was named, so "
        + "none is compared with another."
    case .modelsDiffer:
      return
        "It depends on the model: \(modelsByChoice). No model was named, so none is compared with another."
    case .odds, .hostsDisagree, .nothing: break
    }
    let reason =
      decision.verdict.onlyBecause.map { $0.prefix(1).uppercased() + $0.dropFirst() + ". " } ?? ""
    if let best = decision.bestSelfHost {
      return reason + "\(best.name) costs \(NumberText.usd(best.totalUSD)) \(perPeriod)."
    }
    if let api = decision.bestAPI {
      return reason
        + "\(api.tariff.id) costs \(NumberText.usd(api.usd(requests: demand.requests))) \(perPeriod)."
    }
    return reason.trimmingSuffix
  }

  private var comparedModels: Int { decision.models.count { $0.probability != nil } }

  private var modelsByChoice: String {
    [Verdict.Choice.selfHost, .api, .tooCloseToCall].compactMap { choice in
      let count = decision.models.count { $0.choice == choice }
      return count > 0 ? "\(count) times \(choice.title)" : nil
    }.joined(separator: ", ")
  }

  /// `2 × H100-SXM (runpod spot)`, or `8 × B200 (bought for $400k)`.
  func machines(_ option: SelfHostOption) -> String {
    let terms =
      option.purchaseUSD.map { "bought for \(NumberText.usd($0))" }
      ?? (option.rental.terms == .owned
        ? option.rental.terms.reportTitle
        : "\(option.rental.provider) \(option.rental.terms.reportTitle)")
    return "\(option.gpus) × \(option.deployment.accelerator.id) (\(terms))"
  }

  /// One row for what is paid today, one for self-hosting, one for the best API, and one each for the cheapest
  /// host of the same model and every declared stand-in, where these are not the best API itself.
  var headlineTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column(""),
      TextTable.Column(
        demand.period == .month ? "Monthly cost" : "Cost of the job", .right,
        note: demand.period == .month ? "of 730 hours, at \(requestsText)" : requestsText),
      TextTable.Column("80 % interval", .right, note: "all uncertain inputs drawn together"),
      TextTable.Column("Expected", .right, note: "the mean of all draws"),
      TextTable.Column("Tokens or machines", .right, note: "without people and tools"),
      TextTable.Column("People and tools", .right),
      TextTable.Column("Saving", .right, note: "against \(baselineName)"),
      TextTable.Column("Utilisation", .right, note: "used share of the capacity that is paid for"),
      TextTable.Column("GPUs", .right),
    ])
    if let today = decision.today {
      table.append([
        InlineText("Today: \(today.api?.tariff.id ?? "the bill")"),
        InlineText(NumberText.usd(today.usd)), InlineText(""), InlineText(""),
        InlineText(NumberText.usd(today.usd - today.overheadUSD)),
        InlineText(NumberText.usd(today.overheadUSD)), InlineText(""), InlineText("—"),
        InlineText("—"),
      ])
    }
    if let best = decision.bestSelfHost {
      table.append([
        InlineText("Self-host \(best.deployment.model.name) on \(best.deployment.accelerator.id)"),
        .strong(NumberText.usd(best.totalUSD)), intervalText(decision.uncertainty?.selfHostUSD),
        InlineText(decision.uncertainty.map { NumberText.usd($0.expectedSelfHostUSD) } ?? ""),
        InlineText(NumberText.usd(best.machineUSD + best.egressUSD)),
        InlineText(NumberText.usd(best.overheadUSD)), savingText(best.totalUSD),
        InlineText(NumberText.percent(best.utilization)), InlineText("\(best.gpus)"),
      ])
    }
    for (index, api) in headlineAPIs.enumerated() {
      let usd = api.usd(requests: demand.requests)
      let isBest = index == bestAPIRow
      table.append([
        InlineText("\(roleText(api)) \(api.tariff.id)\(serviceText(api))"),
        isBest ? .strong(NumberText.usd(usd)) : InlineText(NumberText.usd(usd)),
        isBest ? intervalText(decision.uncertainty?.apiUSD) : InlineText(""),
        InlineText(
          isBest ? decision.uncertainty.map { NumberText.usd($0.expectedAPIUSD) } ?? "" : ""),
        InlineText(NumberText.usd(api.billUSD(requests: demand.requests))),
        InlineText(NumberText.usd(api.overheadUSD)),
        savingText(usd), InlineText("—"), InlineText("—"),
      ])
    }
    return table
  }

  /// Whether there is anything to put into the headline table.
  var hasHeadlineRows: Bool {
    decision.today != nil || decision.bestSelfHost != nil || decision.bestAPI != nil
  }

  /// What savings are told against: today, else the best API.
  private var baselineUSD: Double? {
    decision.today?.usd ?? decision.bestAPI?.usd(requests: demand.requests)
  }

  private var baselineName: String {
    decision.today == nil ? "the best API" : "what is paid today"
  }

  private var bestAPIRow: Int {
    headlineAPIs.firstIndex { $0.tariff.id == decision.bestAPI?.tariff.id } ?? 0
  }

  /// The cheapest host of the same model as the best fleet first, then the best API, then the cheapest of each
  /// declared stand-in.
  var headlineAPIs: [APICandidate] {
    guard let best = decision.bestAPI else { return [] }
    let model = decision.bestSelfHost?.deployment.model.name
    let same = decision.apis.first { api in
      if case .sameModel(let name) = api.basis { name == model } else { false }
    }
    var chosen: [APICandidate] = []
    func add(_ api: APICandidate?) {
      if let api, !chosen.contains(where: { $0.tariff.id == api.tariff.id }) { chosen.append(api) }
    }
    add(same)
    add(best)
    for api in decision.apis {
      if case .declared = api.basis { add(api) }
    }
    return chosen
  }

  private func roleText(_ api: APICandidate) -> String {
    switch api.basis {
    case .sameModel: "API, open model:"
    case .declared: "API, declared equivalent:"
    case .today: "API, as today:"
    }
  }

  func serviceText(_ api: APICandidate) -> String {
    api.service == .standard ? "" : " (\(api.service.rawValue))"
  }

  private func intervalText(_ interval: Interval?) -> InlineText {
    guard let interval else { return InlineText("") }
    guard interval.high < .infinity else {
      return InlineText("from \(NumberText.usd(interval.low)), or misses the targets")
    }
    return InlineText(
      NumberText.usd(interval.low) + "–" + NumberText.usd(interval.high))
  }

  private func savingText(_ usd: Double) -> InlineText {
    guard let baseline = baselineUSD, baseline > 0, abs(usd / baseline - 1) > 1e-9 else {
      return InlineText("")
    }
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
  var warnings: [String] { decision.cautions.map(\.text) }
}

extension String {
  /// The text without a blank at its end.
  fileprivate var trimmingSuffix: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension Rental.Terms {
  var reportTitle: String { self == .owned ? "owned" : title }
}
