import Breakeven
import Documents

/// The map of the cheaper side over prompt-heaviness and volume, synchronous and batch.
struct MapSection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let map = facts.map else { return nil }
    return Fold(
      "Where self-hosting wins",
      [
        .paragraph(
          InlineText(
            "Cost of self-hosting over the API's, people included, for requests of the same "
              + "\(NumberText.compact(demand.mix.meanPromptTokens + demand.mix.meanCompletionTokens)) tokens in all. "
              + otherModeText)),
        .figure(mapChart(map)), .table(mapTable(map)),
      ])
  }

  var json: [JSONText.Member] {
    [.init("costByPromptHeavinessAndVolume", facts.map.map(mapJSON) ?? nil)]
  }

  private var otherModeText: String {
    if case .batch = decision.workload.mode {
      "The synchronous side assumes the first token within 2 s, 50 ms per further token at the 95th percentile, and a daily peak of twice the mean."
    } else {
      "The batch side assumes a job a day that may take 24 hours, on spot machines where there are any, against batch prices."
    }
  }

  private func title(_ panel: HeavinessMap.Panel) -> String {
    panel.isBatch ? "Batch" : "Synchronous"
  }

  private func mapChart(_ map: HeavinessMap) -> ReportDocument.Figure {
    let chart = HeatMap(
      title: "Where self-hosting wins",
      subtitle: "Cost of self-hosting over that of the cheapest API; the line is break-even",
      description:
        "Two maps of the cost ratio over prompt tokens per completion token and volume, with the break-even line.",
      x: ChartAxis("Prompt tokens per completion token", scale: .logarithmic),
      y: ChartAxis(
        demand.period == .month ? "Requests a month" : "Requests of the job", scale: .logarithmic),
      columns: map.promptsPerCompletion, rows: map.volumes,
      panels: map.panels.map { HeatMap.Panel(title($0), values: $0.costRatios) },
      scale: .ratio(belowOne: "self-hosting cheaper", aboveOne: "API cheaper"),
      markers: [
        HeatMap.Marker(x: map.here.ratio, y: map.here.volume, label: "this workload")
      ])
    return ReportDocument.Figure(
      fileName: "where-self-hosting-wins.svg", description: chart.description, svg: chart.svg)
  }

  /// A few rows and columns of the map.
  private func mapTable(_ map: HeavinessMap) -> TextTable {
    let columns = map.promptsPerCompletion.indices.filter { $0 % 4 == 0 }
    var table = TextTable(
      columns: [
        TextTable.Column(demand.period == .month ? "Requests a month" : "Requests", .right)
      ]
        + map.panels.flatMap { panel in
          columns.map { column in
            TextTable.Column(
              "\(title(panel)), \(NumberText.trimmed(map.promptsPerCompletion[column], digits: 2)):1",
              .right, note: "cost of self-hosting over the API's")
          }
        })
    for row in map.volumes.indices.filter({ $0 % 4 == 2 }) {
      table.append(
        [InlineText(NumberText.compact(map.volumes[row]))]
          + map.panels.flatMap { panel in
            columns.map { column in
              let ratio = panel.costRatios[row][column]
              let text = NumberText.ratio(ratio)
              return ratio < 1 ? .strong(text) : InlineText(text)
            }
          })
    }
    return table
  }

  private func mapJSON(_ map: HeavinessMap) -> JSONText {
    [
      "promptTokensPerCompletionToken": .array(map.promptsPerCompletion.map { .number($0) }),
      "requests": .array(map.volumes.map { .number($0) }),
      "here": [
        "promptTokensPerCompletionToken": .number(map.here.ratio),
        "requests": .number(map.here.volume),
      ],
      "panels": .array(
        map.panels.map { panel in
          [
            "mode": .string(panel.isBatch ? "batch" : "interactive"),
            "selfHostOverAPICost": .array(
              panel.costRatios.map { row in .array(row.map { .number($0) }) }),
          ]
        }),
    ]
  }
}
