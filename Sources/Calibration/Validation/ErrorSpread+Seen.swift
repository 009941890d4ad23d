import Numerics
package import Roofline

/// Errors on measurements that were held back, by novelty and class of model.
struct HeldBackErrors {
  private let all: [Novelty: SortedErrors]
  private let byClass: [Novelty: [ModelClass: SortedErrors]]

  init(_ errors: [Novelty: [SeenError]]) {
    all = errors.mapValues { SortedErrors($0) }
    byClass = errors.mapValues { rows in
      Dictionary(grouping: rows, by: \.modelClass).mapValues { SortedErrors($0) }
    }
  }

  /// σ of a novelty and class, without a group.
  ///
  /// A class of few rows leans on all classes. It is 0.4 where nothing is known.
  func deviation(_ novelty: Novelty, _ modelClass: ModelClass, without group: String?) -> Double {
    let common = all[novelty]?.deviation(without: group) ?? 0.4
    let own = byClass[novelty]?[modelClass]
    let count = Double(own?.count(without: group) ?? 0)
    let weight = count / (count + 30)
    return weight * (own?.deviation(without: group) ?? common) + (1 - weight) * common
  }
}

extension SortedErrors {
  /// `σ = q₀.₈(|ln(predicted/measured)|) / 1.2816`, so that the interval holds 80 % of them.
  fileprivate func deviation(without group: String?) -> Double? {
    quantile(0.8, without: group).map { $0 / ErrorSpread.normalQuantile90 }
  }
}

extension ErrorSpread {
  /// σ from the 80 % quantiles of errors on measurements that were held back, by novelty.
  package init(seen errors: [Novelty: [SeenError]]) { self.init(HeldBackErrors(errors)) }

  /// The same with a group left out, and what was held back in other ways than it, but for the familiar.
  init(_ errors: HeldBackErrors, without out: (novelty: Novelty, group: String)? = nil) {
    var values: [Novelty: [ModelClass: Double]] = [:]
    let nothing = HeldBackErrors([:])
    // A handful of generations says little of the next one: never less than a factor of two.
    let floor: [Novelty: Double] = [.unseenGeneration: naturalLogarithm(2) / Self.normalQuantile90]
    for novelty in Novelty.allCases {
      let isKnown = out.map { $0.novelty == novelty || novelty == .seen } ?? true
      let group = out?.novelty == novelty ? out?.group : nil
      for modelClass in ModelClass.allCases {
        values[novelty, default: [:]][modelClass] = max(
          values[.seen]?[modelClass] ?? 0, floor[novelty] ?? 0,
          (isKnown ? errors : nothing).deviation(novelty, modelClass, without: group))
      }
    }
    self.init(values)
  }
}
