struct TornadoRenderer {
  let chart: TornadoChart
  private let frame: ImageFrame
  private let bars: [TornadoChart.Bar]
  private let omitted: Int
  private let axis: AxisLayout
  private let plot: Rectangle
  /// The room for an input's value beside the end of its bar.
  private let inputWidth: Double

  private static let maximumBars = 9
  private static let nameWidth = 196.0
  /// Rows are no taller than this, and fewer of them make a lower image.
  private static let rowHeight = 40.0
  private static let fullHeightBars = 6

  // Greys: the colours of series mean the two sides of a comparison.
  private static let lowColor = ChartColor.muted
  private static let highColor = ChartColor.softInk

  init(_ chart: TornadoChart) {
    self.chart = chart
    let drawable = chart.bars.enumerated().filter {
      $0.element.atLow.isFinite && $0.element.atHigh.isFinite
    }
    let sorted = drawable.sorted { ($1.element.spread, $0.offset) < ($0.element.spread, $1.offset) }
    bars = sorted.prefix(Self.maximumBars).map(\.element)
    omitted = chart.bars.count - bars.count
    let missing = max(0, Self.fullHeightBars - bars.count)
    frame = ImageFrame(
      title: chart.title, subtitle: chart.subtitle, source: chart.source,
      height: 420 - Double(missing) * Self.rowHeight)

    let inputTexts = bars.flatMap { bar in
      bar.liesToOneSide(of: chart.base) ? [bar.bothInputs] : [bar.low, bar.high]
    }
    inputWidth = min(inputTexts.map { TextFit.width($0, size: 12) }.max() ?? 0, 130)
    let left = ImageFrame.margin + Self.nameWidth + 12
    plot = Rectangle(
      left: left, top: frame.contentTop + 46, right: ImageFrame.width - ImageFrame.margin,
      bottom: frame.contentBottom - 42)
    axis = AxisLayout(
      ChartAxis(chart.outcome, format: chart.format, reachesZero: false),
      values: bars.flatMap { [$0.atLow, $0.atHigh] } + [chart.base] + [chart.threshold ?? .nan],
      padding: 0.02, tickCount: 6, start: left + inputWidth + 10,
      end: plot.right - inputWidth - 10)
  }

  func image() -> String {
    var svg = frame.writer(description: chart.description)
    frame.draw(in: &svg)
    drawLegend(in: &svg)
    drawAxis(in: &svg)
    let height = min(plot.height / Double(max(bars.count, 1)), Self.rowHeight)
    let rows = bars.indices.map { index in
      let top = plot.top + Double(index) * height
      return Rectangle(left: plot.left, top: top, right: plot.right, bottom: top + height)
    }
    for (bar, row) in zip(bars, rows) { drawBar(bar, in: row, &svg) }
    drawReferences(in: &svg)
    for (bar, row) in zip(bars, rows) { drawTexts(of: bar, in: row, &svg) }
    if omitted > 0 {
      svg.text(
        "\(omitted) more inputs move it less",
        at: PlotPoint(x: ImageFrame.margin, y: plot.bottom + 18), size: 11, color: .softInk)
    }
    return svg.finished()
  }

  private func drawLegend(in svg: inout SVGWriter) {
    var x = ImageFrame.margin
    let entries = [
      (Self.lowColor, "input at its low value"), (Self.highColor, "input at its high value"),
    ]
    for (color, name) in entries {
      let y = frame.contentTop + 3
      svg.rectangle(Rectangle(left: x, top: y, right: x + 12, bottom: y + 12), fill: color)
      svg.text(name, at: PlotPoint(x: x + 18, y: y + 10.5), color: .softInk)
      x += 18 + TextFit.width(name, size: 12) + 22
    }
  }

  private func drawAxis(in svg: inout SVGWriter) {
    for value in axis.ticks.labelled {
      guard let x = axis.position(value) else { continue }
      svg.line(
        PlotPoint(x: x, y: plot.top), PlotPoint(x: x, y: plot.bottom),
        SVGWriter.Stroke(color: .grid))
      svg.text(
        chart.format.tickText(value), at: PlotPoint(x: x, y: plot.bottom + 18), color: .softInk,
        anchor: .middle)
    }
    svg.text(
      TextFit.truncated(chart.outcome, width: plot.width, size: 12),
      at: PlotPoint(x: (axis.start + axis.end) / 2, y: plot.bottom + 37), color: .softInk,
      anchor: .middle)
  }

  /// The outcomes of a bar in the image, and whether both lie on one side of the base.
  private func ends(
    of bar: TornadoChart.Bar
  ) -> (base: Double, low: Double, high: Double, share: Bool)? {
    guard let base = axis.position(chart.base) ?? axis.position(axis.low),
      let low = axis.position(bar.atLow), let high = axis.position(bar.atHigh)
    else { return nil }
    return (base, low, high, bar.liesToOneSide(of: chart.base))
  }

  private func drawBar(_ bar: TornadoChart.Bar, in row: Rectangle, _ svg: inout SVGWriter) {
    guard let ends = ends(of: bar) else { return }
    let middle = row.center.y
    let half = min(row.height * 0.36, 12)
    // Bars to one side of the base would hide each other, so each takes half of the row.
    let halves = [
      (ends.low, Self.lowColor, -half, ends.share ? 0 : half),
      (ends.high, Self.highColor, ends.share ? 0 : -half, half),
    ]
    for (end, color, top, bottom) in halves {
      svg.rectangle(
        Rectangle(
          left: min(ends.base, end), top: middle + top, right: max(ends.base, end),
          bottom: middle + bottom),
        fill: color)
    }
  }

  private func drawTexts(of bar: TornadoChart.Bar, in row: Rectangle, _ svg: inout SVGWriter) {
    let middle = row.center.y
    let lines = TextFit.wrapped(
      bar.name, width: Self.nameWidth, size: 12, lines: row.height >= 28 ? 2 : 1)
    for (index, line) in lines.enumerated() {
      let y = middle + 4 + (Double(index) - Double(lines.count - 1) / 2) * 14
      svg.text(line, at: PlotPoint(x: plot.left - 12, y: y), anchor: .end)
    }
    guard let ends = ends(of: bar) else { return }
    if ends.share {
      let outer = abs(ends.low - ends.base) > abs(ends.high - ends.base) ? ends.low : ends.high
      label(bar.bothInputs, at: outer, isLeft: outer < ends.base, middle, &svg)
    } else {
      let lowIsLeft = ends.low < ends.high || (ends.low == ends.high && bar.atLow <= chart.base)
      label(bar.low, at: ends.low, isLeft: lowIsLeft, middle, &svg)
      label(bar.high, at: ends.high, isLeft: !lowIsLeft, middle, &svg)
    }
  }

  private func label(
    _ text: String, at x: Double, isLeft: Bool, _ middle: Double, _ svg: inout SVGWriter
  ) {
    svg.text(
      TextFit.truncated(text, width: inputWidth + 1, size: 12),
      at: PlotPoint(x: isLeft ? x - 6 : x + 6, y: middle + 4), anchor: isLeft ? .end : .start,
      hasHalo: true)
  }

  private func drawReferences(in svg: inout SVGWriter) {
    var references: [(value: Double, text: String, dashes: String)] = [
      (chart.base, "base " + chart.format.text(chart.base), "")
    ]
    if let threshold = chart.threshold {
      references.append((threshold, chart.thresholdLabel, "5 3"))
    }
    let places = references.compactMap { reference in
      axis.position(reference.value).map { (x: $0, reference: reference) }
    }
    var lastSpan: ClosedRange<Double>?
    for (x, reference) in places {
      // A rim of background keeps the line visible on the bars.
      svg.line(
        PlotPoint(x: x, y: plot.top - 4), PlotPoint(x: x, y: plot.bottom),
        SVGWriter.Stroke(color: .background, width: 4))
      svg.line(
        PlotPoint(x: x, y: plot.top - 4), PlotPoint(x: x, y: plot.bottom),
        SVGWriter.Stroke(color: .ink, width: 1.5, dashes: reference.dashes))
      let half = TextFit.width(reference.text, size: 12) / 2 + 4
      let center = min(max(x, plot.left + half), plot.right - half)
      let span = (center - half)...(center + half)
      let isFree = !(lastSpan?.overlaps(span) ?? false)
      svg.text(
        reference.text, at: PlotPoint(x: center, y: plot.top - (isFree ? 9 : 24)), anchor: .middle,
        isBold: reference.dashes.isEmpty, hasHalo: true)
      lastSpan = span
    }
  }
}

extension TornadoChart.Bar {
  fileprivate var bothInputs: String { low + " … " + high }

  fileprivate func liesToOneSide(of base: Double) -> Bool {
    (atLow < base && atHigh < base) || (atLow > base && atHigh > base)
  }
}

extension TornadoChart {
  /// The chart as an SVG image 760 wide and, with six bars or more, 420 high: the same bytes for the same chart.
  package var svg: String { TornadoRenderer(self).image() }
}
