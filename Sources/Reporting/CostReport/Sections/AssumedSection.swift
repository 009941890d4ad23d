import Breakeven
import Documents

/// What was assumed for the author, with what it would be without.
struct AssumedSection: ReportSection {
  let facts: ReportFacts

  var open: [ReportDocument.Block] {
    let assumed = ShortAnswer(decision).assumed
    guard !assumed.isEmpty else { return [] }
    return [
      .heading("Assumed for you", level: 2),
      .list(assumed.map { InlineText(Self.sentence($0) + ".") }),
    ]
  }

  /// The assumption with a capital in front, unless it begins with an id such as `glm-5.1`.
  static func sentence(_ text: String) -> String {
    let word = text.prefix { $0 != " " }
    let isID = word.contains { $0.isNumber || "-/_".contains($0) }
    return isID ? text : text.prefix(1).uppercased() + text.dropFirst()
  }

  var folded: Fold? {
    guard !decision.assumed.isEmpty else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Assumed for you"), TextTable.Column("Value", .right),
      TextTable.Column("Own GPUs without it", .right),
      TextTable.Column("API without it", .right), TextTable.Column("Answer without it"),
      TextTable.Column("From"),
    ])
    for item in decision.assumed {
      let value = item.value
      table.append([
        InlineText(item.what.title),
        InlineText(
          "\(NumberText.trimmed(value.likely, digits: 3)) \(value.unit) "
            + "(\(NumberText.trimmed(value.low, digits: 3)) to \(NumberText.trimmed(value.high, digits: 3)))"
        ),
        InlineText(item.without?.selfHostUSD.map { NumberText.usd($0) } ?? ""),
        InlineText(item.without?.apiUSD.map { NumberText.usd($0) } ?? ""),
        InlineText(
          item.without.map { without in
            without.choice.title
              + (without.probability.map { ", \(NumberText.probability($0))" } ?? "")
          } ?? ""),
        InlineText(value.provenance.source),
      ])
    }
    return Fold(
      "What was assumed, and the answer without it",
      [
        .paragraph(
          InlineText(
            "The workload does not say these, so what is usual stands in. State them to replace it."
          )),
        .table(table),
      ])
  }

  var json: [JSONText.Member] {
    [
      .init(
        "assumed",
        .array(
          decision.assumed.map { item in
            [
              "what": .string(item.what.rawValue), "likely": .number(item.value.likely),
              "low": .number(item.value.low), "high": .number(item.value.high),
              "unit": .string(item.value.unit), "source": .string(item.value.provenance.source),
              "without": item.without.map { without in
                [
                  "choice": .string(without.choice.rawValue),
                  "probabilitySelfHostCheaper": .optional(without.probability),
                  "selfHostUSD": .optional(without.selfHostUSD),
                  "apiUSD": .optional(without.apiUSD),
                ]
              } ?? nil,
            ]
          }))
    ]
  }
}
