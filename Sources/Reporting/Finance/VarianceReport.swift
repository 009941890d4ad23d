import Breakeven
import CheckedJSON
package import Documents

/// Why what came differs from a plan, as text and as JSON.
package struct VarianceReport: Sendable {
  private let comparison: PlanComparison

  package init(_ comparison: PlanComparison) { self.comparison = comparison }

  private var plan: PlanFile { comparison.plan }

  /// A table of causes for each part of the cost, the figures behind them, and what to know.
  package func text(style: TerminalStyle = .plain) -> String {
    var text = title + "\n\n"
    for part in comparison.parts { text += table(of: part).plainText(style: style) + "\n" }
    if comparison.parts.count > 1 {
      text +=
        "together: planned \(Self.usd(comparison.plannedUSD)), came \(Self.usd(comparison.actualUSD)), "
        + "\(Self.signed(comparison.actualUSD - comparison.plannedUSD))\n\n"
    }
    text += figures.plainText(style: style)
    for note in comparison.notes { text += "\n" + note }
    return text + (comparison.notes.isEmpty ? "" : "\n")
  }

  private var title: String {
    let days =
      plan.period == "job"
      ? "its job"
      : NumberText.trimmed(comparison.periods, digits: 3)
        + (comparison.periods == 1 ? " month" : " months")
    return Escaping.printable(
      "\(plan.workload), planned on \(plan.asOf), against what came in \(days)")
  }

  private func table(of part: PlanComparison.Part) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column(part.title), TextTable.Column("USD", .right),
    ])
    func row(_ name: String, _ value: String) {
      table.append([InlineText(Escaping.printable(name)), InlineText(value)])
    }
    row(
      "planned" + (part.name.isEmpty ? "" : ": \(part.name)"), Self.usd(part.variance.plannedUSD))
    for effect in part.variance.effects { row(effect.cause.title, Self.signed(effect.usd)) }
    row("came", Self.usd(part.variance.actualUSD))
    return table
  }

  private var figures: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("In these days"), TextTable.Column("Planned", .right),
      TextTable.Column("Came", .right), TextTable.Column("Change", .right),
    ])
    for figure in comparison.figures {
      let write: (Double) -> String = {
        figure.isShare ? NumberText.percent($0) : NumberText.trimmed($0, digits: 6)
      }
      let change = NumberText.rounded(figure.actual / figure.planned, digits: 6) - 1
      table.append(
        [
          figure.name, write(figure.planned), write(figure.actual),
          figure.planned > 0 && !figure.isShare
            ? (change < 0 ? "−" : "+") + NumberText.percent(abs(change)) : "",
        ].map { InlineText($0) })
    }
    return table
  }

  private static func usd(_ value: Double) -> String {
    (value < 0 ? "−$" : "$") + NumberText.fixed(abs(value), decimals: 2)
  }

  private static func signed(_ value: Double) -> String {
    (value < 0 ? "−$" : "+$") + NumberText.fixed(abs(value), decimals: 2)
  }

  /// JSON, schema `breakeven/compare/1`.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/compare/1", "workload": .string(plan.workload),
      "plannedOn": .string(plan.asOf), "period": .string(plan.period),
      "periods": .number(comparison.periods),
      "plannedUSD": .number(comparison.plannedUSD), "actualUSD": .number(comparison.actualUSD),
      "parts": .array(
        comparison.parts.map { part in
          [
            "part": .string(part.title), "plan": .string(part.name),
            "plannedUSD": .number(part.variance.plannedUSD),
            "actualUSD": .number(part.variance.actualUSD),
            "effects": .array(
              part.variance.effects.map {
                ["cause": .string($0.cause.rawValue), "usd": .number($0.usd)]
              }),
          ]
        }),
      "figures": .array(
        comparison.figures.map {
          [
            "name": .string($0.name), "planned": .number($0.planned), "actual": .number($0.actual),
          ]
        }),
      "notes": .array(comparison.notes.map { .string($0) }),
    ]
    return value.pretty
  }
}

extension PlanVariance.Cause {
  /// The cause in words.
  var title: String {
    switch self {
    case .volume: "requests"
    case .promptLength: "length of prompts"
    case .completionLength: "length of completions"
    case .hitRate: "share that a cache served"
    case .throughput: "what a GPU hour did (speed, idle time)"
    case .machineTime: "hours (volume, lengths and speed)"
    case .price: "price"
    case .otherMachines: "machines with other accelerators"
    case .operation: "people, tools, storage"
    }
  }
}
