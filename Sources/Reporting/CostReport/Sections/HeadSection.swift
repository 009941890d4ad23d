import Breakeven
import Documents

/// The verdict in a sentence, three rows for what is paid today, the best API and the best machines of one's own,
/// and what is asked for.
struct HeadSection: ReportSection {
  let facts: ReportFacts

  private var answer: ShortAnswer { ShortAnswer(decision) }

  var open: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [
      .heading(InlineText(title), level: 1),
      .anchored(
        "verdict",
        [.paragraph(.strong(answer.headline) + InlineText(" " + answer.reason))]),
    ]
    if let description = decision.workload.description {
      blocks.append(.paragraph(.emphasis(description)))
    }
    if !rows.rows.isEmpty { blocks.append(.anchored("rows", [.table(rows)])) }
    if let other = decision.stacks?.otherText(facts.perPeriod) {
      blocks.append(.anchored("stacks", [.paragraph(InlineText(other))]))
    }
    blocks.append(.anchored("demand", [.paragraph(InlineText(demandText))]))
    return blocks
  }

  var title: String { "\(decision.workload.name): self-host or API?" }

  private var demandText: String {
    answer.demandText + (facts.agesText.map { " Prices are \($0)." } ?? "")
  }

  /// Today, the best API, the best machines of one's own.
  private var rows: TextTable {
    var columns = [
      TextTable.Column(""),
      TextTable.Column(
        demand.period == .month ? "A month" : "The job", .right,
        note: demand.period == .month
          ? "of 730 hours, at \(facts.requestsText)" : facts.requestsText),
      TextTable.Column("80 % range", .right, note: "all uncertain inputs drawn together"),
      TextTable.Column("Tokens or machines", .right),
      TextTable.Column("People and tools", .right),
    ]
    if decision.today != nil { columns.append(TextTable.Column("Against today", .right)) }
    var table = TextTable(columns: columns)
    if let today = decision.today {
      table.append([
        .strong("Today") + InlineText(": \(today.api?.tariff.id ?? "the bill")"),
        InlineText(NumberText.usd(today.usd)), InlineText(""),
        InlineText(NumberText.usd(today.usd - today.overheadUSD)),
        InlineText(NumberText.usd(today.overheadUSD)), InlineText(""),
      ])
    }
    if let api = decision.bestAPI {
      let usd = api.usd(requests: demand.requests)
      table.append([
        .strong("Best API") + InlineText(": \(api.tariff.id)\(serviceText(api))"),
        .strong(NumberText.usd(usd)), rangeText(decision.uncertainty?.apiUSD),
        InlineText(NumberText.usd(api.billUSD(requests: demand.requests))),
        InlineText(NumberText.usd(api.overheadUSD)), savingText(usd),
      ])
    }
    if let best = decision.bestSelfHost {
      table.append([
        .strong("Own GPUs")
          + InlineText(": \(facts.shortName(best.modelName)) on \(machines(best))"),
        .strong(NumberText.usd(best.totalUSD)), rangeText(decision.uncertainty?.selfHostUSD),
        InlineText(NumberText.usd(best.machineUSD + best.egressUSD)),
        InlineText(NumberText.usd(best.overheadUSD)), savingText(best.totalUSD),
      ])
    }
    if let mixed = decision.mixed, mixed.isWorthIt {
      let plan = mixed.plan
      table.append([
        .strong("Both")
          + InlineText(
            ": \(MixedText(mixed, of: demand).machines), \(NumberText.percent(plan.apiShare)) at \(plan.api.tariff.id)"
          ),
        .strong(NumberText.usd(plan.totalUSD)), rangeText(mixed.odds.usd),
        InlineText(NumberText.usd(plan.totalUSD - plan.overheadUSD)),
        InlineText(NumberText.usd(plan.overheadUSD)), savingText(plan.totalUSD),
      ])
    }
    if let split = decision.lengthSplit, !split.isAnswer {
      table.append([
        .strong("By length") + InlineText(": \(LengthSplitText(split, of: demand).row)"),
        .strong(NumberText.usd(split.totalUSD)), rangeText(split.odds.usd),
        InlineText(NumberText.usd(split.totalUSD - split.plan.overheadUSD)),
        InlineText(NumberText.usd(split.plan.overheadUSD)), savingText(split.totalUSD),
      ])
    }
    return table
  }

  private func rangeText(_ interval: Interval?) -> InlineText {
    guard let interval else { return InlineText("") }
    guard interval.high < .infinity else {
      return InlineText("from \(NumberText.usd(interval.low)), or misses the targets")
    }
    return InlineText(NumberText.range(interval.low, interval.high) { NumberText.usd($0) })
  }

  private func savingText(_ usd: Double) -> InlineText {
    guard let today = decision.today?.usd, today > 0, abs(usd / today - 1) > 0.0005 else {
      return InlineText("")
    }
    return InlineText(
      usd < today
        ? "\(NumberText.percent(1 - usd / today)) less" : "\(NumberText.ratio(usd / today)) as much"
    )
  }

  var json: [JSONText.Member] {
    [
      .init("workload", workloadJSON), .init("rules", .integer(DecisionRules.version)),
      .init("verdict", verdictJSON), .init("stacks", decision.stacks.map(\.json) ?? nil),
      .init("today", todayJSON),
      .init("selfHost", decision.bestSelfHost.map { $0.json(demand) } ?? nil),
      .init("api", decision.bestAPI.map { $0.json(demand) } ?? nil),
      .init("headline", .array(facts.headlineAPIs.map { $0.json(demand) })),
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
      "sentence": .string(answer.headline + " " + answer.reason),
      "probabilitySelfHostCheaper": .optional(verdict.probabilitySelfHostCheaper),
      "ground": .string(verdict.ground.name),
      "savingUSD": .number(verdict.savingUSD), "savingShare": .number(verdict.savingShare),
      "onlyBecause": .optional(verdict.onlyBecause),
      "rule": .string(
        "self-host if its probability of being cheaper is at least \(decision.assumptions.confidence), api if at most \(NumberText.trimmed(1 - decision.assumptions.confidence, digits: 3)); mixed if that saves \(MixedAnswer.leastSavingShare) and is as likely cheaper than either"
      ),
    ]
  }

  private var todayJSON: JSONText {
    guard let today = decision.today else { return nil }
    let best = [
      decision.bestSelfHost?.totalUSD, decision.bestAPI?.usd(requests: demand.requests),
      decision.verdict.choice == .mixed ? decision.mixed?.plan.totalUSD : nil,
    ].compactMap(\.self).min()
    return [
      "api": .optional(today.api?.tariff.id), "usd": .number(today.usd),
      "isStated": .bool(today.isStated), "billByTariffUSD": .optional(today.billByTariffUSD),
      "savingUSD": .optional(best.map { today.usd - $0 }),
      "savingShare": .optional(best.map { 1 - $0 / max(1e-9, today.usd) }),
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

extension Rental {
  var reportTitle: String { service?.title ?? terms.reportTitle }
}

extension Rental.Terms {
  var reportTitle: String { self == .owned ? "owned" : title }
}
