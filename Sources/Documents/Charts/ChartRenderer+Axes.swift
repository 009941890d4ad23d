extension ChartRenderer {
  func drawAxes(in svg: inout SVGWriter) {
    for value in xAxis.ticks.minor { drawVertical(value, in: &svg, opacity: 0.5) }
    for value in yAxis.ticks.minor { drawHorizontal(value, in: &svg, opacity: 0.5) }
    var lastRight = -Double.infinity
    for value in xAxis.ticks.labelled {
      drawVertical(value, in: &svg)
      guard let x = xAxis.position(value) else { continue }
      let text = chart.x.format.tickText(value)
      let half = TextFit.width(text, size: 12) / 2
      guard x - half > lastRight + 6 else { continue }
      lastRight = x + half
      svg.text(
        text, at: PlotPoint(x: x, y: plot.bottom + 18), color: .softInk, anchor: .middle)
    }
    for value in yAxis.ticks.labelled {
      drawHorizontal(value, in: &svg)
      guard let y = yAxis.position(value) else { continue }
      svg.text(
        TextFit.truncated(chart.y.format.tickText(value), width: 136, size: 12),
        at: PlotPoint(x: plot.left - 8, y: y + 4), color: .softInk, anchor: .end)
    }
    let base = yAxis.axis.scale == .linear ? yAxis.position(0) : nil
    let baseline = base.flatMap { plot.top <= $0 && $0 <= plot.bottom ? $0 : nil } ?? plot.bottom
    svg.line(
      PlotPoint(x: plot.left, y: baseline), PlotPoint(x: plot.right, y: baseline),
      SVGWriter.Stroke(color: .axis))
    drawTitles(in: &svg)
  }

  private func drawTitles(in svg: inout SVGWriter) {
    svg.text(
      TextFit.truncated(chart.y.title, width: 300, size: 12),
      at: PlotPoint(x: ImageFrame.margin, y: frame.contentTop + key.height + 13), color: .softInk)
    svg.text(
      TextFit.truncated(chart.x.title, width: plot.width, size: 12),
      at: PlotPoint(x: (plot.left + plot.right) / 2, y: plot.bottom + 37), color: .softInk,
      anchor: .middle)
  }

  private func drawVertical(_ value: Double, in svg: inout SVGWriter, opacity: Double = 1) {
    guard let x = xAxis.position(value) else { return }
    svg.path(
      "M\(SVGWriter.number(x)) \(SVGWriter.number(plot.top))V\(SVGWriter.number(plot.bottom))",
      stroke: SVGWriter.Stroke(color: .grid), opacity: opacity)
  }

  private func drawHorizontal(_ value: Double, in svg: inout SVGWriter, opacity: Double = 1) {
    guard let y = yAxis.position(value) else { return }
    svg.path(
      "M\(SVGWriter.number(plot.left)) \(SVGWriter.number(y))H\(SVGWriter.number(plot.right))",
      stroke: SVGWriter.Stroke(color: .grid), opacity: opacity)
  }
}
