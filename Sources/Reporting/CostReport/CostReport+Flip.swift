import Breakeven

extension CostReport {
  /// What would turn the verdict: each input's break-even, and how far the inputs move the saving.
  func flipSection(withCharts: Bool) -> [ReportDocument.Block] {
    guard let breakEven = decision.breakEven, let uncertainty = decision.uncertainty,
      let best = decision.bestSelfHost, let api = decision.bestAPI
    else { return [] }
    var items: [InlineText] = [volumeItem(breakEven)]
    if let factor = breakEven.gpuPriceFactor {
      items.append(
        InlineText(
          "Machine price: equal at \(NumberText.usd(best.rental.usdPerGPUHour * factor)) per GPU and hour "
            + "(\(NumberText.ratio(factor)) the \(NumberText.usd(best.rental.usdPerGPUHour)) of \(best.rental.id))."
        ))
    } else {
      items.append(
        InlineText(
          "Machine price: never; even free machines would leave people and tools dearer than the API."
        ))
    }
    if let factor = breakEven.apiPriceFactor {
      items.append(
        InlineText("API price: equal at \(NumberText.ratio(factor)) the price of \(api.tariff.id).")
      )
    }
    if let factor = breakEven.throughputFactor {
      items.append(
        InlineText(
          "Throughput: equal at \(NumberText.ratio(factor)) the estimate of "
            + "\(NumberText.significant(best.replicaRequestsPerSecond, digits: 3)) requests per second and replica."
        ))
    } else {
      items.append(
        InlineText("Throughput: no factor from 0.01 to 100 changes which side is cheaper."))
    }
    items.append(
      breakEven.overheadUSD >= 0
        ? InlineText(
          "People and tools: equal at \(NumberText.usd(breakEven.overheadUSD)) \(perPeriod) "
            + "(assumed \(NumberText.usd(best.overheadUSD)).)")
        : InlineText(
          "People and tools: never; the machines alone cost more than the API."))
    var blocks: [ReportDocument.Block] = [
      .heading("What would flip it", level: 2), .list(items),
    ]
    if withCharts { blocks.append(.figure(tornado(uncertainty))) }
    blocks.append(.table(swingTable(uncertainty)))
    return blocks
  }

  private func volumeItem(_ breakEven: BreakEven) -> InlineText {
    guard !breakEven.volumes.isEmpty else {
      return InlineText("Volume: never, because \(breakEven.neverReason ?? "the API is cheaper").")
    }
    let unit = demand.period == .month ? "requests a month" : "requests"
    let ranges = breakEven.volumes.prefix(3).map { interval in
      interval.to.map {
        "from \(NumberText.compact(interval.from)) to \(NumberText.compact($0))"
      } ?? "from \(NumberText.compact(interval.from)) upwards"
    }
    let more =
      breakEven.volumes.count > 3 ? " and \(breakEven.volumes.count - 3) further ranges" : ""
    return InlineText(
      "Volume: self-hosting wins \(ranges.joined(separator: ", "))\(more) \(unit); "
        + "this workload has \(NumberText.compact(demand.requests)).")
  }

  private func tornado(_ uncertainty: Uncertainty) -> ReportDocument.Figure {
    let chart = TornadoChart(
      title: "What moves the saving",
      subtitle: "Saving of self-hosting \(perPeriod), one input at a time over its 80 % range",
      description: "Bars of how far each uncertain input moves the saving of self-hosting.",
      outcome: "Saving of self-hosting \(perPeriod)", format: .usd,
      base: uncertainty.saving.value, threshold: 0, thresholdLabel: "break-even",
      bars: uncertainty.swings.filter { $0.size > 0 }.map { swing in
        TornadoChart.Bar(
          swing.input.title, atLow: swing.savingAtLow, atHigh: swing.savingAtHigh,
          low: NumberText.ratio(swing.lowFactor), high: NumberText.ratio(swing.highFactor))
      })
    return ReportDocument.Figure(
      fileName: "saving-tornado.svg", description: chart.description, svg: chart.svg)
  }

  private func swingTable(_ uncertainty: Uncertainty) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Input"), TextTable.Column("80 % range", .right),
      TextTable.Column("Saving at the low end", .right),
      TextTable.Column("Saving at the high end", .right),
    ])
    for swing in uncertainty.swings where swing.size > 0 {
      table.append([
        InlineText(swing.input.title),
        InlineText(
          NumberText.ratio(swing.lowFactor) + " to " + NumberText.ratio(swing.highFactor)),
        InlineText(NumberText.usd(swing.savingAtLow)),
        InlineText(NumberText.usd(swing.savingAtHigh)),
      ])
    }
    return table
  }
}
