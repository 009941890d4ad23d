import Numerics
import Roofline

/// One draw, in standard deviations: what is common to all workloads, and each one's volume.
struct JointDraw {
  let steps: Double
  let declaredSteps: Double
  let machinePrice: Double
  let apiPrice: Double
  let machineTrend: Double
  let apiTrend: Double
  let people: Double
  let volumes: [Double]

  init(volumes count: Int, _ generator: inout SplitMix64) {
    steps = ErrorLaw.quantile(generator.uniform())
    declaredSteps = generator.normal()
    machinePrice = generator.normal()
    apiPrice = generator.normal()
    machineTrend = generator.normal()
    apiTrend = generator.normal()
    people = generator.normal()
    volumes = (0..<count).map { _ in generator.normal() }
  }
}

extension FactorRange {
  /// The factor at so many standard deviations of the logarithm.
  func factor(at deviations: Double) -> Double {
    let spread = spread
    return exponential(deviations * (deviations < 0 ? spread.below : spread.above))
  }

  /// The factor of a trend, whose range is even about its middle.
  func trend(at deviations: Double) -> Double {
    guard self != .none else { return 1 }
    return max(
      0.01, (low + high) / 2 + (high - low) / 2 / ErrorSpread.normalQuantile90 * deviations)
  }
}
