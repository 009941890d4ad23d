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
