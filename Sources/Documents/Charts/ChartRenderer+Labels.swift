extension ChartRenderer {
  /// A name at the end of a line, before it has found its place.
  private struct EndLabel {
    var lines: [String]
    var from: PlotPoint
    var color: ChartColor
    var isBold: Bool
    var priority: Int
    var isOfPoints = false
  }

  func drawMarkerLines(in svg: inout SVGWriter) {
    for marker in chart.markers {
      guard case .horizontal(let y, _) = marker, let place = yAxis.position(y),
        place >= plot.top, place <= plot.bottom
      else { continue }
      svg.line(
        PlotPoint(x: plot.left, y: place), PlotPoint(x: plot.right, y: place),
        SVGWriter.Stroke(color: .softInk, width: 1.2, dashes: "4 4"))
    }
    for label in strip.labels where label.hasLine {
      let top = plot.top - 4 - Double(label.row) * LabelStrip.rowHeight
      svg.line(
        PlotPoint(x: label.x, y: top), PlotPoint(x: label.x, y: plot.bottom),
        SVGWriter.Stroke(color: .softInk, width: 1.2, dashes: "4 4"))
    }
  }

  func drawCrossings(in svg: inout SVGWriter) {
    for marker in chart.markers {
      guard case .crossing(let x, let y, _) = marker, let place = place(x, y),
        plot.contains(place)
      else { continue }
      svg.circle(place, radius: 5, fill: .ink)
    }
  }

  func drawStripLabels(in svg: inout SVGWriter) {
    let base = plot.top - (chart.regions.isEmpty ? 6 : 9)
    for label in strip.labels {
      let y = base - Double(label.row) * LabelStrip.rowHeight
      let center = (label.left + label.right) / 2
      svg.text(label.text, at: PlotPoint(x: center, y: y), anchor: .middle, isBold: !label.hasLine)
    }
  }

  func drawPointLabels(in svg: inout SVGWriter) {
    var placement = PointLabelPlacement(area: plot.inset(by: 2))
    for series in chart.series {
      for run in runs(of: series) { placement.avoid(line: run) }
    }
    for label in strip.labels where label.hasLine {
      placement.avoid(
        line: [PlotPoint(x: label.x, y: plot.top), PlotPoint(x: label.x, y: plot.bottom)])
    }
    let labelled = chart.series.flatMap(labelledPoints)
    for label in labelled { placement.avoid(dot: label.place) }
    for label in labelled.prefix(60) {
      let text = TextFit.truncated(label.text, width: 170, size: 12)
      let spot = placement.place(text, size: 12, near: label.place)
      if let spot { svg.label(text, at: spot, of: label.place) }
    }
  }

  private func labelledPoints(of series: Chart.Series) -> [(place: PlotPoint, text: String)] {
    switch series.form {
    case .line(let points), .steps(let points), .points(let points):
      points.compactMap { point in
        guard let text = point.label, let place = place(point.x, point.y), plot.contains(place)
        else { return nil }
        return (place, text)
      }
    case .band: []
    }
  }

  func drawEndLabels(in svg: inout SVGWriter) {
    let room = plot.height + 16
    var labels = endLabels().sorted { ($0.priority, $1.from.y) > ($1.priority, $0.from.y) }
    let limit = Int(room / 14)
    if labels.reduce(0, { $0 + $1.lines.count }) > limit {
      for index in labels.indices { labels[index].lines = [oneLine(labels[index].lines)] }
    }
    labels = Array(labels.prefix(limit))
    let heights = labels.map { Double($0.lines.count) * 14 + 2 }
    let centers = LabelSpreading.centers(
      wanted: labels.map(\.from.y), heights: heights, from: plot.top - 10,
      to: plot.bottom + 6)
    for (label, center) in zip(labels, centers) {
      let left = plot.right + Self.endGap
      drawLink(from: label, to: PlotPoint(x: left - 4, y: center), in: &svg)
      let first = center - Double(label.lines.count - 1) * 7 + 4
      for (index, line) in label.lines.enumerated() {
        svg.text(
          line, at: PlotPoint(x: left, y: first + Double(index) * 14),
          color: label.color == .muted ? .softInk : .ink, isBold: label.isBold)
      }
    }
  }

  /// What ties a name to its line: a short stroke from the line's end, or a dot for points.
  private func drawLink(from label: EndLabel, to end: PlotPoint, in svg: inout SVGWriter) {
    if label.isOfPoints {
      svg.circle(PlotPoint(x: end.x - 4, y: end.y), radius: 4.5, fill: label.color)
      return
    }
    let start = PlotPoint(x: max(label.from.x, plot.right) + 3, y: label.from.y)
    svg.path(
      SVGWriter.polyline([start, end]), stroke: SVGWriter.Stroke(color: label.color, width: 1.2))
  }

  private func oneLine(_ lines: [String]) -> String {
    TextFit.truncated(lines.joined(separator: " "), width: endLabelWidth, size: 12)
  }

  private func endLabels() -> [EndLabel] {
    func label(_ name: String, _ from: PlotPoint, _ color: ChartColor, _ priority: Int) -> EndLabel
    {
      EndLabel(
        lines: TextFit.wrapped(name, width: Self.maximumNameWidth / 1.06, size: 12, lines: 2),
        from: from,
        color: color,
        isBold: priority > 2, priority: priority)
    }
    var labels: [EndLabel] = []
    for (series, color) in zip(chart.series, colors) {
      guard let name = series.name, !name.isEmpty, isNamedBesidePlot(series),
        let end = end(of: series)
      else { continue }
      let priority =
        switch series.emphasis {
        case .muted: 0
        case .normal: 1
        case .strong: 3
        }
      labels.append(label(name, end, color, priority))
      if case .points = series.form { labels[labels.count - 1].isOfPoints = true }
    }
    for marker in chart.markers {
      guard case .horizontal(let y, let name) = marker, !name.isEmpty,
        let place = yAxis.position(y), place >= plot.top, place <= plot.bottom
      else { continue }
      labels.append(label(name, PlotPoint(x: plot.right, y: place), .softInk, 2))
    }
    return labels
  }

  /// Where a series ends within the plot.
  private func end(of series: Chart.Series) -> PlotPoint? {
    if case .band(let intervals) = series.form {
      let middles = intervals.compactMap { interval -> PlotPoint? in
        guard let low = place(interval.x, interval.low), let high = place(interval.x, interval.high)
        else { return nil }
        return PlotPoint(x: low.x, y: (low.y + high.y) / 2)
      }
      return middles.last { plot.contains($0) }
    }
    if case .points(let points) = series.form {
      let places = points.compactMap { place($0.x, $0.y) }.filter(plot.contains)
      return places.max { $0.x < $1.x }
    }
    return runs(of: series).flatMap { plot.clipped($0) }.last?.last
  }
}
