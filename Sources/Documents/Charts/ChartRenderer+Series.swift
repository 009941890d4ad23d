extension ChartRenderer {
  func drawRegions(in svg: inout SVGWriter) {
    for region in chart.regions {
      guard let (start, end) = xAxis.span(of: region.range) else { continue }
      let area = Rectangle(left: start, top: plot.top, right: end, bottom: plot.bottom)
      svg.rectangle(area, fill: .series(region.color), opacity: 0.1)
      let bar = Rectangle(left: start, top: plot.top - 4, right: end, bottom: plot.top)
      svg.rectangle(bar, fill: .series(region.color))
    }
  }

  func drawSeries(in svg: inout SVGWriter) {
    let order: [Chart.Series.Emphasis] = [.muted, .normal, .strong]
    for (series, color) in zip(chart.series, colors) {
      if case .band(let intervals) = series.form {
        svg.path(bandCommands(intervals), fill: color, opacity: 0.2)
      }
    }
    for emphasis in order {
      for (series, color) in zip(chart.series, colors) where series.emphasis == emphasis {
        draw(series, color, in: &svg)
      }
    }
  }

  private func draw(_ series: Chart.Series, _ color: ChartColor, in svg: inout SVGWriter) {
    switch series.form {
    case .line, .steps:
      let width =
        switch series.emphasis {
        case .muted: 1.5
        case .normal: 2.2
        case .strong: 3.2
        }
      let commands = runs(of: series).flatMap(plot.clipped).map(SVGWriter.polyline).joined()
      svg.path(
        commands,
        stroke: SVGWriter.Stroke(
          color: color, width: width, dashes: series.isDashed ? "7 4" : ""))
      drawDots(series, color, in: &svg)
    case .points(let points):
      let dots = points.compactMap { place($0.x, $0.y) }.filter(plot.contains)
      // Beyond a few hundred, circles would cost more bytes than they show.
      if dots.count > 300 {
        svg.path(
          dots.map { "M" + SVGWriter.pair($0) + "h0" }.joined(),
          stroke: SVGWriter.Stroke(color: color, width: 4), opacity: 0.6, hasRoundCaps: true)
      } else {
        for dot in dots { svg.circle(dot, radius: 4.5, fill: color) }
      }
    case .band: break
    }
  }

  /// Dots at those points of a line that have a label.
  private func drawDots(_ series: Chart.Series, _ color: ChartColor, in svg: inout SVGWriter) {
    guard case .line(let points) = series.form else { return }
    for point in points where point.label != nil {
      guard let place = place(point.x, point.y), plot.contains(place) else { continue }
      svg.circle(place, radius: 4.5, fill: color)
    }
  }

  /// The unbroken lines of a series: a point that has no place breaks the line.
  func runs(of series: Chart.Series) -> [[PlotPoint]] {
    let points: [Chart.Point]
    let isStaircase: Bool
    switch series.form {
    case .line(let line): (points, isStaircase) = (line, false)
    case .steps(let steps): (points, isStaircase) = (steps, true)
    case .points, .band: return []
    }
    var runs: [[PlotPoint]] = [[]]
    for point in points {
      guard let place = place(point.x, point.y) else {
        runs.append([])
        continue
      }
      if isStaircase, let last = runs[runs.count - 1].last {
        runs[runs.count - 1].append(PlotPoint(x: place.x, y: last.y))
      }
      runs[runs.count - 1].append(place)
    }
    return runs.filter { !$0.isEmpty }
  }

  private func bandCommands(_ intervals: [Chart.Interval]) -> String {
    var commands = ""
    var upper: [PlotPoint] = []
    var lower: [PlotPoint] = []
    func close() {
      if upper.count > 1 { commands += SVGWriter.polyline(upper + lower.reversed()) + "Z" }
      upper = []
      lower = []
    }
    for interval in intervals {
      guard let x = xAxis.position(interval.x), let high = yAxis.position(interval.high) else {
        close()
        continue
      }
      // On a logarithmic axis a band down to zero reaches the axis.
      let low = yAxis.position(interval.low) ?? (interval.low.isNaN ? high : plot.bottom)
      upper.append(plot.clamped(PlotPoint(x: x, y: high)))
      lower.append(plot.clamped(PlotPoint(x: x, y: low)))
    }
    close()
    return commands
  }
}
