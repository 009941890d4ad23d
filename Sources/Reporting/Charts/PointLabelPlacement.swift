/// Finds places for labels beside their points: off other labels and dots, and off lines if it can.
struct PointLabelPlacement {
  let area: Rectangle
  private var taken: [Rectangle] = []
  private var linePoints: [PlotPoint] = []

  init(area: Rectangle) { self.area = area }

  mutating func avoid(dot: PlotPoint) {
    taken.append(
      Rectangle(left: dot.x - 5, top: dot.y - 5, right: dot.x + 5, bottom: dot.y + 5))
  }

  mutating func avoid(line: [PlotPoint]) {
    for (start, end) in zip(line, line.dropFirst()) where linePoints.count < 4_000 {
      let distance = max(abs(end.x - start.x), abs(end.y - start.y))
      let steps = Int(min(max(distance / 5, 1), 200))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        linePoints.append(
          PlotPoint(
            x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y)))
      }
    }
  }

  /// The place of a label, or nil where every place would cover another label or a dot.
  mutating func place(_ text: String, size: Double, near dot: PlotPoint) -> Rectangle? {
    let width = TextFit.width(text, size: size)
    let height = size + 3
    var best: (covered: Int, spot: Rectangle)?
    for (horizontal, vertical) in Self.candidates {
      let gap = horizontal == 0 || vertical == 0 ? 8.0 : 5.0
      let left = dot.x + horizontal * gap + (horizontal - 1) / 2 * width
      let top = dot.y + vertical * gap + (vertical - 1) / 2 * height
      let spot = Rectangle(left: left, top: top, right: left + width, bottom: top + height)
      guard area.contains(spot), !taken.contains(where: { $0.intersects(spot) }) else { continue }
      let rim = spot.inset(by: -1)
      let covered = linePoints.reduce(0) { $0 + (rim.contains($1) ? 1 : 0) }
      if covered < best?.covered ?? .max { best = (covered, spot) }
    }
    if let spot = best?.spot { taken.append(spot) }
    return best?.spot
  }

  /// Right, left, above, below, and the corners: −1 is left or above, 1 right or below.
  private static let candidates: [(Double, Double)] = [
    (1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1),
  ]
}
