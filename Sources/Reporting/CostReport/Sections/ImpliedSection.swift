import Breakeven
import Documents

/// The API's price, and what it implies about its provider: a check on both sides.
struct ImpliedSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let implied = facts.implied else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Tokens"),
      TextTable.Column("API, $/M", .right, note: implied.api.tariff.id),
      TextTable.Column("Our cost, $/M", .right, note: "machines in full use, largest batch"),
      TextTable.Column("Utilisation that it implies", .right, note: "at our cost and no margin"),
      TextTable.Column("Batch that it implies", .right, note: "in full use and without margin"),
      TextTable.Column("Margin at full use", .right),
    ])
    for row in implied.rows {
      table.append([
        InlineText(row.tokenClass.reportTitle),
        InlineText(NumberText.usdPrice(row.apiUSDPerMillion)),
        InlineText(NumberText.usdPrice(row.costUSDPerMillion)),
        InlineText(
          row.utilization > 1 ? "none, below our cost" : NumberText.percent(row.utilization)),
        InlineText(row.batchSize.map { NumberText.fixed($0, decimals: 0) } ?? NumberText.missing),
        InlineText(NumberText.percent(row.margin)),
      ])
    }
    return Fold(
      "What the API's price implies",
      [
        .paragraph(
          InlineText(
            "Suppose \(implied.api.tariff.provider) ran \(implied.option.name)\(guessing(implied)): at these "
              + "utilisations or batch sizes its prices would be its costs. "
              + impliedText(implied))),
        .table(table),
      ])
  }

  var json: [JSONText.Member] {
    [.init("impliedByTheAPIPrice", facts.implied.map(impliedJSON) ?? nil)]
  }

  private func guessing(_ implied: ImpliedPrice) -> String {
    let isPlain = implied.option.deployment.speculation == nil
    return isPlain && implied.runs.count > 1 ? ", guessing tokens ahead where that pays" : ""
  }

  private func impliedText(_ implied: ImpliedPrice) -> String {
    if implied.rows.contains(where: { $0.utilization > 1 }) {
      return
        "A price below our cost says that the provider has cheaper machines, a faster engine, fewer bits or no margin there, or that our estimate is too low: distrust one of them."
    }
    if implied.rows.contains(where: { $0.utilization < 0.05 }) {
      return
        "A price twenty times our cost leaves the provider a large margin, or our estimate is too high: distrust one of them."
    }
    return "Neither the prices nor our costs look out of place."
  }

  private func impliedJSON(_ implied: ImpliedPrice) -> JSONText {
    [
      "api": .string(implied.api.tariff.id), "option": .string(implied.option.name),
      "rows": .array(
        implied.rows.map { row in
          [
            "class": .string(row.tokenClass.rawValue),
            "apiUSDPerMillion": .number(row.apiUSDPerMillion),
            "costUSDPerMillion": .number(row.costUSDPerMillion),
            "utilization": .number(row.utilization), "batchSize": .optional(row.batchSize),
            "margin": .number(row.margin),
          ]
        }),
    ]
  }
}
