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
    /// The seller's id of what is charged; empty where the line has none.
    package let resource: String
    /// The accelerators of a machine, where the line names them.
    package let accelerator: AcceleratorLine?
  }

  /// The lines.
  package let lines: [Line]
  /// The first day that is charged, and the first that no longer is; `nil` without dates.
  package let period: (start: CalendarDate, end: CalendarDate)?
  /// What a reader must know of how it was read.
  package let notes: [String]
  /// Why the days that stand there tell no period; `nil` where they do, or where none stand there.
  package let ambiguity: InputError?

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
      period: start.flatMap { start in end.map { (start, $0) } },
      notes: notes + other.notes.filter { !notes.contains($0) },
      ambiguity: ambiguity ?? other.ambiguity)
  }

  private init(
    lines: [Line], period: (start: CalendarDate, end: CalendarDate)?, notes: [String],
    ambiguity: InputError?
  ) {
    self.lines = lines
    self.period = period
    self.notes = notes
    self.ambiguity = ambiguity
  }

  package static func == (first: Invoice, second: Invoice) -> Bool {
    first.lines == second.lines && first.period?.start == second.period?.start
      && first.period?.end == second.period?.end
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}

extension Invoice {
  /// Whether a file begins as an invoice does: a header with a column of money and none of a request's tokens, if need be
  /// below lines that say whose invoice it is.
  ///
  /// So does one of the exports in other forms that are known, such as the cost reports of OpenAI and Anthropic.
  package static func isInvoice(beginning: Data) -> Bool {
    InvoiceExport.isKnown(beginning) || InvoiceText(beginning).hasHeader
  }

  /// Reads an invoice whose fields stand between commas, semicolons or tabs.
  ///
  /// - Throws: `InputError` with the line of an amount, a day, a unit or a currency that is not understood.
  package init(_ data: Data, file: String?) throws(InputError) {
    let export = try InvoiceExport(data, file: file)
    let text = InvoiceText(export?.csv ?? data)
    let separator = InvoiceColumns.separator(of: text.header)
    let table = try CSVTable(text.data, file: file, requiring: [], separator: separator)
    guard let columns = InvoiceColumns(table.columns) else {
      throw InputError(
        file: file, place: "line 1",
        found: "the columns \(table.columns.prefix(8).joined(separator: ", "))",
        expected: "a column of money, such as BilledCost, cost or amount")
    }
    var lines: [Line] = []
    let order = try InvoiceDayOrder(table.rows, columns, file: file)
    var period = InvoicePeriod()
    var totals = InvoiceTotals()
    for row in table.rows {
      let line = try Self.line(
        row, columns, hasCommas: separator == UInt8(ascii: ","), file: file)
      let words = InvoiceWords(columns.words.map { row[$0] }.joined(separator: " "))
      let isCounted = line.quantity != nil || columns.unit.map { row[$0] } ?? "" != ""
      if totals.repeats(line: line.line, usd: line.usd, isCounted: isCounted, words) { continue }
      lines.append(line)
      guard order.ambiguity == nil else { continue }
      if let days = try InvoiceDays(row, columns, order: order.order, file: file) {
        period.add(days)
      }
    }
    guard !lines.isEmpty else {
      throw InputError(
        file: file, found: "no lines below the header", expected: "a line for each charge")
    }
    self.lines = lines
    self.period = period.days
    ambiguity = order.ambiguity
    notes =
      (export?.notes ?? []) + totals.notes
      + (period.includedEnd.map { ["The charges end with \($0); that day is taken as charged."] }
        ?? [])
      + (order.note.map { [$0] } ?? [])
  }

  private static func line(
    _ row: CSVTable.Row, _ columns: InvoiceColumns, hasCommas: Bool, file: String?
  ) throws(InputError) -> Line {
    func number(_ column: String) throws(InputError) -> Double? {
      let text = row[column].filter { $0 != "$" }
      guard !text.isEmpty, text.lowercased() != "null" else { return nil }
      guard let plain = Self.ungrouped(text, hasCommas: hasCommas), let value = Double(plain),
        value.isFinite, abs(value) <= 1e18
      else {
        throw InputError(
          file: file, place: "line \(row.line), \(column)", found: "\"\(row[column])\"",
          expected: text.contains(",") ? "a number with a point, such as 1234.56" : "a number")
      }
      return value
    }
    if let currency = columns.currency, !columns.isInUSD {
      let found = row[currency].uppercased()
      guard found.isEmpty || found == "USD" else {
        throw InputError(
          file: file, place: "line \(row.line), \(currency)", found: "\"\(found)\"", expected: "USD"
        )
      }
    }
    let stated = columns.unit.map { row[$0] } ?? ""
    let unitText = stated.isEmpty ? Self.impliedUnit(columns) : stated
    let unit = InvoiceUnit(unitText)
    let words = columns.words.map { row[$0] }.joined(separator: " ")
    let meter = InvoiceMeter(
      category: columns.category.map { row[$0] } ?? "", unit: unit, unitText: unitText,
      words: InvoiceWords(words))
    let quantity = try columns.quantity.map(number) ?? nil
    if meter.isCounted, quantity ?? 0 != 0, unit.factor == nil {
      throw InputError(
        file: file, place: "line \(row.line), \(columns.unit ?? "")", found: "\"\(unitText)\"",
        expected: "a unit such as tokens, 1K tokens, 1M tokens, requests or hours")
    }
    return Line(
      line: row.line, meter: meter, quantity: quantity.map { $0 * (unit.factor ?? 1) },
      usd: try number(columns.cost) ?? 0, resource: columns.resource.map { row[$0] } ?? "",
      accelerator: AcceleratorLine(in: words + " " + unitText))
  }

  /// A number without the commas between its thousands; `nil` where a comma is none of those, or where commas are no
  /// thousands' for certain, as in a file with semicolons.
  private static func ungrouped(_ text: String, hasCommas: Bool) -> String? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return text }
    let isGrouped =
      (groups[0].last?.isNumber ?? false)
      && groups.dropFirst().allSatisfy { $0.prefix(while: \.isNumber).count == 3 }
      && groups.dropLast().allSatisfy { !$0.contains(".") }
    return hasCommas && isGrouped ? groups.joined() : nil
  }

  /// What a column named `tokens` or `hours` counts.
  private static func impliedUnit(_ columns: InvoiceColumns) -> String {
    guard let quantity = columns.quantity?.lowercased() else { return "" }
    if quantity.filter(\.isLetter) == "timebilledms" { return "milliseconds" }
    return quantity.contains("token") || quantity.contains("hour") ? quantity : ""
  }
}
