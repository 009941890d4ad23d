import Breakeven
import Documents

/// The answer with each class of host, and with the other costs counted.
struct HostsSection: ReportSection {
  let facts: ReportFacts

  var open: [ReportDocument.Block] {
    guard !decision.hosts.isEmpty else { return [] }
    let columns = [
      TextTable.Column("Hosts"), TextTable.Column("Answer"),
      TextTable.Column("Chance", .right, note: "that self-hosting is cheaper"),
      TextTable.Column("Own GPUs", .right), TextTable.Column("On"), TextTable.Column("API", .right),
    ]
    var table = TextTable(columns: columns)
    for answer in decision.hosts {
      table.append([
        InlineText(answer.kind.name), InlineText(answer.choice.title),
        InlineText(NumberText.probability(answer.probability)),
        InlineText(NumberText.usd(answer.selfHostUSD)), InlineText(machines(answer.option)),
        InlineText(NumberText.usd(answer.apiUSD)),
      ])
    }
    return [
      .heading("With whose machines", level: 2), .table(table),
      .paragraph(InlineText(apisText + otherLens)),
    ]
  }

  /// Against which APIs.
  private var apisText: String {
    guard let api = decision.bestAPI else { return "" }
    let median = decision.hosts.first { !$0.api.hasPrice(of: api) }
    return "Each against \(api.tariff.id)\(serviceText(api))"
      + (median.map { ", the \($0.kind.name) against \($0.api.tariff.id)\(serviceText($0.api))" }
        ?? "") + "."
  }

  /// The answer with the other costs counted.
  private var otherLens: String {
    guard let other = decision.otherLens else { return "" }
    let counted =
      other.lens == .marginal
      ? "Without people and tools, who may be there anyway,"
      : "With people and tools counted,"
    let chance = NumberText.probability(other.probability)
    let sides =
      " \(counted) it is \(NumberText.usd(other.selfHostUSD)) for your own GPUs against "
      + "\(NumberText.usd(other.apiUSD)) for the API: "
    guard other.choice == .mixed, let mixedUSD = other.mixedUSD else {
      return sides
        + "\(other.choice.title), with a chance of \(chance) that self-hosting is cheaper."
    }
    return sides
      + "\(other.choice.title) for \(NumberText.usd(mixedUSD)); alone, self-hosting is cheaper than the API with a chance of \(chance)."
  }

  var json: [JSONText.Member] {
    [
      .init(
        "classes",
        .array(
          decision.hosts.map { answer in
            let members: [JSONText.Member] = [
              .init("class", .string(answer.kind.name)),
              .init("choice", .string(answer.choice.rawValue)),
              .init("probabilitySelfHostCheaper", .number(answer.probability)),
              .init("selfHostUSD", .number(answer.selfHostUSD)),
              .init("apiUSD", .number(answer.apiUSD)),
              .init("offer", .string(answer.option.rental.id)),
              .init("option", .string(answer.option.name)),
              .init("api", .string(answer.api.tariff.id)),
            ]
            // Its units tell it from the same tariff by the token.
            let units = answer.api.provisioned.map {
              JSONText.Member("provisioned", .string($0.name))
            }
            return .object(members + [units].compactMap(\.self))
          })),
      .init("lens", .string(decision.workload.costs.lens.rawValue)),
      .init("otherLens", lensJSON),
    ]
  }

  private var lensJSON: JSONText {
    guard let other = decision.otherLens else { return nil }
    return [
      "lens": .string(other.lens.rawValue), "choice": .string(other.choice.rawValue),
      "probabilitySelfHostCheaper": .number(other.probability),
      "selfHostUSD": .number(other.selfHostUSD), "apiUSD": .number(other.apiUSD),
    ]
  }
}
