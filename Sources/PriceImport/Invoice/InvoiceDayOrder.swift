import CheckedJSON

/// Whether the days of an invoice such as 27/11/2026 begin with the day or with the month, as its rows tell.
struct InvoiceDayOrder {
  enum Order { case monthFirst, dayFirst }

  /// The order; `nil` where no day is written so, and where nothing tells.
  let order: Order?
  /// That nothing tells the order of a day; `nil` where it is known, or the same either way.
  let ambiguity: InputError?

  /// Looks at the days of all rows.
  ///
  /// - Throws: `InputError` where some rows begin with the day and others with the month.
  init(_ rows: [CSVTable.Row], _ columns: InvoiceColumns, file: String?) throws(InputError) {
    var dayFirst: (place: String, text: String)?
    var monthFirst: (place: String, text: String)?
    var unclear: (place: String, text: String)?
    for row in rows {
      for column in [columns.start, columns.end].compactMap(\.self) {
        guard let written = Written(row[column]), !written.isDotted else { continue }
        let found = (place: "line \(row.line), \(column)", text: row[column])
        if written.first > 12 {
          dayFirst = dayFirst ?? found
        } else if written.second > 12 {
          monthFirst = monthFirst ?? found
        } else if written.first != written.second {
          unclear = unclear ?? found
        }
      }
    }
    if let dayFirst, let monthFirst {
      throw InputError(
        file: file, place: monthFirst.place, found: "\"\(monthFirst.text)\"",
        expected: "the day before the month, as in \"\(dayFirst.text)\" at \(dayFirst.place)")
    }
    if dayFirst != nil || monthFirst != nil {
      order = dayFirst != nil ? .dayFirst : .monthFirst
    } else if unclear != nil {
      // No charge ends before it starts; Azure's exports write the month first.
      let possible = [Order.monthFirst, .dayFirst].filter { order in
        rows.allSatisfy { Self.endsInOrder($0, columns, order) }
      }
      order = possible.count == 1 ? possible[0] : columns.isAzure ? .monthFirst : nil
    } else {
      order = nil
    }
    ambiguity =
      order == nil
      ? unclear.map {
        InputError(
          file: file, place: $0.place,
          found: "\"\($0.text)\", which may begin with the day or the month",
          expected: "days such as 2026-11-05, a row with a day above 12, or --months N")
      } : nil
  }

  private static func endsInOrder(
    _ row: CSVTable.Row, _ columns: InvoiceColumns, _ order: Order
  ) -> Bool {
    guard let start = columns.start.flatMap({ Written(row[$0]) }),
      let end = columns.end.flatMap({ Written(row[$0]) })
    else { return true }
    return start.days(order) <= end.days(order)
  }

  /// How the days were read; `nil` where there was nothing to tell.
  var note: String? {
    switch order {
    case .monthFirst: "Days such as 12/31/2026 are read as month, day and year."
    case .dayFirst: "Days such as 31/12/2026 are read as day, month and year."
    case nil: nil
    }
  }

  /// A day with its year last: `27/11/2026`, `11-27-2026`, or `27.11.2026`, which always begins with the day.
  struct Written {
    let first: Int
    let second: Int
    let year: Int
    let isDotted: Bool
    /// What stands behind it; `nil` for nothing.
    let time: String?

    init?(_ text: String) {
      guard let separator = text.first(where: { !$0.isNumber }), "/-.".contains(separator) else {
        return nil
      }
      let date = text.prefix { $0.isNumber || $0 == separator }
      let fields = date.split(separator: separator, omittingEmptySubsequences: false)
      let numbers = fields.compactMap { Int($0) }
      guard numbers.count == 3, fields.count == 3, fields[2].count == 4, fields[0].count <= 2,
        fields[1].count <= 2
      else { return nil }
      (first, second, year) = (numbers[0], numbers[1], numbers[2])
      isDotted = separator == "."
      time = date.count == text.count ? nil : String(text.dropFirst(date.count))
    }

    /// A number that rises with the day.
    fileprivate func days(_ order: Order) -> Int {
      let isDayFirst = isDotted || order == .dayFirst
      return (year * 100 + (isDayFirst ? second : first)) * 100 + (isDayFirst ? first : second)
    }
  }
}
