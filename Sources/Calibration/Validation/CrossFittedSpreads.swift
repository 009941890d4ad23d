package import Roofline

/// Widths of intervals that never rest on the errors that they are judged by.
package struct CrossFittedSpreads: Sendable {
  /// The groups of the first half, by novelty.
  private let first: [Novelty: Set<String>]
  /// The widths that the other half's errors give, for the first half and for the second.
  private let spreads: (first: ErrorSpread, second: ErrorSpread)

  /// Deals the groups of each novelty into two halves, in an order that no name decides.
  package init(_ predictions: [HeldBackThroughput]) {
    var first: [Novelty: Set<String>] = [:]
    for (novelty, rows) in Dictionary(grouping: predictions, by: \.novelty) {
      let groups = Set(rows.map(\.group)).sorted { ($0.stableHash, $0) < ($1.stableHash, $1) }
      first[novelty] = Set(groups.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    }
    func spread(ofFirst isFirst: Bool) -> ErrorSpread {
      var errors: [Novelty: [(modelClass: ModelClass, error: Double)]] = [:]
      for row in predictions
      where (first[row.novelty]?.contains(row.group) ?? false) == isFirst {
        errors[row.novelty, default: []].append((row.modelClass, row.error))
      }
      return ErrorSpread(seen: errors)
    }
    self.first = first
    spreads = (spread(ofFirst: false), spread(ofFirst: true))
  }

  /// The same widths for all.
  package init(fixed spread: ErrorSpread) {
    first = [:]
    spreads = (spread, spread)
  }

  /// σ of a prediction, from the other half's errors.
  package func deviation(of row: HeldBackThroughput) -> Double {
    let isFirst = first[row.novelty]?.contains(row.group) ?? false
    return (isFirst ? spreads.first : spreads.second)
      .deviation(for: row.modelClass, novelties: [row.novelty])
  }
}
