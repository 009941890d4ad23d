/// A chart of lines, staircases, points and bands over two axes, with marks at what matters.
package struct Chart: Equatable, Sendable {
  /// A point in the units of the axes, with a label where it deserves one.
  package struct Point: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var label: String?

    package init(_ x: Double, _ y: Double, label: String? = nil) {
      self.x = x
      self.y = y
      self.label = label
    }
  }

  /// What a band covers at one place: from `low` to `high`.
  package struct Interval: Equatable, Sendable {
    package var x: Double
    package var low: Double
    package var high: Double

    package init(_ x: Double, _ low: Double, _ high: Double) {
      self.x = x
      self.low = low
      self.high = high
    }
  }

  /// Data drawn in one colour under one name.
  package struct Series: Equatable, Sendable {
    /// What the data look like.
    package enum Form: Equatable, Sendable {
      case line([Point])
      /// Each value holds until the next point's `x`.
      case steps([Point])
      case points([Point])
      case band([Interval])
    }

    /// How much a series matters to the message.
    package enum Emphasis: Equatable, Sendable {
      /// Context, in grey.
      case muted
      case normal
      /// The message, in a heavier line.
      case strong
    }

    /// Shown at the end of a line; bands and points with labels may go without.
    package var name: String?
    package var form: Form
    package var emphasis: Emphasis
    package var isDashed: Bool
    /// Which of the six colours; without it, the next that no series chose.
    package var color: Int?

    package init(
      _ name: String?, _ form: Form, emphasis: Emphasis = .normal, isDashed: Bool = false,
      color: Int? = nil
    ) {
      self.name = name
      self.form = form
      self.emphasis = emphasis
      self.isDashed = isDashed
      self.color = color
    }
  }

  /// A labelled line or dot that says where something happens.
  package enum Marker: Equatable, Sendable {
    case vertical(x: Double, label: String)
    case horizontal(y: Double, label: String)
    /// A dot where lines cross, with a line down to the x axis.
    case crossing(x: Double, y: Double, label: String)
  }

  /// A shaded range of `x`, named above the chart.
  package struct Region: Equatable, Sendable {
    package var range: ClosedRange<Double>
    package var label: String
    /// Which of the six colours.
    package var color: Int

    package init(_ range: ClosedRange<Double>, label: String, color: Int = 2) {
      self.range = range
      self.label = label
      self.color = color
    }
  }

  package var title: String
  package var subtitle: String
  /// What the chart shows, for those who cannot see it.
  package var description: String
  package var x: ChartAxis
  package var y: ChartAxis
  package var series: [Series]
  package var markers: [Marker]
  package var regions: [Region]
  /// Where the data are from, in small letters below the chart.
  package var source: String

  package init(
    title: String, subtitle: String = "", description: String = "", x: ChartAxis, y: ChartAxis,
    series: [Series], markers: [Marker] = [], regions: [Region] = [], source: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.x = x
    self.y = y
    self.series = series
    self.markers = markers
    self.regions = regions
    self.source = source
  }
}

extension Chart {
  /// Every `x` that the axis should show.
  var shownX: [Double] {
    series.flatMap { series -> [Double] in
      switch series.form {
      case .line(let points), .steps(let points), .points(let points): points.map(\.x)
      case .band(let intervals): intervals.map(\.x)
      }
    }
      + markers.compactMap { marker in
        switch marker {
        case .vertical(let x, _), .crossing(let x, _, _): x
        case .horizontal: nil
        }
      }
  }

  /// Every `y` that the axis should show.
  var shownY: [Double] {
    series.flatMap { series -> [Double] in
      switch series.form {
      case .line(let points), .steps(let points), .points(let points): points.map(\.y)
      case .band(let intervals): intervals.flatMap { [$0.low, $0.high] }
      }
    }
      + markers.compactMap { marker in
        switch marker {
        case .horizontal(let y, _), .crossing(_, let y, _): y
        case .vertical: nil
        }
      }
  }
}
