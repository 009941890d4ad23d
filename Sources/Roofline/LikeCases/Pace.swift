import Numerics

/// How much longer a deployment's steps take than the physics alone says, as like cases took that were
/// measured.
///
/// Shipped profiles know runs of the same engine generation on the same chip, on the same family of
/// chips, and of the same model. Where those were all 5 % faster than predicted under a like load, the
/// pace is near 0.95; where nothing like it was measured, it is 1.
package struct Pace: Sendable, Hashable {
  private let residuals: RequestCurve?

  init(_ residuals: RequestCurve?) { self.residuals = residuals }

  /// The factor on the time of a step while so many requests run, from 1/e to e.
  package func factor(running requests: Double) -> Double {
    guard let residuals else { return 1 }
    let residual = residuals.value(at: naturalLogarithm(max(1, requests)))
    return exponential(-min(1, max(-1, residual)))
  }
}
