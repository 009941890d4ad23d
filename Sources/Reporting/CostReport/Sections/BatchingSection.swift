import Breakeven
import Documents

/// More requests in flight, and what they do to cost, first token and speed.
struct BatchingSection: ReportSection {
  let facts: ReportFacts

  private var curves: [LatencyCurve] { facts.curves }

  var folded: Fold? {
    guard let curve = curves.first, let one = curve.tiers.last, let full = curve.tiers.first,
      curve.tiers.count > 2
    else { return nil }
    return Fold(
      "Effect of the batch size",
      [
        .paragraph(
          InlineText(
            "\(curveName(curve)): from \(NumberText.fixed(one.concurrency, decimals: 0)) to "
              + "\(NumberText.fixed(full.concurrency, decimals: 0)) requests in flight a token becomes "
              + "\(NumberText.ratio(one.usdPerMillionTokens / full.usdPerMillionTokens)) cheaper. "
              + kneeText(curve))),
        .figure(batchingChart(curve, one)), .table(batchingTable(curve)),
      ])
  }

  var json: [JSONText.Member] {
    [.init("priceBySpeed", .array(curves.map(curveJSON)))]
  }

  /// The batch size from which twice as many requests save less than a tenth.
  private func kneeText(_ curve: LatencyCurve) -> String {
    guard let knee = curve.knee else {
      return "Twice as many requests still save more than a tenth at the end."
    }
    return "From \(NumberText.fixed(knee.concurrency, decimals: 0)) on, twice as many "
      + "requests in flight save less than a tenth and cost speed all the same."
  }

  private func batchingChart(
    _ curve: LatencyCurve, _ one: LatencyTier
  ) -> ReportDocument.Figure {
    func line(_ name: String, _ color: Int, _ value: (LatencyTier) -> Double) -> Chart.Series {
      Chart.Series(
        name,
        .line(curve.tiers.reversed().map { Chart.Point($0.concurrency, value($0) / value(one)) }),
        color: color)
    }
    let chart = Chart(
      title: "Effect of the batch size",
      subtitle: "\(curveName(curve)), relative to a single request in flight",
      description:
        "Cost per token, tokens per second of the replica and of each user, and time to the first token against requests in flight.",
      x: ChartAxis("Requests in flight on a replica", scale: .logarithmic),
      y: ChartAxis("Relative to one request", scale: .logarithmic, format: .ratio),
      series: [
        line("cost per token", 2) { $0.usdPerMillionTokens },
        line("tokens/s per replica", 3) { $0.outputTokensPerSecond },
        line("tokens/s per user", 4) { $0.tokensPerSecondPerUser },
        line("first token", 5) { $0.timeToFirstTokenSeconds },
      ])
    return ReportDocument.Figure(
      fileName: "batch-size.svg", description: chart.description, svg: chart.svg)
  }

  private func batchingTable(_ curve: LatencyCurve) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Requests in flight", .right),
      TextTable.Column("$/M tokens", .right, note: "prompt and completion together, machines only"),
      TextTable.Column("Saved by doubling", .right),
      TextTable.Column("Tokens/s per replica", .right, note: "completion tokens"),
      TextTable.Column("Tokens/s per user", .right), TextTable.Column("First token", .right),
    ])
    let rising = Array(curve.tiers.reversed())
    for index in stride(from: 0, to: rising.count, by: 2) {
      let tier = rising[index]
      table.append([
        InlineText(NumberText.fixed(tier.concurrency, decimals: 0)),
        InlineText(NumberText.usdPrice(tier.usdPerMillionTokens)),
        InlineText(
          index >= 2
            ? NumberText.percent(
              1 - tier.usdPerMillionTokens / rising[index - 2].usdPerMillionTokens)
            : ""),
        InlineText(NumberText.compact(tier.outputTokensPerSecond)),
        InlineText(NumberText.significant(tier.tokensPerSecondPerUser, digits: 3)),
        InlineText(NumberText.duration(seconds: tier.timeToFirstTokenSeconds)),
      ])
    }
    return table
  }

  private func curveJSON(_ curve: LatencyCurve) -> JSONText {
    [
      "option": .string(curve.option.name),
      "tiers": .array(
        curve.tiers.map {
          [
            "concurrency": .number($0.concurrency),
            "tokensPerSecondPerUser": .number($0.tokensPerSecondPerUser),
            "outputTokensPerSecond": .number($0.outputTokensPerSecond),
            "timeToFirstTokenSeconds": .number($0.timeToFirstTokenSeconds),
            "usdPerMillionTokens": .number($0.usdPerMillionTokens),
          ]
        }),
    ]
  }
}
