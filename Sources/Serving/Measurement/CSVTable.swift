package import CheckedJSON

/// A comma-separated table with a header row, as in RFC 4180: quoted fields may hold commas, quotes
/// and line ends.
package struct CSVTable: Sendable {
  /// One row and the line on which it begins.
  package struct Row: Sendable {
    package let line: Int
    package let fields: [String]
  }

  package let header: [String]
  package let rows: [Row]

  /// Splits the text; a row may have fewer or more fields than the header.
  package init(_ bytes: some Sequence<UInt8>, file: String? = nil) throws(InputError) {
    var scanner = CSVScanner()
    for byte in bytes { scanner.take(byte) }
    guard scanner.finish() else {
      throw InputError(
        file: file, place: "line \(scanner.rowLine)", found: "a quote that is never closed",
        expected: "a closing quote")
    }
    guard let first = scanner.rows.first else {
      throw InputError(file: file, found: "nothing", expected: "a header row")
    }
    header = first.fields
    rows = Array(scanner.rows.dropFirst())
  }
}

private struct CSVScanner {
  private(set) var rows: [CSVTable.Row] = []
  private(set) var rowLine = 1
  private var line = 1
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var isQuoted = false
  private var hasClosedQuote = false

  mutating func take(_ byte: UInt8) {
    if isQuoted {
      if byte == UInt8(ascii: "\"") {
        isQuoted = false
        hasClosedQuote = true
      } else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        field.append(byte)
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      if hasClosedQuote { field.append(byte) }
      isQuoted = true
      hasClosedQuote = false
    case UInt8(ascii: ","): endField()
    case UInt8(ascii: "\n"): endRow()
    case UInt8(ascii: "\r"): break
    default:
      field.append(byte)
      hasClosedQuote = false
    }
  }

  mutating func finish() -> Bool {
    guard !isQuoted else { return false }
    if !field.isEmpty || !fields.isEmpty { endRow() }
    return true
  }

  private mutating func endField() {
    fields.append(String(decoding: field, as: UTF8.self))
    field.removeAll(keepingCapacity: true)
    hasClosedQuote = false
  }

  private mutating func endRow() {
    endField()
    if fields != [""] { rows.append(CSVTable.Row(line: rowLine, fields: fields)) }
    fields.removeAll(keepingCapacity: true)
    line += 1
    rowLine = line
  }
}
