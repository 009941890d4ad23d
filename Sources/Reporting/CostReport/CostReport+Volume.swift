import Breakeven
import Documents

extension CostReport {
  /// Cost against volume: the APIs' lines and the staircase of the cheapest self-hosting.
  func volumeSection(withCharts: Bool) -> [ReportDocument.Block] {
    guard !decision.selfHosting.isEmpty, !decision.apis.isEmpty else { return [] }
    var blocks: [ReportDocument.Block] = [.heading("Cost against volume", level: 2)]
    if withCharts { blocks.append(.figure(volumeChart)) }
    blocks.append(.table(volumeTable))
    return blocks
  }

  private var volumeAxisTitle: String {
    demand.period == .month ? "Requests a month" : "Requests of the job"
  }

  private var volumes: [Double] {
    let curve = decision.costCurve
    return curve.map(\.requests)
  }

  private var volumeChart: ReportDocument.Figure {
    let curve = decision.costCurve
    var series: [Chart.Series] = [
      Chart.Series(
        "self-hosting", .steps(curve.map { Chart.Point($0.requests, $0.selfHostUSD) }),
        emphasis: .strong, color: 0)
    ]
    for (index, api) in headlineAPIs.enumerated() {
      series.append(
        Chart.Series(
          api.tariff.id + serviceText(api),
          .line(curve.map { Chart.Point($0.requests, api.usd(requests: $0.requests)) }),
          emphasis: index == 0 ? .strong : .normal, isDashed: index > 0, color: index + 1))
    }
    var markers: [Chart.Marker] = [.vertical(x: demand.requests, label: "this workload")]
    if let volume = decision.breakEven?.firstVolume, let api = decision.bestAPI,
      let first = curve.first, let last = curve.last,
      (first.requests...last.requests).contains(volume)
    {
      markers.append(
        .crossing(
          x: volume, y: api.usd(requests: volume),
          label: "break-even at \(NumberText.compact(volume))"))
    }
    let chart = Chart(
      title: "Cost against volume",
      subtitle: "The cheapest self-hosting at each volume, and the APIs",
      description:
        "Cost \(perPeriod) against volume on logarithmic axes for self-hosting and APIs.",
      x: ChartAxis(volumeAxisTitle, scale: .logarithmic),
      y: ChartAxis(
        demand.period == .month ? "US dollars a month" : "US dollars for the job",
        scale: .logarithmic, format: .usd),
      series: series, markers: markers)
    return ReportDocument.Figure(
      fileName: "cost-by-volume.svg", description: chart.description, svg: chart.svg)
  }

  private var volumeTable: TextTable {
    var table = TextTable(
      columns: [
        TextTable.Column(volumeAxisTitle, .right), TextTable.Column("Self-hosting", .right),
      ]
        + headlineAPIs.map { TextTable.Column($0.tariff.id + serviceText($0), .right) })
    for exponent in -2...2 {
      let requests = demand.requests * [0.01, 0.1, 1, 10, 100][exponent + 2]
      let own = decision.selfHostUSD(requests: requests)
      table.append(
        [
          InlineText(NumberText.compact(requests)),
          InlineText(own.map { NumberText.usd($0) } ?? NumberText.missing),
        ] + headlineAPIs.map { InlineText(NumberText.usd($0.usd(requests: requests))) })
    }
    return table
  }
}
