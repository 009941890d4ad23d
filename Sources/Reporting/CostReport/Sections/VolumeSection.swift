import Breakeven
import Documents

/// Cost against volume: the APIs' lines and the staircase of the cheapest self-hosting.
struct VolumeSection: ReportSection {
  let facts: ReportFacts

  private var isComparable: Bool {
    decision.scope == .anyOf && !decision.selfHosting.isEmpty && !decision.apis.isEmpty
  }

  var open: [ReportDocument.Block] {
    isComparable ? [.anchored("chart", [.figure(volumeChart)])] : []
  }

  var folded: Fold? {
    isComparable ? Fold("Cost against volume, in figures", [.table(volumeTable)]) : nil
  }

  var json: [JSONText.Member] {
    [
      .init(
        "costByVolume",
        .array(
          curve.map {
            [
              "requests": .number($0.requests), "selfHostUSD": .number($0.selfHostUSD),
              "apiUSD": .number($0.apiUSD),
            ]
          })),
      .init(
        "rangesByVolume",
        .array(
          facts.bands.map {
            [
              "requests": .number($0.requests), "selfHostUSD": range($0.selfHostUSD),
              "apiUSD": range($0.apiUSD),
            ]
          })),
    ]
  }

  /// The ends of an 80 % range; no upper end where the targets are missed.
  private func range(_ interval: Interval) -> JSONText {
    [
      "low": .number(interval.low),
      "high": interval.high < .infinity ? .number(interval.high) : nil,
    ]
  }

  private var curve: [CostPoint] { facts.curve }
  private var headlineAPIs: [APICandidate] { facts.headlineAPIs }

  private var volumeAxisTitle: String {
    demand.period == .month ? "Requests a month" : "Requests of the job"
  }

  private var volumeChart: ReportDocument.Figure {
    let best = decision.bestAPI
    var series: [Chart.Series] = []
    // A range without an upper end, as targets are missed there, reaches as high as anything that is drawn.
    let top =
      (facts.bands.flatMap { [$0.selfHostUSD.high, $0.apiUSD.high] } + curve.map(\.selfHostUSD))
      .filter { $0 < .infinity }.max() ?? 0
    if !facts.bands.isEmpty {
      series += [
        Chart.Series(
          nil,
          .band(facts.bands.map { Chart.Interval($0.requests, $0.apiUSD.low, $0.apiUSD.high) }),
          color: SideColor.api),
        Chart.Series(
          nil,
          .band(
            facts.bands.filter { $0.selfHostUSD.low < .infinity }
              .map {
                Chart.Interval($0.requests, $0.selfHostUSD.low, min(top, $0.selfHostUSD.high))
              }
          ),
          color: SideColor.own),
      ]
    }
    series.append(
      Chart.Series(
        "your own GPUs", .steps(curve.map { Chart.Point($0.requests, $0.selfHostUSD) }),
        emphasis: .strong, color: SideColor.own))
    for api in headlineAPIs {
      let isBest = best.map { api.hasPrice(of: $0) } ?? false
      series.append(
        Chart.Series(
          api.tariff.id + serviceText(api),
          .line(curve.map { Chart.Point($0.requests, api.usd(requests: $0.requests)) }),
          emphasis: isBest ? .strong : .normal, isDashed: !isBest, color: SideColor.api))
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
      subtitle:
        "The cheapest machines of your own at each volume, and APIs; shaded: the 80 % range where that volume is expected",
      description:
        description,
      x: ChartAxis(volumeAxisTitle, scale: .logarithmic),
      y: ChartAxis(
        demand.period == .month ? "US dollars a month" : "US dollars for the job",
        scale: .logarithmic, format: .usd),
      series: series, markers: markers)
    return ReportDocument.Figure(
      fileName: "cost-by-volume.svg", description: chart.description, svg: chart.svg)
  }

  /// The chart in a sentence, for those who cannot see it.
  private var description: String {
    "Cost \(perPeriod) of your own GPUs and of APIs against volume, both axes logarithmic: at "
      + "\(facts.requestsText) \(NumberText.usd(decision.bestSelfHost?.totalUSD ?? .nan)) against "
      + "\(NumberText.usd(decision.bestAPI?.usd(requests: demand.requests) ?? .nan))"
      + (decision.breakEven?.firstVolume.map {
        ", alike at \(NumberText.compact($0))"
      } ?? "") + "."
  }

  private var volumeTable: TextTable {
    var table = TextTable(
      columns: [
        TextTable.Column(volumeAxisTitle, .right), TextTable.Column("Your own GPUs", .right),
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
