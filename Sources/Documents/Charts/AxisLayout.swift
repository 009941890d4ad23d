#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An axis with its range settled and a place in the image.
struct AxisLayout: Sendable {
  let axis: ChartAxis
  let low: Double
  let high: Double
  let ticks: AxisTicks
  /// Where `low` and `high` lie in the image.
  private(set) var start: Double
  private(set) var end: Double

  /// Settles the range from the axis or else from the data.
  ///
  /// - Parameters:
  ///   - values: the data; those that the scale cannot show do not count.
  ///   - padding: the share of the range added at both ends, so that data stay off the frame.
  ///   - roundsOut: whether a linear range grows to its next ticks.
  init(
    _ axis: ChartAxis, values: some Sequence<Double>, padding: Double, tickCount: Int,
    roundsOut: Bool = false, start: Double, end: Double
  ) {
    self.axis = axis
    self.start = start
    self.end = end
    let isLogarithmic = axis.scale == .logarithmic
    // Within these bounds neither spans nor ratios overflow.
    let bounds = isLogarithmic ? 1e-150...1e150 : -1e150...1e150
    var least = Double.infinity
    var most = -Double.infinity
    func include(_ value: Double) {
      guard value.isFinite, !isLogarithmic || value > 0 else { return }
      let bounded = min(max(value, bounds.lowerBound), bounds.upperBound)
      least = min(least, bounded)
      most = max(most, bounded)
    }
    if let range = axis.range {
      include(range.lowerBound)
      include(range.upperBound)
    }
    let isFixed = least < most
    if !isFixed { values.forEach(include) }
    if least > most {
      least = isLogarithmic ? 1 : 0
      most = isLogarithmic ? 10 : 1
    }
    if isLogarithmic {
      if least == most {
        least /= 2
        most *= 2
      }
      let margin = isFixed ? 0 : padding * log(most / least)
      low = least * exp(-margin)
      high = most * exp(margin)
      ticks = .logarithmic(low, high, count: tickCount)
    } else {
      let touchesZero = axis.reachesZero && !isFixed
      if touchesZero {
        least = min(least, 0)
        most = max(most, 0)
      }
      if least == most {
        let room = max(abs(least) * 0.1, 1e-9)
        least -= room
        most += room
      }
      let margin = isFixed || roundsOut ? 0 : padding * (most - least)
      var bottom = touchesZero && least == 0 ? 0 : least - margin
      var top = touchesZero && most == 0 ? 0 : most + margin
      let step = AxisTicks.linearStep(bottom, top, count: tickCount)
      if roundsOut, !isFixed, step > 0 {
        bottom = (bottom / step).rounded(.down) * step
        top = (top / step).rounded(.up) * step
      }
      low = bottom
      high = top
      ticks = .linear(bottom, top, count: tickCount)
    }
  }

  /// Where a value lies in the image; nil where the scale has no place for it.
  func position(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let share: Double
    switch axis.scale {
    case .linear: share = (value - low) / (high - low)
    case .logarithmic:
      guard value > 0 else { return nil }
      share = log(value / low) / log(high / low)
    }
    guard share.isFinite else { return nil }
    return start + min(max(share, -20), 20) * (end - start)
  }

  /// The same axis elsewhere in the image.
  func moved(start: Double, end: Double) -> AxisLayout {
    var result = self
    result.start = start
    result.end = end
    return result
  }
}
