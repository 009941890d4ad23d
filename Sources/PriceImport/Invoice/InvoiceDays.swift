import CheckedJSON
import Pricing

/// The days that a line of an invoice is charged for.
struct InvoiceDays {
  let start: CalendarDate
  /// The first day that no longer is charged, as the line has it.
  let end: CalendarDate
  /// Whether the line names its end by the day alone, which may be the last that is charged.
  let endsOnBareDay: Bool

  /// Reads the days of a line; `nil` where it names none.
  ///
  /// - Parameter order: How days such as 11/05/2026 are read.
  /// - Throws: `InputError` for a day that is not understood, and for an end before the start.
  init?(
    _ row: CSVTable.Row, _ columns: InvoiceColumns, order: InvoiceDayOrder.Order?, file: String?
  ) throws(InputError) {
    func moment(_ column: String?) throws(InputError) -> Moment? {
      guard let column, !row[column].isEmpty else { return nil }
      guard let moment = Moment(row[column], order: order ?? .monthFirst) else {
        throw InputError(
          file: file, place: "line \(row.line), \(column)", found: "\"\(row[column])\"",
          expected: "a day such as 2026-11-01")
      }
      return moment
    }
    guard let first = try moment(columns.start) else { return nil }
    start = first.day
    guard let last = try moment(columns.end) else {
      (end, endsOnBareDay) = (first.next, false)
      return
    }
    guard last.day >= start else {
      throw InputError(
        file: file, place: "line \(row.line), \(columns.end ?? "")", found: "\(last.day)",
        expected: "an end that is not before the start, \(start)")
    }
    switch last.precision {
    case .month, .time: end = max(last.next, first.next)
    case .day, .midnight: end = last.day == start ? first.next : last.day
    }
    endsOnBareDay = last.precision == .day && last.day > start
  }

  /// A day, a month or a time, as sellers write them.
  private struct Moment {
    enum Precision { case month, day, midnight, time }

    let day: CalendarDate
    let precision: Precision

    /// The first day after what is named.
    var next: CalendarDate {
      guard precision == .month else { return CalendarDate(daysSince1970: day.daysSince1970 + 1) }
      return CalendarDate(
        year: day.month == 12 ? day.year + 1 : day.year, month: day.month % 12 + 1, day: 1) ?? day
    }

    /// Reads `2026-12-01`, `2026/12/01`, `12/01/2026`, `20261201`, each with or without a time, `2026-12`, `202612`, and
    /// seconds or milliseconds since 1970, and months by name.
    init?(_ text: String, order: InvoiceDayOrder.Order) {
      if let number = Int(text), text.allSatisfy(\.isNumber) {
        switch text.count {
        case 6: self.init(number / 100, number % 100, nil, time: nil)
        case 8: self.init(number / 10_000, number / 100 % 100, number % 100, time: nil)
        case 9, 10: self.init(seconds: number)
        case 12, 13: self.init(seconds: number / 1000)
        default: return nil
        }
        return
      }
      if let named = NamedMonth(text) {
        self.init(named.year, named.month, named.day, time: named.time)
        return
      }
      if let written = InvoiceDayOrder.Written(text) {
        let isDayFirst = written.isDotted || order == .dayFirst
        let (day, month) =
          isDayFirst ? (written.first, written.second) : (written.second, written.first)
        self.init(written.year, month, day, time: written.time)
        return
      }
      let date = text.prefix { $0.isNumber || $0 == "-" || $0 == "/" }
      let fields = date.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
      let numbers = fields.compactMap { Int($0) }
      guard numbers.count == fields.count else { return nil }
      let time = date.count == text.count ? nil : String(text.dropFirst(date.count))
      let lengths = fields.map(\.count)
      if lengths == [4, 2] {
        guard time == nil else { return nil }
        self.init(numbers[0], numbers[1], nil, time: nil)
      } else if numbers.count == 3, lengths[0] == 4 {
        self.init(numbers[0], numbers[1], numbers[2], time: time)
      } else {
        return nil
      }
    }

    private init?(_ year: Int, _ month: Int, _ day: Int?, time: String?) {
      guard let date = CalendarDate(year: year, month: month, day: day ?? 1) else { return nil }
      self.day = date
      guard day != nil else {
        precision = .month
        return
      }
      // `T00:00:00Z` and ` 00:00:00 UTC` are a midnight.
      let clock = time?.drop { $0 == "T" || $0 == " " }.prefix { $0.isNumber || $0 == ":" }
      precision =
        clock.map { $0.contains { ("1"..."9").contains($0) } ? .time : .midnight } ?? .day
    }

    private init?(seconds: Int) {
      guard (0...4_102_444_800).contains(seconds) else { return nil }
      day = CalendarDate(daysSince1970: seconds / 86_400)
      precision = seconds % 86_400 == 0 ? .midnight : .time
    }
  }
}

/// The days of all lines of an invoice.
struct InvoicePeriod {
  private var start: CalendarDate?
  private var end: CalendarDate?
  private var endsOnBareDay = false
  private var starts: Set<CalendarDate> = []
  private var ends: Set<CalendarDate> = []

  mutating func add(_ days: InvoiceDays) {
    start = min(start ?? days.start, days.start)
    if let end, days.end <= end {
      endsOnBareDay = endsOnBareDay && (days.endsOnBareDay || days.end < end)
    } else {
      (end, endsOnBareDay) = (days.end, days.endsOnBareDay)
    }
    starts.insert(days.start)
    if days.endsOnBareDay { ends.insert(days.end) }
  }

  /// The last day of a month with which the lines end and which they are taken to include; `nil` if the end that they
  /// name is the first day that is not charged.
  ///
  /// So it is where they begin with a month and none begins on the day on which another ends.
  var includedEnd: CalendarDate? {
    guard let start, let end, endsOnBareDay, start.day == 1,
      CalendarDate(daysSince1970: end.daysSince1970 + 1).day == 1, starts.isDisjoint(with: ends)
    else { return nil }
    return end
  }

  /// The first day that is charged, and the first that no longer is; `nil` without days.
  var days: (start: CalendarDate, end: CalendarDate)? {
    guard let start, let end else { return nil }
    return (start, includedEnd.map { CalendarDate(daysSince1970: $0.daysSince1970 + 1) } ?? end)
  }
}
