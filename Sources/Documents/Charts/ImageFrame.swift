/// What all charts share: the size of the image, its title, its subtitle and its source.
struct ImageFrame {
  static let width = 760.0
  static let margin = 20.0

  let title: String
  let subtitle: String
  let source: String
  var height = 420.0

  /// Lines of the subtitle, broken to fit.
  private var subtitleLines: [String] {
    TextFit.wrapped(subtitle, width: Self.width - 2 * Self.margin, size: 13, lines: 2)
  }

  /// Below this the chart may begin.
  var contentTop: Double { 36 + Double(subtitleLines.count) * 18 }

  /// Above this the chart must end.
  var contentBottom: Double { source.isEmpty ? height - 10 : height - 26 }

  func draw(in svg: inout SVGWriter) {
    let room = Self.width - 2 * Self.margin
    svg.text(
      TextFit.truncated(title, width: room, size: 17, isBold: true),
      at: PlotPoint(x: Self.margin, y: 28), size: 17, isBold: true)
    for (index, line) in subtitleLines.enumerated() {
      svg.text(
        line, at: PlotPoint(x: Self.margin, y: 48 + Double(index) * 18), size: 13, color: .softInk)
    }
    svg.text(
      TextFit.truncated(source, width: room, size: 11),
      at: PlotPoint(x: Self.margin, y: height - 11), size: 11, color: .softInk)
  }

  /// An empty image whose accessible description falls back to the subtitle.
  func writer(description: String) -> SVGWriter {
    SVGWriter(
      width: Self.width, height: height, title: title,
      description: description.isEmpty ? subtitle : description)
  }
}
