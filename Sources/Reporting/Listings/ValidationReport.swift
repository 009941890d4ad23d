import Breakeven
package import Calibration
package import Documents

/// Predictions of measurements, for a terminal and as JSON.
package struct ValidationReport: Sendable {
  private let validation: Validation

  package init(_ validation: Validation) { self.validation = validation }

  /// The error table, and what was skipped.
  package func text(style: TerminalStyle = .plain) -> String {
    var text = Self.table(of: validation.summary + validation.byClass + overall)
      .plainText(style: style)
    let skipped = validation.rows.filter { $0.skipReason != nil }
    text += "\n\(validation.rows.count - skipped.count) rows predicted, \(skipped.count) skipped\n"
    var lines: [String: [Int]] = [:]
    for row in skipped { lines[row.skipReason ?? "", default: []].append(row.line) }
    for (reason, numbers) in lines.sorted(by: {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }) {
      text +=
        "  \(numbers.count): \(Escaping.printable(reason)), first on line \(numbers.first ?? 0)\n"
    }
    return text
  }

  private var overall: [ValidationSummary] { validation.overall.map { [$0] } ?? [] }

  /// A table of errors in per cent.
  package static func table(of summaries: [ValidationSummary]) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Engine"), TextTable.Column("GPU"), TextTable.Column("Class"),
      TextTable.Column("n", .right), TextTable.Column("median error", .right),
      TextTable.Column("90th percentile", .right), TextTable.Column("bias", .right),
      TextTable.Column("in the 80 % interval", .right), TextTable.Column("TTFT", .right),
      TextTable.Column("TPOT", .right),
    ])
    func percent(_ value: Double) -> InlineText {
      InlineText(NumberText.fixed(value * 100, decimals: 1) + " %")
    }
    for summary in summaries {
      table.append([
        InlineText(summary.engine.isEmpty ? "all" : summary.engine),
        InlineText(summary.accelerator.isEmpty ? "all" : summary.accelerator),
        InlineText(summary.modelClass?.rawValue ?? "all"), InlineText("\(summary.count)"),
        percent(summary.medianError), percent(summary.ninetiethPercentileError),
        percent(summary.bias), percent(summary.coverage),
        summary.firstTokenMedianError.map(percent) ?? InlineText("—"),
        summary.perTokenMedianError.map(percent) ?? InlineText("—"),
      ])
    }
    return table
  }

  /// JSON, schema `breakeven/validate/1`.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/validate/1",
      "rows": .array(
        validation.rows.map { row in
          [
            "line": .integer(row.line), "status": .string(row.status),
            "reason": .optional(row.skipReason), "measured": Self.json(row.measured),
            "predicted": Self.json(row.predicted),
            "interval": [
              "low": .optional(row.interval?.low), "high": .optional(row.interval?.high),
            ],
          ]
        }),
      "summary": .array((validation.summary + overall).map(Self.json)),
    ]
    return value.pretty
  }

  private static func json(_ observation: Observation) -> JSONText {
    [
      "outputTokensPerSecond": .optional(observation.outputTokensPerSecond),
      "timeToFirstTokenSeconds": .optional(observation.timeToFirstTokenSeconds),
      "timePerOutputTokenSeconds": .optional(observation.timePerOutputTokenSeconds),
    ]
  }

  private static func json(_ summary: ValidationSummary) -> JSONText {
    .object(
      [
        .init("engine", .string(summary.engine.isEmpty ? "all" : summary.engine)),
        .init("gpu", .string(summary.accelerator.isEmpty ? "all" : summary.accelerator)),
      ] + summary.members)
  }
}

extension ValidationSummary {
  /// What it is about and how far it is off, in per cent, for programs.
  var members: [JSONText.Member] {
    [
      .init("modelClass", .string(modelClass?.rawValue ?? "all")), .init("n", .integer(count)),
      .init("medianAbsolutePercentageError", .number(medianError * 100)),
      .init("ninetiethPercentileAbsolutePercentageError", .number(ninetiethPercentileError * 100)),
      .init("biasPercent", .number(bias * 100)), .init("intervalCoverage", .number(coverage)),
      .init("timeToFirstTokenMedianError", .optional(firstTokenMedianError.map { $0 * 100 })),
      .init("timePerOutputTokenMedianError", .optional(perTokenMedianError.map { $0 * 100 })),
    ]
  }
}
