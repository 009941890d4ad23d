import Numerics

/// How unlike everything fitted a deployment is, from the least to the most.
package enum Novelty: String, Sendable, Hashable, CaseIterable {
  /// The engine generation was fitted with this architecture on this chip.
  case seen
  /// Architecture and chip were fitted, but not together with this engine generation.
  case unseenCell
  /// No model of these dimensions was fitted.
  case unseenArchitecture
  /// The chip was not fitted.
  case unseenAccelerator
  /// The engine generation was not fitted.
  case unseenGeneration
}

/// How far predictions are off, as the standard deviation of the logarithm that an 80 % interval implies.
///
/// An interval is `prediction · e^(±1.2816·σ)`: for σ = 0.15 that is −17 % … +21 %. The values are
/// quantiles of cross-validated errors, whose tails are heavier than a normal distribution's.
package struct ErrorSpread: Sendable, Hashable {
  /// σ by novelty and class of model.
  private(set) var values: [Novelty: [ModelClass: Double]]

  /// Makes a spread from σ by novelty and class.
  package init(_ values: [Novelty: [ModelClass: Double]]) { self.values = values }

  /// One σ for each class, whatever the novelty.
  package init(dense: Double, experts: Double, latent: Double) {
    let byClass: [ModelClass: Double] = [
      .dense: dense, .mixtureOfExperts: experts, .latentAttention: latent,
    ]
    values = Dictionary(uniqueKeysWithValues: Novelty.allCases.map { ($0, byClass) })
  }

  /// σ for a case that is new in these ways.
  ///
  /// Each way adds its variance beyond that of the familiar: `σ² = σ₀² + Σ (σᵢ² − σ₀²)`.
  package func deviation(for modelClass: ModelClass, novelties: Set<Novelty>) -> Double {
    let familiar = values[.seen]?[modelClass] ?? 0.5
    var variance = familiar * familiar
    for novelty in Novelty.allCases where novelties.contains(novelty) && novelty != .seen {
      let own = values[novelty]?[modelClass] ?? 0.7
      variance += max(0, own * own - familiar * familiar)
    }
    return variance.squareRoot()
  }

  /// The factor by which 80 % of the true values lie within the prediction, up or down.
  package func factor(for modelClass: ModelClass, novelties: Set<Novelty>) -> Double {
    exponential(Self.normalQuantile90 * deviation(for: modelClass, novelties: novelties))
  }

  /// The same spread with every σ changed.
  package func mapped(_ change: (Double) -> Double) -> ErrorSpread {
    ErrorSpread(values.mapValues { $0.mapValues(change) })
  }

  /// The same with another σ of the familiar for one class.
  package func seeing(_ modelClass: ModelClass, deviation: Double) -> ErrorSpread {
    var spread = self
    spread.values[.seen, default: [:]][modelClass] = deviation
    return spread
  }

  /// The 90 % quantile of the standard normal distribution: one tail of an 80 % interval.
  package static let normalQuantile90 = 1.2815515655446004
}

/// The spreads of the three quantities that are predicted.
package struct ErrorSpreads: Sendable, Hashable {
  /// Of output tokens per second.
  package let throughput: ErrorSpread
  /// Of the time to the first token.
  package let firstToken: ErrorSpread
  /// Of the time between two tokens.
  package let perToken: ErrorSpread

  /// Makes the three.
  package init(throughput: ErrorSpread, firstToken: ErrorSpread, perToken: ErrorSpread) {
    self.throughput = throughput
    self.firstToken = firstToken
    self.perToken = perToken
  }
}
