import Breakeven
import Calibration
import Reporting

/// `breakeven validate`: predictions of published measurements, and how far they are off.
enum ValidateVerb {
  static let verb = Verb(
    name: "validate",
    usage: """
      usage: breakeven validate MEASUREMENTS.csv [--engines PROFILE.json] [--json]

      Predicts each row of a measurement file and tells how far the predictions are off. A row that
      cannot be predicted is skipped, and the reason is told.

        --engines FILE  profiles that breakeven calibrate wrote, instead of the built-in ones
        --json          every row and the summary as JSON
      """,
    summary: "predict published measurements and tell the errors", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words, options: [.flag("--json"), .value("--engines")], verb: "validate")
    let path = try arguments.only("MEASUREMENTS.csv", verb: "validate")
    let catalog = try arguments.catalog()
    let file = try MeasurementFile(Files.read(path), file: path)
    let report = ValidationReport(Validation(file, resolver: catalog.measurementResolver))
    Console.print(arguments.has("--json") ? report.json : report.text(style: Console.style))
    return .success
  }
}
