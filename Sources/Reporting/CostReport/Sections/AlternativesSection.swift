import Breakeven
import Documents

/// The ranked alternatives, and what was left out.
struct AlternativesSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard decision.scope == .anyOf else {
      return leftOut.isEmpty ? nil : Fold("What was left out", leftOut)
    }
    var blocks: [ReportDocument.Block] = []
    // Jobs are all sized by what saturates a replica.
    let isFleet = if case .interactive = decision.workload.mode { true } else { false }
    func sizing(_ title: String) -> [InlineText] { isFleet ? [InlineText(title)] : [] }
    let columns = [
      TextTable.Column("#", .right), TextTable.Column("Alternative"),
      TextTable.Column(demand.period == .month ? "Monthly cost" : "Cost", .right),
      TextTable.Column("Machines or tokens", .right, note: "without people and tools"),
      TextTable.Column("Utilisation", .right),
    ]
    let sizedBy = TextTable.Column("Sized by", note: "how it was found what one replica serves")
    var table = TextTable(
      columns: columns + (isFleet ? [sizedBy] : []) + [TextTable.Column("Price as of", .right)])
    for (rank, alternative) in ranked.enumerated() {
      switch alternative {
      case .selfHost(let option):
        table.append(
          [
            InlineText("\(rank + 1)"),
            InlineText(
              "\(facts.shortName(option.modelName)) (\(option.deployment.precision.name)) on "
                + machines(option)),
            InlineText(NumberText.usd(option.totalUSD)),
            InlineText(NumberText.usd(option.machineUSD)),
            InlineText(NumberText.percent(option.utilization)),
          ] + sizing(option.sizing.reportTitle) + [ageText(option.rental.provenance)])
      case .api(let api):
        let usd = InlineText(NumberText.usd(api.usd(requests: demand.requests)))
        table.append(
          [
            InlineText("\(rank + 1)"),
            InlineText(
              "API \(api.tariff.id)\(serviceText(api))\(api.tariff.quantization.map { ", \($0)" } ?? "")"
            ),
            usd, InlineText(NumberText.usd(api.billUSD(requests: demand.requests))),
            InlineText("—"),
          ] + sizing("—") + [ageText(api.tariff.provenance)])
      }
    }
    blocks.append(.table(table))
    blocks.append(
      .paragraph(
        InlineText(
          "\(count(decision.triedDeployments)) deployments, of which the fastest of each size make \(count(decision.selfHosting.count)) options with machines, and \(count(decision.apis.count)) API offerings were compared; for each model and accelerator the cheapest is shown."
            + sizingText)))
    return Fold("Alternatives, ranked", blocks + leftOut)
  }

  private func count(_ number: Int) -> String { NumberText.fixed(Double(number), decimals: 0) }

  var json: [JSONText.Member] {
    func list(_ exclusions: [Exclusion]) -> JSONText {
      .array(exclusions.map { ["name": .string($0.name), "reason": .string($0.reason)] })
    }
    return [
      .init(
        "alternatives",
        [
          "selfHost": .array(decision.selfHosting.prefix(50).map { $0.json(demand) }),
          "selfHostCount": .integer(decision.selfHosting.count),
          "api": .array(decision.apis.map { $0.json(demand) }),
        ]),
      .init("excluded", list(decision.exclusions)), .init("untried", list(decision.untried)),
      .init("triedDeployments", .integer(decision.triedDeployments)),
    ]
  }

  /// The eight cheapest of either side, together.
  private var ranked: [Alternative] {
    var (own, apis) = (0, 0)
    return decision.ranked.map(\.alternative).filter { alternative in
      switch alternative {
      case .selfHost: own += 1
      case .api: apis += 1
      }
      return if case .api = alternative { apis <= 8 } else { own <= 8 }
    }
  }

  /// What was left out, and what was not tried.
  private var leftOut: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = []
    if !decision.exclusions.isEmpty {
      blocks.append(
        .details(
          summary: InlineText(
            "\(NumberText.counted(decision.exclusions.count)) candidates were left out"),
          [.list(Self.grouped(decision.exclusions))]))
    }
    if !decision.untried.isEmpty {
      blocks.append(
        .details(
          summary: InlineText("\(NumberText.counted(decision.untried.count)) were not tried"),
          [.list(Self.grouped(decision.untried))]))
    }
    return blocks
  }

  private func ageText(_ provenance: Provenance) -> InlineText {
    let age = provenance.age(at: decision.asOf)
    let flag = age > decision.assumptions.staleAfterDays ? " (old)" : ""
    return InlineText(provenance.asOf.description + flag)
  }

  private static func grouped(_ exclusions: [Exclusion]) -> [InlineText] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for exclusion in exclusions {
      if names[exclusion.reason] == nil { order.append(exclusion.reason) }
      names[exclusion.reason, default: []].append(exclusion.name)
    }
    return order.prefix(40).map { reason in
      let all = names[reason] ?? []
      let shown = all.prefix(4).joined(separator: "; ")
      let more = all.count > 4 ? " and \(all.count - 4) more" : ""
      return InlineText("\(shown)\(more): \(reason)")
    }
  }

  /// How many of the options were sized by simulation, after the count of options.
  private var sizingText: String {
    guard case .interactive = decision.workload.mode else { return "" }
    let simulated = decision.selfHosting.count(where: \.isSimulated)
    guard simulated > 0 else { return "" }
    let lowered = decision.selfHosting.count { $0.sizing == .closedForm(.scaled) }
    return
      " Where the closed form is not to be trusted, fleets that could be chosen were sized by simulated "
      + "percentiles: \(simulated) of the combinations"
      + (lowered > 0 ? "; for \(lowered) others it was lowered by what that took off." : ".")
  }
}
