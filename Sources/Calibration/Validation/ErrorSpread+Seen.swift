import Numerics
package import Roofline

extension ErrorSpread {
  /// σ from the 80 % quantiles of errors on measurements that were held back, by novelty; a class of few
  /// rows leans on all classes.
  ///
  /// `σ = q₀.₈(|ln(predicted/measured)|) / 1.2816`, so that the interval holds 80 % of them.
  package init(seen errors: [Novelty: [(modelClass: ModelClass, error: Double)]]) {
    var values: [Novelty: [ModelClass: Double]] = [:]
    // A handful of generations says little of the next one: never less than a factor of two.
    let floor: [Novelty: Double] = [.unseenGeneration: naturalLogarithm(2) / Self.normalQuantile90]
    for novelty in Novelty.allCases {
      let rows = errors[novelty] ?? []
      let all = Self.deviation(rows.map(\.error)) ?? 0.4
      for modelClass in ModelClass.allCases {
        let own = rows.filter { $0.modelClass == modelClass }.map(\.error)
        let weight = Double(own.count) / Double(own.count + 30)
        let familiar = values[.seen]?[modelClass] ?? 0
        values[novelty, default: [:]][modelClass] = max(
          familiar, floor[novelty] ?? 0,
          weight * (Self.deviation(own) ?? all) + (1 - weight) * all)
      }
    }
    self.init(values)
  }

  private static func deviation(_ errors: [Double]) -> Double? {
    quantile(errors.map { abs($0) }, 0.8).map { $0 / normalQuantile90 }
  }
}
