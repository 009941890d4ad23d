package import Breakeven
package import Documents

/// How far the closed forms are off at a grid of loads, for a terminal and as JSON.
package struct ClosedFormCheckReport: Sendable {
  private let deployment: Deployment
  private let check: ClosedFormCheck

  package init(_ deployment: Deployment, _ check: ClosedFormCheck) {
    self.deployment = deployment
    self.check = check
  }

  /// A row for each load, a column for each quantity.
  package func text(style: TerminalStyle = .plain) -> String {
    let percentile = "p" + NumberText.trimmed(check.percentile, digits: 4)
    var table = TextTable(
      columns: [
        TextTable.Column("Burstiness", .right), TextTable.Column("Load", .right),
      ]
        + ClosedFormCheck.Quantity.allCases.map {
          TextTable.Column($0.title(percentile: percentile), .right)
        } + [TextTable.Column("Fleets by", .left)])
    var index = 0
    let quantities = ClosedFormCheck.Quantity.allCases.count
    while index + quantities <= check.rows.count {
      let rows = check.rows[index..<(index + quantities)]
      index += quantities
      guard let first = rows.first else { break }
      let isSimulated = Deployment.shouldSimulate(
        burstiness: first.burstiness, utilization: first.utilization,
        promptInterference: first.promptInterference ?? .infinity)
      table.append(
        [
          InlineText(NumberText.significant(first.burstiness, digits: 2)),
          InlineText(NumberText.percent(first.utilization)),
        ]
          + rows.map { row in
            InlineText(row.ratio.map { NumberText.fixed($0, decimals: 2) } ?? "saturated")
          } + [InlineText(isSimulated ? "simulation" : "closed form")])
    }
    return style.bold(
      "\(deployment.model.name) on \(deployment.layout.chips) \(deployment.accelerator.id)")
      + ", \(deployment.engine.name): closed form over simulation\n"
      + "Below 1 the closed form is too optimistic. Loads are shares of the simulated saturation of "
      + "\(NumberText.significant(check.simulatedSaturation, digits: 3)) requests a second; the closed form's is "
      + "\(NumberText.significant(check.closedFormSaturation, digits: 3)).\n\n"
      + table.plainText(style: style)
  }

  /// JSON, schema `breakeven/closed-form-check/1`.
  package var json: String {
    JSONText.object([
      .init("schema", "breakeven/closed-form-check/1"),
      .init("model", .string(deployment.model.name)),
      .init("gpu", .string(deployment.accelerator.id)),
      .init("closedFormSaturation", .number(check.closedFormSaturation)),
      .init("simulatedSaturation", .number(check.simulatedSaturation)),
      .init("percentile", .number(check.percentile)),
      .init(
        "rows",
        .array(
          check.rows.map { row in
            [
              "burstiness": .number(row.burstiness), "utilization": .number(row.utilization),
              "promptInterference": .optional(row.promptInterference),
              "quantity": .string(row.quantity.rawValue), "closedForm": .optional(row.closedForm),
              "simulated": .number(row.simulated),
            ]
          })),
    ]).pretty
  }
}

extension ClosedFormCheck.Quantity {
  fileprivate func title(percentile: String) -> String {
    switch self {
    case .meanInFlight: "in flight, mean"
    case .meanTimePerOutputToken: "per token, mean"
    case .meanTimeToFirstToken: "first token, mean"
    case .timePerOutputToken: "per token, \(percentile)"
    case .timeToFirstToken: "first token, \(percentile)"
    }
  }
}
