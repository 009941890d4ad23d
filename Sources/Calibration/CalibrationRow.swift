import Roofline

/// A measurement ready to be fitted: its deployment, and which generation and family it speaks for.
struct CalibrationRow: Sendable {
  let measurement: Measurement
  let deployment: Deployment
  let generation: Int
  let family: Int
  /// Years from the reference date to the run.
  let years: Double
  /// How much it counts.
  var weight: Double

  /// The blocks that it belongs to, with their weights.
  ///
  /// - Parameter span: The scales of the chips that were fitted.
  func terms(
    _ blocks: ParameterBlocks, within span: ChipScale.Span = .everything
  ) -> [(block: Int, weight: Double)] {
    let scale = ChipScale(deployment.accelerator).clamped(to: span)
    return [
      (0, 1), (blocks.generation(generation), 1), (blocks.family(family), 1),
      (blocks.pair(generation, family), 1), (blocks.drift(family), years),
      (blocks.compute, scale.compute), (blocks.bandwidth, scale.bandwidth),
    ]
  }
}
