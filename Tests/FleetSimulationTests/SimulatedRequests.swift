import Numerics
import TestFixtures

@testable import FleetSimulation

extension SimulationFixture {
  /// Seeded requests with exponential-like lengths; `rate` 0 queues all at the start.
  static func requests(
    _ count: Int, rate: Double, prompt: Double = 300, completion: Double = 40, seed: UInt64 = 7,
    burstiness: Double = 1
  ) -> [SimulatedRequest] {
    var random = SplitMix64(seed: seed)
    let gap = ArrivalGap(burstiness: burstiness)
    var time = 0.0
    return (0..<count).map { _ in
      if rate > 0 { time += gap.next(&random) / rate }
      let promptTokens = max(1, Int(-prompt * naturalLogarithm(random.positiveUniform())))
      let completionTokens = max(1, Int(-completion * naturalLogarithm(random.positiveUniform())))
      return SimulatedRequest(
        arrivalSeconds: time, promptTokens: promptTokens, completionTokens: completionTokens)
    }
  }
}
