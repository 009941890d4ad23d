/// Writes an SVG image: the colours on white as attributes, those on black as rules that apply
/// where the reader prefers dark, so that a viewer that ignores style shows the light image.
struct SVGWriter {
  /// Where a text stands to its point.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// A line's colour, width and dashes.
  struct Stroke {
    var color: ChartColor
    var width = 1.0
    var dashes = ""
  }

  private let width: Double
  private let height: Double
  private let title: String
  private let description: String
  private var body = ""
  private var filled: Set<ChartColor> = []
  private var stroked: Set<ChartColor> = []

  init(width: Double, height: Double, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
    rectangle(Rectangle(left: 0, top: 0, right: width, bottom: height), fill: .background)
  }

  /// The finished image.
  func finished() -> String {
    let size = "\(Self.number(width)) \(Self.number(height))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" width="\(Self.number(width))" \
      height="\(Self.number(height))" role="img" font-family="system-ui, -apple-system, \
      'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif">
      <title>\(Escaping.xml(Escaping.printable(title)))</title>
      <desc>\(Escaping.xml(Escaping.printable(description)))</desc>
      <style>@media (prefers-color-scheme: dark) {
      \(darkRules)}</style>
      \(body)</svg>

      """
  }

  mutating func rectangle(_ area: Rectangle, fill: ChartColor, opacity: Double = 1) {
    body +=
      "<rect x=\"\(Self.number(area.left))\" y=\"\(Self.number(area.top))\""
      + " width=\"\(Self.number(max(area.width, 0)))\""
      + " height=\"\(Self.number(max(area.height, 0)))\""
      + attributes(fill: fill, stroke: nil, opacity: opacity) + "/>\n"
  }

  mutating func line(_ start: PlotPoint, _ end: PlotPoint, _ stroke: Stroke) {
    path("M" + Self.pair(start) + "L" + Self.pair(end), stroke: stroke)
  }

  mutating func path(
    _ commands: String, fill: ChartColor? = nil, stroke: Stroke? = nil, opacity: Double = 1,
    hasRoundCaps: Bool = false
  ) {
    guard !commands.isEmpty else { return }
    body +=
      "<path d=\"\(commands)\"" + attributes(fill: fill, stroke: stroke, opacity: opacity)
      + (stroke == nil ? "" : " stroke-linejoin=\"round\"")
      + (hasRoundCaps ? " stroke-linecap=\"round\"" : "") + "/>\n"
  }

  mutating func circle(_ center: PlotPoint, radius: Double, fill: ChartColor) {
    body +=
      "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\""
      + " r=\"\(Self.number(radius))\""
      + attributes(fill: fill, stroke: Stroke(color: .background, width: 1.5), opacity: 1)
      + "/>\n"
  }

  /// - Parameter hasHalo: whether the letters stand on data and need a rim of background.
  mutating func text(
    _ string: String, at point: PlotPoint, size: Double = 12, color: ChartColor = .ink,
    anchor: Anchor = .start, isBold: Bool = false, hasHalo: Bool = false
  ) {
    let content = Escaping.xml(Escaping.printable(string))
    guard !content.isEmpty else { return }
    let halo = hasHalo ? Stroke(color: .background, width: 3.5) : nil
    body +=
      "<text x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\""
      + " font-size=\"\(Self.number(size))\""
      + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
      + (isBold ? " font-weight=\"600\"" : "")
      + attributes(fill: color, stroke: halo, opacity: 1)
      + (hasHalo ? " paint-order=\"stroke\" stroke-linejoin=\"round\"" : "")
      + ">\(content)</text>\n"
  }

  private mutating func attributes(
    fill: ChartColor?, stroke: Stroke?, opacity: Double
  ) -> String {
    var result = ""
    var classes: [String] = []
    if let fill {
      filled.insert(fill)
      classes.append("be-fill-\(fill.name)")
      result += " fill=\"\(fill.light)\""
    } else {
      result += " fill=\"none\""
    }
    if let stroke {
      stroked.insert(stroke.color)
      classes.append("be-line-\(stroke.color.name)")
      result += " stroke=\"\(stroke.color.light)\" stroke-width=\"\(Self.number(stroke.width))\""
      if !stroke.dashes.isEmpty { result += " stroke-dasharray=\"\(stroke.dashes)\"" }
    }
    if opacity < 1 { result += " opacity=\"\(NumberText.trimmed(opacity, digits: 2))\"" }
    return " class=\"\(classes.joined(separator: " "))\"" + result
  }

  private var darkRules: String {
    let rules =
      filled.map { ".be-fill-\($0.name){fill:\($0.dark)}\n" }
      + stroked.map { ".be-line-\($0.name){stroke:\($0.dark)}\n" }
    return rules.sorted().joined()
  }
}

extension SVGWriter {
  /// A coordinate with at most one decimal; never NaN, and never far outside the image.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(max(value, -9999), 9999) * 10).rounded())
    let whole = tenths.magnitude / 10
    let rest = tenths.magnitude % 10
    return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
  }

  /// A point in a path.
  static func pair(_ point: PlotPoint) -> String { number(point.x) + " " + number(point.y) }

  /// The commands that draw a line through points, without those that fall on the one before.
  static func polyline(_ points: [PlotPoint]) -> String {
    var result = ""
    var previous = ""
    for point in points {
      let text = pair(point)
      if text == previous { continue }
      result += (previous.isEmpty ? "M" : "L") + text
      previous = text
    }
    return result
  }
}
