public import ModelArithmetic

/// The kinds of model whose predictions err alike.
public enum ModelClass: String, Sendable, Hashable, CaseIterable {
  case dense
  case mixtureOfExperts = "moe"
  case latentAttention = "mla"

  /// The class of a model: latent attention before experts before dense.
  public init(_ model: ModelArchitecture) {
    let hasLatent = model.layers.contains { layer in
      if case .attention(let shape) = layer.mixer, case .latent = shape.cache {
        true
      } else {
        false
      }
    }
    self = hasLatent ? .latentAttention : model.hasExperts ? .mixtureOfExperts : .dense
  }
}
