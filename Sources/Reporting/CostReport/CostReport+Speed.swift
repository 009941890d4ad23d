import Breakeven
import Documents

extension CostReport {
  /// The Pareto front of price against speed, and what APIs ask for other speeds.
  func speedSection(withCharts: Bool) -> [ReportDocument.Block] {
    guard let cheapest = frontier.points.first, let fastest = frontier.points.last else {
      return []
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
      .heading("Price against speed", level: 2), .paragraph(InlineText(text)),
    ]
    if withCharts { blocks.append(.figure(speedChart)) }
    blocks.append(.table(frontierTable))
    if !frontier.services.isEmpty { blocks.append(.table(serviceTable)) }
    return blocks
  }

  private func speedText(_ point: SpeedFrontier.Point) -> String {
    NumberText.significant(point.tier.tokensPerSecondPerUser, digits: 2)
  }

  func curveName(_ curve: LatencyCurve) -> String { shortName(curve.option) }

  func shortName(_ option: SelfHostOption) -> String {
    let name = option.deployment.model.name.split(separator: "/").last.map(String.init) ?? ""
    return "\(name), \(option.deployment.layout.chips) × \(option.deployment.accelerator.id)"
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
        InlineText("\(point.option.rental.provider) \(point.option.rental.terms.title)"),
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
          }), emphasis: .strong)
    ]
    series += curves.map { curve in
      Chart.Series(
        shortName(curve.option),
        .line(curve.tiers.map { Chart.Point($0.tokensPerSecondPerUser, $0.usdPerMillionTokens) }))
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
}
