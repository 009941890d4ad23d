import Breakeven
import Documents

/// Own base load with an API above it: what that costs against the size of the base.
struct MixedSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let mixed = decision.mixed else { return nil }
    guard mixed.usesMachines else {
      let why =
        "No mix: no replica of your own pays for itself in any hour, so that the API would do everything."
      return Fold("Own base load, and an API above it", [.paragraph(InlineText(why))])
    }
    var blocks: [ReportDocument.Block] = [.paragraph(InlineText(text(mixed).summary))]
    if mixed.isCheaper { blocks.append(.table(sums(mixed))) }
    if mixed.curve.count > 1 { blocks += [.figure(chart(mixed)), .table(table(mixed))] }
    if mixed.isWorthIt { blocks.append(.table(swings(mixed))) }
    if let split = decision.lengthSplit {
      blocks.append(.paragraph(InlineText(LengthSplitText(split, of: demand).summary)))
    }
    blocks.append(.paragraph(InlineText(terms(mixed))))
    return Fold("Own base load, and an API above it", blocks)
  }

  private func text(_ mixed: MixedAnswer) -> MixedText { MixedText(mixed, of: demand) }

  /// How the mix is reckoned.
  private func terms(_ mixed: MixedAnswer) -> String {
    guard case .interactive = decision.workload.mode else {
      return
        "The machines do as much as they can before the deadline; the rest is sent to the API. People and tools of both sides count."
    }
    return
      "The replicas hold \(NumberText.trimmed(mixed.plan.option.concurrency, digits: 3)) requests in flight each; what comes above that at the moment, in any hour of the week, goes to the API (Erlang's loss formula). There is no spare: for the \(NumberText.percent(1 - decision.assumptions.replicaAvailability)) of the time that a replica is assumed to be down the API stands in. People and tools of both sides count."
  }

  private func sums(_ mixed: MixedAnswer) -> TextTable {
    let plan = mixed.plan
    var table = TextTable(columns: [
      TextTable.Column("Part of the mix"), TextTable.Column(demandColumn, .right),
    ])
    let parts: [(String, Double)] = [
      (
        "\(facts.shortName(plan.option.modelName)) on \(text(mixed).machines)",
        plan.machineUSD + plan.egressUSD
      ),
      (
        "\(plan.api.tariff.id)\(serviceText(plan.api)), \(NumberText.percent(plan.apiShare)) of the requests",
        plan.billUSD
      ),
      ("People and tools of both", plan.overheadUSD), ("Together", plan.totalUSD),
    ]
    for (name, usd) in parts where usd > 0 {
      table.append([InlineText(name), InlineText(NumberText.usd(usd))])
    }
    return table
  }

  private var demandColumn: String { demand.period == .month ? "A month" : "The job" }

  private func chart(_ mixed: MixedAnswer) -> ReportDocument.Figure {
    let best = mixed.plan
    // Of prompts that are parted by length, the mix's own price is that of what it sends.
    let alone = best.lengths == nil ? best.api : decision.bestAPI ?? best.api
    let api = alone.usd(requests: demand.requests)
    // Machines that are owned may be too few to serve everything.
    let own = decision.bestSelfHost?.totalUSD
    let description =
      "Cost \(perPeriod) against replicas of one's own: \(NumberText.usd(api)) with none, "
      + "\(NumberText.usd(best.totalUSD)) with \(NumberText.counted(best.baseReplicas))"
      + (own.map { ", \(NumberText.usd($0)) for serving everything." } ?? ".")
    let chart = Chart(
      title: "Cost against the base load",
      subtitle: "\(facts.shortName(best.option)); the rest at \(best.api.tariff.id)",
      description: description,
      x: ChartAxis("Replicas of your own"),
      y: ChartAxis(
        demand.period == .month ? "US dollars a month" : "US dollars for the job", format: .usd),
      series: [
        Chart.Series(
          "the mix", .line(mixed.curve.map { Chart.Point(Double($0.baseReplicas), $0.totalUSD) }),
          emphasis: .strong),
        Chart.Series(
          "its machines",
          .line(mixed.curve.map { Chart.Point(Double($0.baseReplicas), $0.machineUSD) }),
          color: SideColor.own),
        Chart.Series(
          "its API", .line(mixed.curve.map { Chart.Point(Double($0.baseReplicas), $0.billUSD) }),
          color: SideColor.api),
      ],
      markers: [.horizontal(y: api, label: "API alone")]
        + (own.map { [.horizontal(y: $0, label: "own GPUs alone")] } ?? [])
        + [.vertical(x: Double(best.baseReplicas), label: "least")])
    return ReportDocument.Figure(
      fileName: "cost-by-base-load.svg", description: description, svg: chart.svg)
  }

  private func table(_ mixed: MixedAnswer) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Replicas", .right), TextTable.Column("Machines", .right),
      TextTable.Column("API's share", .right), TextTable.Column("API", .right),
      TextTable.Column(demandColumn, .right, note: "people and tools of both sides included"),
    ])
    let step = max(1, (mixed.curve.count + 9) / 10)
    for (index, plan) in mixed.curve.enumerated()
    where index % step == 0 || plan.baseReplicas == mixed.plan.baseReplicas {
      table.append([
        InlineText(NumberText.counted(plan.baseReplicas)),
        InlineText(NumberText.usd(plan.machineUSD)),
        InlineText(NumberText.percent(plan.apiShare)),
        InlineText(NumberText.usd(plan.billUSD)),
        plan.baseReplicas == mixed.plan.baseReplicas
          ? .strong(NumberText.usd(plan.totalUSD)) : InlineText(NumberText.usd(plan.totalUSD)),
      ])
    }
    return table
  }

  /// What moves the saving most.
  private func swings(_ mixed: MixedAnswer) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Input"), TextTable.Column("Range", .right),
      TextTable.Column("Saving at the low end", .right),
      TextTable.Column("At the high end", .right),
    ])
    for swing in mixed.odds.swings.prefix(5) {
      table.append([
        InlineText(swing.input.title),
        InlineText("\(NumberText.ratio(swing.lowFactor)) to \(NumberText.ratio(swing.highFactor))"),
        InlineText(NumberText.usd(swing.savingAtLow)),
        InlineText(NumberText.usd(swing.savingAtHigh)),
      ])
    }
    return table
  }

  var json: [JSONText.Member] {
    [.init("mixed", decision.mixed.flatMap { $0.isCheaper ? json($0) : nil } ?? nil)]
      + (decision.lengthSplit.map { [.init("mixedByLength", json($0))] } ?? [])
  }

  private func json(_ split: LengthSplit) -> JSONText {
    [
      "promptTokens": .number(split.promptTokens),
      "sends": .string(split.sendsLonger ? "longer" : "shorter"),
      "sentShare": .number(split.sentShare), "apiShare": .number(split.apiShare),
      "totalUSD": .number(split.totalUSD), "baseReplicas": .integer(split.plan.baseReplicas),
      "option": .string(split.plan.option.name), "api": .string(split.plan.api.tariff.id),
      "machineUSD": .number(split.plan.machineUSD), "sentUSD": .number(split.sentUSD),
      "overflowUSD": .number(split.plan.billUSD),
      "overheadUSD": .number(split.plan.overheadUSD), "otherUSD": .number(split.otherUSD),
      "savingUSD": .number(split.savingUSD), "savingShare": .number(split.savingShare),
      "leastSavingShare": .number(MixedAnswer.leastSavingShare),
      "isInVerdict": .bool(split.isAnswer),
      "whyNotInVerdict": .optional(LengthSplitText(split, of: demand).whyNotTheVerdict),
      "probabilityCheaperThanAPI": .number(split.odds.probabilityCheaperThanAPI),
      "probabilityCheaperThanSelfHost": .number(split.odds.probabilityCheaperThanSelfHost),
    ]
  }

  private func json(_ mixed: MixedAnswer) -> JSONText {
    let plan = mixed.plan
    return [
      "totalUSD": .number(plan.totalUSD), "baseReplicas": .integer(plan.baseReplicas),
      "apiShare": .number(plan.apiShare), "machineUSD": .number(plan.machineUSD),
      "egressUSD": .number(plan.egressUSD), "billUSD": .number(plan.billUSD),
      "overheadUSD": .number(plan.overheadUSD), "gpus": .integer(plan.gpus),
      "model": .string(plan.option.modelName), "machine": .string(plan.option.rental.id),
      "gpu": .string(plan.option.rental.gpu),
      "option": .string(plan.option.name), "api": .string(plan.api.tariff.id),
      "usdPerGPUHour": .number(plan.option.rental.usdPerGPUHour),
      "gpusPerInstance": .integer(plan.option.rental.gpusPerInstance),
      "gpuHours": .number(
        plan.option.gpuHours(decision.demand, machineUSD: plan.machineUSD, gpus: plan.gpus)),
      "taxRate": .number(plan.option.taxRate), "promptShare": .number(plan.option.promptShare),
      "priceMultiplier": .number(plan.api.priceMultiplier), "charges": plan.api.chargesJSON,
      "pureUSD": .number(mixed.pureUSD), "savingUSD": .number(mixed.savingUSD),
      "savingShare": .number(mixed.savingShare),
      "leastSavingShare": .number(MixedAnswer.leastSavingShare),
      "isWorthIt": .bool(mixed.isWorthIt),
      "probabilityCheaperThanSelfHost": .number(mixed.odds.probabilityCheaperThanSelfHost),
      "probabilityCheaperThanAPI": .number(mixed.odds.probabilityCheaperThanAPI),
      "holdsAtHosts": mixed.holdsAtHosts.map { .bool($0) } ?? nil,
      "usd": mixed.odds.usd.json, "saving": mixed.odds.saving.json,
      "swings": .array(mixed.odds.swings.map(\.json)),
      "volumes": .array(
        mixed.volumes.map { ["from": .number($0.from), "to": .optional($0.to)] }),
      "costByBaseReplicas": .array(
        mixed.curve.map {
          [
            "baseReplicas": .integer($0.baseReplicas), "totalUSD": .number($0.totalUSD),
            "apiShare": .number($0.apiShare),
          ]
        }),
    ]
  }
}

extension MixedAnswer {
  /// Whether any mix that was looked at serves requests on machines; those by the hour may never run.
  fileprivate var usesMachines: Bool {
    isCheaper || ([plan] + curve).contains { $0.apiShare < 1 || $0.machineUSD > 0 }
  }
}
