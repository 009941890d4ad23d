import Breakeven
import Documents

/// The Pareto front of price against speed, and what APIs ask for other speeds.
struct SpeedSection: ReportSection {
  let facts: ReportFacts

  private var frontier: SpeedFrontier { facts.frontier }

  var folded: Fold? {
    guard let cheapest = frontier.points.first, let fastest = frontier.points.last else {
      return nil
    }
    var text =
      "Machines at full load and their lowest price, without people and idle time. Speed has its price, as fewer requests share "
      + "each reading of the weights: from \(speedText(cheapest)) to \(speedText(fastest)) tokens/s for each "
      + "user a token becomes \(NumberText.ratio(fastest.tier.usdPerMillionTokens / cheapest.tier.usdPerMillionTokens)) as dear."
    if let slow = frontier.slowestThatPays, slow != cheapest {
      text +=
        " Below \(speedText(slow)) tokens/s hardly anything is saved: slower modes stop helping."
    }
    var blocks: [ReportDocument.Block] = [
      .paragraph(InlineText(text)), .figure(speedChart), .table(frontierTable),
    ]
    if !frontier.services.isEmpty { blocks.append(.table(serviceTable)) }
    return Fold("Price against speed", blocks)
  }

  var json: [JSONText.Member] { [.init("speedFrontier", frontierJSON)] }

  private func speedText(_ point: SpeedFrontier.Point) -> String {
    NumberText.significant(point.tier.tokensPerSecondPerUser, digits: 2)
  }

  /// At most eight points of the front, evenly among them.
  private var shownFrontier: [SpeedFrontier.Point] {
    let count = frontier.points.count
    guard count > 8 else { return frontier.points }
    return (0..<8).map { frontier.points[$0 * (count - 1) / 7] }
  }

  private var frontierTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Tokens/s per user", .right), TextTable.Column("$/M tokens", .right),
      TextTable.Column("Deployment"),
      TextTable.Column("Machines", note: "cheapest in continuous use"),
      TextTable.Column("Requests in flight", .right),
      TextTable.Column("First token", .right),
    ])
    for point in shownFrontier {
      table.append([
        InlineText(NumberText.significant(point.tier.tokensPerSecondPerUser, digits: 3)),
        InlineText(NumberText.usdPrice(point.tier.usdPerMillionTokens)),
        InlineText(shortName(point.option) + ", " + point.option.deployment.precision.name),
        InlineText("\(point.option.rental.provider) \(point.option.rental.title)"),
        InlineText(NumberText.fixed(point.tier.concurrency, decimals: 0)),
        InlineText(NumberText.duration(seconds: point.tier.timeToFirstTokenSeconds)),
      ])
    }
    return table
  }

  private var serviceTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("API"), TextTable.Column("Service"),
      TextTable.Column("Price of this workload", .right, note: "relative to the ordinary service"),
    ])
    for price in frontier.services.prefix(8) {
      table.append([
        InlineText(price.tariffID), InlineText(price.service.rawValue),
        InlineText(NumberText.ratio(price.factor)),
      ])
    }
    return table
  }

  private var speedChart: ReportDocument.Figure {
    var series = [
      Chart.Series(
        "best of all machines",
        .line(
          frontier.points.map {
            Chart.Point($0.tier.tokensPerSecondPerUser, $0.tier.usdPerMillionTokens)
          }), emphasis: .strong, color: SideColor.own)
    ]
    series += facts.curves.enumerated().map { index, curve in
      Chart.Series(
        shortName(curve.option),
        .line(curve.tiers.map { Chart.Point($0.tokensPerSecondPerUser, $0.usdPerMillionTokens) }),
        color: 2 + index % 4)
    }
    if let api = decision.bestAPI, let first = frontier.points.first,
      let last = frontier.points.last
    {
      let usd = api.usdPerMillionTokens(demand)
      series.append(
        Chart.Series(
          api.tariff.id + serviceText(api),
          .line([
            Chart.Point(first.tier.tokensPerSecondPerUser, usd),
            Chart.Point(last.tier.tokensPerSecondPerUser, usd),
          ]), isDashed: true, color: SideColor.api))
    }
    let chart = Chart(
      title: "Price against speed",
      subtitle: "One replica at full load, from large batches (left) to a single request (right)",
      description:
        "Cost per million tokens against tokens per second that each user sees: the Pareto front and the best deployments.",
      x: ChartAxis("Output tokens per second and user", scale: .logarithmic),
      y: ChartAxis(
        "US dollars per million tokens", scale: .logarithmic, format: .usd), series: series)
    return ReportDocument.Figure(
      fileName: "price-by-speed.svg", description: chart.description, svg: chart.svg)
  }

  private var frontierJSON: JSONText {
    [
      "points": .array(
        frontier.points.map { point in
          [
            "option": .string(point.option.name),
            "concurrency": .number(point.tier.concurrency),
            "tokensPerSecondPerUser": .number(point.tier.tokensPerSecondPerUser),
            "timeToFirstTokenSeconds": .number(point.tier.timeToFirstTokenSeconds),
            "usdPerMillionTokens": .number(point.tier.usdPerMillionTokens),
          ]
        }),
      "slowestTokensPerSecondThatPays": .optional(
        frontier.slowestThatPays?.tier.tokensPerSecondPerUser),
      "apiServices": .array(
        frontier.services.map { price in
          [
            "api": .string(price.tariffID), "service": .string(price.service.rawValue),
            "priceFactor": .number(price.factor),
          ]
        }),
    ]
  }
}
