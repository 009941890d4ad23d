#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import CheckedJSON
package import Pricing

/// What was charged: the lines of an invoice, in FOCUS columns or in a seller's own.
package struct Invoice: Sendable, Hashable {
  /// One line.
  package struct Line: Sendable, Hashable {
    /// Its line in the file.
    package let line: Int
    /// What it counts.
    package let meter: InvoiceMeter
    /// Tokens, requests or hours; `nil` where the line does not say.
    package let quantity: Double?
    /// US dollars.
    package let usd: Double
  }

  /// The lines.
  package let lines: [Line]
  /// The first day that is charged, and the first that no longer is; `nil` without dates.
  package let period: (start: CalendarDate, end: CalendarDate)?

  /// Months of the period: whole ones are counted, other days by 365/12 to a month; `nil` without dates.
  package var months: Double? {
    guard let period else { return nil }
    if period.start.day == 1, period.end.day == 1 {
      let count = { (day: CalendarDate) in day.year * 12 + day.month }
      return Double(max(1, count(period.end) - count(period.start)))
    }
    return Double(max(1, period.start.days(until: period.end))) / (365.0 / 12)
  }

  /// The lines of both, over the days of both.
  package func joined(with other: Invoice) -> Invoice {
    let periods = [period, other.period].compactMap(\.self)
    let start = periods.map(\.start).min()
    let end = periods.map(\.end).max()
    return Invoice(
      lines: lines + other.lines,
      period: start.flatMap { start in end.map { (start, $0) } })
  }

  private init(lines: [Line], period: (start: CalendarDate, end: CalendarDate)?) {
    self.lines = lines
    self.period = period
  }

  package static func == (first: Invoice, second: Invoice) -> Bool {
    first.lines == second.lines && first.period?.start == second.period?.start
      && first.period?.end == second.period?.end
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}

extension Invoice {
  /// Whether a file begins as an invoice does: a header with a column of money and none of a request's tokens.
  package static func isInvoice(header: String) -> Bool {
    InvoiceColumns(
      header.split(separator: ",", omittingEmptySubsequences: false).map(Self.unquoted))
      != nil
  }

  /// Reads an invoice.
  ///
  /// - Throws: `InputError` with the line of an amount, a day or a currency that is not understood.
  package init(_ data: Data, file: String?) throws(InputError) {
    let table = try CSVTable(data, file: file, requiring: [])
    guard let columns = InvoiceColumns(table.columns) else {
      throw InputError(
        file: file, place: "line 1",
        found: "the columns \(table.columns.prefix(8).joined(separator: ", "))",
        expected: "a column of money, such as BilledCost, cost or amount")
    }
    var lines: [Line] = []
    var days: (start: CalendarDate, end: CalendarDate)?
    for row in table.rows {
      lines.append(try Self.line(row, columns, file: file))
      if let (start, end) = try Self.days(row, columns, file: file) {
        days = (min(days?.start ?? start, start), max(days?.end ?? end, end))
      }
    }
    guard !lines.isEmpty else {
      throw InputError(
        file: file, found: "no lines below the header", expected: "a line for each charge")
    }
    self.lines = lines
    period = days
  }

  private static func line(
    _ row: CSVTable.Row, _ columns: InvoiceColumns, file: String?
  ) throws(InputError) -> Line {
    func number(_ column: String) throws(InputError) -> Double? {
      let text = row[column].filter { $0 != "," && $0 != "$" }
      guard !text.isEmpty, text.lowercased() != "null" else { return nil }
      guard let value = Double(text), value.isFinite, abs(value) <= 1e18 else {
        throw InputError(
          file: file, place: "line \(row.line), \(column)", found: "\"\(row[column])\"",
          expected: "a number")
      }
      return value
    }
    if let currency = columns.currency {
      let found = row[currency].uppercased()
      guard found.isEmpty || found == "USD" else {
        throw InputError(
          file: file, place: "line \(row.line), \(currency)", found: "\"\(found)\"", expected: "USD"
        )
      }
    }
    let unit = columns.unit.map { row[$0] } ?? ""
    let meter = InvoiceMeter(
      category: columns.category.map { row[$0] } ?? "",
      unit: unit.isEmpty ? Self.impliedUnit(columns) : unit,
      words: columns.words.map { row[$0] }.joined(separator: " "))
    let quantity = try columns.quantity.map(number) ?? nil
    return Line(
      line: row.line, meter: meter,
      quantity: quantity.map { $0 * InvoiceMeter.factor(of: unit) },
      usd: try number(columns.cost) ?? 0)
  }

  /// What a column named `tokens` or `hours` counts.
  private static func impliedUnit(_ columns: InvoiceColumns) -> String {
    guard let quantity = columns.quantity?.lowercased() else { return "" }
    return quantity.contains("token") || quantity.contains("hour") ? quantity : ""
  }

  private static func days(
    _ row: CSVTable.Row, _ columns: InvoiceColumns, file: String?
  ) throws(InputError) -> (CalendarDate, CalendarDate)? {
    func day(_ column: String?) throws(InputError) -> CalendarDate? {
      guard let column else { return nil }
      let text = row[column]
      guard !text.isEmpty else { return nil }
      if let seconds = Int(text), (0...4_102_444_800).contains(seconds) {
        return CalendarDate(daysSince1970: seconds / 86_400)
      }
      guard let date = CalendarDate(String(text.prefix(10))) else {
        throw InputError(
          file: file, place: "line \(row.line), \(column)", found: "\"\(text)\"",
          expected: "a day such as 2026-11-01")
      }
      return date
    }
    guard let start = try day(columns.start) else { return nil }
    let next = CalendarDate(daysSince1970: start.daysSince1970 + 1)
    return (start, max(try day(columns.end) ?? next, next))
  }

  private static func unquoted(_ field: Substring) -> String {
    String(field.filter { $0 != "\"" && $0 != "\r" && $0 != " " })
  }
}
