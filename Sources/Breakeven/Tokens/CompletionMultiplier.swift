public import Pricing
public import Workloads

/// How many completion tokens a model writes for each that a model without thinking would.
public struct CompletionMultiplier: Sendable, Hashable {
  /// The low end of what is to be expected.
  public let low: Double
  /// The figure to reckon with.
  public let likely: Double
  /// The high end of what is to be expected.
  public let high: Double
  /// How hard the model thinks: as asked for, or by default.
  public let effort: Effort
  /// Where the figure comes from.
  public let source: Provenance
  /// Whether the figure is that of such models in general, for want of one of this model.
  public let isDefault: Bool

  /// The multiplier of a model that does not think: 1, by definition of the unit.
  static func plain(_ source: Provenance, isDefault: Bool) -> CompletionMultiplier {
    CompletionMultiplier(
      low: 1, likely: 1, high: 1, effort: .none, source: source, isDefault: isDefault)
  }
}
