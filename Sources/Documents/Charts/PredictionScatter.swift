/// Predicted against measured values on logarithmic axes, with the line where they agree.
package struct PredictionScatter: Equatable, Sendable {
  /// One measurement and its prediction.
  package struct Point: Equatable, Sendable {
    package var measured: Double
    package var predicted: Double

    package init(measured: Double, predicted: Double) {
      self.measured = measured
      self.predicted = predicted
    }
  }

  /// Points of one class, in one colour.
  package struct Group: Equatable, Sendable {
    package var name: String
    /// A second line under the name, such as the count and the error.
    package var note: String
    package var points: [Point]

    package init(_ name: String, note: String = "", points: [Point]) {
      self.name = name
      self.note = note
      self.points = points
    }
  }

  package var title: String
  package var subtitle: String
  package var description: String
  /// What was predicted, with its unit.
  package var quantity: String
  package var format: ValueFormat
  /// The band around agreement, as a fraction: 0.2 shows ±20 %.
  package var band: Double
  package var groups: [Group]
  package var source: String

  package init(
    title: String, subtitle: String = "", description: String = "", quantity: String,
    format: ValueFormat = .number, band: Double = 0.2, groups: [Group], source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.quantity = quantity
    self.format = format
    self.band = band
    self.groups = groups
    self.source = source
  }
}
