import Testing

@testable import Documents

@Suite struct AxisTests {
  @Test(arguments: [
    (0.0, 100.0, 5, [0.0, 20, 40, 60, 80, 100]), (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (-3, 7, 5, [-2, 0, 2, 4, 6]), (0, 12_000, 5, [0, 2_500, 5_000, 7_500, 10_000]),
    (2.03, 2.07, 4, [2.03, 2.04, 2.05, 2.06, 2.07]), (5, 5, 4, [5]),
  ])
  func linearTicks(low: Double, high: Double, count: Int, expected: [Double]) {
    #expect(AxisTicks.linear(low, high, count: count).labelled == expected)
  }

  @Test(arguments: [
    (1.0, 1000.0, 6, [1.0, 10, 100, 1000]), (1, 100, 6, [1, 2, 5, 10, 20, 50, 100]),
    (0.1, 1e9, 5, [1, 100, 10_000, 1e6, 1e8]), (20, 40, 5, [20, 25, 30, 35, 40]),
  ])
  func logarithmicTicks(low: Double, high: Double, count: Int, expected: [Double]) {
    #expect(AxisTicks.logarithmic(low, high, count: count).labelled == expected)
  }

  @Test(arguments: [
    (ValueFormat.usd, 12_500.0, "$12.5k"), (.usd, 0.5, "$0.50"), (.usd, 2, "$2"),
    (.usd, 0.025, "$0.025"), (.number, 12_250, "12.25k"), (.percent, 0.125, "12.5 %"),
    (.seconds, 0.25, "250 ms"), (.ratio, 10, "10×"), (.bytes, 80e9, "80 GB"),
    (.usd, -2_500, "-$2.5k"),
  ])
  func tickTexts(format: ValueFormat, value: Double, expected: String) {
    #expect(format.tickText(value) == expected)
  }

  @Test func positionsAreProportional() throws {
    let linear = AxisLayout(
      ChartAxis("x", range: 0...10), values: [], padding: 0, tickCount: 5, start: 100, end: 200)
    #expect(linear.position(5) == 150)
    #expect(linear.position(.nan) == nil)
    let logarithmic = AxisLayout(
      ChartAxis("x", scale: .logarithmic, range: 1...100), values: [], padding: 0, tickCount: 5,
      start: 300, end: 100)
    let middle = try #require(logarithmic.position(10))
    #expect(abs(middle - 200) < 1e-9)
    #expect(logarithmic.position(0) == nil)
  }

  @Test func linearRangesReachZeroAndRoundOut() {
    let layout = AxisLayout(
      ChartAxis("y"), values: [30, 95], padding: 0.05, tickCount: 5, roundsOut: true, start: 0,
      end: 1)
    #expect(layout.low == 0)
    #expect(layout.high == 100)
  }
}
