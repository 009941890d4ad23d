/// Labels above a plot, in as few rows as keep them apart and clear of each other's lines.
struct LabelStrip: Sendable {
  /// A label with its place; `row` 0 is the row nearest to the plot.
  struct Label: Equatable, Sendable {
    var text: String
    var x: Double
    var left: Double
    var right: Double
    var row: Int
    var hasLine: Bool
    var color: ChartColor
  }

  static let rowHeight = 17.0
  private static let maximumRows = 5

  let left: Double
  let right: Double
  private(set) var labels: [Label] = []
  private var rowCount = 1
  private var reserved: [(left: Double, right: Double)] = []

  init(left: Double, right: Double) {
    self.left = left
    self.right = right
  }

  var height: Double { Double(rowCount) * Self.rowHeight }

  /// Keeps a part of the top row free, for the title of the y axis.
  mutating func reserve(from left: Double, to right: Double) {
    reserved.append((left, right))
  }

  mutating func place(_ chart: Chart, on axis: AxisLayout) {
    let lines = chart.markers.compactMap { marker -> (x: Double, label: String)? in
      switch marker {
      case .vertical(let x, let label), .crossing(let x, _, let label): (x, label)
      case .horizontal: nil
      }
    }
    for line in lines.sorted(by: { $0.x < $1.x }) {
      guard let x = axis.position(line.x), x >= left, x <= right else { continue }
      place(line.label, at: x, hasLine: true, color: .ink)
    }
    for region in chart.regions {
      guard let (start, end) = axis.span(of: region.range) else { continue }
      place(region.label, at: (start + end) / 2, hasLine: false, color: .series(region.color))
    }
    // The title of the y axis has the top row; what would touch it there gets a row of its own.
    let top = labels.map(\.row).max() ?? 0
    let touches = labels.contains { label in
      label.row == top && reserved.contains { label.left < $0.right && $0.left < label.right }
    }
    rowCount = labels.isEmpty ? 1 : top + (touches ? 2 : 1)
  }

  private mutating func place(_ text: String, at x: Double, hasLine: Bool, color: ChartColor) {
    guard !text.isEmpty else { return }
    let shown = TextFit.truncated(text, width: min(320, right - left), size: 12)
    let width = TextFit.width(shown, size: 12)
    let start = min(max(x - width / 2, left - 24), right + 8 - width)
    var label = Label(
      text: shown, x: x, left: start, right: start + width, row: 0, hasLine: hasLine, color: color)
    for row in 0..<Self.maximumRows {
      label.row = row
      if labels.allSatisfy({ !collides($0, label) }) {
        labels.append(label)
        return
      }
    }
  }

  private func collides(_ one: Label, _ other: Label) -> Bool {
    if one.row == other.row { return one.left < other.right + 10 && other.left < one.right + 10 }
    // The line of the upper label passes the row of the lower one.
    let (upper, lower) = one.row > other.row ? (one, other) : (other, one)
    return upper.hasLine && upper.x > lower.left - 4 && upper.x < lower.right + 4
  }
}

extension AxisLayout {
  /// The part of a range that lies on the axis.
  func span(of range: ClosedRange<Double>) -> (start: Double, end: Double)? {
    let from = min(max(range.lowerBound, low), high)
    let to = min(max(range.upperBound, low), high)
    guard from < to, let start = position(from), let end = position(to) else { return nil }
    return (start, end)
  }
}
