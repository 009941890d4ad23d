package import CheckedJSON
import Numerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lengths known by their mean and, where published, some quantiles and the longest.
///
/// A shape is fitted that has exactly this mean and these quantiles. Between two quantiles, and past
/// the outermost, the logarithm of the length is a straight line over the normal quantile `z`, as in a
/// lognormal distribution; one number `tilt` bends all pieces, `w ↦ w^exp(−tilt)` within a piece and
/// `exp(±tilt)` on the slopes of the tails, until the mean is met. A lognormal that already fits is
/// left as it is (tilt 0). With the mean alone the coefficient of variation is taken as 1, so `p99`
/// is 4.9 times the mean.
public struct LengthQuantiles: Hashable, Sendable {
  /// The mean, in tokens.
  package let mean: Double
  /// The median, in tokens.
  package let p50: Double?
  /// The 90th percentile, in tokens.
  package let p90: Double?
  /// The 95th percentile, in tokens.
  package let p95: Double?
  /// The 99th percentile, in tokens.
  package let p99: Double?
  /// The longest length there is, in tokens, such as a context limit.
  package let max: Double?

  private let anchors: [Anchor]
  private let slope: Double
  private let tilt: Double

  private struct Anchor: Hashable, Sendable {
    var z: Double
    var logLength: Double
  }

  /// Fits a shape.
  ///
  /// - Throws: `InputError` for quantiles that fall, or a mean that nothing with these quantiles has.
  package init(
    mean: Double, p50: Double? = nil, p90: Double? = nil, p95: Double? = nil, p99: Double? = nil,
    max longest: Double? = nil
  ) throws(InputError) {
    let named: [(name: String, share: Double, value: Double?)] = [
      ("p50", 0.5, p50), ("p90", 0.9, p90), ("p95", 0.95, p95), ("p99", 0.99, p99),
    ]
    for (name, value) in [("mean", mean), ("max", longest ?? mean)]
      + named.map({ ($0.0, $0.2) })
      .compactMap({ pair in pair.1.map { (pair.0, $0) } })
    {
      guard (1...Bounds.maximumTokens).contains(value) else {
        throw InputError(
          found: "the \(name) \(PlainDecimal.text(value))", expected: "from 1 to 10000000 tokens")
      }
    }
    let known = named.compactMap { item in item.value.map { (name: item.name, $0, item.share) } }
    let limited = known + (longest.map { [(name: "max", $0, 1.0)] } ?? [])
    for (lower, upper) in zip(limited, limited.dropFirst()) where lower.1 > upper.1 {
      throw InputError(
        found: "\(lower.name) \(PlainDecimal.text(lower.1)) above "
          + "\(upper.name) \(PlainDecimal.text(upper.1))",
        expected: "quantiles that do not fall")
    }
    self.mean = mean
    (self.p50, self.p90, self.p95, self.p99, self.max) = (p50, p90, p95, p99, longest)
    let cap = log(longest ?? Bounds.maximumTokens)
    if known.isEmpty {
      slope = log(2).squareRoot()
      anchors = [Anchor(z: 0, logLength: min(log(mean) - log(2) / 2, cap))]
    } else {
      anchors = known.map { Anchor(z: NormalDistribution.quantile($0.2), logLength: log($0.1)) }
      slope = Self.lognormalSlope(through: anchors[0].z, ratio: known[0].1 / mean)
    }
    let shape = Shape(anchors: anchors, slope: slope, cap: cap)
    guard let tilt = shape.tilt(forMean: mean) else {
      let range = shape.attainableMeans
      throw InputError(
        found: "the mean \(PlainDecimal.text(mean))",
        expected: "from \(PlainDecimal.text(range.lowerBound.rounded(toPlaces: 1))) to "
          + "\(PlainDecimal.text(range.upperBound.rounded(toPlaces: 1))), as the quantiles demand")
    }
    self.tilt = tilt
  }

  /// The spread of the lognormal with mean 1 that passes through `ratio` at `z`, if there is one.
  private static func lognormalSlope(through z: Double, ratio: Double) -> Double {
    let discriminant = z * z - 2 * log(ratio)
    let spread =
      discriminant >= 0 ? (z > 0 ? z - discriminant.squareRoot() : discriminant.squareRoot()) : 0
    return spread > 0.05 ? spread : 0.3
  }

  /// The lengths at ``Strata/nodes``, in tokens.
  var lengthsAtNodes: [Double] {
    Shape(anchors: anchors, slope: slope, cap: log(max ?? Bounds.maximumTokens)).lengths(tilt: tilt)
  }

  private struct Shape {
    let anchors: [Anchor]
    let slope: Double
    let cap: Double

    private static let normalNodes = Strata.nodes.map {
      (z: NormalDistribution.quantile($0.position), weight: $0.weight)
    }

    var attainableMeans: ClosedRange<Double> {
      let (low, high) = (mean(tilt: -8), mean(tilt: 8))
      return Swift.min(low, high)...Swift.max(low, high)
    }

    func tilt(forMean wanted: Double) -> Double? {
      var (low, high) = (-8.0, 8.0)
      let attainable = attainableMeans
      let tolerance = 1e-9 * wanted
      guard wanted >= attainable.lowerBound - tolerance, wanted <= attainable.upperBound + tolerance
      else { return nil }
      for _ in 0..<100 {
        let middle = (low + high) / 2
        guard middle > low, middle < high else { break }
        if mean(tilt: middle) < wanted { low = middle } else { high = middle }
      }
      return high
    }

    func lengths(tilt: Double) -> [Double] {
      Self.normalNodes.map { length(at: $0.z, tilt: tilt) }
    }

    private func mean(tilt: Double) -> Double {
      Self.normalNodes.reduce(0) { $0 + $1.weight * length(at: $1.z, tilt: tilt) }
    }

    private func length(at z: Double, tilt: Double) -> Double {
      exp(Swift.min(Swift.max(logLength(at: z, tilt: tilt), 0), cap))
    }

    private func logLength(at z: Double, tilt: Double) -> Double {
      guard let first = anchors.first, let last = anchors.last else { return 0 }
      if z <= first.z {
        return first.logLength + edgeSlope(0) * exp(-tilt) * (z - first.z)
      }
      if z >= last.z {
        return last.logLength + edgeSlope(anchors.count - 2) * exp(tilt) * (z - last.z)
      }
      for (lower, upper) in zip(anchors, anchors.dropFirst()) where z < upper.z {
        let position = (z - lower.z) / (upper.z - lower.z)
        return lower.logLength + (upper.logLength - lower.logLength) * pow(position, exp(-tilt))
      }
      return last.logLength
    }

    /// The slope of the piece beside a tail; that of the lognormal where there is only one anchor.
    private func edgeSlope(_ piece: Int) -> Double {
      guard anchors.count > 1 else { return slope }
      let (lower, upper) = (anchors[Swift.max(piece, 0)], anchors[Swift.max(piece, 0) + 1])
      return Swift.max((upper.logLength - lower.logLength) / (upper.z - lower.z), 0.05)
    }
  }
}
