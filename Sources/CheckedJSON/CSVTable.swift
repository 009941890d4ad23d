#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The rows of a CSV text, read by column name.
package struct CSVTable: Sendable {
  /// The names of the first line.
  package let columns: [String]
  /// The other lines, each with its number in the file.
  package let rows: [Row]

  /// The fields of one line.
  package struct Row: Sendable {
    package let line: Int
    fileprivate let fields: [String]
    fileprivate let index: [String: Int]

    /// The field of a column, without surrounding spaces; empty if the table lacks the column.
    package subscript(column: String) -> String {
      guard let position = index[column], position < fields.count else { return "" }
      return fields[position]
    }

    /// The field as a finite number, or `nil` if it is empty or no number.
    package func number(_ column: String) -> Double? {
      guard let number = Double(self[column]), number.isFinite else { return nil }
      return number
    }
  }

  /// Reads CSV with quoted fields, `\n` or `\r\n`.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file, in UTF-8.
  ///   - file: The name of the file, for errors.
  ///   - required: Columns that must be there.
  ///   - separator: What stands between fields.
  /// - Throws: `InputError` for more than 256 MiB or 2,000,000 rows, a quote that never ends, and a
  ///   column that is required but missing.
  package init(
    _ data: Data, file: String?, requiring required: [String],
    separator: UInt8 = UInt8(ascii: ",")
  ) throws(InputError) {
    guard data.count <= 256 << 20 else {
      throw InputError(file: file, found: "\(data.count) bytes", expected: "at most 256 MiB")
    }
    var lines: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var line = 1
    var firstLine = 1
    func text(_ bytes: [UInt8]) -> String {
      let text = String(decoding: bytes, as: UTF8.self)
      let blank = UInt8(ascii: " ")
      guard bytes.first == blank || bytes.last == blank else { return text }
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    func endRow() {
      fields.append(text(field))
      field.removeAll(keepingCapacity: true)
      if fields != [""] { lines.append((firstLine, fields)) }
      fields.removeAll(keepingCapacity: true)
    }
    // Spreadsheets begin a file of UTF-8 with a mark, which belongs to no column's name.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var bytes = [UInt8](data.starts(with: mark) ? data.dropFirst(mark.count) : data).makeIterator()
    var pending = bytes.next()
    while let byte = pending {
      pending = bytes.next()
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where pending == UInt8(ascii: "\""):
        field.append(byte)
        pending = bytes.next()
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (separator, false):
        fields.append(text(field))
        field.removeAll(keepingCapacity: true)
      case (UInt8(ascii: "\r"), false): break
      case (UInt8(ascii: "\n"), false):
        endRow()
        line += 1
        firstLine = line
      default:
        if byte == UInt8(ascii: "\n") { line += 1 }
        field.append(byte)
      }
      if lines.count > 2_000_000 {
        throw InputError(
          file: file, place: "line \(line)", found: "more than 2,000,000 rows",
          expected: "at most 2,000,000 rows")
      }
    }
    if isQuoted {
      throw InputError(
        file: file, place: "line \(firstLine)", found: "a quote that never ends",
        expected: "a closing \"")
    }
    endRow()
    guard let header = lines.first else {
      throw InputError(file: file, found: "no lines", expected: "a header row")
    }
    columns = header.fields
    let index = Dictionary(
      header.fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for name in required where index[name] == nil {
      throw InputError(
        file: file, place: "line \(header.line)", found: "no column \"\(name)\"",
        expected: "the columns \(required.joined(separator: ", "))",
        suggestion: nearest(to: name, among: header.fields))
    }
    rows = lines.dropFirst().map { Row(line: $0.line, fields: $0.fields, index: index) }
  }
}
