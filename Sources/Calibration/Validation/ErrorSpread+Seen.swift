import Numerics
package import Roofline

/// The error of a prediction that was held back, and what it was held back with.
package struct SeenError: Sendable, Hashable {
  /// The class of model.
  package let modelClass: ModelClass
  /// What was held back together: the errors of one group are alike.
  package let group: String
  /// ln(predicted/measured), or its negative.
  package let error: Double

  /// Makes one.
  package init(modelClass: ModelClass, group: String, error: Double) {
    self.modelClass = modelClass
    self.group = group
    self.error = error
  }
}

extension ErrorSpread {
  /// σ from the 80 % quantiles of errors on measurements that were held back, by novelty; a class of few
  /// rows leans on all classes.
  ///
  /// `σ = q₀.₈(|ln(predicted/measured)|) / 1.2816`, so that the interval holds 80 % of them. What comes next
  /// is another group, not another row of one that was published hundredfold: a row of a group of `n`
  /// counts `1/√n`, so that 400 rows of one model weigh as 20 models of one row.
  package init(seen errors: [Novelty: [SeenError]]) {
    var values: [Novelty: [ModelClass: Double]] = [:]
    // A handful of generations says little of the next one: never less than a factor of two.
    let floor: [Novelty: Double] = [.unseenGeneration: naturalLogarithm(2) / Self.normalQuantile90]
    for novelty in Novelty.allCases {
      let rows = errors[novelty] ?? []
      let all = Self.deviation(rows) ?? 0.4
      for modelClass in ModelClass.allCases {
        let own = rows.filter { $0.modelClass == modelClass }
        let weight = Double(own.count) / Double(own.count + 30)
        let familiar = values[.seen]?[modelClass] ?? 0
        values[novelty, default: [:]][modelClass] = max(
          familiar, floor[novelty] ?? 0,
          weight * (Self.deviation(own) ?? all) + (1 - weight) * all)
      }
    }
    self.init(values)
  }

  private static func deviation(_ rows: [SeenError]) -> Double? {
    var counts: [String: Double] = [:]
    for row in rows { counts[row.group, default: 0] += 1 }
    let weighted = rows.map { row in
      (error: abs(row.error), weight: 1 / (counts[row.group] ?? 1).squareRoot())
    }.sorted { $0.error < $1.error }
    let most = 0.8 * weighted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for row in weighted {
      sum += row.weight
      if sum >= most { return row.error / normalQuantile90 }
    }
    return nil
  }
}
