import ModelArithmetic
import Numerics

/// How large a chip is beside the one that efficiencies are quoted for, the H100.
///
/// Larger chips reach smaller shares of their peaks and take shorter for what is fixed, and not by
/// family alone: the effective parameters follow powers of peak and bandwidth. An H200 has
/// ln(989.5/989.5) = 0 and ln(4.8/3.35) = 0.36.
package struct ChipScale: Sendable, Hashable {
  /// ln of the BF16 peak over 989.5 TFLOP/s.
  package let compute: Double
  /// ln of the memory bandwidth over 3.35 TB/s.
  package let bandwidth: Double

  package init(_ accelerator: Accelerator) {
    compute = naturalLogarithm(accelerator.densePeak(for: .bf16) / 989.5e12)
    bandwidth = naturalLogarithm(accelerator.bytesPerSecond / 3.35e12)
  }
}

extension ChipScale {
  /// The scales of the chips that were fitted.
  ///
  /// Powers hold between them and not beyond: a law found from 1.6 to 8 TB/s would leave a chip of
  /// 0.3 TB/s a quarter of its bandwidth, where small chips reach nearly all. So a chip outside counts
  /// as the nearest inside.
  package struct Span: Sendable, Hashable {
    let compute: ClosedRange<Double>
    let bandwidth: ClosedRange<Double>

    package static let everything = Span(
      compute: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
      bandwidth: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)

    init(compute: ClosedRange<Double>, bandwidth: ClosedRange<Double>) {
      self.compute = compute
      self.bandwidth = bandwidth
    }

    /// From the smallest to the largest of some chips; everything if there are none.
    package init(_ scales: [ChipScale]) {
      let compute = scales.map(\.compute)
      let bandwidth = scales.map(\.bandwidth)
      guard let least = compute.min(), let most = compute.max(), let slowest = bandwidth.min(),
        let fastest = bandwidth.max()
      else {
        self = .everything
        return
      }
      self.init(compute: least...most, bandwidth: slowest...fastest)
    }
  }

  /// The nearest scale inside a span.
  package func clamped(to span: Span) -> ChipScale {
    ChipScale(
      compute: min(span.compute.upperBound, max(span.compute.lowerBound, compute)),
      bandwidth: min(span.bandwidth.upperBound, max(span.bandwidth.lowerBound, bandwidth)))
  }

  private init(compute: Double, bandwidth: Double) {
    self.compute = compute
    self.bandwidth = bandwidth
  }
}

/// The powers of a chip's scale that the effective parameters follow, by field.
package struct ScaleExponents: Sendable, Hashable {
  package let compute: [Double]
  package let bandwidth: [Double]
  /// Where they hold.
  package let span: ChipScale.Span

  package init(compute: [Double], bandwidth: [Double], span: ChipScale.Span) {
    self.compute = compute
    self.bandwidth = bandwidth
    self.span = span
  }

  package static let none = ScaleExponents(
    compute: Array(repeating: 0, count: EngineParameters.fields.count),
    bandwidth: Array(repeating: 0, count: EngineParameters.fields.count), span: .everything)

  /// What the scale of a chip adds to the logarithms of the parameters.
  package func logarithms(at scale: ChipScale) -> [Double] {
    let scale = scale.clamped(to: span)
    return zip(compute, bandwidth).map { scale.compute * $0 + scale.bandwidth * $1 }
  }
}
