/// Lays a chart out and draws it: first the room that texts need, then the plot in what is left.
struct ChartRenderer {
  let chart: Chart
  let frame: ImageFrame
  let xAxis: AxisLayout
  let yAxis: AxisLayout
  let plot: Rectangle
  let strip: LabelStrip
  let endLabelWidth: Double
  let colors: [ChartColor]
  let key: ChartKey

  /// The distance between the plot and the labels at the ends of lines.
  static let endGap = 16.0
  /// Longer names take two lines.
  static let maximumNameWidth = 176.0

  init(_ chart: Chart) {
    self.chart = chart
    frame = ImageFrame(title: chart.title, subtitle: chart.subtitle, source: chart.source)
    colors = Self.colors(of: chart.series)

    let hasPoints = chart.series.contains { if case .points = $0.form { true } else { false } }
    var x = AxisLayout(
      chart.x, values: chart.shownX, padding: hasPoints ? 0.05 : 0, tickCount: 7, start: 0, end: 1)
    var y = AxisLayout(
      chart.y, values: chart.shownY, padding: 0.05, tickCount: 6, roundsOut: true, start: 1, end: 0)

    let tickWidth = y.ticks.labelled.map { TextFit.width(chart.y.format.tickText($0), size: 12) }
    let left = min(max((tickWidth.max() ?? 0) + 14 + ImageFrame.margin - 8, 52), 150)
    endLabelWidth = Self.endLabelWidth(chart, x)
    let right =
      ImageFrame.width
      - (endLabelWidth > 0 ? endLabelWidth + Self.endGap + 12 : ImageFrame.margin + 8)
    x = x.moved(start: left, end: right)

    var strip = LabelStrip(left: left, right: right)
    let title = TextFit.truncated(chart.y.title, width: 300, size: 12)
    strip.reserve(from: 0, to: ImageFrame.margin + TextFit.width(title, size: 12) + 14)
    strip.place(chart, on: x)
    self.strip = strip
    let colors = self.colors
    key = ChartKey(
      zip(chart.series, colors).compactMap { series, color in
        Self.isNamedBesidePlot(series, x) ? nil : series.name.map { ($0, color) }
      })

    let hasRegions = !chart.regions.isEmpty
    plot = Rectangle(
      left: left,
      top: frame.contentTop + key.height + strip.height
        + (hasRegions ? 10 : strip.labels.isEmpty ? 12 : 6),
      right: right,
      bottom: frame.contentBottom - (chart.x.title.isEmpty ? 24 : 42))
    y = y.moved(start: plot.bottom, end: plot.top)
    xAxis = x
    yAxis = y
  }

  func image() -> String {
    var svg = frame.writer(description: chart.description)
    frame.draw(in: &svg)
    key.draw(from: frame.contentTop, in: &svg)
    drawRegions(in: &svg)
    drawAxes(in: &svg)
    drawMarkerLines(in: &svg)
    drawSeries(in: &svg)
    drawCrossings(in: &svg)
    drawStripLabels(in: &svg)
    drawPointLabels(in: &svg)
    drawEndLabels(in: &svg)
    return svg.finished()
  }

  /// Where a point lies in the image; nil where an axis has no place for it.
  func place(_ x: Double, _ y: Double) -> PlotPoint? {
    guard let x = xAxis.position(x), let y = yAxis.position(y) else { return nil }
    return PlotPoint(x: x, y: y)
  }

  private static func colors(of series: [Chart.Series]) -> [ChartColor] {
    let taken = Set(series.compactMap(\.color))
    var free = (0..<ChartColor.seriesCount).filter { !taken.contains($0) }
    if free.isEmpty { free = Array(0..<ChartColor.seriesCount) }
    var used = 0
    return series.map { series in
      if let color = series.color { return .series(color) }
      if series.emphasis == .muted { return .muted }
      defer { used += 1 }
      return .series(free[used % free.count])
    }
  }

  /// Whether a series reaches the right edge, where a name beside the plot belongs to it.
  ///
  /// The name of a line that ends earlier stands in the key; names of points and bands always
  /// stand beside the plot.
  func isNamedBesidePlot(_ series: Chart.Series) -> Bool {
    Self.isNamedBesidePlot(series, xAxis)
  }

  private static func isNamedBesidePlot(_ series: Chart.Series, _ axis: AxisLayout) -> Bool {
    switch series.form {
    case .line(let points), .steps(let points):
      let positions = points.compactMap { axis.position($0.x) }
      guard let last = positions.max() else { return true }
      return last > axis.start + 0.92 * (axis.end - axis.start)
    case .points, .band: return true
    }
  }

  private static func endLabelWidth(_ chart: Chart, _ axis: AxisLayout) -> Double {
    let names =
      chart.series.filter { isNamedBesidePlot($0, axis) }.compactMap(\.name)
      + chart.markers.compactMap { if case .horizontal(_, let label) = $0 { label } else { nil } }
    let widths = names.filter { !$0.isEmpty }.map { name in
      TextFit.wrapped(name, width: maximumNameWidth / 1.06, size: 12, lines: 2)
        .map { TextFit.width($0, size: 12, isBold: true) }.max() ?? 0
    }
    return widths.max().map { max($0, 40) } ?? 0
  }
}

extension Chart {
  /// The chart as an SVG image of 760 × 420: the same bytes for the same chart.
  package var svg: String { ChartRenderer(self).image() }
}
