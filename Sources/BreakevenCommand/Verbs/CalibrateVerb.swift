import Breakeven
import Reporting

/// `breakeven calibrate`: engine profiles from measurements.
enum CalibrateVerb {
  static let verb = Verb(
    name: "calibrate",
    usage: """
      usage: breakeven calibrate RESULT… --output PROFILE.json

      Fits engine profiles to measurement files (CSV) and tells the errors on measurements that were
      held back. The built-in profiles come from
        breakeven calibrate Sources/EmbeddedData/data/measurements.csv \\
          --output Sources/EmbeddedData/data/engines.json

        --output FILE  write the profiles there; breakeven validate --engines FILE uses them
        --source TEXT  what the profiles give as their source (default: the command and the file)
      """,
    summary: "fit engine profiles to measurements", run: run)

  static func run(_ words: [String]) async throws -> ExitCode {
    let arguments = try Arguments(
      words, options: [.value("--output"), .value("--source")], verb: "calibrate")
    guard let output = arguments.value("--output") else {
      throw CommandFailure.usage("breakeven calibrate needs --output")
    }
    let path = try arguments.only("RESULT", verb: "calibrate")
    let file = try MeasurementFile(Files.read(path), file: path)
    let catalog = try Catalog.builtIn()
    let models = catalog.models
    let calibration = await Calibration.fit(
      file, setup: try Catalog.calibrationSetup(), accelerators: catalog.accelerators,
      models: { name throws(InputError) in try models.architecture(named: name) },
      source: arguments.value("--source")
        ?? "fitted by breakeven calibrate to \(path.fileStem)")
    guard calibration.rowsUsed > 0 else {
      throw CommandFailure(
        code: .badData,
        message: "\(path): found no measurement that can be fitted, expected at least one"
          + (calibration.refusals.first.map { "; line \($0.line): \($0.reason)" } ?? ""))
    }
    try Files.write([(output, calibration.catalog.encoded)])
    Console.print(CalibrationReport(calibration).text(style: Console.style))
    return .success
  }
}
