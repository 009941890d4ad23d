/// How far predictions are off, as the standard deviation of the logarithm that an 80 % interval implies.
///
/// An interval is `prediction · e^(±1.2816·σ)`: for σ = 0.15 that is −17 % … +21 %.
public struct ErrorSpread: Sendable, Hashable {
  /// For models without experts.
  public let dense: Double
  /// For models with experts.
  public let experts: Double
  /// For models with latent attention.
  public let latent: Double

  /// Makes a spread.
  public init(dense: Double, experts: Double, latent: Double) {
    self.dense = dense
    self.experts = experts
    self.latent = latent
  }

  /// The factor by which 80 % of the true values lie within the prediction, up or down.
  func factor(for modelClass: ModelClass) -> Double {
    let sigma =
      switch modelClass {
      case .dense: dense
      case .mixtureOfExperts: experts
      case .latentAttention: latent
      }
    return exponential(1.2816 * sigma)
  }
}
