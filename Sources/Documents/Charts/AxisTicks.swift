#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The values at which an axis is marked: with a number, or only with a line.
struct AxisTicks: Equatable, Sendable {
  var labelled: [Double]
  var minor: [Double] = []

  /// Multiples of 1, 2, 2.5 or 5 × 10^n between two values, about `count` of them.
  static func linear(_ low: Double, _ high: Double, count: Int) -> AxisTicks {
    let step = linearStep(low, high, count: count)
    guard step > 0, step.isFinite else { return AxisTicks(labelled: [low]) }
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard first.isFinite, last >= first, last - first < 50 else {
      return AxisTicks(labelled: [low, high])
    }
    let values = stride(from: first, through: last, by: 1).map { clean($0 * step) }
    return AxisTicks(labelled: values)
  }

  /// The distance of nice ticks between two values.
  static func linearStep(_ low: Double, _ high: Double, count: Int) -> Double {
    let rough = (high - low) / Double(max(count, 1))
    guard rough > 0, rough.isFinite, let power = powerOfTen(atMost: rough) else { return 0 }
    let step = [1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999_999 } ?? 10
    return clean(step * power)
  }

  /// Powers of ten, with 2 and 5 between them where there is room; both ends are positive.
  static func logarithmic(_ low: Double, _ high: Double, count: Int) -> AxisTicks {
    let decades = (high / low).isFinite ? log10(high / low) : 600
    if decades < 0.7 {
      return linear(low, high, count: max(count - 1, 2))
    }
    let mantissas: [Double] =
      decades * 3 <= Double(count) + 1.5 ? [1, 2, 5] : [1]
    let stride = max(1, Int((decades / Double(max(count, 1))).rounded(.up)))
    let first = Int(log10(low).rounded(.down))
    let last = Int(log10(high).rounded(.up))
    var ticks = AxisTicks(labelled: [])
    for exponent in first...max(first, last) {
      guard let power = Double("1e\(exponent)") else { continue }
      for mantissa in 1...9 {
        let value = Double("\(mantissa)e\(exponent)") ?? power
        guard value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) else { continue }
        if mantissas.contains(Double(mantissa)), exponent.isMultiple(of: stride) {
          ticks.labelled.append(value)
        } else if decades <= 5, stride == 1 || mantissa == 1 {
          ticks.minor.append(value)
        }
      }
    }
    return ticks.labelled.count < 2 ? linear(low, high, count: max(count - 1, 2)) : ticks
  }

  /// Twelve digits are enough for a tick, and hide the noise of `3 × 0.1`.
  private static func clean(_ value: Double) -> Double {
    guard let digits = ShortestDecimal(value)?.rounded(significant: 12) else { return value }
    return Double(digits.text(grouped: false)) ?? value
  }

  private static func powerOfTen(atMost value: Double) -> Double? {
    guard let magnitude = ShortestDecimal(value)?.magnitude else { return nil }
    return Double("1e\(magnitude)")
  }
}
