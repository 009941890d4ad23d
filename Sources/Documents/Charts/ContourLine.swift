/// The line where a grid of values passes through zero, by marching squares.
enum ContourLine {
  /// - Parameters:
  ///   - values: `values[row][column]`, nil where there is none.
  ///   - place: the point of the image for a fractional column and row.
  /// - Returns: the pieces of the line, two points each.
  static func segments(
    _ values: [[Double?]], place: (_ column: Double, _ row: Double) -> PlotPoint
  ) -> [[PlotPoint]] {
    var result: [[PlotPoint]] = []
    for row in values.indices.dropLast() {
      for column in values[row].indices.dropLast() {
        guard column + 1 < values[row + 1].count, let a = values[row][column],
          let b = values[row][column + 1], let c = values[row + 1][column + 1],
          let d = values[row + 1][column]
        else { continue }
        let corners = [(a, 0.0, 0.0), (b, 1.0, 0.0), (c, 1.0, 1.0), (d, 0.0, 1.0)]
        var cuts: [PlotPoint] = []
        for (index, from) in corners.enumerated() {
          let to = corners[(index + 1) % 4]
          guard (from.0 < 0) != (to.0 < 0) else { continue }
          let share = from.0 / (from.0 - to.0)
          guard share.isFinite else { continue }
          cuts.append(
            place(
              Double(column) + from.1 + share * (to.1 - from.1),
              Double(row) + from.2 + share * (to.2 - from.2)))
        }
        if cuts.count >= 2 { result.append([cuts[0], cuts[1]]) }
        if cuts.count == 4 { result.append([cuts[2], cuts[3]]) }
      }
    }
    return result
  }
}
