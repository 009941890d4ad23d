import Numerics

/// The joint shares of two banded distributions whose ranks are jointly normal.
struct GaussianCopula {
  let rows: Strata
  let columns: Strata
  private let columnEdges: [Double]
  private let rowNodes: [[Double]]

  init(rows: Strata, columns: Strata) {
    self.rows = rows
    self.columns = columns
    columnEdges = columns.normalEdges
    var start = 0.0
    rowNodes = rows.shares.map { share in
      defer { start += share }
      return (0..<4).map { NormalDistribution.quantile(start + share * (Double($0) + 0.5) / 4) }
    }
  }

  /// The correlations that the two distributions allow.
  var attainableCorrelations: ClosedRange<Double> {
    let (low, high) = (correlation(of: shares(-0.999)), correlation(of: shares(0.999)))
    return min(low, high)...max(low, high)
  }

  /// The shares, by rows, whose lengths have the Pearson correlation `wanted`; `nil` if none have.
  func shares(withCorrelation wanted: Double) -> [Double]? {
    if wanted == 0 { return shares(0) }
    var (low, high) = wanted > 0 ? (0.0, 0.999) : (-0.999, 0.0)
    var (lowError, highError) = (
      correlation(of: shares(low)) - wanted, correlation(of: shares(high)) - wanted
    )
    guard lowError <= 0, highError >= 0 else { return nil }
    var best = shares(lowError == 0 ? low : high)
    for _ in 0..<60 where highError - lowError > 1e-13 {
      let middle = min(
        max(low - lowError * (high - low) / (highError - lowError), low), high)
      best = shares(middle)
      let error = correlation(of: best) - wanted
      if abs(error) < 1e-12 { break }
      if error < 0 {
        (low, lowError, highError) = (middle, error, highError / 2)
      } else {
        (high, highError, lowError) = (middle, error, lowError / 2)
      }
    }
    return best
  }

  /// The shares of all pairs of bands, by rows, for the normal correlation `parameter`.
  private func shares(_ parameter: Double) -> [Double] {
    let width = columns.shares.count
    guard parameter != 0 else {
      return rows.shares.flatMap { row in columns.shares.map { row * $0 } }
    }
    let scale = (1 - parameter * parameter).squareRoot()
    var shares = [Double](repeating: 0, count: rows.shares.count * width)
    for (row, nodes) in rowNodes.enumerated() {
      for node in nodes {
        var below = 0.0
        for column in 0..<width {
          let next = NormalDistribution.probability(
            below: (columnEdges[column + 1] - parameter * node) / scale)
          shares[row * width + column] += rows.shares[row] / Double(nodes.count) * (next - below)
          below = next
        }
      }
    }
    for _ in 0..<200 {
      let error = scaleColumns(&shares)
      scaleRows(&shares)
      if error < 1e-14 { break }
    }
    return shares
  }

  private func scaleRows(_ shares: inout [Double]) {
    let width = columns.shares.count
    for (row, wanted) in rows.shares.enumerated() {
      let cells = row * width..<(row + 1) * width
      let sum = shares[cells].reduce(0, +)
      guard sum > 0 else { continue }
      for cell in cells { shares[cell] *= wanted / sum }
    }
  }

  /// Scales the columns to their shares and returns the largest relative error that they had.
  private func scaleColumns(_ shares: inout [Double]) -> Double {
    let width = columns.shares.count
    var worst = 0.0
    for (column, wanted) in columns.shares.enumerated() {
      var sum = 0.0
      for cell in stride(from: column, to: shares.count, by: width) { sum += shares[cell] }
      guard sum > 0 else { continue }
      worst = max(worst, abs(sum / wanted - 1))
      for cell in stride(from: column, to: shares.count, by: width) { shares[cell] *= wanted / sum }
    }
    return worst
  }

  private func correlation(of shares: [Double]) -> Double {
    let (rowMean, columnMean) = (rows.mean, columns.mean)
    let width = columns.shares.count
    var product = 0.0
    for (row, length) in rows.means.enumerated() {
      for (column, other) in columns.means.enumerated() {
        product += shares[row * width + column] * (length - rowMean) * (other - columnMean)
      }
    }
    let scale = (variance(of: rows) * variance(of: columns)).squareRoot()
    return scale > 1e-12 * (1 + rowMean * columnMean) ? product / scale : 0
  }

  private func variance(of strata: Strata) -> Double {
    let mean = strata.mean
    return zip(strata.shares, strata.means).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
  }
}
