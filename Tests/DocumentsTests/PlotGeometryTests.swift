import Testing

@testable import Documents

@Suite struct PlotGeometryTests {
  let square = Rectangle(left: 0, top: 0, right: 10, bottom: 10)

  @Test func aLineIsCutAtTheFrame() {
    let line = [PlotPoint(x: -5, y: 5), PlotPoint(x: 5, y: 5), PlotPoint(x: 5, y: 25)]
    #expect(
      square.clipped(line) == [
        [PlotPoint(x: 0, y: 5), PlotPoint(x: 5, y: 5), PlotPoint(x: 5, y: 10)]
      ])
  }

  @Test func aLineThatLeavesAndReturnsIsTwoRuns() {
    let line = [PlotPoint(x: 2, y: 5), PlotPoint(x: 4, y: 15), PlotPoint(x: 6, y: 5)]
    #expect(square.clipped(line).count == 2)
    #expect(square.clipped([PlotPoint(x: -1, y: -1), PlotPoint(x: -1, y: 20)]).isEmpty)
  }

  @Test func labelsMoveApartAroundTheirWishes() {
    #expect(
      LabelSpreading.centers(wanted: [50, 50], heights: [10, 10], from: 0, to: 100) == [45, 55])
    #expect(
      LabelSpreading.centers(wanted: [90, 10], heights: [10, 10], from: 0, to: 100) == [90, 10])
    #expect(
      LabelSpreading.centers(wanted: [0, 0, 100], heights: [10, 10, 10], from: 0, to: 100)
        == [5, 15, 95])
  }

  @Test func crowdedLabelsStayWithinBounds() {
    let centers = LabelSpreading.centers(
      wanted: Array(repeating: 5, count: 40), heights: Array(repeating: 14, count: 40), from: 0,
      to: 100)
    #expect(centers.allSatisfy { $0 >= 0 && $0 <= 100 })
    #expect(Set(centers).count == 40)
  }

  @Test func textsAreCutToTheirRoom() {
    #expect(TextFit.truncated("short", width: 100, size: 12) == "short")
    let cut = TextFit.truncated("a name that is too long", width: 60, size: 12)
    #expect(cut.hasSuffix("…"))
    #expect(TextFit.width(cut, size: 12) <= 60)
    #expect(
      TextFit.wrapped("Self-host: Llama 70B", width: 80, size: 12, lines: 2)
        == ["Self-host:", "Llama 70B"])
    #expect(TextFit.wrapped("", width: 80, size: 12, lines: 2).isEmpty)
  }

  /// Rising to the right from −1 over 0 to 1: the line runs down the middle column.
  @Test func theContourRunsThroughZero() {
    let values: [[Double?]] = [[-1, 0.5], [-1, 0.5]]
    let segments = ContourLine.segments(values) { PlotPoint(x: $0, y: $1) }
    #expect(segments.count == 1)
    for point in segments.joined() { #expect(abs(point.x - 2.0 / 3) < 1e-12) }
    #expect(ContourLine.segments([[nil, 1], [-1, 1]]) { PlotPoint(x: $0, y: $1) }.isEmpty)
  }

  @Test func coordinatesAreShortAndFinite() {
    #expect(SVGWriter.number(12.34) == "12.3")
    #expect(SVGWriter.number(-0.04) == "0")
    #expect(SVGWriter.number(7) == "7")
    #expect(SVGWriter.number(.nan) == "0")
    #expect(SVGWriter.number(1e300) == "9999")
  }
}
