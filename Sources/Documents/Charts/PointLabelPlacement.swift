/// Finds places for labels beside their points: off other labels and dots, and off lines if it can.
struct PointLabelPlacement {
  /// A label's place, and where a line from its point meets it if it stands apart.
  struct Spot {
    var area: Rectangle
    var leaderEnd: PlotPoint?
  }

  let area: Rectangle
  private var taken: [Rectangle] = []
  private var linePoints: [PlotPoint] = []

  init(area: Rectangle) { self.area = area }

  mutating func avoid(dot: PlotPoint) {
    taken.append(
      Rectangle(left: dot.x - 5, top: dot.y - 5, right: dot.x + 5, bottom: dot.y + 5))
  }

  mutating func avoid(line: [PlotPoint]) {
    for (start, end) in zip(line, line.dropFirst()) where linePoints.count < 3_000 {
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
  mutating func place(_ text: String, size: Double, near dot: PlotPoint) -> Spot? {
    let width = TextFit.width(text, size: size)
    let height = size + 3
    var best: (cost: Int, spot: Spot)?
    for (distance, isApart) in [(0.0, false), (18, true), (34, true)] {
      for (horizontal, vertical) in Self.candidates {
        let gap = distance + (horizontal == 0 || vertical == 0 ? 8 : 5)
        let left = dot.x + horizontal * gap + (horizontal - 1) / 2 * width
        let top = dot.y + vertical * gap + (vertical - 1) / 2 * height
        let area = Rectangle(left: left, top: top, right: left + width, bottom: top + height)
        guard self.area.contains(area), !taken.contains(where: { $0.intersects(area) }) else {
          continue
        }
        let rim = area.inset(by: -1)
        let covered = linePoints.reduce(0) { $0 + (rim.contains($1) ? 1 : 0) }
        let cost = covered + (isApart ? 4 + Int(distance / 8) : 0)
        guard cost < best?.cost ?? .max else { continue }
        let end = isApart ? area.clamped(dot) : nil
        best = (cost, Spot(area: area, leaderEnd: end))
      }
    }
    if let spot = best?.spot { taken.append(spot.area) }
    return best?.spot
  }

  /// Right, left, above, below, and the corners: −1 is left or above, 1 right or below.
  private static let candidates: [(Double, Double)] = [
    (1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1),
  ]
}

extension SVGWriter {
  /// Writes a label where it was placed, with a thin line to its point where it stands apart.
  mutating func label(
    _ text: String, at spot: PointLabelPlacement.Spot, of dot: PlotPoint, isBold: Bool = false
  ) {
    if let end = spot.leaderEnd { line(dot, end, Stroke(color: .softInk, width: 0.8)) }
    self.text(
      text, at: PlotPoint(x: spot.area.left, y: spot.area.bottom - 4), isBold: isBold,
      hasHalo: true)
  }
}
