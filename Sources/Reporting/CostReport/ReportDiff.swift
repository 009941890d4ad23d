package import Breakeven
package import Documents

/// What changed since a former report, as a short section fit for a pull-request comment.
package struct ReportDiff: Sendable {
  private let before: BaselineReport
  private let after: CostReport

  /// Compares a former report with a new decision.
  package init(baseline: BaselineReport, decision: Decision) {
    before = baseline
    after = CostReport(decision)
  }

  /// Compares a former report with a new one.
  package init(baseline: BaselineReport, report: CostReport) {
    before = baseline
    after = report
  }

  /// Whether the verdict is another one.
  package var changesVerdict: Bool { before.choice != after.decision.verdict.choice }

  /// Numbers within this share of each other are the same.
  private static let tolerance = 1e-6

  /// GitHub Markdown: the verdict, a table of what changed, and nothing else.
  package var markdown: String {
    ReportDocument(title: "", blocks: blocks).markdown(figureFolder: "")
  }

  /// The section for a report or a comment.
  package var blocks: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [
      .heading("Changes since \(before.asOf)", level: 2), .paragraph(headline),
    ]
    let rows = rows
    if rows.isEmpty {
      blocks.append(.paragraph(InlineText("Neither prices nor deployment nor workload changed.")))
    } else {
      var table = TextTable(columns: [
        TextTable.Column("What"), TextTable.Column("Before", .right),
        TextTable.Column("Now", .right), TextTable.Column("Change", .right),
      ])
      for row in rows { table.append(row) }
      blocks.append(.table(table))
    }
    return blocks
  }

  private var headline: InlineText {
    let now = after.decision.verdict
    func odds(_ probability: Double?) -> String {
      probability.map { NumberText.probability($0) } ?? "not to be told"
    }
    let change =
      "the probability that self-hosting is cheaper was \(odds(before.probability)) "
      + "and is \(odds(now.probabilitySelfHostCheaper))"
    let verdict =
      changesVerdict
      ? InlineText.strong(
        "The verdict changes from \(title(before.choice)) to \(title(now.choice))")
        + InlineText(": \(change).")
      : InlineText("The verdict stays \(title(now.choice)); \(change).")
    return verdict + InlineText(rulesText)
  }

  /// That the former report was made by other rules, and which changed.
  private var rulesText: String {
    let changes = DecisionRules.changes(since: before.rules)
    guard !changes.isEmpty else { return "" }
    let cause =
      !changesVerdict
      ? " The rules of the decision changed since"
      : pricesChanged
        ? " Both prices and the rules of the decision changed since"
        : " No price changed: this comes from the rules of the decision, which changed since"
    return "\(cause): \(changes.joined(separator: "; "))."
  }

  /// Whether a price of the former report's machines or API is another one now.
  private var pricesChanged: Bool {
    func differs(_ before: Double?, _ now: Double?) -> Bool {
      guard let before, let now else { return false }
      return abs(now - before) > Self.tolerance * max(abs(now), abs(before))
    }
    let decision = after.decision
    let offer = before.selfHost?.facts["offer"]
    let rental = decision.selfHosting.first {
      $0.rental.id == offer && $0.rental.terms.rawValue == before.selfHost?.facts["terms"]
    }?.rental
    let isProvisioned = before.api?.facts["provisioned"] != nil
    let api = decision.apis.first {
      $0.tariff.id == before.api?.name && ($0.provisioned != nil) == isProvisioned
    }
    return differs(
      before.selfHost?.prices["machines, per GPU and hour"], rental?.usdPerGPUHour)
      || api.map(Self.prices)?.contains { differs(before.api?.prices[$0.name], $0.usd) } ?? false
  }

  /// What an API asks for, by the names of a former report: by the token, and for units by the hour.
  private static func prices(_ api: APICandidate) -> [(name: String, title: String, usd: Double)] {
    // What units cost a request follows from the volume, and is no price.
    let charges = api.charges.filter { api.provisioned == nil || $0.tokenClass != .request }.map {
      (
        name: "\($0.tokenClass.rawValue), per million", title: "\($0.tokenClass.reportTitle), $/M",
        usd: $0.usdPerMillion
      )
    }
    let units = (api.provisioned?.bought ?? []).map {
      (name: "\($0.name), per hour", title: "\($0.name), $ an hour", usd: $0.usdPerUnitHour)
    }
    return charges + units
  }

  /// `azure/gpt-5`, or `azure/gpt-5 (160 PTU for a year)`.
  private static func apiName(_ id: String, provisioned: String?) -> String {
    id + (provisioned.map { " (\($0))" } ?? "")
  }

  private func title(_ choice: Verdict.Choice) -> String {
    switch choice {
    case .selfHost: "self-host"
    case .api: "API"
    case .mixed: "a mix of both"
    case .tooCloseToCall: "too close to call"
    case .nothingToCompare: "nothing to compare"
    }
  }

  private var rows: [[InlineText]] {
    let decision = after.decision
    let demand = after.decision.demand
    var rows: [[InlineText]] = []
    rows += words("Workload", before.workloadName, decision.workload.name)
    rows += words("Period", before.period, demand.period.rawValue)
    for (name, title) in Self.workloadTitles {
      rows += number(title, before.workload[name], now(name)) { NumberText.compact($0, digits: 4) }
    }
    let own = decision.bestSelfHost
    rows += number(
      "Self-hosting \(after.facts.perPeriod)", before.selfHost?.totalUSD, own?.totalUSD
    ) {
      NumberText.usd($0)
    }
    rows += number(
      "API \(after.facts.perPeriod)", before.api?.totalUSD,
      decision.bestAPI?.usd(requests: demand.requests)
    ) { NumberText.usd($0) }
    rows += number(
      "Break-even volume", before.breakEvenRequests, decision.breakEven?.firstVolume
    ) { NumberText.compact($0) }
    rows += deploymentRows(own)
    rows += words(
      "Best API",
      before.api.map { Self.apiName($0.name, provisioned: $0.facts["provisioned"]) },
      decision.bestAPI.map { Self.apiName($0.tariff.id, provisioned: $0.provisioned?.name) })
    if let api = decision.bestAPI, before.api?.name == api.tariff.id,
      (before.api?.facts["provisioned"] != nil) == (api.provisioned != nil)
    {
      for price in Self.prices(api) {
        rows += number(price.title, before.api?.prices[price.name], price.usd) {
          NumberText.usdPrice($0)
        }
      }
    }
    return rows
  }

  private func deploymentRows(_ own: SelfHostOption?) -> [[InlineText]] {
    guard let own, let before = before.selfHost else {
      return words("Best deployment", before.selfHost?.name, own?.name)
    }
    let facts = [
      ("Model", "model", own.deployment.model.name),
      ("Precision", "precision", own.deployment.precision.name),
      ("GPU", "gpu", own.deployment.accelerator.id),
      ("Layout", "parallelism", own.deployment.layout.name),
      ("Engine", "engine", own.deployment.engine.name), ("Machines", "offer", own.rental.id),
    ]
    var rows = facts.flatMap { words($0.0, before.facts[$0.1], $0.2) }
    rows += words(
      "Terms", before.facts["terms"].map { Self.title(ofTerms: $0) },
      Self.title(ofTerms: own.rental.terms.rawValue))
    rows += number(
      "Machines, $ per GPU and hour", before.prices["machines, per GPU and hour"],
      own.rental.usdPerGPUHour
    ) { NumberText.usd($0) }
    return rows
  }

  private static let workloadTitles = [
    ("requests", "Requests"), ("meanPromptTokens", "Mean prompt tokens"),
    ("meanUncachedPromptTokens", "Mean prompt tokens not cached"),
    ("meanCompletionTokens", "Mean completion tokens"), ("peakToAverage", "Peak to average"),
    ("burstiness", "Burstiness"),
    ("deadlineHours", "Deadline in hours"),
  ]

  private func now(_ name: String) -> Double? {
    let demand = after.decision.demand
    switch (name, after.decision.workload.mode) {
    case ("requests", _): return demand.requests
    case ("meanPromptTokens", _): return demand.mix.meanPromptTokens
    case ("meanUncachedPromptTokens", _): return demand.shape.uncachedPrompt
    case ("meanCompletionTokens", _): return demand.mix.meanCompletionTokens
    case ("peakToAverage", .interactive(_, let traffic)): return traffic.peakToAverage
    case ("burstiness", .interactive(_, let traffic)):
      return traffic.burstiness == 1 ? nil : traffic.burstiness
    case ("deadlineHours", .batch(let terms)): return terms.deadlineHours
    default: return nil
    }
  }

  private static func title(ofTerms name: String) -> String {
    guard let terms = Rental.Terms(rawValue: name) else { return name }
    return terms == .owned ? "own hardware" : terms.title
  }

  private func words(_ title: String, _ before: String?, _ now: String?) -> [[InlineText]] {
    guard before != now else { return [] }
    return [
      [
        InlineText(title), InlineText(before ?? NumberText.missing),
        InlineText(now ?? NumberText.missing), InlineText(""),
      ]
    ]
  }

  private func number(
    _ title: String, _ before: Double?, _ now: Double?, _ text: (Double) -> String
  ) -> [[InlineText]] {
    var change = ""
    switch (before, now) {
    case (nil, nil): return []
    case (let before?, let now?):
      if abs(now - before) <= Self.tolerance * max(abs(now), abs(before)) { return [] }
      if before > 0 {
        let factor = now / before
        change =
          (0.1...10).contains(factor)
          ? NumberText.percent(factor - 1, signed: true) : NumberText.ratio(factor)
      }
    default: break
    }
    return [
      [
        InlineText(title), InlineText(before.map(text) ?? NumberText.missing),
        InlineText(now.map(text) ?? NumberText.missing), InlineText(change),
      ]
    ]
  }
}
