import PriceImport
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Off-peak hours of LiteLLM's list, whose weekdays may be those of another zone than UTC.
@Suite struct OffPeakHoursTests {
  /// The hours of the week from Monday 00:00 UTC with other prices; `nil` for an entry that is left out.
  private static func hours(_ block: String) throws -> Set<Int>? {
    let text =
      #"{"acme/m": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 2e-6, "#
      + #""output_cost_per_token": 4e-6, "off_peak_pricing": {"input_cost_per_token": 1e-6, \#(block)}}}"#
    let result = try PriceImporter.prices(
      from: Data(text.utf8), format: .litellm, source: "a list", asOf: .distant)
    guard let file = result.files.first else { return nil }
    let tariff = try PriceCatalog(files: [(file.name, Data(file.text.utf8))]).tariff("acme/m")
    return Set(try #require(tariff.windows.first).hours.map(\.index))
  }

  private static func days(_ days: ClosedRange<Int>, _ hours: [Range<Int>]) -> Set<Int> {
    Set(days.flatMap { day in hours.flatMap { $0.map { (day - 1) * 24 + $0 } } })
  }

  /// Saturday in Shanghai begins on Friday at 16:00 UTC and ends on Saturday at 16:00.
  @Test func weekdaysAreThoseOfTheirZone() throws {
    let saturday = #""windows": [{"hours_utc": "00:00-00:00", "weekdays": [6]}]"#
    #expect(try Self.hours(saturday) == Self.days(6...6, [0..<24]))
    #expect(
      try Self.hours(#""weekday_timezone": "Asia/Shanghai", "# + saturday)
        == Self.days(5...5, [16..<24]).union(Self.days(6...6, [0..<16])))
  }

  /// Tencent's hours are the same by the weekdays of UTC, as the nights around the weekend are off-peak either way.
  @Test(arguments: ["", #""weekday_timezone": "Asia/Shanghai", "#])
  func nightsAroundTheWeekendAreOffPeakEitherWay(zone: String) throws {
    #expect(
      try Self.hours(
        zone + #""windows": [{"hours_utc": ["00:00-01:00", "04:00-06:00", "10:00-00:00"], "#
          + #""weekdays": [1, 2, 3, 4, 5]}, {"hours_utc": "00:00-00:00", "weekdays": [6, 7]}]"#)
        == Self.days(1...5, [0..<1, 4..<6, 10..<24]).union(Self.days(6...7, [0..<24])))
  }

  @Test func aZoneWithSummerTimeIsLeftOut() throws {
    let rule = #""windows": [{"hours_utc": "00:00-06:00", "weekdays": [1, 2]}]"#
    #expect(try Self.hours(rule) == Self.days(1...2, [0..<6]))
    #expect(try Self.hours(#""weekday_timezone": "Europe/Berlin", "# + rule) == nil)
    #expect(try Self.hours(#""windows": []"#) == nil)
  }
}
