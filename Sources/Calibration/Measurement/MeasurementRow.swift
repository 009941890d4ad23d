import CheckedJSON
import Roofline

/// Why a row makes no sense.
struct RowError: Error {
  let reason: String
}

/// The fields of one row by column name.
struct MeasurementRow {
  let row: CSVTable.Row

  func text(_ column: String) -> String { row[column] }

  func number(_ column: String, in range: ClosedRange<Double>) throws(RowError) -> Double? {
    let text = text(column)
    guard !text.isEmpty else { return nil }
    guard let value = Double(text), value.isFinite, range.contains(value) else {
      throw RowError(
        reason: "\(column) is \"\(text.shortened(to: 20))\", not a number from "
          + "\(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func required(_ column: String, in range: ClosedRange<Double>) throws(RowError) -> Double {
    guard let value = try number(column, in: range) else {
      throw RowError(reason: "\(column) is empty")
    }
    return value
  }

  func count(_ column: String, default fallback: Int) throws(RowError) -> Int {
    guard let value = try number(column, in: 0...65536), value >= 1 else { return fallback }
    return Int(value)
  }
}
