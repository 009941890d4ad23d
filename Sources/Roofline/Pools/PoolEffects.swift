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

  /// As published runs show it.
  ///
  /// No parameter of the pools' physics was fitted on runs in pools, so that all of them are left out: of 396 rows of
  /// DeepSeek-R1 and -V4 (SemiAnalysis InferenceX, December 2025 to June 2026; half of them repeat another), 79 % lie
  /// within the 80 % interval that a σ of 0.2 beside the engine's own gives. Other models have no such rows.
  package static let measured = PoolEffects(handoverSeconds: 0.05, deviation: 0.2)
}
