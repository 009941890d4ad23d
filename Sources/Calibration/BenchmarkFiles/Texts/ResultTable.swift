import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Results as CSV, with commas, semicolons or tabs: a sweep's summary, or what people made of console text.
enum ResultTable {
  /// The rows with the columns as keys; columns that have the labels of a console get the keys of JSON.
  static func rows(_ data: Data, file: String?) throws(InputError) -> [JSONValue] {
    var data = data
    if let joined = GuideLLMTable.joined(data) {
      data = joined
    } else {
      data = try TableCells.commaSeparated(data, file: file)
    }
    let table = try CSVTable(data, file: file, requiring: [])
    let rows = table.rows.map { row in
      var members: [String: JSONValue] = [:]
      for column in table.columns where !column.isEmpty && members[column] == nil {
        members[ServingConsole.key(ofLabel: column) ?? column] = JSONValue(cell: row[column])
      }
      return JSONValue.object(members.filter { $0.value != .null })
    }
    let names = table.columns.filter { !$0.isEmpty }
    let isKnown = rows.contains { BenchmarkTool.of(JSONDocument($0, file: file).root) != nil }
    guard isKnown else {
      throw InputError(
        file: file, place: "line 1",
        found: names.isEmpty
          ? "no text"
          : "the columns \(names.prefix(8).map { $0.shortened(to: 24) }.joined(separator: ", "))"
            + (names.count > 8 ? " and \(names.count - 8) more" : ""),
        expected:
          "a measurement file (\(MeasurementFile.requiredColumns.joined(separator: ", "))), "
          + "or results of \(BenchmarkTool.names)")
    }
    return rows.filter { BenchmarkTool.of(JSONDocument($0, file: file).root) != nil }
  }
}
