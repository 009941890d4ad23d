/// One axis of a chart: what it measures, how, and over which range.
package struct ChartAxis: Equatable, Sendable {
  /// How distance stands for value.
  package enum Scale: Equatable, Sendable {
    case linear
    /// Equal distances are equal ratios; values of zero and below are not drawn.
    case logarithmic
  }

  package var title: String
  package var scale: Scale
  package var format: ValueFormat
  /// The range to show; without it, that of the data.
  package var range: ClosedRange<Double>?
  /// Whether a linear axis without a range reaches to zero.
  package var reachesZero: Bool

  package init(
    _ title: String, scale: Scale = .linear, format: ValueFormat = .number,
    range: ClosedRange<Double>? = nil, reachesZero: Bool = true
  ) {
    self.title = title
    self.scale = scale
    self.format = format
    self.range = range
    self.reachesZero = reachesZero
  }
}
