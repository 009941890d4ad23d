package import Pricing
package import Workloads

/// How many completion tokens a model writes for each that a model without thinking would.
package struct CompletionMultiplier: Sendable, Hashable {
  /// The low end of what is to be expected.
  package let low: Double
  /// The figure to reckon with.
  package let likely: Double
  /// The high end of what is to be expected.
  package let high: Double
  /// How hard the model thinks: as asked for, or by default.
  package let effort: Effort
  /// Where the figure comes from.
  package let source: Provenance
  /// Whether the figure is that of such models in general, for want of one of this model.
  package let isDefault: Bool

  /// The multiplier of a model that does not think: 1, by definition of the unit.
  static func plain(_ source: Provenance, isDefault: Bool) -> CompletionMultiplier {
    CompletionMultiplier(
      low: 1, likely: 1, high: 1, effort: .none, source: source, isDefault: isDefault)
  }
}
