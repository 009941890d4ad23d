import Numerics
import Testing

@testable import Documents

@Suite struct ChartTests {
  static let hostileTexts = [
    "<script>alert(1)</script>", "a|b & \"c\" 'd'", "\u{0}\u{1B}[31m\n\r", "]]><!--",
    String(repeating: "very long name ", count: 2_000), "🧮👩‍💻🇪🇺", "\u{202E}עברית العربية", "",
  ]

  static let extremes: [Double] = [
    0, 1, -1, 1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNonzeroMagnitude, .nan, .infinity, -.infinity,
  ]

  /// Each list of values that a chart may meet: none, one, pairs of extremes, and many.
  static let valueLists: [[Double]] =
    [[]] + extremes.map { [$0] }
    + extremes.indices.flatMap { first in extremes[first...].map { [extremes[first], $0] } }
    + [(0..<2_000).map { Double($0 % 37) - 5 }, Array(repeating: 7, count: 100)]

  private func check(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(WellFormedXML.fault(in: svg) == nil, sourceLocation: sourceLocation)
    #expect(!svg.contains("<script"), sourceLocation: sourceLocation)
  }

  @Test func examplesAreWellFormedAndAlwaysTheSame() {
    let draw: [() -> String] = [
      { ChartExamples.costAgainstVolume.svg }, { ChartExamples.costAgainstSpeed.svg },
      { ChartExamples.tornado.svg }, { ChartExamples.heatMap.svg },
      { ChartExamples.predictions.svg },
    ]
    for chart in draw {
      let svg = chart()
      check(svg)
      #expect(svg == chart())
      #expect(svg.contains("viewBox=\"0 0 760 420\""))
      #expect(svg.contains("role=\"img\""))
      #expect(svg.contains("prefers-color-scheme: dark"))
      #expect(fontSizes(in: svg).allSatisfy { $0 >= 11 })
    }
  }

  @Test func fourThousandPointsStaySmall() {
    #expect(ChartExamples.predictions.svg.utf8.count < 80_000)
  }

  @Test func theExampleShowsEveryLabel() {
    let svg = ChartExamples.costAgainstVolume.svg
    for text in [
      "Break-even 4.9B", "This workload 2.1B", "Self-hosting beats GPT-5 mini", "Budget $20k",
      "Claude Sonnet (batch)", "Llama 3.3 70B on DeepInfra", "$100k", "10B",
    ] {
      #expect(svg.contains(">\(text)</text>"))
    }
  }

  @Test(arguments: [ChartAxis.Scale.linear, .logarithmic])
  func noValueBreaksAChart(scale: ChartAxis.Scale) {
    for values in Self.valueLists {
      let points = zip(values, values.reversed()).map { Chart.Point($0, $1, label: "p") }
      let chart = Chart(
        title: "t", x: ChartAxis("x", scale: scale), y: ChartAxis("y", scale: scale, format: .usd),
        series: [
          Chart.Series("line", .line(points)), Chart.Series("steps", .steps(points)),
          Chart.Series("points", .points(points)),
          Chart.Series("band", .band(values.map { Chart.Interval($0, $0, $0) })),
        ],
        markers: values.prefix(3).flatMap { value in
          [
            Chart.Marker.vertical(x: value, label: "v"), .horizontal(y: value, label: "h"),
            .crossing(x: value, y: value, label: "c"),
          ]
        },
        regions: [Chart.Region(-1...1, label: "r")])
      check(chart.svg)
    }
  }

  @Test func noValueBreaksATornado() {
    for values in Self.valueLists {
      let chart = TornadoChart(
        title: "t", outcome: "o", format: .usd, base: values.first ?? 0, threshold: values.last,
        bars: values.map { .init("b", atLow: $0, atHigh: values.first ?? 0, low: "l", high: "h") })
      check(chart.svg)
    }
  }

  @Test func noValueBreaksAScatter() {
    for values in Self.valueLists {
      let points = zip(values, values.reversed()).map {
        PredictionScatter.Point(measured: $0, predicted: $1)
      }
      let chart = PredictionScatter(
        title: "t", quantity: "q", band: values.first ?? 0.2,
        groups: (0..<8).map { .init("g\($0)", points: points) })
      check(chart.svg)
    }
  }

  @Test(arguments: [
    HeatMap.Scale.ratio(belowOne: "b", aboveOne: "a"),
    .difference(limit: 10, format: .usd, aboveZero: "a", belowZero: "b"),
    .difference(limit: .nan, format: .usd, aboveZero: "a", belowZero: "b"),
    .categories(["one", "two"]), .categories([]),
  ])
  func noValueBreaksAHeatMap(scale: HeatMap.Scale) {
    for values in Self.valueLists where values.count < 50 {
      let chart = HeatMap(
        title: "t", x: ChartAxis("x", scale: .logarithmic), y: ChartAxis("y"), columns: values,
        rows: [1, 2, 3],
        panels: [
          .init("ragged", values: [values, [], values + values]), .init("empty", values: []),
        ],
        scale: scale, markers: values.map { .init(x: $0, y: $0, label: "m") })
      check(chart.svg)
    }
  }

  @Test(arguments: hostileTexts)
  func hostileTextStaysText(text: String) {
    let point = Chart.Point(1, 2, label: text)
    let axis = ChartAxis(text, scale: .logarithmic)
    check(
      Chart(
        title: text, subtitle: text, description: text, x: axis, y: axis,
        series: (0..<40).map { _ in Chart.Series(text, .line([point, Chart.Point(3, 4)])) },
        markers: (0..<12).map { .vertical(x: 1 + Double($0) / 10, label: text) },
        regions: [Chart.Region(1...2, label: text)], source: text
      ).svg)
    check(
      TornadoChart(
        title: text, subtitle: text, outcome: text, format: .usd, base: 0, threshold: 1,
        thresholdLabel: text,
        bars: (0..<20).map { _ in .init(text, atLow: -1, atHigh: 1, low: text, high: text) }
      ).svg)
    check(
      HeatMap(
        title: text, x: axis, y: axis, columns: [1, 2], rows: [1, 2],
        panels: [.init(text, values: [[0, 1], [1, 0]])],
        scale: .categories([text, text, text]), markers: [.init(x: 1, y: 1, label: text)]
      ).svg)
    check(
      PredictionScatter(
        title: text, quantity: text, groups: [.init(text, note: text, points: [])]
      ).svg)
  }

  private func fontSizes(in svg: String) -> [Double] {
    svg.split(separator: "font-size=\"").dropFirst().map { part in
      Double(part.prefix { $0 != "\"" }) ?? 0
    }
  }
}
