/// The names of lines that end within the plot, with their colours, in rows above it, where no curve can meet them.
struct ChartKey: Sendable {
  /// A name and where it stands.
  private struct Entry: Sendable {
    var name: String
    var color: ChartColor
    var x: Double
    var row: Int
  }

  private static let rowHeight = 18.0
  private static let swatch = 16.0
  private static let longestName = 300.0

  private var entries: [Entry] = []
  private var rows = 0

  /// The room that it takes.
  var height: Double { Double(rows) * Self.rowHeight }

  /// - Parameter names: In the order of the series.
  init(_ names: [(name: String, color: ChartColor)]) {
    var x = ImageFrame.margin
    for (name, color) in names where !name.isEmpty {
      let text = TextFit.truncated(name, width: Self.longestName, size: 12)
      let width = Self.swatch + 6 + TextFit.width(text, size: 12)
      if rows == 0 || x + width > ImageFrame.width - ImageFrame.margin {
        rows += 1
        x = ImageFrame.margin
      }
      entries.append(Entry(name: text, color: color, x: x, row: rows - 1))
      x += width + 20
    }
  }

  func draw(from top: Double, in svg: inout SVGWriter) {
    for entry in entries {
      let middle = top + (Double(entry.row) + 0.5) * Self.rowHeight
      svg.line(
        PlotPoint(x: entry.x, y: middle), PlotPoint(x: entry.x + Self.swatch, y: middle),
        SVGWriter.Stroke(color: entry.color, width: 3))
      svg.text(
        entry.name, at: PlotPoint(x: entry.x + Self.swatch + 6, y: middle + 4), size: 12)
    }
  }
}
