struct PredictionScatterRenderer {
  let chart: PredictionScatter
  private let frame: ImageFrame
  private let plot: Rectangle
  private let xAxis: AxisLayout
  private let yAxis: AxisLayout

  /// More classes than colours share the last entry of the legend.
  private static let maximumGroups = 6

  init(_ chart: PredictionScatter) {
    self.chart = chart
    frame = ImageFrame(title: chart.title, subtitle: chart.subtitle, source: chart.source)
    let top = frame.contentTop + 24
    let bottom = frame.contentBottom - 42
    plot = Rectangle(left: 84, top: top, right: 84 + 1.36 * (bottom - top), bottom: bottom)
    let values = chart.groups.flatMap { group in
      group.points.flatMap { [$0.measured, $0.predicted] }
    }
    let axis = ChartAxis(chart.quantity, scale: .logarithmic, format: chart.format)
    let layout = AxisLayout(
      axis, values: values, padding: 0.03, tickCount: 5, start: plot.left, end: plot.right)
    xAxis = layout
    yAxis = layout.moved(start: plot.bottom, end: plot.top)
  }

  func image() -> String {
    var svg = frame.writer(description: chart.description)
    frame.draw(in: &svg)
    drawBand(in: &svg)
    drawAxes(in: &svg)
    drawPoints(in: &svg)
    drawAgreement(in: &svg)
    drawLegend(in: &svg)
    return svg.finished()
  }

  private var band: Double { chart.band.isFinite ? min(max(chart.band, 0), 0.95) : 0 }

  private func corner(_ measured: Double, _ predicted: Double) -> PlotPoint? {
    guard let x = xAxis.position(measured), let y = yAxis.position(predicted) else { return nil }
    return PlotPoint(x: x, y: y)
  }

  private func drawBand(in svg: inout SVGWriter) {
    let (low, high) = (xAxis.low, xAxis.high)
    // Where the band leaves the plot it follows the corner.
    let outline = [
      corner(low, low), corner(low, low * (1 + band)), corner(high / (1 + band), high),
      corner(high, high), corner(high, high * (1 - band)), corner(low / (1 - band), low),
    ]
    svg.path(
      SVGWriter.polyline(outline.compactMap { $0 }.map(plot.clamped)) + "Z", fill: .muted,
      opacity: 0.28)
  }

  private func drawAxes(in svg: inout SVGWriter) {
    let stroke = SVGWriter.Stroke(color: .grid)
    for value in xAxis.ticks.labelled {
      guard let x = xAxis.position(value), let y = yAxis.position(value) else { continue }
      svg.line(PlotPoint(x: x, y: plot.top), PlotPoint(x: x, y: plot.bottom), stroke)
      svg.line(PlotPoint(x: plot.left, y: y), PlotPoint(x: plot.right, y: y), stroke)
      let text = chart.format.tickText(value)
      svg.text(text, at: PlotPoint(x: x, y: plot.bottom + 18), color: .softInk, anchor: .middle)
      svg.text(text, at: PlotPoint(x: plot.left - 8, y: y + 4), color: .softInk, anchor: .end)
    }
    svg.text(
      TextFit.truncated("Predicted \(chart.quantity)", width: plot.right, size: 12),
      at: PlotPoint(x: ImageFrame.margin, y: plot.top - 10), color: .softInk)
    svg.text(
      TextFit.truncated("Measured \(chart.quantity)", width: plot.width, size: 12),
      at: PlotPoint(x: plot.center.x, y: plot.bottom + 37), color: .softInk, anchor: .middle)
  }

  private func drawPoints(in svg: inout SVGWriter) {
    for (index, group) in chart.groups.enumerated() {
      svg.path(
        dots(group.points),
        stroke: SVGWriter.Stroke(color: color(index), width: 3.4), opacity: 0.65,
        hasRoundCaps: true)
    }
  }

  /// One short command for each dot; dots of one group that fall on the same half unit are one.
  private func dots(_ points: [PredictionScatter.Point]) -> String {
    var seen: Set<Int> = []
    var result = ""
    for point in points {
      guard let place = corner(point.measured, point.predicted), plot.contains(place) else {
        continue
      }
      let x = (place.x * 2).rounded()
      let y = (place.y * 2).rounded()
      guard seen.insert(Int(x) * 4_096 + Int(y)).inserted else { continue }
      result += "M" + SVGWriter.pair(PlotPoint(x: x / 2, y: y / 2)) + "h0"
    }
    return result
  }

  private func drawAgreement(in svg: inout SVGWriter) {
    guard let start = corner(xAxis.low, xAxis.low), let end = corner(xAxis.high, xAxis.high) else {
      return
    }
    svg.line(start, end, SVGWriter.Stroke(color: .ink, width: 1.4))
    let (low, high) = (xAxis.low, xAxis.high)
    let edges = [
      [corner(low, low * (1 + band)), corner(high / (1 + band), high)],
      [corner(low / (1 - band), low), corner(high, high * (1 - band))],
    ]
    for edge in edges {
      svg.path(
        SVGWriter.polyline(edge.compactMap { $0 }),
        stroke: SVGWriter.Stroke(color: .ink, width: 1, dashes: "4 3"), opacity: 0.7)
    }
  }

  private func drawLegend(in svg: inout SVGWriter) {
    let left = plot.right + 22
    let room = ImageFrame.width - left - 14
    var y = plot.top + 10
    for (index, group) in chart.groups.prefix(Self.maximumGroups).enumerated() {
      let isLast = index == Self.maximumGroups - 1 && chart.groups.count > Self.maximumGroups
      svg.circle(PlotPoint(x: left + 5, y: y - 4), radius: 5, fill: color(index))
      let name = isLast ? "\(chart.groups.count - index) more classes" : group.name
      svg.text(
        TextFit.truncated(name, width: room - 18, size: 12), at: PlotPoint(x: left + 18, y: y))
      if !isLast, !group.note.isEmpty {
        y += 15
        svg.text(
          TextFit.truncated(group.note, width: room - 18, size: 11),
          at: PlotPoint(x: left + 18, y: y), size: 11, color: .softInk)
      }
      y += 24
    }
    y += 6
    svg.line(
      PlotPoint(x: left, y: y - 4), PlotPoint(x: left + 11, y: y - 4),
      SVGWriter.Stroke(color: .ink, width: 1.4))
    svg.text("predicted = measured", at: PlotPoint(x: left + 18, y: y), color: .softInk)
    y += 20
    svg.line(
      PlotPoint(x: left, y: y - 4), PlotPoint(x: left + 11, y: y - 4),
      SVGWriter.Stroke(color: .ink, width: 1, dashes: "4 3"))
    svg.text(
      "within ±" + NumberText.percent(band), at: PlotPoint(x: left + 18, y: y), color: .softInk)
  }

  private func color(_ index: Int) -> ChartColor { .series(min(index, Self.maximumGroups - 1)) }
}

extension PredictionScatter {
  /// The chart as an SVG image of 760 × 420: the same bytes for the same chart.
  package var svg: String { PredictionScatterRenderer(self).image() }
}
