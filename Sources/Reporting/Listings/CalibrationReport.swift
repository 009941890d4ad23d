import Breakeven
package import Calibration
package import Documents
import CheckedJSON
import Roofline

/// What a calibration used, and how far off it is on what it did not use.
package struct CalibrationReport: Sendable {
  private let calibration: Calibration

  package init(_ calibration: Calibration) { self.calibration = calibration }

  /// Every result as read, and what a user's own results changed.
  package static func text(of own: OwnResults) -> String {
    var text = ""
    for row in own.rows.prefix(100) { text += line(of: row) + "\n" }
    if own.rows.count > 100 { text += "and \(own.rows.count - 100) more\n" }
    text +=
      "\(own.rowsUsed) results used, \(own.refusals.count) not; \(own.profile.name) corrected\n"
    for refusal in own.refusals.prefix(12) {
      text += "  run \(refusal.line): \(Escaping.printable(refusal.reason))\n"
    }
    func percent(_ error: Double) -> String { NumberText.fixed(error * 100, decimals: 1) + " %" }
    return text
      + "median error of output tokens per second on these results: \(percent(own.errorBefore)) before, \(percent(own.errorAfter)) after\n"
  }

  /// A result as read: load, lengths, what was measured beside what is predicted, and on what.
  private static func line(of row: ReadResult) -> String {
    let run = row.measurement
    func number(_ value: Double, _ decimals: Int) -> String {
      NumberText.fixed(value, decimals: value == value.rounded() ? 0 : decimals)
    }
    func pair(_ measured: Double?, _ predicted: Double?, _ decimals: Int, _ unit: String) -> String?
    {
      measured.map { value in
        number(value, decimals) + " " + unit
          + (predicted.map { " (predicted \(number($0, decimals)))" } ?? "")
      }
    }
    let (measured, predicted) = (run.measured, row.predicted)
    func milliseconds(_ seconds: Double?) -> Double? { seconds.map { $0 * 1e3 } }
    let figures = [
      pair(measured.outputTokensPerSecond, predicted.outputTokensPerSecond, 1, "tokens/s"),
      pair(
        milliseconds(measured.timeToFirstTokenSeconds),
        milliseconds(predicted.timeToFirstTokenSeconds), 1, "ms TTFT"),
      pair(
        milliseconds(measured.timePerOutputTokenSeconds),
        milliseconds(predicted.timePerOutputTokenSeconds), 2, "ms TPOT"),
    ].compactMap(\.self)
    let deployment = [
      run.model, "on", run.gpu, run.layout.name, run.engine, run.engineVersion.shortened(to: 24),
      run.weightType, run.keyValueType.isEmpty ? "" : "KV " + run.keyValueType,
    ].filter { !$0.isEmpty }.joined(separator: " ")
    return Escaping.printable(
      "run \(run.line): \(run.conditions.load.words(queued: run.conditions.queuedRequests)), \(number(run.conditions.promptTokens, 1)) + "
        + "\(number(run.conditions.completionTokens, 1)) tokens: \(figures.joined(separator: ", ")); \(deployment)"
        + (row.refusal == nil ? "" : "; not used"))
  }

  /// The numbers of rows, and a table of errors by what was held back.
  package func text(style: TerminalStyle = .plain) -> String {
    var text =
      "\(calibration.rowsUsed) measurements used, \(calibration.refusals.count) not\n"
    var reasons: [String: (count: Int, line: Int)] = [:]
    for refusal in calibration.refusals {
      let known = reasons[refusal.reason] ?? (0, refusal.line)
      reasons[refusal.reason] = (known.count + 1, known.line)
    }
    for (reason, rows) in reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    )
    .prefix(12) {
      text += "  \(rows.count): \(Escaping.printable(reason)), first on line \(rows.line)\n"
    }
    for novelty in Novelty.allCases {
      guard let validation = calibration.validations[novelty] else { continue }
      text += "\n" + style.bold("Held back: \(novelty.title)") + "\n"
      text += ValidationReport.table(
        of: validation.byClass + (validation.overall.map { [$0] } ?? [])
      ).plainText(style: style)
    }
    return text
  }

  /// Errors by what was held back and class of model: a row for each kind of novelty.
  package var errorTable: TextTable {
    var table = TextTable(
      columns: [TextTable.Column("held back")]
        + (ModelClass.allCases.map(\.title) + ["all", "in the interval", "TPOT", "TTFT"]).map {
          TextTable.Column($0, .right)
        })
    func percent(_ value: Double) -> String { NumberText.fixed(value * 100, decimals: 1) }
    func errors(_ summary: ValidationSummary?) -> InlineText {
      InlineText(
        summary.map { "\(percent($0.medianError)) / \(percent($0.ninetiethPercentileError)) %" }
          ?? "—")
    }
    for novelty in Novelty.allCases {
      guard let validation = calibration.validations[novelty], let all = validation.overall else {
        continue
      }
      table.append(
        [InlineText(novelty.title)]
          + ModelClass.allCases.map { modelClass in
            errors(validation.byClass.first { $0.modelClass == modelClass })
          } + [
            errors(all), InlineText(percent(all.coverage) + " %"),
            InlineText(all.perTokenMedianError.map { percent($0) + " %" } ?? "—"),
            InlineText(all.firstTokenMedianError.map { percent($0) + " %" } ?? "—"),
          ])
    }
    return table
  }
}

extension Novelty {
  /// What was held back, in words.
  var title: String {
    switch self {
    case .seen: "configurations"
    case .unseenCell: "whole cells of engine, model and GPU"
    case .unseenArchitecture: "whole architectures"
    case .unseenAccelerator: "whole GPUs"
    case .unseenGeneration: "whole generations of engines"
    }
  }
}
