public import Breakeven
import Documents

/// The report of several workloads that were decided together.
///
/// ```swift
/// let report = JointReport(try JointDecision(workloads, catalog: .builtIn(), asOf: .today))
/// print(report.markdown)
/// ```
public struct JointReport: Sendable {
  let facts: JointFacts
  let document: ReportDocument

  var decision: JointDecision { facts.decision }

  /// Makes the report of a decision.
  ///
  /// - Parameter decision: What is reported.
  public init(_ decision: JointDecision) {
    let facts = JointFacts(decision)
    self.facts = facts
    document = ReportDocument(
      title: "Together: \(NumberText.list(facts.names))", blocks: Self.blocks(facts))
  }

  /// GitHub Markdown.
  public var markdown: String { document.markdown(figureFolder: nil) }

  /// One HTML page.
  public var html: String { document.html(panel: nil) }

  private static func blocks(_ facts: JointFacts) -> [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [
      .heading(InlineText("Together: \(NumberText.list(facts.names))"), level: 1),
      .paragraph(.strong(facts.headline) + InlineText(" " + facts.reason)),
    ]
    if let table = costs(facts) {
      blocks += [
        .heading("What each bears", level: 2), .table(table),
        .paragraph(
          InlineText(
            "US dollars \(facts.decision.period == .job ? "once, for the jobs" : "in a month"). A shared fleet is borne by share of the replica time; people and tools, who do for "
              + "all, by what each workload would need alone.")),
      ]
    }
    if let fleets = fleets(facts) {
      blocks += [.heading("Shared fleets", level: 2), .table(fleets)]
    }
    blocks += alternatives(facts)
    let left = facts.leftOut
    if !left.isEmpty {
      blocks += [
        .heading("Not planned together", level: 2),
        .list(left.map { InlineText("\($0.name): \($0.reason).") }),
      ]
    }
    for index in facts.decision.extended {
      blocks.append(
        .callout(
          .note,
          InlineText(
            "\(facts.names[index]) is put over \(facts.decision.decisions[index].workload.growth?.horizonMonths ?? 1) "
              + "months at its rate of growth, as the others look so far ahead.")))
    }
    if let modelsApart = facts.modelsApart {
      blocks.append(.callout(.note, InlineText(modelsApart)))
    }
    blocks.append(.heading("Each by itself", level: 2))
    for (index, decision) in facts.decision.decisions.enumerated() {
      blocks.append(
        .details(
          summary: InlineText(facts.names[index]), [.code(ShortAnswer(decision).text())]))
    }
    return blocks
  }

  private static func costs(_ facts: JointFacts) -> TextTable? {
    guard let plan = facts.decision.plan else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Workload"), TextTable.Column("Served by"),
      TextTable.Column("Machines", .right), TextTable.Column("Tokens", .right),
      TextTable.Column("People", .right), TextTable.Column("Together", .right),
      TextTable.Column("By itself", .right, note: "the workload's own answer, with its own people"),
      TextTable.Column("On the other side", note: "what all would cost more if this one moved"),
    ])
    func money(_ usd: Double) -> InlineText { InlineText(NumberText.usd(usd)) }
    for (index, bill) in plan.bills.enumerated() {
      let place = facts.decision.planned[index]
      let cells = facts.cells[index]
      let alone = facts.decision.separateUSD(of: place).map { NumberText.usd($0) }
      var row = [InlineText(facts.names[place]), InlineText(facts.place(bill, index))]
      row += cells.map(money)
      row.append(money(cells.reduce(0, +)))
      row.append(InlineText(alone ?? NumberText.missing))
      row.append(InlineText(facts.moved(index) ?? NumberText.missing))
      table.append(row)
    }
    let alone = facts.decision.separateUSD.map { NumberText.usd($0) }
    var row = [InlineText.strong("All"), InlineText("")]
    for column in 0..<3 { row.append(money(facts.cells.reduce(0) { $0 + $1[column] })) }
    row.append(InlineText.strong(NumberText.usd(facts.totalUSD)))
    row.append(InlineText(alone ?? NumberText.missing))
    table.append(row)
    return table
  }

  private static func fleets(_ facts: JointFacts) -> TextTable? {
    guard let plan = facts.decision.plan, !plan.fleets.isEmpty else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Fleet", .right), TextTable.Column("Model"), TextTable.Column("Machines"),
      TextTable.Column("Replicas", .right, note: "at the busiest hour, spares included"),
      TextTable.Column("For"), TextTable.Column("How"),
    ])
    for (index, fleet) in plan.fleets.enumerated() {
      table.append([
        InlineText("\(index + 1)"),
        InlineText(
          fleet.slices.isEmpty
            ? "\(fleet.modelName) (\(fleet.deployment.precision.name))" : fleet.modelName),
        InlineText(facts.machines(fleet)),
        InlineText(NumberText.counted(fleet.replicas)),
        InlineText(facts.list(fleet.shares.map(\.workload))),
        InlineText(facts.sharing(fleet) + "."),
      ])
    }
    return table
  }

  private static func alternatives(_ facts: JointFacts) -> [ReportDocument.Block] {
    guard let plan = facts.decision.plan else { return [] }
    var items: [InlineText] = []
    func add(_ what: String, _ usd: Double?, _ chance: Double? = nil) {
      guard let usd else { return }
      items.append(
        InlineText(
          "\(what): \(NumberText.usd(usd))"
            + (chance.map { "; chance that the plan costs less: \(NumberText.probability($0))" }
              ?? "") + "."))
    }
    add("Each by itself, with people of its own", facts.decision.separateUSD)
    if plan.choice != .api {
      add(
        "All at APIs", facts.decision.allAPI?.totalUSD,
        facts.decision.odds?.probabilityCheaperThanAPI
      )
    }
    if plan.choice != .selfHost {
      add(
        "All on own GPUs", facts.decision.allOwn?.totalUSD,
        facts.decision.odds?.probabilityCheaperThanOwn)
    }
    if let mixed = facts.decision.mixed, plan.baseReplicas > 0 {
      add(
        "Without a base load below APIs", mixed.pureUSD,
        facts.decision.odds?.probabilityCheaperThanPure)
    }
    if let text = facts.mixNotTaken { items.append(InlineText(text + ".")) }
    if let odds = facts.decision.odds {
      items.append(
        InlineText(
          "80 % of draws lie between \(NumberText.usd(odds.usd.low)) and \(NumberText.usd(odds.usd.high)), \(odds.draws) draws. It holds for the cheapest hosts, as the first row of each workload's own report."
        ))
    }
    return [.heading("Against what", level: 2), .list(items)]
  }
}
