import Breakeven
import Documents

/// What the answer would be otherwise: without what was assumed, for each model, with each class of host.
extension CostReport {
  /// What was assumed for the author, with what it would be without.
  var assumedSection: [ReportDocument.Block] {
    guard !decision.assumed.isEmpty else { return [] }
    var table = TextTable(columns: [
      TextTable.Column("Assumed for you"), TextTable.Column("Value", .right),
      TextTable.Column("Self-hosting without it", .right),
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
    return [
      .heading("Assumed for you", level: 2),
      .paragraph(
        InlineText(
          "The workload does not say these, so what is usual stands in. State them to replace it.")),
      .table(table),
    ]
  }

  /// Each model's own answer.
  var modelsSection: [ReportDocument.Block] {
    guard !decision.models.isEmpty else { return [] }
    var table = TextTable(columns: [
      TextTable.Column("Model"), TextTable.Column("Answer for it alone"),
      TextTable.Column("Self-hosting cheaper", .right), TextTable.Column("Self-hosting", .right),
      TextTable.Column("On"), TextTable.Column("API", .right), TextTable.Column("At"),
    ])
    for answer in decision.models {
      table.append([
        InlineText(answer.model), InlineText(answer.choice.title),
        InlineText(answer.probability.map { NumberText.probability($0) } ?? "—"),
        InlineText(answer.selfHost.map { NumberText.usd($0.totalUSD) } ?? "—"),
        InlineText(answer.selfHost.map { machines($0) } ?? "no deployment"),
        InlineText(answer.api.map { NumberText.usd($0.usd(requests: demand.requests)) } ?? "—"),
        InlineText(answer.api.map { $0.tariff.id + serviceText($0) } ?? "no comparable API"),
      ])
    }
    return [.heading("Each model's own answer", level: 2), .table(table)]
  }

  /// The answer with each class of host.
  var hostsSection: [ReportDocument.Block] {
    guard !decision.hosts.isEmpty else { return [] }
    var table = TextTable(columns: [
      TextTable.Column("Hosts"), TextTable.Column("Answer"),
      TextTable.Column("Self-hosting cheaper", .right), TextTable.Column("Self-hosting", .right),
      TextTable.Column("On"), TextTable.Column("API", .right), TextTable.Column("At"),
    ])
    for answer in decision.hosts {
      table.append([
        InlineText(answer.kind.name), InlineText(answer.choice.title),
        InlineText(NumberText.probability(answer.probability)),
        InlineText(NumberText.usd(answer.selfHostUSD)), InlineText(machines(answer.option)),
        InlineText(NumberText.usd(answer.apiUSD)),
        InlineText(answer.api.tariff.id + serviceText(answer.api)),
      ])
    }
    var blocks: [ReportDocument.Block] = [
      .heading("With whose machines", level: 2), .table(table),
    ]
    if let other = decision.otherLens {
      let counted =
        other.lens == .marginal
        ? "Without people and tools, which may be there anyway (the marginal lens)"
        : "With people and tools (the full lens)"
      blocks.append(
        .paragraph(
          InlineText(
            "\(counted), self-hosting costs \(NumberText.usd(other.selfHostUSD)) and the API "
              + "\(NumberText.usd(other.apiUSD)): \(other.choice.title), with a probability of "
              + "\(NumberText.probability(other.probability)) that self-hosting is cheaper.")))
    }
    if let uncertainty = decision.uncertainty, uncertainty.valueOfHindsightUSD > 0 {
      blocks.append(
        .paragraph(
          InlineText(
            "The odds are those of the recommended fleet, chosen before prices, volume and speed are known. "
              + "Who could choose fleet and side in hindsight would save "
              + "\(NumberText.usd(uncertainty.valueOfHindsightUSD)) \(perPeriod) on average, and would "
              + "self-host with a probability of "
              + "\(NumberText.probability(uncertainty.probabilityWithHindsight)).")))
    }
    return blocks
  }

  var assumedJSON: JSONText {
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
              "selfHostUSD": .optional(without.selfHostUSD), "apiUSD": .optional(without.apiUSD),
            ]
          } ?? nil,
        ]
      })
  }

  var modelsJSON: JSONText {
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
      })
  }

  var hostsJSON: JSONText {
    .array(
      decision.hosts.map { answer in
        [
          "class": .string(answer.kind.name), "choice": .string(answer.choice.rawValue),
          "probabilitySelfHostCheaper": .number(answer.probability),
          "selfHostUSD": .number(answer.selfHostUSD), "apiUSD": .number(answer.apiUSD),
          "offer": .string(answer.option.rental.id), "option": .string(answer.option.name),
          "api": .string(answer.api.tariff.id),
        ]
      })
  }

  var todayJSON: JSONText {
    guard let today = decision.today else { return nil }
    let best = [
      decision.bestSelfHost?.totalUSD, decision.bestAPI?.usd(requests: demand.requests),
    ].compactMap(\.self).min()
    return [
      "api": .optional(today.api?.tariff.id), "usd": .number(today.usd),
      "isStated": .bool(today.isStated), "billByTariffUSD": .optional(today.billByTariffUSD),
      "savingUSD": .optional(best.map { today.usd - $0 }),
      "savingShare": .optional(best.map { 1 - $0 / max(1e-9, today.usd) }),
    ]
  }

  var lensJSON: JSONText {
    guard let other = decision.otherLens else { return nil }
    return [
      "lens": .string(other.lens.rawValue), "choice": .string(other.choice.rawValue),
      "probabilitySelfHostCheaper": .number(other.probability),
      "selfHostUSD": .number(other.selfHostUSD), "apiUSD": .number(other.apiUSD),
    ]
  }
}
