extension RequestMix {
  /// Joins points that lie close together until at most `count · count` are left.
  ///
  /// Each length is cut into `count` bands of nearly equal shares, finer in the upper tail, and the points
  /// of one cell become one point at their weighted mean: so the total weight and both means stay
  /// what they were, and quantiles move by no more than a band.
  package static func compressed(_ points: [RequestPoint], bands count: Int = 64) -> [RequestPoint]
  {
    let promptBands = bands(of: points.map { ($0.promptTokens, $0.weight) }, count)
    let completionBands = bands(of: points.map { ($0.completionTokens, $0.weight) }, count)
    var cells: [Int: (prompt: Double, completion: Double, weight: Double)] = [:]
    for point in points {
      let row = band(of: point.promptTokens, among: promptBands)
      let column = band(of: point.completionTokens, among: completionBands)
      var cell = cells[row * count + column] ?? (0, 0, 0)
      cell.prompt += point.promptTokens * point.weight
      cell.completion += point.completionTokens * point.weight
      cell.weight += point.weight
      cells[row * count + column] = cell
    }
    return cells.values.map {
      RequestPoint(
        promptTokens: $0.prompt / $0.weight, completionTokens: $0.completion / $0.weight,
        weight: $0.weight)
    }.sorted(by: isBefore)
  }

  /// The lower ends of the bands after the first, ascending: one less than the bands at most.
  private static func bands(
    of values: [(value: Double, weight: Double)], _ count: Int
  ) -> [Double] {
    let total = values.reduce(0) { $0 + $1.weight }
    var edges: [Double] = []
    var cumulated = 0.0
    var next = 0
    let shares = tailedShares(count: count)
    for (value, weight) in values.sorted(by: { $0.value < $1.value }) {
      if next < shares.count, cumulated >= shares[next] * total, value > edges.last ?? -1 {
        edges.append(value)
      }
      while next < shares.count, cumulated >= shares[next] * total { next += 1 }
      cumulated += weight
    }
    return edges
  }

  /// Inner edges between 0 and 1 that grow denser towards 1: `1 − (1 − i/n)^1.75`.
  private static func tailedShares(count: Int) -> [Double] {
    (1..<count).map { index in
      let rest = 1 - Double(index) / Double(count)
      return 1 - rest * rest.squareRoot() * rest.squareRoot().squareRoot()
    }
  }

  private static func band(of value: Double, among edges: [Double]) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
