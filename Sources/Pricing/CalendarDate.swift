/// A day of the Gregorian calendar, without a time or a zone.
///
/// Prices are dated by day, so this is all the calendar that pricing needs; the arithmetic is the
/// civil-from-days algorithm of Howard Hinnant, exact for every year from 1 to 9999.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// Makes a date, or `nil` if the calendar has no such day.
  ///
  /// - Parameters:
  ///   - year: From 1 to 9999.
  ///   - month: From 1 to 12.
  ///   - day: From 1 to the last of the month.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `2026-11-12`, or `2026-10`, which stands for the first day of that month.
  ///
  /// A month alone is read as its first day so that an age is never understated.
  ///
  /// - Parameter text: A day or a month, written as ISO 8601 has it.
  public init?(_ text: String) {
    // Catalogs have thousands of them, so no text is made of each number.
    var (place, year, month, day) = (0, 0, 0, 0)
    for byte in text.utf8 {
      let digit = Int(byte) - 48
      guard place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (0...9).contains(digit) else {
        return nil
      }
      switch place {
      case 0..<4: year = year * 10 + digit
      case 5, 6: month = month * 10 + digit
      case 8, 9: day = day * 10 + digit
      case 4, 7: break
      default: return nil
      }
      place += 1
    }
    guard place == 7 || place == 10 else { return nil }
    self.init(year: year, month: month, day: place == 10 ? day : 1)
  }

  /// The date as `2026-11-12`.
  public var description: String {
    Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2) + "-" + Self.padded(day, to: 2)
  }

  /// Days since 1970-01-01; 2026-11-12 is day 20,769.
  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day so many days after 1970-01-01, kept within the years 1 to 9999.
  ///
  /// - Parameter days: Negative for days before.
  public init(daysSince1970 days: Int) {
    let shifted = min(max(days, -719_162), 2_932_896) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Whole days from this date until `other`; negative if `other` comes first.
  ///
  /// - Parameter other: The date to which days are counted.
  public func days(until other: CalendarDate) -> Int { other.daysSince1970 - daysSince1970 }

  /// Orders dates from the earlier to the later.
  public static func < (first: CalendarDate, second: CalendarDate) -> Bool {
    (first.year, first.month, first.day) < (second.year, second.month, second.day)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
