/// Values over two quantities, as a grid of colours, with the line where they break even.
///
/// Up to three panels stand side by side over the same axes.
package struct HeatMap: Equatable, Sendable {
  /// One grid: `values[row][column]`; NaN and cells that are missing have no value.
  package struct Panel: Equatable, Sendable {
    package var title: String
    package var values: [[Double]]

    package init(_ title: String, values: [[Double]]) {
      self.title = title
      self.values = values
    }
  }

  /// What the colours mean.
  package enum Scale: Equatable, Sendable {
    /// Blue below one and vermilion above, by factors up to ten; the line runs where it is one.
    case ratio(belowOne: String, aboveOne: String)
    /// Blue above zero and vermilion below, beyond ± `limit` in full; the line runs where it is zero.
    case difference(limit: Double, format: ValueFormat, aboveZero: String, belowZero: String)
    /// The values are indices of these names.
    case categories([String])
  }

  /// A place worth finding, such as the workload at hand.
  package struct Marker: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var label: String

    package init(x: Double, y: Double, label: String) {
      self.x = x
      self.y = y
      self.label = label
    }
  }

  package var title: String
  package var subtitle: String
  package var description: String
  package var x: ChartAxis
  package var y: ChartAxis
  /// The middles of the columns, in rising order.
  package var columns: [Double]
  /// The middles of the rows, in rising order; the first row is at the bottom.
  package var rows: [Double]
  package var panels: [Panel]
  package var scale: Scale
  package var markers: [Marker]
  package var source: String

  package init(
    title: String, subtitle: String = "", description: String = "", x: ChartAxis, y: ChartAxis,
    columns: [Double], rows: [Double], panels: [Panel], scale: Scale, markers: [Marker] = [],
    source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.x = x
    self.y = y
    self.columns = columns
    self.rows = rows
    self.panels = panels
    self.scale = scale
    self.markers = markers
    self.source = source
  }
}
