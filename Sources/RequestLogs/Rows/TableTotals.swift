/// Tells the last row of a table that sums all those before it, as exports and spreadsheets write it.
struct TableTotals: Sendable {
  private var rows = 0
  private var prompt: UInt64 = 0
  private var completion: UInt64 = 0
  private var hasTimes = false

  /// Takes a row in; `true` if its tokens are the sums of those before it: three or more, or two if it has
  /// no time and they have.
  ///
  /// The tokens of a request hardly are both sums by chance.
  mutating func isTotal(_ row: LogRow) -> Bool {
    guard row.prompt.isThere, row.completion.isThere else { return false }
    let isTimed = row.time != LogRecord.noTime
    let isTotal =
      rows >= (hasTimes && !isTimed ? 2 : 3) && completion > 0
      && row.prompt.value == prompt && row.completion.value == completion
    hasTimes = hasTimes || isTimed
    rows += 1
    prompt &+= row.prompt.value
    completion &+= row.completion.value
    return isTotal
  }

  private static let words = [
    "total", "totals", "sum", "grand total", "subtotal", "gesamt", "summe", "gesamtsumme",
  ]

  /// Whether the first cell of a record names it a total.
  static func isNamed(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    (3...11).contains(cell.count) && words.contains { LogBytes.equals(bytes, cell, $0) }
  }
}
