package import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The results of a benchmark, whichever of the common tools wrote them.
///
/// JSON (one document, an array, several one after the other), CSV, Markdown and the text of a console
/// become documents of the same keys, by which the tool is told.
package struct BenchmarkFile: Sendable {
  /// The runs that can be used, in the order of the file; the first run is line 1.
  package let measurements: [Measurement]
  /// The runs that cannot, with the reason.
  package let refusals: [MeasurementFile.Refusal]
  /// The tool that wrote the file.
  package let tool: String

  /// Reads a result file.
  ///
  /// - Parameters:
  ///   - data: what the file holds.
  ///   - file: its name, for errors.
  ///   - setting: what the file does not say of the deployment.
  ///   - names: knows models and chips by name; `nil` takes names as they are.
  /// - Throws: `InputError` for a file of no known tool, or of runs none of which can be used.
  package init(
    _ data: Data, file: String? = nil, setting: BenchmarkSetting,
    names: MeasurementResolver? = nil
  ) throws(InputError) {
    var measurements: [Measurement] = []
    var refusals: [MeasurementFile.Refusal] = []
    var tool: BenchmarkTool?
    var line = 0
    for document in try BenchmarkDocuments.read(data, file: file) {
      guard let known = BenchmarkTool.of(document) else {
        throw document.error(
          expected: "results of \(BenchmarkTool.names)")
      }
      tool = known
      for point in known.points(document) {
        line += 1
        do {
          measurements.append(try point.measurement(setting, line: line, names: names))
        } catch {
          refusals.append(MeasurementFile.Refusal(line: line, reason: error.reason))
        }
      }
    }
    guard let tool, !measurements.isEmpty else {
      throw Self.noneUsed(tool, refusals, file: file)
    }
    self.measurements = measurements
    self.refusals = refusals
    self.tool = tool.name
  }

  private static func noneUsed(
    _ tool: BenchmarkTool?, _ refusals: [MeasurementFile.Refusal], file: String?
  ) -> InputError {
    guard let tool, let first = refusals.first else {
      return InputError(
        file: file, found: "no complete run",
        expected: "mean prompt and completion lengths, a load, and a throughput or latencies")
    }
    let others = Set(refusals.map(\.reason)).count - 1
    return InputError(
      file: file, place: refusals.count == 1 ? nil : "run \(first.line)",
      found: "no run of \(tool.name) that can be used",
      expected: "at least one: \(first.reason)"
        + (others > 0 ? "; \(others) other reasons for other runs" : ""))
  }
}
