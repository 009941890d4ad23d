package import CheckedJSON
import Roofline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of measurements; a row that makes no sense is kept apart with its reason.
package struct MeasurementFile: Sendable {
  /// A row that could not be read.
  package struct Refusal: Sendable, Hashable {
    /// The line of the file.
    package let line: Int
    /// Why.
    package let reason: String
  }

  /// The rows that make sense.
  package let measurements: [Measurement]
  /// The rows that do not.
  package let refusals: [Refusal]

  /// The columns that a file must have; others are ignored.
  package static let requiredColumns = [
    "engine", "model", "gpu", "gpus", "prompt_tokens", "completion_tokens", "load",
  ]

  /// Makes a file of rows that were read from elsewhere.
  package init(measurements: [Measurement], refusals: [Refusal]) {
    self.measurements = measurements
    self.refusals = refusals
  }

  /// Reads a measurement file.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds, a table with commas, semicolons or tabs.
  ///   - file: Its name, for errors.
  ///   - publishers: What publishers mean where their rows do not say.
  /// - Throws: `InputError` for a file without the needed columns.
  package init(
    _ bytes: some Sequence<UInt8>, file: String? = nil, publishers: PublisherPractices
  ) throws(InputError) {
    let table = try CSVTable(
      try TableCells.commaSeparated(Data(bytes), file: file), file: file,
      requiring: Self.requiredColumns)
    var measurements: [Measurement] = []
    var refusals: [Refusal] = []
    for row in table.rows {
      do {
        measurements.append(try Measurement(MeasurementRow(row: row), publishers))
      } catch {
        refusals.append(Refusal(line: row.line, reason: error.reason))
      }
    }
    self.measurements = measurements
    self.refusals = refusals
  }
}
