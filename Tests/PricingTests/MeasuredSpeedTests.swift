import Pricing
import Testing

@Suite struct MeasuredSpeedTests {
  private func speed(
    _ firstToken: LatencyQuantiles?, _ rates: (p50: Double, p05: Double?)? = nil
  ) throws -> MeasuredSpeed {
    let day = try #require(CalendarDate("2026-04"))
    return try #require(
      MeasuredSpeed(
        firstToken: firstToken, tokensPerSecond: rates?.p50, slowTokensPerSecond: rates?.p05,
        conditions: "a probe",
        provenance: Provenance(source: "a dashboard", asOf: day, kind: .measured)))
  }

  @Test func knownQuantilesAreGivenBack() throws {
    // Claude Haiku 4.5 by modelstats.ai.
    let haiku = try speed(LatencyQuantiles(median: 0.541, p95: 1.591, p99: 4.117))
    for (percentile, seconds) in [(50.0, 0.541), (95, 1.591), (99, 4.117)] {
      let found = try #require(haiku.timeToFirstTokenSeconds(atPercentile: percentile))
      #expect(abs(found - seconds) < 1e-6)
      #expect(haiku.kindOfTimeToFirstToken(atPercentile: percentile) == .measured)
    }
  }

  @Test func aLogNormalRunsBetweenThem() throws {
    let speed = try speed(LatencyQuantiles(median: 0.5, p95: 2))
    // z(90 %) / z(95 %) = 1.28155 / 1.64485 = 0.77913; 0.5 · 4^0.77913 = 1.4726.
    let p90 = try #require(speed.timeToFirstTokenSeconds(atPercentile: 90))
    #expect(abs(p90 - 1.4726) < 0.001)
    #expect(speed.kindOfTimeToFirstToken(atPercentile: 90) == .derived)
    // Beyond the last it goes on: z(99 %) / z(95 %) = 1.41431; 0.5 · 4^1.41431 = 3.5520.
    let p99 = try #require(speed.timeToFirstTokenSeconds(atPercentile: 99))
    #expect(abs(p99 - 3.552) < 0.002)
  }

  @Test func theSlowEndOfAMedianIsTwiceIt() throws {
    // gpt-oss-120b over its hosts: 0.84 s in the middle.
    let speed = try speed(LatencyQuantiles(median: 0.84))
    let p95 = try #require(speed.timeToFirstTokenSeconds(atPercentile: 95))
    #expect(abs(p95 - 1.68) < 1e-6)
    #expect(speed.kindOfTimeToFirstToken(atPercentile: 95) == .derived)
    #expect(speed.kindOfTimeToFirstToken(atPercentile: 50) == .measured)
  }

  @Test func slowTokensAreLowRates() throws {
    let known = try speed(nil, (p50: 100, p05: 50))
    let slow = try #require(known.timePerOutputTokenSeconds(atPercentile: 95))
    #expect(abs(slow - 0.02) < 1e-9)
    let median = try speed(nil, (p50: 100, p05: nil))
    #expect(abs(try #require(median.timePerOutputTokenSeconds(atPercentile: 50)) - 0.01) < 1e-9)
    #expect(
      abs(try #require(median.timePerOutputTokenSeconds(atPercentile: 95)) - 0.014085) < 1e-6)
    #expect(median.kindOfTimePerOutputToken(atPercentile: 95) == .derived)
    #expect(median.timeToFirstTokenSeconds(atPercentile: 95) == nil)
  }

  @Test(arguments: [-1.0, 0, 100, 101, .nan, .infinity])
  func aPercentileIsBetweenNoneAndAll(percentile: Double) throws {
    let speed = try speed(LatencyQuantiles(median: 1), (p50: 10, p05: nil))
    #expect(speed.timeToFirstTokenSeconds(atPercentile: percentile) == nil)
    #expect(speed.timePerOutputTokenSeconds(atPercentile: percentile) == nil)
  }

  @Test func quantilesThatCannotBeAreRefused() {
    #expect(LatencyQuantiles(median: 2, p95: 1) == nil)
    #expect(LatencyQuantiles(median: 0) == nil)
    #expect(LatencyQuantiles(median: 1, p99: .infinity) == nil)
  }
}
