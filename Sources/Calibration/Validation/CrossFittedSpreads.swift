package import Roofline

/// Widths of intervals that never rest on the errors that they are judged by.
package struct CrossFittedSpreads: Sendable {
  /// The widths that the errors of all other groups give, by novelty and group.
  private let spreads: [Novelty: [String: ErrorSpread]]
  /// What a group that is not known gets.
  private let fallback: ErrorSpread

  /// Judges each group by the others of its novelty: a configuration by other configurations, a model by
  /// other models.
  package init(_ predictions: [HeldBackThroughput]) {
    let errors = Dictionary(grouping: predictions, by: \.novelty).mapValues { rows in
      rows.map { SeenError(modelClass: $0.modelClass, group: $0.group, error: $0.error) }
    }
    let held = HeldBackErrors(errors)
    var spreads: [Novelty: [String: ErrorSpread]] = [:]
    for (novelty, rows) in errors {
      // Others of the same novelty, beside everything of the familiar.
      for group in Set(rows.map(\.group)) {
        spreads[novelty, default: [:]][group] = ErrorSpread(held, without: (novelty, group))
      }
    }
    self.spreads = spreads
    fallback = ErrorSpread(held)
  }

  /// The same widths for all.
  package init(fixed spread: ErrorSpread) {
    spreads = [:]
    fallback = spread
  }

  /// σ of a prediction, from the errors of other groups.
  package func deviation(of row: HeldBackThroughput) -> Double {
    (spreads[row.novelty]?[row.group] ?? fallback)
      .deviation(for: row.modelClass, novelties: [row.novelty])
  }
}
