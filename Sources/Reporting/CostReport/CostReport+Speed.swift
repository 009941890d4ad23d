import Breakeven

extension CostReport {
  /// Price against speed: what each deployment costs per token at each number of tokens per second.
  func speedSection(withCharts: Bool) -> [ReportDocument.Block] {
    let curves = decision.latencyCurves().filter { !$0.tiers.isEmpty }
    guard let best = curves.first else { return [] }
    var blocks: [ReportDocument.Block] = [
      .heading("Price against speed", level: 2),
      .paragraph(
        InlineText(
          "Machines at full load, without people and idle time: small batches are fast and dear, large ones slow and cheap."
        )),
    ]
    if withCharts { blocks.append(.figure(speedChart(curves))) }
    var table = TextTable(columns: [
      TextTable.Column("Requests in flight", .right),
      TextTable.Column("Tokens/s per user", .right),
      TextTable.Column("First token", .right),
      TextTable.Column("$/M tokens", .right, note: "prompt and completion together"),
    ])
    for tier in best.tiers.reversed().enumerated().filter({ $0.offset.isMultiple(of: 4) }) {
      table.append([
        InlineText(NumberText.fixed(tier.element.concurrency, decimals: 0)),
        InlineText(NumberText.significant(tier.element.tokensPerSecondPerUser, digits: 3)),
        InlineText(NumberText.duration(seconds: tier.element.timeToFirstTokenSeconds)),
        InlineText(NumberText.usdPrice(tier.element.usdPerMillionTokens)),
      ])
    }
    blocks.append(.paragraph(InlineText("\(curveName(best)):")))
    blocks.append(.table(table))
    return blocks
  }

  private func curveName(_ curve: LatencyCurve) -> String {
    let name = curve.option.deployment.model.name.split(separator: "/").last.map(String.init) ?? ""
    return
      "\(name), \(curve.option.deployment.parallelism.chips) × \(curve.option.deployment.accelerator.id)"
  }

  private func speedChart(_ curves: [LatencyCurve]) -> ReportDocument.Figure {
    let chart = Chart(
      title: "Price against speed",
      subtitle: "One replica at full load, from large batches (left) to a single request (right)",
      description:
        "Cost per million tokens against tokens per second that each user sees, for the best deployments.",
      x: ChartAxis("Output tokens per second and user", scale: .logarithmic),
      y: ChartAxis("US dollars per million tokens", scale: .logarithmic, format: .usd),
      series: curves.enumerated().map { index, curve in
        Chart.Series(
          curveName(curve),
          .line(curve.tiers.map { Chart.Point($0.tokensPerSecondPerUser, $0.usdPerMillionTokens) }),
          emphasis: index == 0 ? .strong : .normal)
      })
    return ReportDocument.Figure(
      fileName: "price-by-speed.svg", description: chart.description, svg: chart.svg)
  }
}
