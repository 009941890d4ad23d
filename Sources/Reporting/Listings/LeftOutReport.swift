import Breakeven
package import Calibration
package import Documents

/// Errors on measurements that no fit saw, by how much was left out with them.
package struct LeftOutReport: Sendable {
  private let calibration: Calibration

  package init(_ calibration: Calibration) { self.calibration = calibration }

  /// A row for each kind of novelty and class of model.
  package func text(style: TerminalStyle = .plain) -> String {
    var table = TextTable(columns: [
      TextTable.Column("Left out"), TextTable.Column("Class"), TextTable.Column("n", .right),
      TextTable.Column("median error", .right), TextTable.Column("90th percentile", .right),
      TextTable.Column("bias", .right), TextTable.Column("in the 80 % interval", .right),
      TextTable.Column("TTFT", .right), TextTable.Column("TPOT", .right),
    ])
    func percent(_ value: Double) -> InlineText {
      InlineText(NumberText.fixed(value * 100, decimals: 1) + " %")
    }
    for (novelty, summary) in summaries {
      table.append([
        InlineText(novelty.title), InlineText(summary.modelClass?.rawValue ?? "all"),
        InlineText("\(summary.count)"), percent(summary.medianError),
        percent(summary.ninetiethPercentileError), percent(summary.bias),
        percent(summary.coverage), summary.firstTokenMedianError.map(percent) ?? InlineText("—"),
        summary.perTokenMedianError.map(percent) ?? InlineText("—"),
      ])
    }
    return "\(calibration.rowsUsed) measurements used, \(calibration.refusals.count) not\n"
      + table.plainText(style: style)
  }

  private var summaries: [(novelty: Novelty, summary: ValidationSummary)] {
    Novelty.allCases.flatMap { novelty in
      guard let validation = calibration.validations[novelty] else {
        return [(novelty: Novelty, summary: ValidationSummary)]()
      }
      return (validation.byClass + (validation.overall.map { [$0] } ?? [])).map { (novelty, $0) }
    }
  }

  /// JSON, schema `breakeven/left-out/1`: the table, and every prediction with the line of its row.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/left-out/1",
      "summary": .array(
        summaries.map { novelty, summary in
          .object([.init("leftOut", .string(novelty.rawValue))] + summary.members)
        }),
      "rows": .array(
        Novelty.allCases.flatMap { novelty in
          (calibration.validations[novelty]?.rows ?? []).map { row in
            [
              "leftOut": .string(novelty.rawValue), "line": .integer(row.line),
              "engine": .string(row.engine), "gpu": .string(row.accelerator),
              "measured": .optional(row.measured.outputTokensPerSecond),
              "predicted": .optional(row.predicted.outputTokensPerSecond),
              "low": .optional(row.interval?.low), "high": .optional(row.interval?.high),
              "measuredTimeToFirstTokenSeconds": .optional(row.measured.timeToFirstTokenSeconds),
              "predictedTimeToFirstTokenSeconds": .optional(row.predicted.timeToFirstTokenSeconds),
              "measuredTimePerOutputTokenSeconds": .optional(
                row.measured.timePerOutputTokenSeconds),
              "predictedTimePerOutputTokenSeconds": .optional(
                row.predicted.timePerOutputTokenSeconds),
            ]
          }
        }),
    ]
    return value.pretty
  }
}
