/// What serving in two pools adds that the physics of either does not tell, as measured runs show it.
package struct PoolEffects: Sendable, Hashable {
  /// Further seconds before a first token: two queues, a hand-over and a router.
  package let handoverSeconds: Double
  /// σ of the logarithm of a throughput, on configurations that were left out.
  package let deviation: Double

  package init(handoverSeconds: Double, deviation: Double) {
    self.handoverSeconds = handoverSeconds
    self.deviation = deviation
  }

  /// As found on published runs.
  package static let measured = PoolEffects(handoverSeconds: 0.05, deviation: 0.2)
}
