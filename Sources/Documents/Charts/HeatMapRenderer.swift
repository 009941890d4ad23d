struct HeatMapRenderer {
  let map: HeatMap
  private let frame: ImageFrame
  private let panels: [HeatMap.Panel]
  private let columns: [Double]
  private let rows: [Double]
  private let areas: [Rectangle]

  private static let gap = 40.0
  private static let maximumCells = 200

  init(_ map: HeatMap) {
    self.map = map
    frame = ImageFrame(title: map.title, subtitle: map.subtitle, source: map.source)
    panels = Array(map.panels.prefix(3))
    columns = Array(map.columns.prefix(Self.maximumCells))
    rows = Array(map.rows.prefix(Self.maximumCells))
    let top = frame.contentTop + 40
    let bottom = frame.contentBottom - 92
    let left = 76.0
    let count = Double(max(panels.count, 1))
    let width = (ImageFrame.width - ImageFrame.margin - left - Self.gap * (count - 1)) / count
    areas = panels.indices.map { index in
      let start = left + Double(index) * (width + Self.gap)
      return Rectangle(left: start, top: top, right: start + width, bottom: bottom)
    }
  }

  func image() -> String {
    var svg = frame.writer(description: map.description)
    frame.draw(in: &svg)
    svg.text(
      TextFit.truncated(map.y.title, width: 500, size: 12),
      at: PlotPoint(x: ImageFrame.margin, y: frame.contentTop + 12), color: .softInk)
    for (index, (panel, area)) in zip(panels, areas).enumerated() {
      draw(panel, in: area, hasRowLabels: index == 0, &svg)
    }
    if let first = areas.first, let last = areas.last {
      svg.text(
        TextFit.truncated(map.x.title, width: last.right - first.left, size: 12),
        at: PlotPoint(x: (first.left + last.right) / 2, y: first.bottom + 36), color: .softInk,
        anchor: .middle)
      drawLegend(
        in: Rectangle(
          left: first.left, top: first.bottom + 56, right: last.right, bottom: first.bottom + 92),
        &svg)
    }
    return svg.finished()
  }

  private func draw(
    _ panel: HeatMap.Panel, in area: Rectangle, hasRowLabels: Bool, _ svg: inout SVGWriter
  ) {
    svg.text(
      TextFit.truncated(panel.title, width: area.width, size: 13, isBold: true),
      at: PlotPoint(x: area.left, y: area.top - 8), size: 13, isBold: true)
    drawCells(panel, in: area, &svg)
    let values = rows.indices.map { row in
      columns.indices.map { column in
        cell(panel, row, column).flatMap(map.scale.distanceFromEven)
      }
    }
    let contour = ContourLine.segments(values) { column, row in
      PlotPoint(
        x: area.left + (column + 0.5) / Double(columns.count) * area.width,
        y: area.bottom - (row + 0.5) / Double(rows.count) * area.height)
    }
    svg.path(
      contour.map(SVGWriter.polyline).joined(), stroke: SVGWriter.Stroke(color: .ink, width: 2.2),
      hasRoundCaps: true)
    drawTicks(in: area, hasRowLabels: hasRowLabels, &svg)
    drawMarkers(in: area, avoiding: contour, &svg)
  }

  private func cell(_ panel: HeatMap.Panel, _ row: Int, _ column: Int) -> Double? {
    guard panel.values.indices.contains(row), panel.values[row].indices.contains(column) else {
      return nil
    }
    return panel.values[row][column]
  }

  /// Cells of one colour side by side are one rectangle.
  private func drawCells(_ panel: HeatMap.Panel, in area: Rectangle, _ svg: inout SVGWriter) {
    svg.rectangle(area, fill: .absent)
    let height = area.height / Double(max(rows.count, 1))
    let width = area.width / Double(max(columns.count, 1))
    for row in rows.indices {
      let colors = columns.indices.map { column in
        cell(panel, row, column).map(map.scale.color) ?? .absent
      }
      var start = 0
      while start < colors.count {
        let end = colors[start...].firstIndex { $0 != colors[start] } ?? colors.count
        if colors[start] != .absent {
          // A little overlap hides the seams between cells.
          let top = area.bottom - Double(row + 1) * height
          svg.rectangle(
            Rectangle(
              left: area.left + Double(start) * width, top: top,
              right: min(area.left + Double(end) * width + 1, area.right),
              bottom: min(top + height + 1, area.bottom)),
            fill: colors[start])
        }
        start = end
      }
    }
  }

  private func drawTicks(in area: Rectangle, hasRowLabels: Bool, _ svg: inout SVGWriter) {
    let across = axis(map.x, columns, start: area.left, end: area.right)
    var lastRight = -Double.infinity
    for value in across.ticks.labelled {
      guard let x = across.position(value), x >= area.left, x <= area.right else { continue }
      svg.line(
        PlotPoint(x: x, y: area.bottom), PlotPoint(x: x, y: area.bottom + 4),
        SVGWriter.Stroke(color: .axis))
      let text = map.x.format.tickText(value)
      let half = TextFit.width(text, size: 12) / 2
      guard x - half > lastRight + 6 else { continue }
      lastRight = x + half
      svg.text(
        text, at: PlotPoint(x: x, y: area.bottom + 18), color: .softInk, anchor: .middle)
    }
    let up = axis(map.y, rows, start: area.bottom, end: area.top)
    for value in up.ticks.labelled {
      guard let y = up.position(value), y >= area.top, y <= area.bottom else { continue }
      svg.line(
        PlotPoint(x: area.left - 4, y: y), PlotPoint(x: area.left, y: y),
        SVGWriter.Stroke(color: .axis))
      guard hasRowLabels else { continue }
      svg.text(
        map.y.format.tickText(value), at: PlotPoint(x: area.left - 8, y: y + 4), color: .softInk,
        anchor: .end)
    }
  }

  /// The axis whose ends lie half a cell beyond the middles of the outer cells.
  private func axis(
    _ axis: ChartAxis, _ middles: [Double], start: Double, end: Double
  ) -> AxisLayout {
    var axis = axis
    axis.range = nil
    axis.reachesZero = false
    let half = 0.5 / Double(max(middles.count - 1, 1))
    return AxisLayout(
      axis, values: middles, padding: middles.count > 1 ? half : 0, tickCount: 5, start: start,
      end: end)
  }

  private func drawMarkers(
    in area: Rectangle, avoiding contour: [[PlotPoint]], _ svg: inout SVGWriter
  ) {
    let across = axis(map.x, columns, start: area.left, end: area.right)
    let up = axis(map.y, rows, start: area.bottom, end: area.top)
    var placement = PointLabelPlacement(area: area.inset(by: 2))
    for segment in contour { placement.avoid(line: segment) }
    for marker in map.markers {
      guard let x = across.position(marker.x), let y = up.position(marker.y) else { continue }
      let place = PlotPoint(x: x, y: y)
      guard area.contains(place) else { continue }
      placement.avoid(dot: place)
      svg.circle(place, radius: 5.5, fill: .ink)
      let text = TextFit.truncated(marker.label, width: area.width * 0.6, size: 12)
      guard let spot = placement.place(text, size: 12.5, near: place) else { continue }
      svg.label(text, at: spot, of: place, isBold: true)
    }
  }

  private func drawLegend(in area: Rectangle, _ svg: inout SVGWriter) {
    let legend = map.scale.legend
    if legend.boundaries.isEmpty {
      var x = area.left
      for (color, name) in zip(legend.colors, categoryNames) {
        let text = TextFit.truncated(name, width: 170, size: 12)
        let width = 18 + TextFit.width(text, size: 12) + 20
        guard x + width <= area.right + 20 else { return }
        svg.rectangle(
          Rectangle(left: x, top: area.top, right: x + 12, bottom: area.top + 12), fill: color)
        svg.text(text, at: PlotPoint(x: x + 18, y: area.top + 10.5))
        x += width
      }
      return
    }
    let step = 42.0
    let left = area.center.x - step * Double(legend.colors.count) / 2
    for (index, color) in legend.colors.enumerated() {
      let start = left + Double(index) * step
      svg.rectangle(
        Rectangle(left: start, top: area.top, right: start + step, bottom: area.top + 12),
        fill: color)
    }
    for (index, text) in legend.boundaries.enumerated() {
      svg.text(
        text, at: PlotPoint(x: left + Double(index + 1) * step, y: area.top + 26), size: 11,
        color: .softInk, anchor: .middle)
    }
    let right = left + step * Double(legend.colors.count)
    let room = left - ImageFrame.margin - 10
    svg.text(
      TextFit.truncated(map.scale.ends.left, width: room, size: 12),
      at: PlotPoint(x: left - 10, y: area.top + 10.5), anchor: .end)
    svg.text(
      TextFit.truncated(map.scale.ends.right, width: room, size: 12),
      at: PlotPoint(x: right + 10, y: area.top + 10.5))
  }

  private var categoryNames: [String] {
    if case .categories(let names) = map.scale { names } else { [] }
  }
}

extension HeatMap {
  /// The chart as an SVG image of 760 × 420: the same bytes for the same chart.
  package var svg: String { HeatMapRenderer(self).image() }
}
