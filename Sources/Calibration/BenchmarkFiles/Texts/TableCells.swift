import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The signs of a table of results: what parts its columns, and what a comma in its numbers is.
///
/// Spreadsheets of most of Europe part columns with semicolons and decimals with commas; tables that are copied
/// from one part columns with tabs.
enum TableCells {
  /// A table with commas between its columns and points before its decimals, each row on its line.
  ///
  /// - Throws: `InputError` for a table that is none, or numbers whose commas may be either.
  static func commaSeparated(_ data: Data, file: String?) throws(InputError) -> Data {
    let separator = separator(of: data)
    guard separator != UInt8(ascii: ",") else { return data }
    let table = try CSVTable(data, file: file, requiring: [], separator: separator)
    let isDecimal = try commasAreDecimal(table, file: file)
    func quoted(_ cells: [String]) -> String {
      cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    var text = quoted(table.columns)
    var line = 1 + table.columns.joined().filter(\.isNewline).count
    for row in table.rows {
      text += String(repeating: "\n", count: max(1, row.line - line))
      line = max(line + 1, row.line)
      let cells = table.columns.map { isDecimal ? pointed(row[$0]) : row[$0] }
      text += quoted(cells)
      line += cells.joined().filter(\.isNewline).count
    }
    return Data(text.utf8)
  }

  /// What stands between the columns, by the first line: the most frequent of comma, semicolon and tab.
  private static func separator(of data: Data) -> UInt8 {
    let header = data.prefix(65_536).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in header {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let others = [UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return others.reduce(UInt8(ascii: ",")) { counts[$1] ?? 0 > counts[$0] ?? 0 ? $1 : $0 }
  }

  /// Whether commas in the numbers of a table stand before decimals.
  ///
  /// `95,63` and `0,125` do; `1,420.51` and `1,420,512` do not, nor does any where points stand before decimals.
  ///
  /// - Throws: `InputError` for numbers such as `1,420` where no other of the table tells.
  private static func commasAreDecimal(_ table: CSVTable, file: String?) throws(InputError) -> Bool
  {
    var unclear: (line: Int, column: String, cell: String)?
    var hasPoints = false
    for row in table.rows {
      for column in table.columns {
        let cell = row[column]
        switch Comma(cell) {
        case .decimal: return true
        case .group: return false
        case .either: unclear = unclear ?? (row.line, column, cell)
        case .none: hasPoints = hasPoints || (cell.contains(".") && Double(cell) != nil)
        }
      }
    }
    guard let unclear, !hasPoints else { return false }
    throw InputError(
      file: file, place: "line \(unclear.line), column \(unclear.column.shortened(to: 40))",
      found: "\"\(unclear.cell)\", whose comma may part thousands or decimals",
      expected: "\(unclear.cell.replacing(",", with: ".")) or \(unclear.cell.filter { $0 != "," })")
  }

  /// What the comma of one cell can be.
  private enum Comma {
    case none, decimal, group, either

    init(_ cell: String) {
      let digits = cell.drop { $0 == "-" }
      let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
      guard groups.count > 1,
        digits.allSatisfy({ $0.isASCII && ($0.isNumber || ",.".contains($0)) }),
        groups.allSatisfy({ !$0.isEmpty })
      else {
        self = .none
        return
      }
      // 1.420,51 has points between thousands.
      if groups.count == 2, digits.contains("."), !groups[1].contains(".") {
        self = .decimal
      } else if groups.count > 2 || digits.contains(".") {
        self = .group
      } else if groups[1].count == 3, groups[0].count <= 3, groups[0].first != "0" {
        self = .either
      } else {
        self = .decimal
      }
    }
  }

  /// A cell as it is written where points stand before decimals.
  private static func pointed(_ cell: String) -> String {
    guard Comma(cell) == .decimal || Comma(cell) == .either else { return cell }
    return cell.filter { $0 != "." }.replacing(",", with: ".")
  }
}
