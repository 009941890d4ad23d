package import ModelArithmetic

/// The kinds of model whose predictions err alike.
package enum ModelClass: String, Sendable, Hashable, CaseIterable {
  case dense
  case mixtureOfExperts = "moe"
  case latentAttention = "mla"

  /// The class of a model: latent attention before experts before dense.
  package init(_ model: ModelArchitecture) {
    self =
      model.hasLatentAttention ? .latentAttention : model.hasExperts ? .mixtureOfExperts : .dense
  }
}
