public import ModelArithmetic

/// The kinds of model whose predictions err alike.
public enum ModelClass: String, Sendable, Hashable, CaseIterable {
  case dense
  case mixtureOfExperts = "moe"
  case latentAttention = "mla"

  /// The class of a model: latent attention before experts before dense.
  public init(_ model: ModelArchitecture) {
    self =
      model.hasLatentAttention ? .latentAttention : model.hasExperts ? .mixtureOfExperts : .dense
  }
}
