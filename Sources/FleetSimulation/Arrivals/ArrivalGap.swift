import Numerics

/// The random gaps between arrivals: gamma-distributed, with mean 1 and a given coefficient of variation.
///
/// The shape is `k = 1/burstiness²`; 1 is Poisson, 0 a metronome, and above 1 arrivals come in bursts.
/// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
struct ArrivalGap: Sendable {
  private let burstiness: Double
  private let shape: Double
  private let offset: Double
  private let scale: Double

  init(burstiness: Double) {
    self.burstiness = burstiness
    shape = burstiness > 0 ? 1 / (burstiness * burstiness) : .infinity
    offset = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    scale = 1 / (9 * offset).squareRoot()
  }

  func next(_ random: inout SplitMix64) -> Double {
    if burstiness == 1 { return -naturalLogarithm(random.positiveUniform()) }
    if burstiness == 0 { return 1 }
    var value = offset
    for _ in 0..<64 {
      let normal = Self.normal(&random)
      let root = 1 + scale * normal
      guard root > 0 else { continue }
      let cube = root * root * root
      let bound = 0.5 * normal * normal + offset * (1 - cube + naturalLogarithm(cube))
      if naturalLogarithm(random.positiveUniform()) < bound {
        value = offset * cube
        break
      }
    }
    if shape < 1 {
      value *= exponential(naturalLogarithm(random.positiveUniform()) / shape)
    }
    return value / shape
  }

  /// A standard normal number by Marsaglia's polar method.
  private static func normal(_ random: inout SplitMix64) -> Double {
    for _ in 0..<64 {
      let x = 2 * random.uniform() - 1
      let y = 2 * random.uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * naturalLogarithm(square) / square).squareRoot()
      }
    }
    return 0
  }
}
