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
    let visible = lines.compactMap { line in
      axis.position(line.x).flatMap { x in
        x >= left && x <= right ? (x: x, label: line.label) : nil
      }
    }
    placeMarkers(visible.sorted { $0.x > $1.x })
    for region in chart.regions {
      guard let (start, end) = axis.span(of: region.range) else { continue }
      place(
        region.label, at: (start + end) / 2, hasLine: false, color: .series(region.color),
        shifts: [0, 1, -1])
    }
    // The title of the y axis has the top row; what would touch it there gets a row of its own.
    let top = labels.map(\.row).max() ?? 0
    let touches = labels.contains { label in
      label.row == top && reserved.contains { label.left < $0.right && $0.left < label.right }
    }
    rowCount = labels.isEmpty ? 1 : top + (touches ? 2 : 1)
  }

  /// Centres labels on their lines; where one finds no place so, they stand to the right of their
  /// lines, or else to the left, and the layout that loses the fewest labels stays.
  private mutating func placeMarkers(_ markers: [(x: Double, label: String)]) {
    let layouts: [(order: [(x: Double, label: String)], shifts: [Double])] = [
      (markers, [0, 1, -1]), (markers, [1, 0, -1]), (markers.reversed(), [-1, 0, 1]),
    ]
    let empty = self
    var fewestLost = Int.max
    for layout in layouts where fewestLost > 0 {
      var attempt = empty
      for marker in layout.order {
        attempt.place(
          marker.label, at: marker.x, hasLine: true, color: .ink, shifts: layout.shifts)
      }
      let lost = attempt.labels.count { $0.text.isEmpty }
      if lost < fewestLost {
        fewestLost = lost
        self = attempt
      }
    }
  }

  /// Tries each row from the plot upwards, and in it each shift from the centre; a label that fits
  /// nowhere leaves only its line.
  private mutating func place(
    _ text: String, at x: Double, hasLine: Bool, color: ChartColor, shifts: [Double]
  ) {
    let shown = text.isEmpty ? "" : TextFit.truncated(text, width: 320, size: 12)
    let width = TextFit.width(shown, size: 12, isBold: !hasLine)
    let starts = shifts.map { shift in
      min(max(x - width / 2 + shift * (width / 2 + 3), left - 24), right + 8 - width)
    }
    for row in 0..<(shown.isEmpty ? 0 : Self.maximumRows) {
      for start in starts {
        let label = Label(
          text: shown, x: x, left: start, right: start + width, row: row, hasLine: hasLine,
          color: color)
        if labels.allSatisfy({ !collides($0, label) }) { return labels.append(label) }
      }
    }
    if hasLine {
      labels.append(
        Label(text: "", x: x, left: x, right: x, row: 0, hasLine: true, color: color))
    }
  }

  private func collides(_ one: Label, _ other: Label) -> Bool {
    if one.text.isEmpty || other.text.isEmpty { return false }
    if one.row == other.row { return one.left < other.right + 10 && other.left < one.right + 10 }
    // The line of the upper label passes the row of the lower one.
    let (upper, lower) = one.row > other.row ? (one, other) : (other, one)
    return upper.hasLine && upper.x > lower.left - 2 && upper.x < lower.right + 2
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
