#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The standard normal distribution.
package enum NormalDistribution {
  /// `Φ(z)`, the probability of a value below `z`.
  package static func probability(below z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// `Φ⁻¹(p)` by Newton's steps from a rough start; infinite at 0 and 1.
  ///
  /// `quantile(0.99)` is 2.3263.
  package static func quantile(_ probability: Double) -> Double {
    guard probability > 0 else { return -.infinity }
    guard probability < 1 else { return .infinity }
    if probability > 0.5 { return -quantile(1 - probability) }
    let root = (-2 * log(probability)).squareRoot()
    var z =
      -root + (2.515517 + root * (0.802853 + root * 0.010328))
      / (1 + root * (1.432788 + root * (0.189269 + root * 0.001308)))
    for _ in 0..<4 {
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      guard density > 0 else { break }
      z -= (Self.probability(below: z) - probability) / density
    }
    return z
  }
}
