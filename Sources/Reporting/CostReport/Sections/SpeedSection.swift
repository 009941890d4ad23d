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
    if !frontier.published.isEmpty {
      blocks.append(.paragraph(InlineText(publishedText)))
      blocks.append(.table(publishedTable))
    }
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

  private var publishedText: String {
    let lengths = Set(
      frontier.published.map {
        NumberText.significant($0.speed.promptTokens, digits: 2) + " + "
          + NumberText.significant($0.speed.completionTokens, digits: 2)
      }
    ).sorted().joined(separator: " and ")
    return
      "Measured and published for the same models and GPUs, with \(lengths) tokens a request, at the lowest price of "
      + "these machines here:"
  }

  /// Of each GPU and stack at most three points, evenly among them.
  private var shownPublished: [SpeedFrontier.Published] {
    var groups: [String: [SpeedFrontier.Published]] = [:]
    var order: [String] = []
    for point in frontier.published {
      let key = point.speed.accelerator + point.speed.stack.rawValue
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(point)
    }
    return order.flatMap { key -> [SpeedFrontier.Published] in
      let all = (groups[key] ?? []).sorted { $0.usdPerMillionTokens < $1.usdPerMillionTokens }
      guard all.count > 3 else { return all }
      return [all[0], all[all.count / 2], all[all.count - 1]]
    }
  }

  private var publishedTable: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Tokens/s per user", .right), TextTable.Column("$/M tokens", .right),
      TextTable.Column("GPUs"), TextTable.Column("Run"), TextTable.Column("Source"),
    ])
    for point in shownPublished {
      table.append([
        InlineText(NumberText.significant(point.speed.tokensPerSecondPerUser, digits: 3)),
        InlineText(NumberText.usdPrice(point.usdPerMillionTokens)),
        InlineText("\(point.speed.chips) × \(point.speed.accelerator), \(point.speed.weights)"),
        InlineText(point.speed.run), InlineText("\(point.speed.source), \(point.speed.date)"),
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

  private var isModern: Bool { decision.stacks?.headline == .modern }

  private var speedChart: ReportDocument.Figure {
    var series = [
      Chart.Series(
        "best of all machines",
        .line(
          frontier.points.map {
            Chart.Point($0.tier.tokensPerSecondPerUser, $0.tier.usdPerMillionTokens)
          }), emphasis: .strong, color: SideColor.own)
    ]
    for (name, runs, color) in [
      ("a plain stack", isModern ? frontier.plain : [], 4),
      ("a modern stack", frontier.modern, 5),
    ] where !runs.isEmpty {
      series.append(
        Chart.Series(
          name,
          .line(runs.map { Chart.Point($0.tokensPerSecondPerUser, $0.usdPerMillionTokens) }),
          isDashed: true, color: color))
    }
    if !frontier.published.isEmpty {
      series.append(
        Chart.Series(
          "published measurements",
          .points(
            frontier.published.map {
              Chart.Point($0.speed.tokensPerSecondPerUser, $0.usdPerMillionTokens)
            }), emphasis: .muted))
    }
    series += facts.curves.prefix(frontier.modern.isEmpty ? 4 : 2).enumerated().map {
      index, curve in
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
      "plain": json(frontier.plain), "modern": json(frontier.modern),
      "published": .array(
        frontier.published.map { point in
          [
            "accelerator": .string(point.speed.accelerator),
            "weights": .string(point.speed.weights),
            "run": .string(point.speed.run), "stack": .string(point.speed.stack.rawValue),
            "promptTokens": .number(point.speed.promptTokens),
            "completionTokens": .number(point.speed.completionTokens),
            "tokensPerSecondPerUser": .number(point.speed.tokensPerSecondPerUser),
            "usdPerMillionTokens": .number(point.usdPerMillionTokens),
            "source": .string(point.speed.source), "date": .string(point.speed.date),
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

  private func json(_ runs: [SpeedFrontier.Run]) -> JSONText {
    .array(
      runs.map { run in
        [
          "option": .string(run.option.name), "run": .string(run.name),
          "tokensPerSecondPerUser": .number(run.tokensPerSecondPerUser),
          "usdPerMillionTokens": .number(run.usdPerMillionTokens),
        ]
      })
  }
}
