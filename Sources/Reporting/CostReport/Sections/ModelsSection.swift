import Breakeven
import Documents

/// Each model's own answer.
struct ModelsSection: ReportSection {
  let facts: ReportFacts

  /// Where no model was named, the answer is the answers of the models; more than these would not be read.
  private static let shown = 8

  private var isEach: Bool { decision.scope == .each }

  var open: [ReportDocument.Block] {
    guard isEach, !decision.models.isEmpty else { return [] }
    let hosts = Dictionary(grouping: decision.apis.compactMap(\.model), by: \.self)
      .mapValues(\.count)
    let known = decision.models.filter { $0.probability != nil }
    let shown = known.enumerated().sorted {
      let (first, second) = (hosts[$0.element.model] ?? 0, hosts[$1.element.model] ?? 0)
      return first == second ? $0.offset < $1.offset : first > second
    }.prefix(Self.shown).map(\.element)
    return [
      .heading("The models that most hosts sell", level: 2), .table(table(shown)),
    ]
  }

  var folded: Fold? {
    decision.models.isEmpty
      ? nil : Fold("Each model's own answer", [.table(table(decision.models))])
  }

  private func table(_ answers: [ModelAnswer]) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Model"), TextTable.Column("Answer for it alone"),
      TextTable.Column("Chance", .right, note: "that self-hosting is cheaper"),
      TextTable.Column("Own GPUs", .right),
      TextTable.Column("On"), TextTable.Column("API", .right), TextTable.Column("At"),
    ])
    for answer in answers {
      table.append([
        InlineText(facts.shortName(answer.model)), InlineText(answer.choice.title),
        InlineText(answer.probability.map { NumberText.probability($0) } ?? "—"),
        InlineText(answer.selfHost.map { NumberText.usd($0.totalUSD) } ?? "—"),
        InlineText(answer.selfHost.map { machines($0) } ?? "no deployment"),
        InlineText(answer.api.map { NumberText.usd($0.usd(requests: demand.requests)) } ?? "—"),
        InlineText(answer.api.map { $0.tariff.id + serviceText($0) } ?? "no comparable API"),
      ])
    }
    return table
  }

  var json: [JSONText.Member] {
    [
      .init(
        "models",
        .array(
          decision.models.map { answer in
            [
              "model": .string(answer.model), "choice": .string(answer.choice.rawValue),
              "probabilitySelfHostCheaper": .optional(answer.probability),
              "selfHost": .optional(answer.selfHost?.name),
              "selfHostUSD": .optional(answer.selfHost?.totalUSD),
              "api": .optional(answer.api?.tariff.id),
              "apiUSD": .optional(answer.api?.usd(requests: demand.requests)),
            ]
          })),
      .init("modelScope", .string(decision.scope.rawValue)),
    ]
  }
}
