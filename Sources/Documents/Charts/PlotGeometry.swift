/// A point of the image, in its units; y grows downwards.
struct PlotPoint: Equatable, Sendable {
  var x: Double
  var y: Double
}

/// A part of the image with sides along its axes.
struct Rectangle: Equatable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  var center: PlotPoint { PlotPoint(x: (left + right) / 2, y: (top + bottom) / 2) }

  func contains(_ point: PlotPoint) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  func contains(_ other: Rectangle) -> Bool {
    other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
  }

  func intersects(_ other: Rectangle) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  func inset(by margin: Double) -> Rectangle {
    Rectangle(
      left: left + margin, top: top + margin, right: right - margin, bottom: bottom - margin)
  }

  func clamped(_ point: PlotPoint) -> PlotPoint {
    PlotPoint(x: min(max(point.x, left), right), y: min(max(point.y, top), bottom))
  }

  /// The runs of a line that lie within the rectangle.
  func clipped(_ line: [PlotPoint]) -> [[PlotPoint]] {
    if line.allSatisfy(contains) { return line.isEmpty ? [] : [line] }
    var runs: [[PlotPoint]] = []
    for (start, end) in zip(line, line.dropFirst()) {
      guard let (first, last) = clipped(start, end) else { continue }
      if let run = runs.last, run.last == first {
        runs[runs.count - 1].append(last)
      } else {
        runs.append([first, last])
      }
    }
    return runs
  }

  /// The part of a segment within the rectangle, by the algorithm of Liang and Barsky.
  private func clipped(_ start: PlotPoint, _ end: PlotPoint) -> (PlotPoint, PlotPoint)? {
    let dx = end.x - start.x
    let dy = end.y - start.y
    var enter = 0.0
    var leave = 1.0
    let sides = [
      (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
    ]
    for (direction, distance) in sides {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ t: Double) -> PlotPoint { PlotPoint(x: start.x + t * dx, y: start.y + t * dy) }
    return (enter == 0 ? start : at(enter), leave == 1 ? end : at(leave))
  }
}
