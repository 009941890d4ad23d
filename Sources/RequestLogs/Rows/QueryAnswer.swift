/// What BigQuery's interface answers, `{"schema": {"fields": […]}, "rows": [{"f": [{"v": "1500"}, …]}, …]}`, or
/// Athena's and Timestream's, `{"Rows": [{"Data": [{"VarCharValue": "1500"}, …]}, …], "ColumnInfo": […]}`.
struct QueryAnswer {
  private struct Column {
    var name: Range<Int>
    var isRepeated = false
    /// The columns of a record.
    var columns: [Column] = []
  }

  private let columns: [Column]
  private let rows: [Range<Int>]
  private let isOfBigQuery: Bool

  /// Takes the answer that begins at `start`; `nil` for any other JSON.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard start < end, bytes[start] == UInt8(ascii: "{") else { return nil }
    let top = start..<end
    if let fields = Self.member("schema", of: top, bytes).flatMap({
      Self.member("fields", of: $0, bytes)
    }) {
      columns = Self.columns(fields, bytes, depth: 0)
      rows = Self.member("rows", of: top, bytes).map { Self.elements($0, bytes) } ?? []
      isOfBigQuery = true
      guard let first = rows.first, Self.member("f", of: first, bytes) != nil, !columns.isEmpty
      else { return nil }
      return
    }
    let set = Self.member("ResultSet", of: top, bytes) ?? top
    guard let list = Self.member("Rows", of: set, bytes) else { return nil }
    isOfBigQuery = false
    let all = Self.elements(list, bytes)
    guard let first = all.first, let header = Self.member("Data", of: first, bytes) else {
      return nil
    }
    let info = Self.member("ResultSetMetadata", of: set, bytes) ?? set
    let told = Self.member("ColumnInfo", of: info, bytes).map { list in
      Self.elements(list, bytes).compactMap { Self.member("Name", of: $0, bytes) }
    }
    let values = Self.elements(header, bytes).compactMap { Self.value(of: $0, bytes) }
    // The first page of Athena begins with the names.
    let names = told.flatMap { $0.isEmpty ? nil : $0 } ?? values
    guard !names.isEmpty else { return nil }
    let isHeader =
      values.count == names.count
      && zip(values, names).allSatisfy { LogText.string(bytes, $0) == LogText.string(bytes, $1) }
    columns = names.map {
      Column(name: $0.lowerBound + 1..<max($0.lowerBound + 1, $0.upperBound - 1))
    }
    rows = isHeader ? Array(all.dropFirst()) : all
  }

  /// A line for each row; `nil` where one has other columns.
  func lines(_ bytes: [UInt8]) -> [UInt8]? {
    var lines: [UInt8] = []
    for row in rows {
      guard append(row, columns, bytes, to: &lines) else { return nil }
      lines.append(LogBytes.newline)
    }
    return lines
  }

  private func append(
    _ row: Range<Int>, _ columns: [Column], _ bytes: [UInt8], to lines: inout [UInt8]
  ) -> Bool {
    let span = bytes.span
    guard let list = Self.member(isOfBigQuery ? "f" : "Data", of: row, span) else { return false }
    let cells = Self.elements(list, span)
    guard cells.count == columns.count else { return false }
    lines.append(UInt8(ascii: "{"))
    for (index, (column, cell)) in zip(columns, cells).enumerated() {
      if index > 0 { lines.append(LogBytes.comma) }
      lines += [LogBytes.quote] + bytes[column.name] + Array("\":".utf8)
      guard let value = Self.value(of: cell, span) else {
        lines += Array("null".utf8)
        continue
      }
      if column.isRepeated, bytes[value.lowerBound] == UInt8(ascii: "[") {
        lines.append(UInt8(ascii: "["))
        for (index, element) in Self.elements(value, span).enumerated() {
          if index > 0 { lines.append(LogBytes.comma) }
          guard let inner = Self.value(of: element, span),
            append(value: inner, column, bytes, to: &lines)
          else { return false }
        }
        lines.append(UInt8(ascii: "]"))
      } else if !append(value: value, column, bytes, to: &lines) {
        return false
      }
    }
    lines.append(UInt8(ascii: "}"))
    return true
  }

  private func append(
    value: Range<Int>, _ column: Column, _ bytes: [UInt8], to lines: inout [UInt8]
  ) -> Bool {
    if !column.columns.isEmpty, bytes[value.lowerBound] == UInt8(ascii: "{") {
      return append(value, column.columns, bytes, to: &lines)
    }
    for byte in bytes[value] { lines.append(byte == LogBytes.newline ? 32 : byte) }
    return true
  }

  /// The columns of a schema, those of records within.
  private static func columns(_ list: Range<Int>, _ bytes: Span<UInt8>, depth: Int) -> [Column] {
    guard depth < 16 else { return [] }
    return elements(list, bytes).compactMap { field in
      guard let name = member("name", of: field, bytes), name.count > 2 else { return nil }
      let mode = member("mode", of: field, bytes).map { LogText.string(bytes, $0) }
      return Column(
        name: name.lowerBound + 1..<name.upperBound - 1, isRepeated: mode == "\"REPEATED\"",
        columns: member("fields", of: field, bytes).map { columns($0, bytes, depth: depth + 1) }
          ?? [])
    }
  }

  private static func elements(_ list: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
    JSONParts.elements(bytes, from: list.lowerBound, to: list.upperBound)
  }

  private static func member(
    _ name: String, of object: Range<Int>, _ bytes: Span<UInt8>
  ) -> Range<Int>? {
    JSONParts.members(bytes, from: object.lowerBound, to: object.upperBound, most: 32).all.first {
      LogText.string(bytes, $0.name) == name
    }.map { trimmed($0.value, bytes) }
  }

  /// The value of a cell, `{"v": …}` or `{"VarCharValue": …}`; `nil` for an empty one.
  private static func value(of cell: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
    JSONParts.members(bytes, from: cell.lowerBound, to: cell.upperBound, most: 1).all.first.map {
      trimmed($0.value, bytes)
    }
  }

  private static func trimmed(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    var last = value.upperBound
    while last > value.lowerBound, bytes[last &- 1] <= 32 { last &-= 1 }
    return value.lowerBound..<last
  }
}
