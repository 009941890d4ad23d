import Pricing
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("2026-11-12", 2026, 11, 12), ("2026-10", 2026, 10, 1), ("2024-02-29", 2024, 2, 29),
    ("2000-02-29", 2000, 2, 29), ("0001-01-01", 1, 1, 1), ("9999-12-31", 9999, 12, 31),
  ])
  func reads(text: String, year: Int, month: Int, day: Int) throws {
    let date = try #require(CalendarDate(text))
    #expect((date.year, date.month, date.day) == (year, month, day))
    #expect(date == CalendarDate(year: year, month: month, day: day))
  }

  @Test(arguments: [
    "", "2026", "2026-13", "2026-00", "2026-02-30", "2025-02-29", "1900-02-29", "2026-1-2",
    "2026-11-12T00:00", "20261112", "-2026-01-01", "+026-01-01", "0000-01-01", "2026-11-12-01",
    "٢٠٢٦-11-12", "2026- 1-02", "99999-01-01", "2026-11-",
  ])
  func refuses(text: String) { #expect(CalendarDate(text) == nil) }

  /// Day numbers from the calendar itself: 1970-01-01 is 0, and each century rule is crossed once.
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("1970-12-31", 364), ("2000-03-01", 11_017),
    ("2024-02-29", 19_782), ("2026-11-12", 20_769),
  ])
  func countsDays(text: String, days: Int) throws {
    #expect(try #require(CalendarDate(text)).daysSince1970 == days)
    #expect(CalendarDate(daysSince1970: days) == CalendarDate(text))
  }

  @Test func everyDayOfFourCenturiesFollowsTheLast() throws {
    var expected = try #require(CalendarDate(year: 1800, month: 1, day: 1)).daysSince1970
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          guard date.daysSince1970 == expected else {
            Issue.record("\(date) is day \(date.daysSince1970), not \(expected)")
            return
          }
          expected += 1
        }
      }
    }
  }

  @Test func agesAndOrders() throws {
    let early = try #require(CalendarDate("2026-08-14"))
    let late = try #require(CalendarDate("2026-11-12"))
    #expect(early.days(until: late) == 90)
    #expect(late.days(until: early) == -90)
    #expect(early < late)
    #expect("\(early)" == "2026-08-14")
    let provenance = Provenance(source: "a list", asOf: early)
    #expect(provenance.age(at: late) == 90)
    #expect(provenance.age(at: try #require(CalendarDate("2026-01-01"))) == 0)
  }
}
