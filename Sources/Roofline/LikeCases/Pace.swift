import Numerics

/// How much longer a deployment's steps take than the physics alone says, as like cases took that were
/// measured.
///
/// Shipped profiles know runs of the same engine generation on the same chip, on the same family of
/// chips, and of the same model. A step that verifies several tokens a request is taken to err as one of as
/// many requests. Where those were all 5 % faster than predicted under a like load, the
/// pace is near 0.95; where nothing like it was measured, it is 1. A stack that is weeks old is slower.
package struct Pace: Sendable, Hashable {
  private let residuals: RequestCurve?
  /// Tokens of each running request that pass through a step.
  private let tokensPerRequest: Double

  /// The factor by which a young stack is slower, whatever the load.
  private let youth: Double

  init(_ residuals: RequestCurve?, tokensPerRequest: Double = 1, youth: Double = 1) {
    self.residuals = residuals
    self.youth = youth
    self.tokensPerRequest = tokensPerRequest
  }

  /// The factor on the time of a step while so many requests run: from 1/e to e by like cases, and by youth.
  package func factor(running requests: Double) -> Double {
    guard let residuals else { return youth }
    let residual = residuals.value(at: naturalLogarithm(max(1, requests * tokensPerRequest)))
    return exponential(-min(1, max(-1, residual))) * youth
  }
}
