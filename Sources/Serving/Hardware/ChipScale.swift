import ModelArithmetic

/// How large a chip is beside the one that efficiencies are quoted for, the H100.
///
/// Larger chips reach smaller shares of their peaks and take shorter for what is fixed, and not by
/// family alone: the effective parameters follow powers of peak and bandwidth. An H200 has
/// ln(989.5/989.5) = 0 and ln(4.8/3.35) = 0.36.
struct ChipScale: Sendable, Hashable {
  /// ln of the BF16 peak over 989.5 TFLOP/s.
  let compute: Double
  /// ln of the memory bandwidth over 3.35 TB/s.
  let bandwidth: Double

  init(_ accelerator: Accelerator) {
    compute = naturalLogarithm(accelerator.densePeak(for: .bf16) / 989.5e12)
    bandwidth = naturalLogarithm(accelerator.bytesPerSecond / 3.35e12)
  }
}

/// The powers of a chip's scale that the effective parameters follow, by field.
struct ScaleExponents: Sendable, Hashable {
  let compute: [Double]
  let bandwidth: [Double]

  static let none = ScaleExponents(
    compute: Array(repeating: 0, count: EngineParameters.fields.count),
    bandwidth: Array(repeating: 0, count: EngineParameters.fields.count))

  /// What the scale of a chip adds to the logarithms of the parameters.
  func logarithms(at scale: ChipScale) -> [Double] {
    zip(compute, bandwidth).map { scale.compute * $0 + scale.bandwidth * $1 }
  }
}
