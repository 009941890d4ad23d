import ModelArithmetic
import Numerics
package import Roofline

/// A throughput that was measured, and what a fit that never saw it predicts.
package struct HeldBackThroughput: Sendable, Hashable {
  /// How unlike everything fitted it was.
  package let novelty: Novelty
  /// What was held back together with it: the configuration, cell, architecture, chip or generation.
  package let group: String
  /// Engine generation, model, chip, layout and datatypes.
  package let configuration: String
  /// The class of model.
  package let modelClass: ModelClass
  /// The model's name in the catalog.
  package let model: String
  /// The chip.
  package let accelerator: String
  /// Chips of the deployment.
  package let chips: Int
  /// Mean prompt tokens.
  package let promptTokens: Double
  /// Mean completion tokens.
  package let completionTokens: Double
  /// Output tokens per second that were predicted.
  package let predicted: Double
  /// Output tokens per second that were measured.
  package let measured: Double

  /// Makes one.
  package init(
    novelty: Novelty, group: String, configuration: String, modelClass: ModelClass, model: String,
    accelerator: String, chips: Int, promptTokens: Double, completionTokens: Double,
    predicted: Double, measured: Double
  ) {
    self.novelty = novelty
    self.group = group
    self.configuration = configuration
    self.modelClass = modelClass
    self.model = model
    self.accelerator = accelerator
    self.chips = chips
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.predicted = predicted
    self.measured = measured
  }

  /// `nil` where no throughput was measured.
  init?(_ held: CrossValidation.HeldBack, novelty: Novelty) {
    let row = held.row
    guard let predicted = held.predicted.outputTokensPerSecond,
      let measured = row.measurement.measuredOutputTokensPerSecond, predicted > 0, measured > 0
    else { return nil }
    self.init(
      novelty: novelty, group: row.group(of: novelty),
      configuration: row.key(.configurations(folds: 2)),
      modelClass: ModelClass(row.deployment.model), model: row.deployment.model.name,
      accelerator: row.deployment.accelerator.id, chips: row.deployment.layout.chips,
      promptTokens: row.measurement.conditions.promptTokens,
      completionTokens: row.measurement.conditions.completionTokens, predicted: predicted,
      measured: measured)
  }

  /// ln(measured/predicted).
  package var error: Double { naturalLogarithm(measured / predicted) }
}
