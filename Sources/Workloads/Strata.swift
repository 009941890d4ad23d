import Numerics

/// A length distribution cut into bands of known share, each with the mean length inside it.
///
/// Because a band is represented by its own mean, the mean of the whole is exact however few the
/// bands are.
struct Strata: Equatable, Sendable {
  var shares: [Double]
  var means: [Double]

  /// The edges, as shares, of the 32 bands into which a smooth distribution is cut.
  ///
  /// Narrow bands stand around the quantiles that people state (5, 10, 25, 50, 75, 90, 95, 99, 99.9 %).
  static let edges: [Double] = [
    0, 0.01, 0.04, 0.06, 0.085, 0.115, 0.17, 0.235, 0.265, 0.32, 0.38, 0.44, 0.49, 0.51, 0.56,
    0.61, 0.66, 0.71, 0.735, 0.765, 0.81, 0.85, 0.89, 0.91, 0.945, 0.955, 0.975, 0.9885, 0.9915,
    0.9965, 0.9985, 0.9995, 1,
  ]

  /// How many equally likely lengths are averaged within a band.
  static let nodesPerBand = 16

  /// The positions, as shares, of all lengths that stand for a smooth distribution, with their weights.
  static let nodes: [(position: Double, weight: Double)] = zip(edges, edges.dropFirst()).flatMap {
    low, high in
    (0..<nodesPerBand).map { node in
      let width = (high - low) / Double(nodesPerBand)
      return (position: low + (Double(node) + 0.5) * width, weight: width)
    }
  }

  /// Bands of a smooth distribution from its lengths at ``nodes``.
  init(lengthsAtNodes lengths: [Double]) {
    shares = zip(Self.edges, Self.edges.dropFirst()).map { $1 - $0 }
    means = shares.indices.map { band in
      let start = band * Self.nodesPerBand
      return lengths[start..<start + Self.nodesPerBand].reduce(0, +) / Double(Self.nodesPerBand)
    }
  }

  /// Bands of a discrete distribution, ascending: the values themselves where there are at most 64,
  /// else joined neighbours.
  init(values: [(value: Double, weight: Double)]) {
    let total = values.reduce(0) { $0 + $1.weight }
    shares = []
    means = []
    var (weight, sum, done) = (0.0, 0.0, 0.0)
    let sorted = values.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
    for (index, entry) in sorted.enumerated() {
      weight += entry.weight
      sum += entry.value * entry.weight
      done += entry.weight
      let isLast = index == sorted.count - 1
      guard sorted.count <= 64 || isLast || done / total * 63 >= Double(shares.count + 1) else {
        continue
      }
      shares.append(weight / total)
      means.append(sum / weight)
      (weight, sum) = (0, 0)
    }
  }

  var mean: Double { zip(shares, means).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The bounds of the bands on the scale of the standard normal distribution.
  var normalEdges: [Double] {
    var cumulated = 0.0
    var edges = [-Double.infinity]
    for share in shares.dropLast() {
      cumulated += share
      edges.append(NormalDistribution.quantile(cumulated))
    }
    return edges + [.infinity]
  }
}
