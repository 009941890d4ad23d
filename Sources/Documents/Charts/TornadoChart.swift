/// How far each input moves an outcome: bars around the base value, the widest on top.
package struct TornadoChart: Equatable, Sendable {
  /// One input and the outcome at both ends of its range.
  package struct Bar: Equatable, Sendable {
    package var name: String
    /// The outcome where the input has its low value, and its high one.
    package var atLow: Double
    package var atHigh: Double
    /// The input's own values, in words.
    package var low: String
    package var high: String

    package init(_ name: String, atLow: Double, atHigh: Double, low: String, high: String) {
      self.name = name
      self.atLow = atLow
      self.atHigh = atHigh
      self.low = low
      self.high = high
    }

    var spread: Double { abs(atHigh - atLow) }
  }

  package var title: String
  package var subtitle: String
  package var description: String
  /// What the axis measures.
  package var outcome: String
  package var format: ValueFormat
  package var base: Double
  /// Where the verdict turns, marked with a line.
  package var threshold: Double?
  package var thresholdLabel: String
  package var bars: [Bar]
  package var source: String

  package init(
    title: String, subtitle: String = "", description: String = "", outcome: String,
    format: ValueFormat, base: Double, threshold: Double? = nil, thresholdLabel: String = "",
    bars: [Bar], source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.outcome = outcome
    self.format = format
    self.base = base
    self.threshold = threshold
    self.thresholdLabel = thresholdLabel
    self.bars = bars
    self.source = source
  }
}
